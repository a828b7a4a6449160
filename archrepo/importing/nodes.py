"""Raw nodes → planned nodes: values read, identity found, what several rows state of one merged.

Identity, in this order: id > external id > e-mail, alias or name after normalisation > new. A name
shared by several is told apart by the parent in the tree, else it is an error: never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import AttributeType
from archrepo.domain.reading import CLEAR
from archrepo.domain.text import did_you_mean, normalise, slug
from archrepo.importing.directory import name_key, name_keys
from archrepo.importing.problems import Problems, Where
from archrepo.importing.values import (
    ValueProblemError,
    clean_text,
    date_wording,
    parse_value,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Attribute, Metamodel
    from archrepo.domain.reading import RawNode, Reading
    from archrepo.importing.directory import Directory

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")


@dataclass(slots=True, eq=False)
class Stated:
    """What rows state: values, the attributes they clear, and the wording of imprecise dates."""

    values: Values = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()
    notes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class UnnamedFlow:
    """A flow with neither id nor name, left until its ends are known."""

    raw: RawNode
    where: Where
    stated: Stated


@dataclass(slots=True, eq=False)
class PlannedNode:
    """A node an import speaks of; `parents` are keys of the parents its rows name."""

    kind: str
    id: str
    stated: Stated
    where: Where
    stored: bool
    parents: frozenset[str] = frozenset()


def is_id(text: str) -> bool:
    """Return whether a text can be the id of a node."""
    return _ID.fullmatch(text) is not None


def read_values(
    attributes: Mapping[str, Attribute],
    raw: Mapping[str, Any],
    where: Where,
    problems: Problems,
    skip: frozenset[str] = frozenset(),
) -> Stated:
    """Return what a row states; a problem for every cell that cannot be taken."""
    stated = Stated()
    for name, value in raw.items():
        if value is None or value == "" or value == [] or name in skip:
            continue
        attribute = attributes.get(name)
        if attribute is None:
            hint = did_you_mean(name, attributes) or "see the reference of the metamodel"
            problems.warn("AR102", f"unknown attribute '{name}'", where, name, hint)
        elif isinstance(value, str) and value.strip() in CLEAR:
            stated.cleared |= {name}
        else:
            _read_value(attribute, value, stated, where, problems)
    return stated


def _read_value(
    attribute: Attribute, value: Any, stated: Stated, where: Where, problems: Problems
) -> None:
    try:
        parsed = parse_value(attribute, value)
    except ValueProblemError as problem:
        problems.error(
            "AR104", f"{attribute.name}: {problem.message}", where, attribute.name, problem.hint
        )
        return
    if parsed in ("", ()):
        return
    stated.values[attribute.name] = parsed
    if attribute.value_type is AttributeType.DATE:
        wording = date_wording(value, ends=attribute.ends)
        if wording:
            stated.notes = {**(stated.notes or {}), attribute.name: wording}


class NodeMerger:
    """Finds out which node each raw node is, and gathers what is stated of it."""

    def __init__(self, directory: Directory, metamodel: Metamodel, problems: Problems) -> None:
        self._directory = directory
        self._metamodel = metamodel
        self._problems = problems
        self.planned: dict[str, PlannedNode] = {}
        self.by_raw: dict[int, PlannedNode | None] = {}
        self.unnamed_flows: list[UnnamedFlow] = []

    def merge(self, reading: Reading, stored_parents: Mapping[str, str]) -> None:
        """Take every node of `reading`; flows with neither id nor name are left for later."""
        raw_parents = _raw_parents(reading)
        with_id = [raw for raw in reading.nodes if raw.values.get("id") not in (None, "")]
        without = [raw for raw in reading.nodes if raw.values.get("id") in (None, "")]
        for raw in (*with_id, *without):  # given ids are taken before any is made up
            where = Where(reading, raw.mark)
            kind = self._metamodel.kinds.get(raw.kind)
            if kind is None or kind.internal:
                hint = did_you_mean(raw.kind, self._metamodel.portfolio_kinds)
                self._problems.error("AR103", f"unknown kind '{raw.kind}'", where, "kind", hint)
                self.by_raw[id(raw)] = None
                continue
            stated = read_values(
                kind.attributes, raw.values, where, self._problems, frozenset({"id", "batch_id"})
            )
            parents = frozenset(raw_parents.get(id(raw), ()))
            self._place(where, raw, stated, parents, stored_parents)

    def _place(
        self,
        where: Where,
        raw: RawNode,
        stated: Stated,
        parents: frozenset[str],
        stored_parents: Mapping[str, str],
    ) -> None:
        if raw.values.get("id") not in (None, ""):
            node_id = self._given_id(raw, where)
            if node_id is not None and node_id not in self._directory.kinds:
                node_id = self._merged_id(raw.kind, node_id, stated, where)
        elif raw.kind == "Flow" and "name" not in stated.values:
            self.unnamed_flows.append(UnnamedFlow(raw, where, stated))
            return
        else:
            node_id = self._found_id(raw.kind, stated, where, parents, stored_parents)
        if node_id is None:
            self.by_raw[id(raw)] = None
            return
        self.by_raw[id(raw)] = self.add(raw.kind, node_id, stated, where, parents)

    def _given_id(self, raw: RawNode, where: Where) -> str | None:
        text = clean_text(raw.values["id"]).lower()
        if not is_id(text):
            hint = f"such as '{slug(text) or 'crm'}': letters, digits, '.', '_' and '-'"
            self._problems.error("AR201", f"'{raw.values['id']}' is no id", where, "id", hint)
            return None
        known_kind = self._directory.kinds.get(text, raw.kind)
        if known_kind != raw.kind:
            self._problems.error(
                "ID-01",
                f"id '{text}' belongs to a {known_kind}, here it is a {raw.kind}",
                where,
                "id",
                "ids are unique across the portfolio: choose another",
            )
            return None
        return text

    def _merged_id(self, kind: str, node_id: str, stated: Stated, where: Where) -> str:
        """Return the node that an unknown id was merged into; its own name is an alias there."""
        known = self._directory.merged.get((kind, node_id))
        if known is None:
            return node_id
        stated.values.pop("name", None)
        message = f"'{node_id}' was merged into '{known}'"
        self._problems.warn("ID-06", message, where, "id", "give that id")
        return known

    def _found_id(
        self,
        kind: str,
        stated: Stated,
        where: Where,
        parents: frozenset[str],
        stored_parents: Mapping[str, str],
    ) -> str | None:
        """Return the id of the node these values speak of, a new one where nobody is meant."""
        if "name" not in stated.values:
            external = stated.values.get("external_ids")
            if not external:
                self._problems.error(
                    "ID-02", f"a {kind} with neither id nor name", where, "name", "give it a name"
                )
                return None
            stated.values["name"] = str(external[0]).split("=", 1)[1]  # type: ignore[index]
        candidates = self._by_external_ids(kind, stated)
        if not candidates:
            candidates = self._by_names(kind, stated)
            if parents:
                other = {c for c in candidates if self._differs(c, parents, stored_parents)}
                candidates -= other
        if len(candidates) > 1:
            self._problems.error(
                "AR206",
                f"'{stated.values['name']}' may be any of {', '.join(sorted(candidates))}",
                where,
                "name",
                "give the id",
            )
            return None
        if candidates:
            return candidates.pop()
        return self._directory.new_id(kind, str(stated.values["name"]))

    def _by_external_ids(self, kind: str, stated: Stated) -> set[str]:
        """Return who bears one of the external ids stated: wherever it hangs in a tree now."""
        external: tuple[str, ...] = stated.values.get("external_ids") or ()  # type: ignore[assignment]
        return {node for item in external for node in self._directory.by_external_id(kind, item)}

    def _by_names(self, kind: str, stated: Stated) -> set[str]:
        external: tuple[str, ...] = stated.values.get("external_ids") or ()  # type: ignore[assignment]
        names = self._directory.index(kind).names
        by_name: set[str] = set()
        for key in name_keys(kind, stated.values):
            by_name |= names.get(key, set())
        if not external:
            return by_name
        systems = {system: ext for system, _, ext in (item.partition("=") for item in external)}
        return {c for c in by_name if not self._known_otherwise(kind, c, systems)}

    def _known_otherwise(self, kind: str, candidate: str, systems: Mapping[str, str]) -> bool:
        """Return whether a system knows the candidate by another id than these."""
        known = self._directory.index(kind).systems.get(candidate, {})
        return any(known.get(system, ext) != ext for system, ext in systems.items())

    def _differs(
        self, candidate: str, parents: frozenset[str], stored_parents: Mapping[str, str]
    ) -> bool:
        """Return whether the candidate is known to hang under other parents."""
        planned = self.planned.get(candidate)
        known = set(planned.parents) if planned else set()
        parent = stored_parents.get(candidate)
        if parent:
            known.add(normalise(parent))
            parent_kind = self._directory.kinds.get(parent, "")
            index = self._directory.index(parent_kind)
            known |= {name for name, ids in index.names.items() if parent in ids}
        return bool(known) and not known & parents

    def add(
        self,
        kind: str,
        node_id: str,
        stated: Stated,
        where: Where,
        parents: frozenset[str] = frozenset(),
    ) -> PlannedNode:
        """Return the planned node of this id, with what these rows state merged in."""
        node = self.planned.get(node_id)
        if node is None:
            stored = node_id in self._directory.stored
            node = PlannedNode(kind, node_id, stated, where, stored, parents)
            self.planned[node_id] = node
            self._directory.add(kind, node_id, stated.values)
            return node
        node.parents |= parents
        for name, value in stated.values.items():
            earlier = node.stated.values.setdefault(name, value)
            if earlier != value:
                self._problems.error(
                    "ID-01",
                    f"'{node_id}' is stated twice, with {name} '{shown(earlier)}' "
                    f"and '{shown(value)}'",
                    where,
                    name,
                    f"also stated at {node.where.place(name)}",
                )
        node.stated.cleared |= stated.cleared
        self._directory.add(kind, node_id, stated.values)
        return node


def _raw_parents(reading: Reading) -> dict[int, set[str]]:
    """Return raw node → keys of the parents named for it."""
    parents: dict[int, set[str]] = {}
    for relation in reading.relations:
        child, parent = relation.target.node, relation.source
        if relation.type != "CONTAINS" or child is None:
            continue
        if parent.node is None:
            texts: Sequence[Any] = [parent.text.rsplit("/", 1)[-1]]  # a path, perhaps
        else:
            texts = _identifying(parent.node.values)
        keys = {name_key("", str(text)) for text in texts if text}
        parents.setdefault(id(child), set()).update(keys)
    return parents


def _identifying(values: Mapping[str, Any]) -> Sequence[Any]:
    return [values.get("id"), values.get("name")]
