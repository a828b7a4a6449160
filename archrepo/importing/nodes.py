"""Raw nodes → planned nodes: values read, identity found, what several rows state of one merged.

Identity, in this order: id > external id > e-mail, alias or name after normalisation > new. A name
shared by several is told apart by the parent in the tree, else it is an error: never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import did_you_mean, normalise, slug
from archrepo.importing.directory import name_key, name_keys
from archrepo.importing.identity import NO_DECISIONS, known_otherwise
from archrepo.importing.problems import Problems, Where
from archrepo.importing.stated import Stated, is_id, read_values
from archrepo.importing.values import clean_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.reading import RawNode, Reading
    from archrepo.importing.directory import Directory
    from archrepo.importing.identity import Decisions

DECIDED, NEW = "decision", "new"
"""By what a node was found: a decision of people, or not at all."""
_EXACT = "="  # starts the key of a parent known by its id


@dataclass(frozen=True, slots=True)
class UnnamedFlow:
    """A flow with neither id nor name, left until its ends are known."""

    raw: RawNode
    where: Where
    stated: Stated


@dataclass(slots=True, eq=False)
class PlannedNode:
    """A node an import speaks of.

    Attributes:
        kind: Its kind.
        id: Its id.
        stated: What its rows state.
        where: Where the first of them stands.
        stored: Whether the portfolio has it already.
        parents: Keys of the parents its rows name.
        identity: By what it was found, or that it is new.
        rival: A stored node of the same name under another id: one of the two is wrong.
    """

    kind: str
    id: str
    stated: Stated
    where: Where
    stored: bool
    parents: frozenset[str] = frozenset()
    identity: str = ""
    rival: str = ""


class NodeMerger:
    """Finds out which node each raw node is, and gathers what is stated of it."""

    def __init__(
        self,
        directory: Directory,
        metamodel: Metamodel,
        problems: Problems,
        decisions: Decisions = NO_DECISIONS,
    ) -> None:
        self._directory = directory
        self._metamodel = metamodel
        self._problems = problems
        self._decisions = decisions
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
            parents = self._parent_keys(raw_parents.get(id(raw), ()))
            self._place(where, raw, stated, parents, stored_parents)

    def _place(
        self,
        where: Where,
        raw: RawNode,
        stated: Stated,
        parents: frozenset[str],
        stored_parents: Mapping[str, str],
    ) -> None:
        rival, identity = "", "id"
        if raw.values.get("id") not in (None, ""):
            node_id = self._given_id(raw, where)
            if node_id is not None and node_id not in self._directory.kinds:
                node_id, identity = self._of_unknown_id(raw.kind, node_id, stated, where)
                if node_id not in self._directory.kinds:
                    rival = self._rival(raw.kind, node_id, stated, parents, stored_parents)
        elif raw.kind == "Flow" and "name" not in stated.values:
            self.unnamed_flows.append(UnnamedFlow(raw, where, stated))
            return
        else:
            node_id, identity = self._found_id(raw.kind, stated, where, parents, stored_parents)
        if node_id is None:
            self.by_raw[id(raw)] = None
            return
        planned = self.add(raw.kind, node_id, stated, where, parents)
        planned.identity = planned.identity or identity
        planned.rival = planned.rival or rival
        self.by_raw[id(raw)] = planned

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

    def _of_unknown_id(
        self, kind: str, node_id: str, stated: Stated, where: Where
    ) -> tuple[str, str]:
        """Return the node that an unknown id was decided to be or merged into, else a new one."""
        decided = self._decisions.meant(kind, node_id)
        if decided is None and "name" in stated.values:
            decided = self._decisions.meant(kind, str(stated.values["name"]))
        if decided is not None and self._directory.kinds.get(decided) == kind:
            self._directory.add(
                kind, decided, {"aliases": (node_id, stated.values.pop("name", None))}
            )
            return decided, DECIDED
        known = self._directory.merged.get((kind, node_id))
        if known is None:
            return node_id, NEW
        stated.values.pop("name", None)  # its own name is an alias there
        message = f"'{node_id}' was merged into '{known}'"
        self._problems.warn("ID-06", message, where, "id", "give that id")
        return known, "alias"

    def _rival(
        self,
        kind: str,
        node_id: str,
        stated: Stated,
        parents: frozenset[str],
        stored_parents: Mapping[str, str],
    ) -> str:
        """Return the stored node that bears the name of a node of an unknown id, if one does."""
        name = str(stated.values.get("name", ""))
        for other in sorted(known_otherwise(kind, node_id, stated.values, self._directory)):
            decided = any(
                self._decisions.are_different(kind, text, other) for text in (node_id, name)
            )
            if not decided and not (parents and self._differs(other, parents, stored_parents)):
                return other
        return ""

    def _found_id(
        self,
        kind: str,
        stated: Stated,
        where: Where,
        parents: frozenset[str],
        stored_parents: Mapping[str, str],
    ) -> tuple[str | None, str]:
        """Return the id of the node these values speak of, and by what it was found."""
        if not self._has_name(kind, stated, where):
            return None, ""
        name = str(stated.values["name"])
        decided = self._decisions.meant(kind, name)
        if decided is not None and self._directory.kinds.get(decided) == kind:
            self._directory.add(kind, decided, {"name": stated.values.pop("name")})
            return decided, DECIDED
        identity = "external id"
        candidates = self._by_external_ids(kind, stated)
        if not candidates:
            identity = "name"
            candidates = self._by_names(kind, stated)
            if parents:
                candidates -= {c for c in candidates if self._differs(c, parents, stored_parents)}
            candidates -= {c for c in candidates if self._decisions.are_different(kind, name, c)}
        if len(candidates) > 1:
            message = f"'{name}' may be any of {', '.join(sorted(candidates))}"
            self._problems.error("AR206", message, where, "name", "give the id")
            return None, ""
        if candidates:
            return candidates.pop(), identity
        return self._directory.new_id(kind, name), NEW

    def _has_name(self, kind: str, stated: Stated, where: Where) -> bool:
        """Return whether a node has a name; what an external system calls it is one at need."""
        if "name" in stated.values:
            return True
        external = stated.values.get("external_ids")
        if external:
            stated.values["name"] = str(external[0]).split("=", 1)[1]  # type: ignore[index]
            return True
        message = f"a {kind} with neither id nor name"
        self._problems.error("ID-02", message, where, "name", "give it a name")
        return False

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
            known |= {_exactly(parent), normalise(parent)}
            parent_kind = self._directory.kinds.get(parent, "")
            index = self._directory.index(parent_kind)
            known |= {name for name, ids in index.names.items() if parent in ids}
        exact = {key for key in known if key.startswith(_EXACT)}
        stated = {key for key in parents if key.startswith(_EXACT)}
        if exact and stated:
            return not exact & stated
        return bool(known) and not known & parents

    def _parent_keys(self, parents: Iterable[RawNode | str]) -> frozenset[str]:
        """Return what the parents named for a node are known by: their id, once that is found."""
        keys: set[str] = set()
        for parent in parents:
            if isinstance(parent, str):
                keys.add(name_key("", parent))
                continue
            planned = self.by_raw.get(id(parent))
            if planned is not None:
                keys.add(_exactly(planned.id))
            keys |= {name_key("", str(text)) for text in _identifying(parent.values) if text}
        return frozenset(keys)

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


def _exactly(node_id: str) -> str:
    return f"{_EXACT}{node_id}"


def _raw_parents(reading: Reading) -> dict[int, list[RawNode | str]]:
    """Return raw node → the parents named for it."""
    parents: dict[int, list[RawNode | str]] = {}
    for relation in reading.relations:
        child, parent = relation.target.node, relation.source
        if relation.type != "CONTAINS" or child is None:
            continue
        last = re.split("[/>]", parent.text)[-1]  # of a path, perhaps
        parents.setdefault(id(child), []).append(parent.node or last)
    return parents


def _identifying(values: Mapping[str, Any]) -> Sequence[Any]:
    return [values.get("id"), values.get("name")]
