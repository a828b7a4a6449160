"""A portfolio as ArchiMate concepts: elements for nodes, relationships for relations and flows."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.writers.archimate_losses import Losses
from archrepo.writers.archimate_properties import OWN, Property, access_of, properties_of
from archrepo.writers.archimate_words import ASSOCIATION, Word, archimate_words
from archrepo.writers.portfolio_tree import is_bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

SYSTEM = "archimate="
FLOW = "Flow"
_ACCESS = "Access"
_COMPONENTS = ("Application", "Module")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_OURS = ("rel-", "propid-", "portfolio")
"""How identifiers begin that this export makes for what has none; nodes leave them alone."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An element, or a relationship where it has a source and a target."""

    identifier: str
    type: str
    properties: list[Property]
    name: str = ""
    documentation: str = ""
    source: str = ""
    target: str = ""
    access: str = ""


class Concepts:
    """Makes the concepts; what every element is called is settled first.

    A flow with one source and one target, one of them a component, is a Flow relationship; any
    other is an element with an association to each end.
    """

    def __init__(self, store: GraphStore, metamodel: Metamodel) -> None:
        self._store = store
        self._metamodel = metamodel
        self._words = archimate_words()
        self._types: dict[str, str] = {}
        self._identifiers: dict[str, str] = {}
        self._ends: dict[str, tuple[str, str]] = {}
        self._has_parent: set[str] = set()
        self.losses = Losses()
        self._find_ends()
        self._name_everything()

    def elements(self, kind: str) -> Iterator[Concept]:
        """Yield the element of each node of a kind, by id."""
        for node in node_facts(self._store, kind, ordered=True):
            if node.id not in self._ends:
                yield self._element(node)

    def flows(self) -> Iterator[Concept]:
        """Yield the Flow relationships, by id of the flow."""
        for node in node_facts(self._store, FLOW, ordered=True):
            if node.id in self._ends:
                source, target = self._ends[node.id]
                yield self._concept(
                    node, FLOW, self._identifiers[source], self._identifiers[target]
                )

    def relationships(self, relation_type: str, *, of_flows: bool) -> Iterator[Concept]:
        """Yield the relationship of each relation of a type, by key.

        Args:
            relation_type: Which relations.
            of_flows: Whether those are wanted that lead to or from a Flow relationship; they come
                last, as what they lead to must stand before them.
        """
        for relation in relation_facts(self._store, relation_type, ordered=True):
            to_flow = relation.from_id in self._ends or relation.to_id in self._ends
            if to_flow == of_flows and not self._is_told_by_flow(relation):
                yield self._relationship(relation)

    def _find_ends(self) -> None:
        """Note source and target of each flow that a Flow relationship tells completely."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        odd: set[str] = set()
        components: set[str] = set()
        for relation_type in ("EMITS", "FEEDS"):
            for relation in relation_facts(self._store, relation_type):
                comes = relation_type == "EMITS"
                end, kind, flow = (
                    (relation.from_id, relation.from_kind, relation.to_id)
                    if comes
                    else (relation.to_id, relation.to_kind, relation.from_id)
                )
                found[flow][relation_type].append(end)
                if kind in _COMPONENTS:
                    components.add(flow)
                if not is_bare(relation):
                    odd.add(flow)
        for flow, ends in found.items():
            sources, targets = ends["EMITS"], ends["FEEDS"]
            one_each = len(sources) == len(targets) == 1 and sources != targets
            if one_each and flow in components and flow not in odd:
                self._ends[flow] = (sources[0], targets[0])

    def _is_told_by_flow(self, relation: RelationFact) -> bool:
        flow = {"EMITS": relation.to_id, "FEEDS": relation.from_id}.get(relation.type)
        return flow in self._ends

    def _name_everything(self) -> None:
        """Settle types and identifiers: those a model gave once, else made of the id."""
        known: dict[str, str] = {}
        for kind in self._metamodel.portfolio_kinds:
            for node in node_facts(self._store, kind, ordered=True):
                self._types[node.id] = self._words.element(kind, node.values)
                if identifier := _given(node):
                    known.setdefault(identifier, node.id)
        given = {node: identifier for identifier, node in known.items()}
        for node_id in self._types:
            identifier = given.get(node_id, "")
            taken = identifier.removeprefix("id-")
            mine = not identifier.startswith("id-") or taken == node_id or taken not in self._types
            self._identifiers[node_id] = identifier if identifier and mine else f"id-{node_id}"

    def _element(self, node: NodeFact) -> Concept:
        name = self._types[node.id]
        natural = self._words.kinds.get(name, "")
        if node.kind != natural and node.kind != "Module":
            self.losses.stand_ins[node.kind, name] += 1
        return self._concept(node, name)

    def _concept(self, node: NodeFact, name: str, source: str = "", target: str = "") -> Concept:
        properties: list[Property] = [(f"{OWN}id", node.id)]
        told = ["name", "description"]
        if not source:
            properties += self._kind_of(node, name)
            for attribute, value in self._words.presets.get(name, {}).items():
                stated = node.values.get(attribute)
                if stated == value:
                    told.append(attribute)
                elif stated is None:  # an empty property keeps the type from setting it
                    properties.append((f"{OWN}{attribute}", ""))
        attributes = self._metamodel.kinds[node.kind].attributes
        properties += properties_of(node.values, attributes, told)
        documentation = str(node.values.get("description", ""))
        identifier = self._identifiers[node.id]
        return Concept(identifier, name, properties, node.name, documentation, source, target)

    def _kind_of(self, node: NodeFact, name: str) -> list[Property]:
        natural = self._words.kinds.get(name, "")
        return [] if node.kind == natural else [(f"{OWN}kind", node.kind)]

    def _relationship(self, relation: RelationFact) -> Concept:
        word = self._word(relation)
        properties: list[Property] = []
        told: list[str] = []
        interpreted: tuple[str, ...] = ()
        access = ""
        if word.own:
            properties.append((f"{OWN}type", relation.type))
            self.losses.associations[relation.type] += 1
        if word.type == _ACCESS:
            access, tells = access_of(relation.values)
            told += ["crud"] if tells else []
            interpreted = ("crud", "role")
        elif relation.type in ("ACCESSES", "NEEDS"):
            interpreted = ("crud", "role")
        if relation.type == "COVERS" and "evidence" not in relation.values:
            properties.append((f"{OWN}evidence", ""))
        attributes = self._metamodel.relations[relation.type].attributes
        properties += properties_of(relation.values, attributes, told, interpreted)
        ends = (self._identifiers[relation.from_id], self._identifiers[relation.to_id])
        source, target = reversed(ends) if word.reversed else ends
        digest = hashlib.blake2b(relation.key.encode(), digest_size=12).hexdigest()
        return Concept(
            f"rel-{digest}", word.type, properties, source=source, target=target, access=access
        )

    def _word(self, relation: RelationFact) -> Word:
        if relation.from_id in self._ends or relation.to_id in self._ends:
            return Word(ASSOCIATION, own=relation.type != "CARRIES")
        if relation.from_id == relation.to_id:
            return Word(ASSOCIATION, own=True)
        if relation.type == "CONTAINS":
            if relation.to_id in self._has_parent:  # trees have one parent; this one is dated
                return Word(ASSOCIATION, own=True)
            self._has_parent.add(relation.to_id)
        source, target = self._types[relation.from_id], self._types[relation.to_id]
        return self._words.relationship(relation.type, source, target)


def _given(node: NodeFact) -> str:
    """Return the identifier that an ArchiMate model gave a node, where it may have it again."""
    listed = node.values.get("external_ids", ())
    for text in listed if isinstance(listed, tuple) else ():
        identifier = text.removeprefix(SYSTEM)
        if text != identifier and _NAME.fullmatch(identifier) and not identifier.startswith(_OURS):
            return identifier
    return ""
