"""Reads an ArchiMate model as a portfolio: what every element and relationship becomes.

`models/archimate.yaml` says what; here is how. Each element and each relationship is counted once
in the reading's tally: as the kind or relation type it became or takes part in, as properties kept
on what it is related to, or as refused with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Level, Place
from archrepo.domain.reading import RawNode, RawRelation, Reading
from archrepo.readers.archimate_choices import tell_choices
from archrepo.readers.archimate_folders import domains_of_folders
from archrepo.readers.archimate_kinds import kinds_of
from archrepo.readers.archimate_nesting import ORIGIN, add_nesting, is_nesting
from archrepo.readers.archimate_owned import Named, distinct, translate
from archrepo.readers.archimate_paths import (
    Budget,
    Link,
    Passing,
    Way,
    element_type,
    links_of,
)
from archrepo.readers.archimate_relations import Relations
from archrepo.readers.archimate_trees import grow_trees
from archrepo.readers.archimate_values import (
    OWN_KIND,
    OWN_TYPE,
    SYSTEM,
    name_of,
    node_values,
    own_ids,
    property_line,
    sorted_properties,
    stated,
)

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.readers.archimate_model import ArchimateModel, Relationship
    from archrepo.readers.archimate_table import ArchimateTable

PROPERTIES = "properties"
_CARRYING = ("Association", "Access")


def interpret(
    model: ArchimateModel,
    table: ArchimateTable,
    metamodel: Metamodel,
    form: str,
    sha256: str,
    file: str,
) -> Reading:
    """Return what a model states of a portfolio.

    Args:
        model: The model; its diagnostics are taken over.
        table: What types mean.
        metamodel: Kinds and relations of the portfolio.
        form: The reader's name.
        sha256: Digest of the file.
        file: The file as the user named it.

    Raises:
        InvalidDataError: The model is too entangled to be followed.
    """

    def locate(mark: Any, attribute: str | None = None) -> Place:  # noqa: ARG001 - lines are all there is
        return model.place(mark)

    reading = Reading(file, form, sha256, locate)
    model.drop_dangling()
    meaning = _Meaning(model, table, metamodel)
    meaning.read()
    folders, held = meaning.folders()
    named = meaning.named
    reading.nodes = [
        *folders, *meaning.nodes.values(), *meaning.relations.flows.values(), *named.nodes,
    ]  # fmt: skip
    reading.relations = [*held, *meaning.relations.all(), *distinct(named.relations)]
    reading.tally.update(model.refused)
    meaning.count(reading)
    named.count(reading.tally)
    meaning.tell_what_is_left_out()
    if model.views:
        message = f"{model.views} views are not read: a portfolio holds facts, not drawings"
        model.tell("AR158", Level.NOTE, message, 0)
    reading.diagnostics = sorted(model.diagnostics, key=lambda d: (d.place, d.code, d.message))
    return reading


class _Meaning:
    """Works out what becomes of everything in one model."""

    def __init__(self, model: ArchimateModel, table: ArchimateTable, metamodel: Metamodel) -> None:
        self.model = model
        self.table = table
        self.metamodel = metamodel
        self.nodes: dict[str, RawNode] = {}
        self.became: dict[str, str] = {}
        self.named = Named(table, metamodel)
        self._lines: dict[int, list[str]] = {}

    def read(self) -> None:
        """Make nodes, then trees, stated relations, derived ones, and properties of the rest."""
        kinds = kinds_of(self.model, self.table, self.metamodel)
        if self.table.nesting:
            add_nesting(self.model, kinds, self.metamodel)
        self._trees = grow_trees(self.model, self.table, self.metamodel, kinds)
        components = {element for element, kind in kinds.items() if kind == "Application"}
        modules = {e for e in components if self._is_module(e)}
        kinds.update(dict.fromkeys(modules, "Module"))
        self._own_ids = own_ids(self.model)
        for element, kind in kinds.items():
            self.nodes[element] = self._node(element, kind)
        self.relations = Relations(
            self.model, self.table, self.metamodel, self.nodes, self._own_ids
        )
        budget = Budget(self.model.file)
        links = links_of(self.model, self.table, budget)
        stated_links = {id(link) for link in links if self._state(link)}
        passing = Passing(self.model, self.table, kinds, links, budget)
        self._derive([link for link in links if id(link) not in stated_links], passing, budget)
        self._relate_relationships()
        self.relations.settle()
        for link in links:
            if id(link) not in stated_links:
                self._keep_link(link)
        self._keep_unlinked(links)
        self._write_properties()
        tell_choices(self.model, self.table, self.nodes, links, passing)

    def folders(self) -> tuple[list[RawNode], list[RawRelation]]:
        """Return folders as domains with what they hold, where that was asked for."""
        if not self.table.folders_are_domains:
            return [], []
        return domains_of_folders(self.model, self.nodes, self._trees.kept)

    def _is_module(self, element: str) -> bool:
        contained = element in self._trees.kept
        return contained or stated(self.model.elements[element], OWN_KIND) == "Module"

    def _node(self, identifier: str, kind: str) -> RawNode:
        element = self.model.elements[identifier]
        of_type = element_type(self.model, self.table, identifier)
        preset = of_type.values if of_type.kind in (kind, "Application") else {}
        attributes = self.metamodel.kinds[kind].attributes
        own_id = self._own_ids.get(identifier, "")
        translate(element, self.table, attributes)
        node = RawNode(kind, {}, element.line)
        self.named.take(element, node)
        node.values = node_values(self.model, element, attributes, preset, own_id)
        self.became[identifier] = kind
        return node

    def _state(self, link: Link) -> bool:
        """Add what a link says directly between two nodes; return whether it says anything."""
        if link.source not in self.nodes or link.target not in self.nodes:
            return False
        first = link.through[0]
        if len(link.through) == 1 and self._trees.holds(first):
            self.relations.contain(first, self._trees.parent(first))
            self.became[first.id] = "CONTAINS"
            return True
        own = self.relations.override(link)
        found = (own, False) if own else self._match(link, link.source, link.target)
        if found is None or link.source == link.target:
            return False
        self._add(found, link, Way(link.source), Way(link.target))
        return True

    def _derive(self, rest: list[Link], passing: Passing, budget: Budget) -> None:
        """Add what links say of the nodes behind the services and functions at their ends."""
        for link in rest:
            targets = self._ways(link.target, passing)
            for source in self._ways(link.source, passing):
                for target in targets:
                    budget.spend()
                    if source.node == target.node or not (source.path or target.path):
                        continue
                    found = self._match(link, source.node, target.node)
                    if found is not None:
                        self._add(found, link, source, target)

    def _ways(self, element: str, passing: Passing) -> list[Way]:
        direct = [Way(element)] if element in self.nodes else []
        return [*direct, *passing.behind(element)]

    def _match(self, link: Link, source: str, target: str) -> tuple[str, bool] | None:
        ends = [(self.nodes[e].kind, self.model.elements[e].type) for e in (source, target)]
        return self.table.match(link.type, ends[0], ends[1])

    def _add(self, found: tuple[str, bool], link: Link, source: Way, target: Way) -> None:
        """Add a relation and note that all that leads to it became part of it."""
        becomes, runs_back = found
        self.relations.state(becomes, link, source, target, runs_back=runs_back)
        for used in (link, *source.links, *target.links):
            for relationship in used.through:
                self.became.setdefault(relationship.id, becomes)
                for end in (relationship.source, relationship.target):
                    self.became.setdefault(end, becomes)

    def _relate_relationships(self) -> None:
        """Read relationships that start from or lead to a relationship."""
        for relationship in self.model.relationships.values():
            ends = (relationship.source, relationship.target)
            joined = [end for end in ends if end in self.model.relationships]
            others = [end for end in ends if end in self.model.elements]
            if not joined or not self._is_known(relationship):
                continue
            parts = [part for end in joined for part in self.relations.made_of.get(end, ())]
            flows = [part for part in parts if isinstance(part, RawNode)]
            data = self.nodes.get(others[0]) if others else None
            own = stated(relationship, OWN_TYPE)
            if own and flows and data and self.relations.join(relationship, flows[0], data):
                self.became[relationship.id] = own
            elif flows and data and data.kind == "DataObject" and relationship.type in _CARRYING:
                for flow in flows:
                    self.relations.carry(relationship, flow, data)
                self.became[relationship.id] = "CARRIES"
            elif parts and others:
                self._keep_on(parts[0], relationship, relationship.target in joined, others[0])
            elif data is not None:
                self._keep_on(data, relationship, data is self.nodes.get(ends[1]), joined[0])

    def _keep_link(self, link: Link) -> None:
        """Keep a link that is no relation as a property of one of its ends, its source first."""
        if link.source in self.nodes:
            owner, incoming, other = self.nodes[link.source], False, link.target
        elif link.target in self.nodes:
            owner, incoming, other = self.nodes[link.target], True, link.source
        else:
            return
        for relationship in link.through:
            self._keep_on(owner, relationship, incoming, other)
            self.became.setdefault(relationship.source, PROPERTIES)
            self.became.setdefault(relationship.target, PROPERTIES)

    def _keep_unlinked(self, links: list[Link]) -> None:
        """Keep what leads into or out of a junction and no further."""
        linked = {relationship.id for link in links for relationship in link.through}
        for relationship in self.model.relationships.values():
            ends = (relationship.source, relationship.target)
            if relationship.id in linked or not self._is_known(relationship):
                continue
            if all(end in self.model.elements for end in ends):
                self._keep_link(Link(relationship.type, *ends, (relationship,)))

    def _keep_on(
        self, owner: RawNode | RawRelation, relationship: Relationship, incoming: bool, other: str
    ) -> None:
        """Note `archimate:Serving>BusinessProcess=Pay` for its owner."""
        far = self.model.elements.get(other)
        if far is not None:
            type_name, name = far.type, name_of(far)
        else:
            concept = self.model.relationships[other]
            type_name, name = concept.type, concept.name or self._ends_of(concept)
        key = f"{SYSTEM}:{relationship.type}{'<' if incoming else '>'}{type_name}"
        label = f" [{relationship.name}]" if relationship.name else ""
        self._lines.setdefault(id(owner), []).append(property_line(key, name + label))
        self.became.setdefault(relationship.id, PROPERTIES)
        self.became.setdefault(other, PROPERTIES)

    def _ends_of(self, relationship: Relationship) -> str:
        names = []
        for end in (relationship.source, relationship.target):
            element = self.model.elements.get(end)
            names.append(name_of(element) if element else self.model.relationships[end].type)
        return " → ".join(names)

    def _write_properties(self) -> None:
        """Put the noted lines on their owners, and say where lifted modules come from."""
        for child, parent in self._trees.lifted.items():
            above = self.model.elements[parent]
            key = f"{SYSTEM}:Composition<{above.type}"
            line = property_line(key, name_of(above))
            self._lines.setdefault(id(self.nodes[child]), []).append(line)
        owners: list[RawNode | RawRelation] = [
            *self.nodes.values(), *self.relations.flows.values(), *self.relations.all(),
        ]  # fmt: skip
        for owner in owners:
            if lines := self._lines.get(id(owner)):
                known = owner.values.get("properties", ())
                owner.values["properties"] = sorted_properties([*known, *lines])

    def _is_known(self, relationship: Relationship) -> bool:
        return relationship.type in self.table.relationships

    def count(self, reading: Reading) -> None:
        """Count every element and every relationship once, under what became of it."""
        for element in self.model.elements.values():
            known = element.type in self.table.elements
            reason = "related to nothing that has a place" if known else "unknown element type"
            outcome = self.became.get(element.id, f"refused: {reason}")
            reading.tally[element.type or "(no type)", outcome] += 1
        for relationship in self.model.relationships.values():
            reason = "neither end has a place"
            if not self._is_known(relationship):
                reason = "unknown relationship type"
                message = f"unknown relationship type '{relationship.type}'"
                self.model.tell("AR163", Level.WARNING, message, relationship.line)
            outcome = self.became.get(relationship.id, f"refused: {reason}")
            origin = ORIGIN if is_nesting(relationship) else relationship.type or "(no type)"
            reading.tally[origin, outcome] += 1

    def tell_what_is_left_out(self) -> None:
        """Tell how much was written about what is kept by its name only, or not at all."""
        elements = [e for e in self.model.elements.values() if e.id not in self.nodes]
        relationships = [
            r for r in self.model.relationships.values() if r.id not in self.relations.made_of
        ]
        texts = sum(bool(c.documentation) for c in (*elements, *relationships))
        keys = sum(
            not key.startswith(f"{SYSTEM}:")
            for concept in (*elements, *relationships)
            for key, _ in concept.properties
        )
        if texts or keys:
            message = (
                "left out, with elements and relationships kept by name only, or refused: "
                f"documentation texts ({texts:,}), properties ({keys:,})"
            )
            hint = "give their types a kind in a mapping file to keep them"
            self.model.tell("AR173", Level.NOTE, message, 0, hint)
