"""What is the same as what: decisions people took, renames, and names that nearly meet.

Identity is never guessed: what only looks alike is told, with how much, and somebody decides.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.changes import Candidate
from archrepo.importing.directory import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.facts import Values
    from archrepo.importing.directory import Directory
    from archrepo.importing.nodes import PlannedNode

DECISIONS_FILE = "identity.yaml"
_NEAR = 88
"""Likeness of two names, of 100, from which on they may be the same."""
_MOST_COMPARED = 4_000_000  # pairs of names; beyond, comparing would take longer than importing
_MOST_CANDIDATES = 3
_PLAIN = re.compile(r"[^\W\d_][\w .'’()/-]*")
_DIGITS = re.compile(r"\d+")
_FREE_NAMES = ("Flow", "Milestone", "Period", "Decision", "Need")
"""Kinds of which several may well bear one name."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided: a name or id is a known node, or is not.

    Attributes:
        same: (kind, folded name or id) → id of the node it is.
        different: (kind, folded name or id) → ids of nodes it is not.
    """

    same: Mapping[tuple[str, str], str] = field(default_factory=dict)
    different: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def meant(self, kind: str, text: str) -> str | None:
        """Return the id of the node that a name or id was decided to be, if it was."""
        if not self.same:
            return None
        return self.same.get((kind, text)) or self.same.get((kind, name_key(kind, text)))

    def are_different(self, kind: str, text: str, node_id: str) -> bool:
        """Return whether a name or id was decided not to be a node."""
        if not self.different:
            return False
        known = self.different.get((kind, text), frozenset())
        return node_id in known | self.different.get((kind, name_key(kind, text)), frozenset())


NO_DECISIONS = Decisions()


def is_renamed(kind: str, node_id: str, before: Values, after: Values) -> bool:
    """Return whether a node gets a name nobody knew it by.

    An id or e-mail is no name; and a person is known by the e-mail, however the name is spelt.
    """
    if before.get("email") and before.get("email") == after.get("email"):
        return False
    old, new = str(before.get("name", "")), str(after.get("name", ""))
    known = [old, *before.get("aliases", ())]  # type: ignore[misc]
    if name_key(kind, new) in {name_key(kind, name) for name in known}:
        return False
    externals: tuple[str, ...] = before.get("external_ids", ())  # type: ignore[assignment]
    stand_ins = {node_id, before.get("email"), *(item.partition("=")[2] for item in externals)}
    return old not in stand_ins


def goes_by(kind: str, name: str, before: Values) -> bool:
    """Return whether a name is an alias of a node rather than a spelling of its name."""
    aliases: tuple[str, ...] = before.get("aliases", ())  # type: ignore[assignment]
    key = name_key(kind, name)
    known = {name_key(kind, alias) for alias in aliases}
    return key in known and key != name_key(kind, str(before.get("name", "")))


def decision_line(kind: str, by: str, text: str, node_id: str) -> str:
    """Return what identity.yaml would say of a name or id that is a known node."""
    written = text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
    return f"same: [{{kind: {kind}, {by}: {written}, as: {node_id}}}]"


def with_old_name(before: Values, after: Values) -> Values:
    """Return values with the former name among the aliases, so that other files find the node."""
    aliases: tuple[str, ...] = after.get("aliases", ())  # type: ignore[assignment]
    old = str(before["name"])
    return after if old in aliases else {**after, "aliases": (*aliases, old)}


def known_otherwise(kind: str, node_id: str, values: Values, directory: Directory) -> set[str]:
    """Return the stored nodes that bear the name of a node of another, unknown id."""
    if kind in _FREE_NAMES or "name" not in values or not directory.stored:
        return set()
    found = directory.by_name(kind, str(values["name"])) & directory.stored
    return {other for other in found - {node_id} if not _told_apart(kind, values, other, directory)}


def _told_apart(kind: str, values: Values, other: str, directory: Directory) -> bool:
    """Return whether what identifies two nodes of a name shows that they are two."""
    known = directory.index(kind).systems.get(other, {})
    externals: tuple[str, ...] = values.get("external_ids", ())  # type: ignore[assignment]
    mine = dict(item.split("=", 1) for item in externals)
    if any(known.get(system, text) != text for system, text in mine.items()):
        return True
    mail = values.get("email")
    return bool(mail) and bool(directory.emails(kind).get(other, mail) != mail)


def near_misses(
    planned: Iterable[PlannedNode], directory: Directory, decisions: Decisions
) -> dict[str, tuple[Candidate, ...]]:
    """Return new node → the stored ones whose names look like its own, the likest first."""
    by_kind: dict[str, list[PlannedNode]] = defaultdict(list)
    for node in planned:
        is_told = node.stored or node.rival or "name" not in node.stated.values
        if not is_told and node.kind not in _FREE_NAMES:
            by_kind[node.kind].append(node)
    found: dict[str, tuple[Candidate, ...]] = {}
    for kind, nodes in by_kind.items():
        names = directory.stored_names(kind)
        if not names or len(names) * len(nodes) > _MOST_COMPARED:
            continue
        for node in nodes:
            near = _near(kind, node, names, decisions)
            if near:
                found[node.id] = near
    return found


def _near(
    kind: str, node: PlannedNode, names: Mapping[str, set[str]], decisions: Decisions
) -> tuple[Candidate, ...]:
    from rapidfuzz import fuzz, process

    name = str(node.stated.values["name"])
    key = name_key(kind, name)
    near = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=6)
    scores: dict[str, float] = {}
    for other, score, _ in near:
        if other == key or _DIGITS.findall(other) != _DIGITS.findall(key):
            continue  # homonyms told apart; `Till 1` and `Till 2`
        for candidate in names[other]:
            decided = decisions.are_different(kind, name, candidate)
            if not decided and not decisions.are_different(kind, node.id, candidate):
                scores[candidate] = max(scores.get(candidate, 0.0), score)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(i, round(score)) for i, score in ranked[:_MOST_CANDIDATES])
