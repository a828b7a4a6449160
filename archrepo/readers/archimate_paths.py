"""Follows an ArchiMate model through junctions, services and functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Place
from archrepo.readers.archimate_table import COMPONENTS, ElementType
from archrepo.readers.archimate_xml import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.readers.archimate_model import ArchimateModel, Relationship
    from archrepo.readers.archimate_table import ArchimateTable

MAX_HOPS = 6  # from a component to the service that serves a function; longer is no statement
MAX_STEPS = 3_000_000
_NOTHING = ElementType()


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship between two elements; through junctions, several in a row."""

    type: str
    source: str
    target: str
    through: tuple[Relationship, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How an end of a link is reached from a node.

    Attributes:
        node: The element that is a node.
        path: Elements between the node and the far side of the link, from the node on.
        links: What joins them.
    """

    node: str
    path: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class Budget:
    """Bounds the work a crafted model can cause."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.left = MAX_STEPS

    def spend(self, steps: int = 1) -> None:
        """Count some steps.

        Raises:
            InvalidDataError: The model asks for more than any honest one would.
        """
        self.left -= steps
        if self.left < 0:
            message = "the model is too entangled to follow its services and junctions"
            hint = "thin out relationships between services, or split the model"
            raise refusal("AR152", message, Place(self.file), hint)


def element_type(model: ArchimateModel, table: ArchimateTable, element: str) -> ElementType:
    """Return what the table says of an element's type; nothing for an unknown type."""
    return table.elements.get(model.elements[element].type, _NOTHING)


def links_of(model: ArchimateModel, table: ArchimateTable, budget: Budget) -> list[Link]:
    """Return every relationship between elements as a link, those over junctions joined up."""
    known = [
        relationship
        for relationship in model.relationships.values()
        if relationship.type in table.relationships
        and relationship.source in model.elements
        and relationship.target in model.elements
    ]
    junctions = {e for e in model.elements if element_type(model, table, e).junction}
    leaving: dict[str, list[Relationship]] = {}
    for relationship in known:
        if relationship.source in junctions:
            leaving.setdefault(relationship.source, []).append(relationship)
    links = []
    for relationship in known:
        if relationship.source in junctions:
            continue
        for through in _runs(relationship, leaving, junctions, budget):
            first, last = through[0], through[-1]
            links.append(Link(first.type, first.source, last.target, through))
    return links


def _runs(
    first: Relationship,
    leaving: Mapping[str, list[Relationship]],
    junctions: Iterable[str],
    budget: Budget,
) -> list[tuple[Relationship, ...]]:
    """Return each run of relationships of one type from `first` to the next real element."""
    runs: list[tuple[Relationship, ...]] = []
    waiting: list[tuple[Relationship, ...]] = [(first,)]
    seen: set[str] = set()
    while waiting:
        run = waiting.pop()
        end = run[-1].target
        budget.spend(len(run))
        if end not in junctions:
            runs.append(run)
        elif end not in seen:
            seen.add(end)
            onward = [r for r in leaving.get(end, ()) if r.type == first.type]
            waiting += [(*run, r) for r in reversed(onward)]
    return runs


class Passing:
    """Knows which nodes stand behind the elements that pass on what they do."""

    def __init__(
        self,
        model: ArchimateModel,
        table: ArchimateTable,
        kinds: Mapping[str, str],
        links: Iterable[Link],
        budget: Budget,
    ) -> None:
        self._kinds = kinds
        self._passes = {e: element_type(model, table, e).passes for e in model.elements}
        self._budget = budget
        self._first: dict[str, list[Link]] = {}
        self._last: dict[str, list[Link]] = {}
        for link in links:
            if link.type in table.passing:
                self._first.setdefault(link.target, []).append(link)
            elif link.type in table.passing_last:
                self._last.setdefault(link.target, []).append(link)
        self._known: dict[str, list[Way]] = {}

    def behind(self, element: str) -> list[Way]:
        """Return the nodes behind an element that passes things on, each by its shortest way."""
        if self._passes.get(element) is None:
            return []
        if element not in self._known:
            self._known[element] = self._search(element)
        return self._known[element]

    def _search(self, element: str) -> list[Way]:
        family = self._passes[element] or ""
        seen = {element}
        waiting = [Way(element, (element,))]
        while waiting:
            found, reached = self._close(waiting, family, seen)
            if not found:
                found, waiting = self._step(reached, self._last, family, seen)
            if found:
                return sorted(found.values(), key=lambda way: (len(way.path), way.node))
        return []

    def _close(
        self, waiting: list[Way], family: str, seen: set[str]
    ) -> tuple[dict[str, Way], list[Way]]:
        """Follow the first relationship types as far as they go."""
        found: dict[str, Way] = {}
        reached = list(waiting)
        while waiting:
            nodes, waiting = self._step(waiting, self._first, family, seen)
            found = {**nodes, **found}
            reached += waiting
        return found, reached

    def _step(
        self, waiting: list[Way], incoming: Mapping[str, list[Link]], family: str, seen: set[str]
    ) -> tuple[dict[str, Way], list[Way]]:
        found: dict[str, Way] = {}
        onward: list[Way] = []
        for way in waiting:
            for link in incoming.get(way.node, ()):
                self._budget.spend()
                source, links = link.source, (link, *way.links)
                if self._is_of(source, family):
                    found.setdefault(source, Way(source, way.path, links))
                elif (
                    self._passes.get(source) == family
                    and source not in seen
                    and len(way.path) < MAX_HOPS
                ):
                    seen.add(source)
                    onward.append(Way(source, (source, *way.path), links))
        return found, onward

    def _is_of(self, element: str, family: str) -> bool:
        kind = self._kinds.get(element)
        return kind == family or (family == COMPONENTS[0] and kind in COMPONENTS)
