"""The data objects a change of one strikes: itself and all it contains; wholes count for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import between_applications
from archrepo.analysis.impact.parties import validity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact


@dataclass(frozen=True, slots=True)
class StruckObjects:
    """The objects that are struck, and those of which what is stated counts for them.

    Attributes:
        target: The object the event is on.
        parts: Each struck object → itself and all it contains, sorted.
        paths: Each struck object, and each whole above the target → the way to it.
    """

    target: str
    parts: Mapping[str, tuple[str, ...]]
    paths: Mapping[str, Path]

    def counted(self, stated: str, among: Collection[str] | None = None) -> tuple[str, ...]:
        """Return the struck ones that what is stated of an object counts for, sorted.

        Args:
            stated: One of `paths`.
            among: Of these only; of all where None.
        """
        found = self.parts.get(stated, self.parts[self.target])
        return found if among is None else tuple(o for o in found if o in among)


def struck_objects(state: State, path: Path) -> StruckObjects:
    """Return what a change of the object a path leads to strikes."""
    target = path.end
    below, parts = {target: path}, {target: {target}}
    for relation in _walk(state, target, downwards=True):
        part, whole = relation.to_id, relation.from_id
        if part in below:
            continue
        for contained in parts.values():
            if whole in contained:
                contained.add(part)
        below[part], parts[part] = below[whole].along(relation), {part}
    ways = dict(below)
    for relation in _walk(state, target, downwards=False):
        if relation.from_id not in ways:
            ways[relation.from_id] = ways[relation.to_id].along(relation)
    return StruckObjects(target, {o: tuple(sorted(found)) for o, found in parts.items()}, ways)


def _walk(state: State, start: str, *, downwards: bool) -> Iterator[RelationFact]:
    """Yield the CONTAINS relations below an object, or above it, level by level."""
    around = state.facts.leaving if downwards else state.facts.entering
    frontier, seen = [start], {start}
    while frontier:
        found = [
            r
            for r in around("DataObject", frontier)
            if r.type == "CONTAINS" and validity(r).holds(state.day)
        ]
        yield from found
        ends = (r.to_id if downwards else r.from_id for r in found)
        frontier = sorted(set(ends) - seen)
        seen.update(frontier)


def accesses(state: State, struck: StruckObjects) -> list[RelationFact]:
    """Return the accesses in use to struck objects, or to wholes of them."""
    entering = state.facts.entering("DataObject", sorted(struck.paths))
    found = [r for r in entering if r.type == "ACCESSES"]
    for kind in ("Application", "Module"):
        state.parties.meet(kind, {r.from_id for r in found if r.from_kind == kind})
    return [r for r in found if state.did(r.from_id, validity(r))]


def exchanges(state: State, struck: StruckObjects) -> list[Exchange]:
    """Return the live exchanges of struck objects, or of wholes of them."""
    return between_applications(state, state.facts.exchanges_of(sorted(struck.paths)))


def path_by(state: State, struck: StruckObjects, access: RelationFact) -> Path:
    """Return the way to the application that accesses an object."""
    path = struck.paths[access.to_id].along(access)
    return path.up_to(state.parties.application_of(access.from_id))
