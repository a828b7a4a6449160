"""A scope is merged into another: whose coverage stands, and what comes along: SCO-04, SCO-09."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.report import Contender, Merger
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import named
from archrepo.domain.relation_vocabulary import CoverageLevel
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import Criticality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.scope.struck import StruckScopes
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import NodeFact, RelationFact


class Merging:
    """The coverage of a scope and of the one it is merged into, segment by segment.

    Attributes:
        struck: The scope that is merged.
        into: The coverage of the one that stays.
    """

    def __init__(self, state: State, struck: StruckScopes, scope: str, into: ScopeCoverage) -> None:
        self._state = state
        self.struck = struck
        self.into = into
        self._scope = struck.coverages[scope]
        both = (self._scope, into)
        self._judged = state.segments.judged(
            [c.segments for found in both for c in found.stated],
            [c.segments for found in both for c in found.before],
        )

    def restating(self) -> Iterator[Cause]:
        """Yield who must state anew what they cover, or cover both differently (SCO-04)."""
        rule = rule_table().rules["SCO-04"]
        for (application, effect), (segments, levels) in self._differing().items():
            outcome = rule.outcome(effect)
            for coverage, path in self.struck.covering():
                is_meant = coverage.application == application and any(
                    self._state.segments.serves(coverage.segments, s) for s in segments
                )
                if is_meant:
                    yield Cause(
                        "Application",
                        application,
                        rule.id,
                        outcome,
                        outcome.base(),
                        path,
                        notes=levels,
                        segments=named(segments, self._judged),
                    )

    def _differing(self) -> dict[tuple[str, str], tuple[list[str], tuple[Note, ...]]]:
        """Return (application, effect) → the segments it is for, and the levels that differ."""
        found: dict[tuple[str, str], tuple[list[str], tuple[Note, ...]]] = {}
        for segment in self._judged:
            here = _by_application(self._scope.serving(self._scope.remaining, segment))
            there = _by_application(self.into.serving(self.into.remaining, segment))
            for application, own in sorted(here.items()):
                level = _best(own)
                other = _best(there[application]) if application in there else None
                if level is other:
                    continue
                key = (application, "COVERAGE_MERGE_CONFLICT" if other else "COVERAGE_TO_RESTATE")
                higher = max(level.rank, other.rank if other else 0)
                note = Note("covers_as", {"level": level.value})
                if other:
                    stands = level if level.rank == higher else other
                    filled = {"here": level.value, "there": other.value, "stands": stands.value}
                    note = Note("level_stands", filled)
                segments, notes = found.get(key, ([], ()))
                found[key] = ([*segments, segment], notes or (note,))
        return found

    def arbitration(self) -> Iterator[Cause]:
        """Yield the scope that stays where several would be PRIMARY or FULL in it (SCO-09)."""
        contenders: dict[str, set[str]] = {}
        for segment in self._judged:
            several = self._several(segment)
            if several:
                contenders[segment] = several
        if not contenders:
            return
        outcome = rule_table().rules["SCO-09"].outcome("COVERAGE_TO_ARBITRATE")
        self._state.parties.meet("Application", {a for them in contenders.values() for a in them})
        several = {self._state.parties.name(a) for them in contenders.values() for a in them}
        names = sorted(several, key=name_key)
        yield Cause(
            "Scope",
            self.into.scope,
            "SCO-09",
            outcome,
            outcome.base(),
            Path.at(self._scope.scope).onto(self.into.scope),
            notes=(Note("contenders", {"names": ", ".join(names)}),),
            segments=named(contenders, self._judged),
        )

    def _several(self, segment: str) -> set[str]:
        """Return the applications PRIMARY, or FULL, for a segment, where the merger makes many."""
        found: set[str] = set()
        for meant in (_is_primary, _is_full):
            both = {
                scope.scope: {
                    c.application
                    for c in scope.serving(scope.remaining, segment)
                    if meant(scope, c, segment)
                }
                for scope in (self._scope, self.into)
            }
            after = set().union(*both.values())
            if len(after) > 1 and after != both[self.into.scope]:
                found |= after
        return found

    def merger(self) -> Merger:
        """Return what the scope that stays takes over, and what there is to choose from."""
        ids = [self.into.scope, self._scope.scope]
        facts = self._state.facts
        nodes = facts.nodes("Scope", ids)
        kept, merged = nodes[ids[0]], nodes[ids[1]]
        held = [r for r in facts.entering("Scope", ids) if validity(r).holds(self._state.day)]
        needs = [r for r in facts.leaving("Scope", ids) if validity(r).holds(self._state.day)]
        return Merger(
            into=ids[0],
            criticality=_higher(kept, merged),
            max_tolerable_downtime_h=_shorter(kept, merged),
            needs=_of_type(needs, "NEEDS", "to_id"),
            journeys=_of_type(held, "PASSES_THROUGH", "from_id"),
            teams=_of_type(held, "DELIVERS", "from_id"),
            coverage=tuple(self._contenders()),
        )

    def _contenders(self) -> Iterator[Contender]:
        together = _by_application([*self._scope.remaining, *self.into.remaining])
        profiles = self._state.facts.profiles("Application", sorted(together))
        for application in sorted(together):
            mine = together[application]
            values = profiles[application].values
            primary = any(
                s.is_primary(c)
                for s in (self._scope, self.into)
                for c in mine
                if c.relation.to_id == s.scope
            )
            stated: dict[str, object] = {
                name: values.get(name)
                for name in ("disposition", "functional_fit", "technical_fit", "currency")
            }
            cost = values.get("run_cost")
            yield Contender(
                application=application,
                name=profiles[application].name,
                covers=tuple(sorted({c.relation.to_id for c in mine})),
                level=_best(mine).value,
                primary=primary,
                run_cost=None if cost is None else float(str(cost)),
                **{name: None if v is None else str(v) for name, v in stated.items()},
            )


def _by_application(coverages: Iterable[Coverage]) -> dict[str, list[Coverage]]:
    found: dict[str, list[Coverage]] = defaultdict(list)
    for coverage in coverages:
        found[coverage.application].append(coverage)
    return dict(found)


def _best(coverages: Sequence[Coverage]) -> CoverageLevel:
    return max((c.level for c in coverages), key=lambda level: level.rank)


def _is_primary(scope: ScopeCoverage, coverage: Coverage, segment: str) -> bool:
    return scope.is_primary(coverage, segment)


def _is_full(_scope: ScopeCoverage, coverage: Coverage, _segment: str) -> bool:
    return coverage.level is CoverageLevel.FULL


def _higher(*scopes: NodeFact) -> str | None:
    stated = [
        Criticality(str(s.values["criticality"])) for s in scopes if "criticality" in s.values
    ]
    return max(stated, key=lambda c: list(Criticality).index(c)).value if stated else None


def _shorter(*scopes: NodeFact) -> float | None:
    name = "max_tolerable_downtime_h"
    return min((float(str(s.values[name])) for s in scopes if name in s.values), default=None)


def _of_type(relations: Iterable[RelationFact], wanted: str, end: str) -> tuple[str, ...]:
    return tuple(sorted({getattr(r, end) for r in relations if r.type == wanted}))
