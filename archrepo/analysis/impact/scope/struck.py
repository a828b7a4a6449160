"""Which scopes a change of one strikes, and who covers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_of
from archrepo.analysis.impact.events import ScopeAction
from archrepo.analysis.impact.scope_tree import ScopeTree, paths_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.events import ScopeChange
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State


@dataclass(frozen=True, slots=True)
class StruckScopes:
    """The scopes that a change strikes.

    Attributes:
        paths: Each → the way down to it from the target.
        coverages: Each → who covers it.
    """

    paths: Mapping[str, Path]
    coverages: Mapping[str, ScopeCoverage]

    def covering(self) -> Iterator[tuple[Coverage, Path]]:
        """Yield every coverage of them, with the way to the application that gives it."""
        for scope, path in self.paths.items():
            for coverage in self.coverages[scope].remaining:
                to_party = path.along(coverage.relation, hop=True)
                yield coverage, to_party.up_to(coverage.application)


def struck_scopes(state: State, event: ScopeChange) -> StruckScopes:
    """Return the scopes that `event` strikes.

    Retiring a scope takes those below along. Modifying one that nothing covers modifies the nearest
    covered ones below: they are what it is made of.
    """
    target = event.target
    paths = paths_below(state.facts, target, state.day)
    if event.action is not ScopeAction.RETIRE:
        covered = [target]
        tree = ScopeTree(state)
        if event.action is ScopeAction.MODIFY and not tree.coverage(target).before:
            covered = tree.nearest_covered(target)
        paths = {scope: paths[scope] for scope in covered}
    return StruckScopes(paths, coverage_of(state, paths))
