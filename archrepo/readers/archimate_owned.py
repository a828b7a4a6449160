"""Reads properties as a mapping file says: as attributes, or as relations to whom they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.reading import RawNode, RawRelation, Ref
from archrepo.domain.text import normalise
from archrepo.readers.archimate_values import OWN

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import Attribute, Metamodel
    from archrepo.readers.archimate_mapping import PropertyRule
    from archrepo.readers.archimate_model import Concept
    from archrepo.readers.archimate_table import ArchimateTable


def translate(concept: Concept, table: ArchimateTable, attributes: Mapping[str, Attribute]) -> None:
    """Turn properties the mapping reads as attributes into ours; others stay as they are."""
    if not table.properties:
        return
    found = []
    for key, value in concept.properties:
        rule = table.properties.get(normalise(key))
        if rule is not None and rule.attribute in attributes:
            found.append((f"{OWN}{rule.attribute}", rule.values.get(normalise(value), value)))
        else:
            found.append((key, value))
    concept.properties = found


class Named:
    """Makes a node of everyone that properties name, once, and relates them to what they own."""

    def __init__(self, table: ArchimateTable, metamodel: Metamodel) -> None:
        self._table = table
        self._metamodel = metamodel
        self._known: dict[tuple[str, str], RawNode] = {}
        self.relations: list[RawRelation] = []

    @property
    def nodes(self) -> list[RawNode]:
        """Who is named, in the order they were met."""
        return list(self._known.values())

    def take(self, concept: Concept, node: RawNode) -> None:
        """Take what a concept's properties say of the node it became, and leave the rest."""
        rest = []
        for key, value in concept.properties:
            rule = self._table.properties.get(normalise(key))
            if rule is None or not rule.relation or not self._relate(rule, value, node):
                rest.append((key, value))
        concept.properties = rest

    def count(self, tally: Counter[tuple[str, str]]) -> None:
        """Count whom properties name, and what they say."""
        for node in self.nodes:
            tally["named by a property", node.kind] += 1
        for relation in self.relations:
            tally["stated by a property", relation.type] += 1

    def _relate(self, rule: PropertyRule, value: str, node: RawNode) -> bool:
        pairs = self._metamodel.relations[rule.relation].pairs
        comes = (rule.kind, node.kind) in pairs
        names = [part for piece in value.split(";") if (part := " ".join(piece.split()))]
        if not names or not (comes or (node.kind, rule.kind) in pairs):
            return False
        for name in names:
            other = self._named(rule.kind, name, node.mark)
            start, end = (other, node) if comes else (node, other)
            values = {"role": rule.role} if rule.role else {}
            ends = Ref(node=start), Ref(node=end)
            self.relations.append(RawRelation(rule.relation, *ends, values, node.mark))
        return True

    def _named(self, kind: str, name: str, mark: Any) -> RawNode:
        key = (kind, normalise(name) or name)
        if key not in self._known:
            values: dict[str, Any] = {"name": name}
            if kind == "Person" and "@" in name:
                values["email"] = name
            self._known[key] = RawNode(kind, values, mark)
        return self._known[key]


def distinct(relations: Iterable[RawRelation]) -> list[RawRelation]:
    """Return relations without those that say the same as one before."""
    seen: set[tuple[Any, ...]] = set()
    found = []
    for relation in relations:
        ends = (id(relation.source.node), id(relation.target.node))
        key = (relation.type, *ends, relation.values.get("role"))
        if key not in seen:
            seen.add(key)
            found.append(relation)
    return found
