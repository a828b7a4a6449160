"""The coverage of a scope around an event: what is lost, what remains, what comes later."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import modules_of
from archrepo.analysis.impact.parties import validity
from archrepo.domain.many_facts import unchanging
from archrepo.domain.relation_vocabulary import CoverageLevel, CoverageRole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archrepo.analysis.impact.segments import Segments
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact

_LEVELS: Mapping[object, CoverageLevel] = {level: level for level in CoverageLevel}


@unchanging
class Coverage:
    """An application covers a scope, itself or by one of its modules."""

    relation: RelationFact
    application: str

    @property
    def party(self) -> str:
        """The application or module that states it."""
        return self.relation.from_id

    @property
    def level(self) -> CoverageLevel:
        """How far; an unstated level compares as FULL."""
        return _LEVELS[self.relation.values.get("level", CoverageLevel.FULL)]

    @property
    def stated_role(self) -> str | None:
        """PRIMARY or SECONDARY, where it is stated."""
        role = self.relation.values.get("role")
        return None if role is None else str(role)

    @property
    def segments(self) -> Sequence[str]:
        """For whom; nobody named means everyone."""
        return self.relation.values.get("segments", ())  # type: ignore[return-value]

    @property
    def counts(self) -> bool:
        """Whether it is more than a plan."""
        return self.relation.values.get("level") != CoverageLevel.PLANNED


@unchanging
class ScopeCoverage:
    """Who covers a scope.

    Attributes:
        scope: Its id.
        stated: Every coverage there is, whatever its dates and level.
        lost: Those the event takes away.
        remaining: Those live on the day that it leaves.
        tree: Who serves which segment.
    """

    scope: str
    stated: tuple[Coverage, ...]
    lost: tuple[Coverage, ...]
    remaining: tuple[Coverage, ...]
    tree: Segments

    @property
    def before(self) -> tuple[Coverage, ...]:
        """What was there before the event."""
        return (*self.lost, *self.remaining)

    def segments(self) -> list[str]:
        """Return the segments to judge."""
        return self.tree.judged(
            [c.segments for c in self.stated], [c.segments for c in self.before]
        )

    def serving(self, coverages: Iterable[Coverage], segment: str) -> list[Coverage]:
        """Return those of `coverages` that are there for `segment`."""
        return [c for c in coverages if self.tree.serves(c.segments, segment)]

    def is_primary(
        self, coverage: Coverage, segment: str | None = None, *, after: bool = False
    ) -> bool:
        """Return whether it is the one meant to carry the scope, for a segment or for any.

        Unstated, it is when its application is alone at the best level: before the event, or
        `after` it, among those that remain.
        """
        if coverage.stated_role is not None:
            return coverage.stated_role == CoverageRole.PRIMARY
        among = self.remaining if after else self.before
        for name in self.segments() if segment is None else [segment]:
            best = at_best(self.serving(among, name))
            if coverage in best and {c.application for c in best} == {coverage.application}:
                return True
        return False


def at_best(coverages: Sequence[Coverage]) -> list[Coverage]:
    """Return those at the best level."""
    ranks = [c.level.rank for c in coverages]
    best = max(ranks, default=0)
    return [c for c, rank in zip(coverages, ranks, strict=True) if rank == best]


def coverage_of(state: State, scopes: Collection[str]) -> dict[str, ScopeCoverage]:
    """Return the coverage of each of `scopes`."""
    stated: dict[str, list[Coverage]] = defaultdict(list)
    relations = [r for r in state.facts.entering("Scope", scopes) if r.type == "COVERS"]
    for kind in ("Application", "Module"):
        state.parties.meet(kind, {r.from_id for r in relations if r.from_kind == kind})
    for relation in relations:
        application = state.parties.application_of(relation.from_id)
        stated[relation.to_id].append(Coverage(relation, application))
    return {scope: _around_event(state, scope, stated[scope]) for scope in sorted(scopes)}


def _around_event(state: State, scope: str, stated: Sequence[Coverage]) -> ScopeCoverage:
    lost: list[Coverage] = []
    remaining: list[Coverage] = []
    for coverage in stated:
        if coverage.counts and state.did(coverage.party, validity(coverage.relation)):
            (lost if state.is_gone(coverage.party) else remaining).append(coverage)
    return ScopeCoverage(scope, tuple(stated), tuple(lost), tuple(remaining), state.segments)


def lost_coverage(state: State) -> dict[str, ScopeCoverage]:
    """Return the coverage of every scope that a lost one covered on its eve."""
    scopes = set()
    for kind in ("Application", "Module"):
        for relation in state.facts.leaving(kind, state.lost.ids(kind)):
            if relation.type == "COVERS" and state.did(relation.from_id, validity(relation)):
                scopes.add(relation.to_id)
    return {scope: found for scope, found in coverage_of(state, scopes).items() if found.lost}


def coverage_by(state: State, applications: Sequence[str]) -> dict[str, list[Coverage]]:
    """Return application → what it and its modules cover on the day, above PLANNED."""
    modules = modules_of(state, applications)
    state.parties.meet("Application", applications)
    found: dict[str, list[Coverage]] = defaultdict(list)
    for kind, ids in (("Application", applications), ("Module", modules)):
        for relation in state.facts.leaving(kind, ids):
            if relation.type == "COVERS" and state.did(relation.from_id, validity(relation)):
                coverage = Coverage(relation, state.parties.application_of(relation.from_id))
                if coverage.counts:
                    found[coverage.application].append(coverage)
    return found


def primaries(state: State, coverages: Iterable[Coverage]) -> set[str]:
    """Return the keys of those PRIMARY after the event; an unstated role depends on the others."""
    them = list(coverages)
    unstated = [c for c in them if c.stated_role is None]
    scopes = coverage_of(state, {c.relation.to_id for c in unstated})
    primary = {c.relation.key for c in them if c.stated_role == CoverageRole.PRIMARY}
    return primary | {
        c.relation.key for c in unstated if scopes[c.relation.to_id].is_primary(c, after=True)
    }
