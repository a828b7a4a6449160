"""Turns the links of an ArchiMate model into relations and flows of a portfolio."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Level
from archrepo.domain.reading import RawNode, RawRelation, Ref
from archrepo.readers.archimate_owned import translate
from archrepo.readers.archimate_table import FLOW
from archrepo.readers.archimate_values import (
    OWN,
    OWN_TYPE,
    SYSTEM,
    access_values,
    described,
    letters_in_order,
    name_of,
    own_values,
    property_line,
    sorted_properties,
    stated,
    take_own,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import Metamodel
    from archrepo.readers.archimate_model import ArchimateModel, Relationship
    from archrepo.readers.archimate_paths import Link, Way
    from archrepo.readers.archimate_table import ArchimateTable

_ACCESSING = ("ACCESSES", "NEEDS")


class Relations:
    """Gathers relations and flows; what is stated twice becomes one, with all that was said.

    Attributes:
        flows: (source element, target element, relationships) → the flow.
        made_of: Relationship → the flows or relations it became or takes part in.
    """

    def __init__(
        self,
        model: ArchimateModel,
        table: ArchimateTable,
        metamodel: Metamodel,
        nodes: Mapping[str, RawNode],
        own_ids: Mapping[str, str],
    ) -> None:
        self.model = model
        self.table = table
        self.metamodel = metamodel
        self.nodes = nodes
        self._own_ids = own_ids
        self.flows: dict[tuple[str, ...], RawNode] = {}
        self.made_of: dict[str, list[RawNode | RawRelation]] = {}
        self._relations: dict[tuple[Any, ...], RawRelation] = {}
        self._lines: dict[int, list[str]] = {}

    def all(self) -> list[RawRelation]:
        """Return the relations in the order they were met."""
        return list(self._relations.values())

    def override(self, link: Link) -> str | None:
        """Return the relation type that the link's own properties name, if the ends allow it."""
        wanted = stated(link.through[0], OWN_TYPE)
        if not wanted:
            return None
        relation = self.metamodel.relations.get(wanted)
        pair = (self.nodes[link.source].kind, self.nodes[link.target].kind)
        if relation is not None and pair in relation.pairs:
            return wanted
        message = f"'{OWN_TYPE}={wanted}' cannot join {pair[0]} and {pair[1]}"
        self.model.tell("AR174", Level.WARNING, message, link.through[0].line)
        return None

    def state(
        self, becomes: str, link: Link, source: Way, target: Way, *, runs_back: bool = False
    ) -> None:
        """Add what a link says between two nodes, each reached by its way."""
        if becomes == FLOW:
            self._flow(link, source, target)
            return
        values, line = self._values(becomes, link.through), link.through[0].line
        path = [self._name(e) for e in (*source.path, *reversed(target.path))]
        if becomes == "COVERS":
            if not _states(link.through, "evidence"):
                values["evidence"] = "DERIVED" if path else "STATED"
            if path:
                values["via"] = path
        elif path:
            lines = values.get("properties", [])
            values["properties"] = [*lines, property_line(f"{SYSTEM}:via", " / ".join(path))]
        start, end = (target, source) if runs_back else (source, target)
        relation = self._add(becomes, self.nodes[start.node], self.nodes[end.node], values, line)
        for relationship in link.through:
            self.made_of.setdefault(relationship.id, []).append(relation)

    def contain(self, relationship: Relationship, parent: str) -> None:
        """Hang the relationship's target below `parent`."""
        values = self._values("CONTAINS", (relationship,))
        child = self.nodes[relationship.target]
        relation = self._add("CONTAINS", self.nodes[parent], child, values, relationship.line)
        self.made_of.setdefault(relationship.id, []).append(relation)

    def carry(self, relationship: Relationship, flow: RawNode, data: RawNode) -> None:
        """Say that a flow carries a data object."""
        values = self._values("CARRIES", (relationship,))
        carried = self._add("CARRIES", flow, data, values, relationship.line)
        self.made_of.setdefault(relationship.id, []).append(carried)

    def join(self, relationship: Relationship, flow: RawNode, other: RawNode) -> bool:
        """Say of a flow what a relationship's own property says; return whether it may."""
        wanted = stated(relationship, OWN_TYPE)
        leaves = relationship.source in self.model.relationships
        start, end = (flow, other) if leaves else (other, flow)
        relation = self.metamodel.relations.get(wanted)
        if relation is None or (start.kind, end.kind) not in relation.pairs:
            return False
        joined = self._add(
            wanted, start, end, self._values(wanted, (relationship,)), relationship.line
        )
        self.made_of.setdefault(relationship.id, []).append(joined)
        return True

    def settle(self) -> None:
        """Finish what depends on everything that was stated: properties, and names of flows."""
        for relation in self._relations.values():
            if lines := self._lines.get(id(relation)):
                relation.values["properties"] = sorted_properties(lines)
        self._name_flows()

    def _name_flows(self) -> None:
        """Give flows without a name that of their ends, and tell those of the same name apart."""
        names = Counter(str(flow.values.get("name", "")) for flow in self.flows.values())
        for (source, target, *_), flow in self.flows.items():
            name = str(flow.values.get("name", ""))
            if "id" in flow.values and name:
                continue
            ends = f"{self._name(source)} → {self._name(target)}"
            if not name:
                flow.values = {"name": ends, **flow.values}
            elif names[name] > 1:
                flow.values["name"] = f"{name} ({ends})"

    def _flow(self, link: Link, source: Way, target: Way) -> None:
        """Add a flow; its ends may be reached from several nodes that share a service."""
        key = (link.source, link.target, *(r.id for r in link.through))
        flow = self.flows.get(key)
        if flow is None:
            flow = self.flows[key] = self._new_flow(link.through)
            for relationship in link.through:
                self.made_of.setdefault(relationship.id, []).append(flow)
        for relation_type, way in (("EMITS", source), ("FEEDS", target)):
            node = self.nodes[way.node]
            start, end = (node, flow) if relation_type == "EMITS" else (flow, node)
            path = [self._name(element) for element in way.path]
            values: dict[str, Any] = {}
            if path:
                values["properties"] = [property_line(f"{SYSTEM}:via", " / ".join(path))]
            self._add(relation_type, start, end, values, link.through[0].line)

    def _new_flow(self, through: tuple[Relationship, ...]) -> RawNode:
        name = next((r.name for r in through if r.name), "")
        own_id = self._own_ids.get(through[0].id, "")
        values = described(through[0], name, own_id)
        if documentation := "\n\n".join(r.documentation for r in through if r.documentation):
            values["description"] = documentation
        if not own_id:
            values["external_ids"] = [f"{SYSTEM}={'+'.join(r.id for r in through)}"]
        lines: list[str] = []
        for relationship in through:
            attributes = self.metamodel.kinds[FLOW].attributes
            translate(relationship, self.table, attributes)
            own, rest = own_values(self.model, relationship, attributes)
            take_own(values, own)
            lines += rest
            if relationship.type != FLOW:
                lines.append(property_line(f"{SYSTEM}:type", relationship.type))
        if lines:
            values["properties"] = sorted_properties(lines)
        return RawNode(FLOW, values, through[0].line)

    def _values(self, becomes: str, through: Iterable[Relationship]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        lines: list[str] = []
        letters: list[str] = []
        for relationship in through:
            attributes = self.metamodel.relations[becomes].attributes
            translate(relationship, self.table, attributes)
            own, rest = own_values(self.model, relationship, attributes)
            if becomes in _ACCESSING:
                letters += self.table.access.get(relationship.access, ())
                said, rest = access_values(rest)
                own = {**said, **own}
            values.update(own)
            lines += rest
            for key, text in (
                ("name", relationship.name),
                ("documentation", relationship.documentation),
            ):
                if text:
                    lines.append(property_line(f"{SYSTEM}:{key}", text))
        if letters:
            values.setdefault("crud", list(dict.fromkeys(letters)))
        if lines:
            values["properties"] = sorted_properties(lines)
        return values

    def _add(
        self, relation_type: str, start: RawNode, end: RawNode, values: dict[str, Any], line: int
    ) -> RawRelation:
        identity = self.metamodel.relations[relation_type].identity
        known = tuple(str(values.get(name, "")) for name in identity)
        key = (relation_type, id(start), id(end), known)
        lines = values.pop("properties", [])
        relation = self._relations.get(key)
        if relation is None:
            relation = RawRelation(relation_type, Ref(node=start), Ref(node=end), values, line)
            self._relations[key] = relation
        else:
            relation.values, further = merged(relation.values, values)
            lines = [*lines, *further]
        if lines:
            self._lines.setdefault(id(relation), []).extend(lines)
        return relation

    def _name(self, element: str) -> str:
        return name_of(self.model.elements[element])


def _states(through: Iterable[Relationship], attribute: str) -> bool:
    """Return whether a property states an attribute, be it as unset."""
    return any(key == f"{OWN}{attribute}" for r in through for key, _ in r.properties)


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return what two statements of one relation say together, and lines to keep beside it.

    The first wins where they differ. A coverage stated directly outweighs one that is derived; of
    two derived ones the shorter path is its `via`, the other is kept as a property.
    """
    values = {**second, **first}
    if "crud" in values:
        both = {*first.get("crud", ()), *second.get("crud", ())}
        values["crud"] = [letter for letter in letters_in_order() if letter in both]
    if "STATED" in (first.get("evidence"), second.get("evidence")):
        values["evidence"] = "STATED"
        values.pop("via", None)
        return values, _path_lines(first, second)
    if "via" not in values:
        return values, []
    shorter, longer = sorted((first, second), key=lambda v: (len(v["via"]), v["via"]))
    values["via"] = shorter["via"]
    return values, [] if longer["via"] == shorter["via"] else _path_lines(longer)


def _path_lines(*statements: Mapping[str, Any]) -> list[str]:
    return [
        property_line(f"{SYSTEM}:via", " / ".join(values["via"]))
        for values in statements
        if values.get("via")
    ]
