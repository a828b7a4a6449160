"""The tree of scopes around those struck: what stands above, and the nearest covered below."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_of
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.paths import Path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.facts import Facts
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
        found: dict[str, dict[str, tuple[RelationFact, ...]]] = defaultdict(dict)
        chains = chains_above(self._state.facts, sorted(scopes), self._state.day)
        for scope, chain in chains.items():
            for length, relation in enumerate(chain, start=1):
                if relation.from_kind == "Scope":
                    found[relation.from_id][scope] = chain[:length]
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


def paths_below(facts: Facts, scope: str, day: dt.date) -> dict[str, Path]:
    """Return a scope and all below it → the way down to each."""
    paths = {scope: Path.at(scope)}
    frontier = [scope]
    while frontier:
        below = [
            relation
            for relation in facts.leaving("Scope", frontier)
            if relation.type == "CONTAINS" and validity(relation).holds(day)
            if relation.to_id not in paths
        ]
        for relation in below:
            paths[relation.to_id] = paths[relation.from_id].along(relation)
        frontier = [relation.to_id for relation in below]
    return paths


def chains_above(
    facts: Facts, scopes: Collection[str], day: dt.date, start: str = "Scope"
) -> dict[str, tuple[RelationFact, ...]]:
    """Return each scope (or other kind to `start` from) → the CONTAINS above it, nearest first."""
    parent: dict[tuple[str, str], RelationFact] = {}
    frontier = {(start, scope) for scope in scopes}
    while frontier:
        for kind in ("Scope", "Domain"):
            ids = sorted(node for of_kind, node in frontier if of_kind == kind)
            for relation in facts.entering(kind, ids):
                if relation.type == "CONTAINS" and validity(relation).holds(day):
                    parent.setdefault((kind, relation.to_id), relation)
        above = {(r.from_kind, r.from_id) for n, r in parent.items() if n in frontier}
        frontier = above - parent.keys()
    return {scope: tuple(_upwards((start, scope), parent)) for scope in scopes}


def _upwards(
    start: tuple[str, str], parent: Mapping[tuple[str, str], RelationFact]
) -> Iterator[RelationFact]:
    passed = set()
    here = start
    while here in parent and here not in passed:
        passed.add(here)
        yield parent[here]
        here = (parent[here].from_kind, parent[here].from_id)
