"""The tree of scopes around those struck: what stands above, and the nearest covered below."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_of
from archrepo.analysis.impact.parties import validity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact


class ScopeTree:
    """Walks the tree of scopes, a level at a time."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._coverages: dict[str, ScopeCoverage] = {}
        self._parts: dict[str, list[str]] = {}

    def above(self, scopes: Iterable[str]) -> dict[str, dict[str, tuple[RelationFact, ...]]]:
        """Return each scope above → those of `scopes` below it, with the way up from each."""
        parents = self._parents(scopes)
        found: dict[str, dict[str, tuple[RelationFact, ...]]] = defaultdict(dict)
        for scope in sorted(scopes):
            way: tuple[RelationFact, ...] = ()
            here = scope
            while here in parents and len(way) < len(parents):
                way = (*way, parents[here])
                here = parents[here].from_id
                found[here][scope] = way
        self._learn_coverage(found)
        return dict(sorted(found.items()))

    def coverage(self, scope: str) -> ScopeCoverage:
        """Return a scope's own coverage."""
        self._learn_coverage([scope])
        return self._coverages[scope]

    def nearest_covered(self, scope: str) -> list[str]:
        """Return the nearest scopes below that were covered before the event, sorted."""
        covered = []
        seen = {scope}
        frontier = [scope]
        while frontier:
            below = [part for part in self._below(frontier) if part not in seen]
            seen.update(below)
            self._learn_coverage(below)
            covered += [part for part in below if self._coverages[part].before]
            frontier = [part for part in below if not self._coverages[part].before]
        return sorted(covered)

    def _parents(self, scopes: Iterable[str]) -> dict[str, RelationFact]:
        parents: dict[str, RelationFact] = {}
        frontier = set(scopes)
        seen = set(frontier)
        while frontier:
            found = {r.to_id: r for r in self._contains(sorted(frontier)) if r.from_kind == "Scope"}
            parents.update(found)
            frontier = {r.from_id for r in found.values()} - seen
            seen |= frontier
        return parents

    def _contains(self, scopes: Sequence[str]) -> list[RelationFact]:
        return [
            r
            for r in self._state.facts.entering("Scope", scopes)
            if r.type == "CONTAINS" and validity(r).holds(self._state.day)
        ]

    def _below(self, scopes: Collection[str]) -> list[str]:
        unread = [scope for scope in scopes if scope not in self._parts]
        self._parts.update((scope, []) for scope in unread)
        for relation in self._state.facts.leaving("Scope", unread):
            if relation.type == "CONTAINS" and validity(relation).holds(self._state.day):
                self._parts[relation.from_id].append(relation.to_id)
        return [part for scope in scopes for part in self._parts[scope]]

    def _learn_coverage(self, scopes: Iterable[str]) -> None:
        unread = [scope for scope in scopes if scope not in self._coverages]
        self._coverages.update(coverage_of(self._state, unread))
