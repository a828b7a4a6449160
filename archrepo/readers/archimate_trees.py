"""Which element contains which: one parent each, no cycle, by a rule that never wavers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.metamodel import Metamodel
    from archrepo.readers.archimate_model import ArchimateModel, Relationship
    from archrepo.readers.archimate_table import ArchimateTable


@dataclass(slots=True)
class Trees:
    """The parents that were kept.

    Attributes:
        kept: Child element → the relationship that contains it.
        lifted: Child element → its direct parent, where it hangs on the outermost one instead.
    """

    kept: dict[str, Relationship] = field(default_factory=dict)
    lifted: dict[str, str] = field(default_factory=dict)
    _above: dict[str, str] = field(default_factory=dict)

    def root(self, element: str) -> str:
        """Return the outermost element around `element`; itself where nothing contains it."""
        top = element
        while top in self._above:
            top = self._above[top]
        while element in self._above and self._above[element] != top:
            self._above[element], element = top, self._above[element]
        return top

    def holds(self, relationship: Relationship) -> bool:
        """Return whether `relationship` is the one that contains its target."""
        return self.kept.get(relationship.target) is relationship

    def parent(self, relationship: Relationship) -> str:
        """Return the element that the target of a kept relationship hangs on."""
        child = relationship.target
        return self.root(child) if child in self.lifted else relationship.source

    def keep(self, relationship: Relationship) -> None:
        """Hang the relationship's target below its source."""
        self.kept[relationship.target] = relationship
        self._above[relationship.target] = relationship.source


def grow_trees(
    model: ArchimateModel, table: ArchimateTable, metamodel: Metamodel, kinds: Mapping[str, str]
) -> Trees:
    """Return the trees of a model: composition before aggregation, then the smaller identifier.

    Components composed in components beyond one level hang on the outermost. What is left out is
    told as a warning; the caller keeps it as a property.
    """
    trees = Trees()
    order = {name: position for position, name in enumerate(table.trees)}
    candidates = [
        relationship
        for relationship in model.relationships.values()
        if relationship.type in order and _contains(relationship, table, metamodel, kinds)
    ]
    for relationship in sorted(candidates, key=lambda r: (order[r.type], r.id)):
        child, parent = relationship.target, relationship.source
        if child in trees.kept:
            _tell_second_parent(model, relationship, trees.kept[child])
        elif trees.root(parent) == child:
            _tell_cycle(model, relationship)
        else:
            trees.keep(relationship)
    _lift_components(model, trees, kinds)
    return trees


def _contains(
    relationship: Relationship,
    table: ArchimateTable,
    metamodel: Metamodel,
    kinds: Mapping[str, str],
) -> bool:
    pair = (kinds.get(relationship.source, ""), kinds.get(relationship.target, ""))
    if pair == ("Application", "Application"):
        return relationship.type == table.trees[0]
    return pair in metamodel.relations["CONTAINS"].pairs


def _lift_components(model: ArchimateModel, trees: Trees, kinds: Mapping[str, str]) -> None:
    for child, relationship in trees.kept.items():
        direct = relationship.source
        if kinds[child] == "Application" and direct in trees.kept:
            trees.lifted[child] = direct
            element, top = model.elements[child], model.elements[trees.root(child)]
            message = f"'{element.name}' is nested more than one level deep"
            hint = f"it became a module of '{top.name}'; its direct parent is kept as a property"
            model.tell("AR172", Level.NOTE, message, element.line, hint)


def _tell_second_parent(
    model: ArchimateModel, relationship: Relationship, kept: Relationship
) -> None:
    child = model.elements[relationship.target].name
    first, second = model.elements[kept.source].name, model.elements[relationship.source].name
    if kept.source == relationship.source:
        message = f"'{child}' is contained twice in '{first}'"
        model.tell("AR170", Level.NOTE, message, relationship.line)
        return
    message = f"'{child}' has a second parent, '{second}'; '{first}' is kept"
    hint = "the other is kept as a property; composition goes before aggregation"
    model.tell("AR170", Level.WARNING, message, relationship.line, hint)


def _tell_cycle(model: ArchimateModel, relationship: Relationship) -> None:
    child, parent = model.elements[relationship.target], model.elements[relationship.source]
    message = f"'{parent.name}' contains '{child.name}', which contains it: a cycle"
    hint = "this one is kept as a property"
    model.tell("AR171", Level.WARNING, message, relationship.line, hint)
