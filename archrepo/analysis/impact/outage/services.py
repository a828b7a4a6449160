"""What becomes of the scopes that down applications cover: OUT-04 to OUT-06."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.periods import periods_over
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import named
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import PeriodCategory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.outage.down import Outreach
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.rules import Outcome
    from archrepo.analysis.impact.state import State


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How long a scope may be down on the day.

    Attributes:
        hours: The tightest there is.
        peak: Name of the peak that says so, where one does.
    """

    hours: float
    peak: str = ""

    def note(self, down: float) -> Note:
        """Return how long it is down, and how long it may be."""
        filled = {"hours": f"{down:g}", "tolerated": f"{self.hours:g}", "name": self.peak}
        return Note("tolerance_of_peak" if self.peak else "tolerance", filled)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What becomes of a scope for one segment."""

    rule: str
    outcome: Outcome
    segment: str
    struck: tuple[Coverage, ...]
    remaining: tuple[Coverage, ...]

    @property
    def sort_key(self) -> tuple[int, int]:
        """The worst first: highest base, then the order of the rules."""
        return (-self.outcome.base().rank, rule_table().rank(self.rule))


def tolerances(state: State, scopes: Collection[str]) -> dict[str, Tolerance]:
    """Return scope → how long it may be down: its own figure, or a peak's where tighter."""
    found = defaultdict(list)
    for scope, node in state.facts.nodes("Scope", sorted(scopes)).items():
        stated = node.values.get("max_tolerable_downtime_h")
        if stated is not None:
            found[scope].append(Tolerance(float(str(stated))))
    for peak in periods_over(state.facts, PeriodCategory.PEAK, sorted(scopes), state.day):
        if peak.tolerance is not None:
            for scope in peak.scopes:
                found[scope].append(Tolerance(peak.tolerance, peak.name))
    return {
        scope: min(them, key=lambda t: (t.hours, t.peak)) for scope, them in sorted(found.items())
    }


def service_effects(
    outreach: Outreach,
    coverages: Mapping[str, ScopeCoverage],
    tolerated: Mapping[str, Tolerance],
    hours: float,
) -> Iterator[Cause]:
    """Yield what the scopes of down applications suffer, and whose recovery takes too long."""
    for scope, coverage in coverages.items():
        tolerance = tolerated.get(scope)
        judged = [
            judgement
            for segment in coverage.segments()
            if (judgement := _judge(coverage, segment, tolerance, hours))
        ]
        if judged:
            worst = min(judged, key=lambda j: j.sort_key)
            alike = [j for j in judged if j.outcome is worst.outcome]
            yield from _causes(outreach, coverage, alike, tolerance, hours)
    yield from _slow_recoveries(outreach, coverages, tolerated)


def _judge(
    coverage: ScopeCoverage, segment: str, tolerance: Tolerance | None, hours: float
) -> _Judgement | None:
    down = coverage.serving(coverage.lost, segment)
    if not down:
        return None
    remaining = tuple(coverage.serving(coverage.remaining, segment))
    rules = rule_table().rules
    if not remaining:
        too_long = tolerance is not None and hours > tolerance.hours
        outcome = rules["OUT-04"].outcome("SERVICE_DOWN", "" if too_long else "tolerated")
        return _Judgement("OUT-04", outcome, segment, tuple(down), remaining)
    primary = [c for c in down if coverage.is_primary(c, segment)]
    kept = any(coverage.is_primary(c, segment, after=True) for c in remaining)
    if primary and not kept:
        outcome = rules["OUT-05"].outcome("SERVICE_DEGRADED", "primary")
        return _Judgement("OUT-05", outcome, segment, tuple(primary), remaining)
    outcome = rules["OUT-05"].outcome("SERVICE_DEGRADED")
    return _Judgement("OUT-05", outcome, segment, tuple(down), remaining)


def _causes(
    outreach: Outreach,
    coverage: ScopeCoverage,
    alike: list[_Judgement],
    tolerance: Tolerance | None,
    hours: float,
) -> Iterator[Cause]:
    worst = alike[0]
    segments = named((j.segment for j in alike), coverage.segments())
    struck = {c.relation.key: c for j in alike for c in j.struck}
    if worst.rule == "OUT-04":
        note = tolerance.note(hours) if tolerance else Note("tolerance_unknown")
    else:
        name = outreach.state.parties.name
        still = {name(c.application) for j in alike for c in j.remaining}
        note = Note("still", {"names": ", ".join(sorted(still, key=name_key))})
    for one in struck.values():
        for path in _paths(outreach, one):
            yield Cause(
                "Scope",
                coverage.scope,
                worst.rule,
                worst.outcome,
                worst.outcome.base(),
                path,
                notes=(note,),
                segments=segments,
            )


def _slow_recoveries(
    outreach: Outreach,
    coverages: Mapping[str, ScopeCoverage],
    tolerated: Mapping[str, Tolerance],
) -> Iterator[Cause]:
    """Yield the scopes whose down applications take longer to recover than they bear."""
    rule = rule_table().rules["OUT-06"]
    outcome = rule.outcome("RTO_BREACH")
    down = [c for scope in tolerated for c in coverages[scope].lost]
    names = sorted({c.application for c in down})
    profiles = outreach.state.facts.profiles("Application", names)
    for one in down:
        profile = profiles.get(one.application)
        tolerance = tolerated[one.relation.to_id]
        stated = profile.values.get("rto_h") if profile else None
        if profile is None or stated is None or float(str(stated)) <= tolerance.hours:
            continue
        filled = {"name": profile.name, "rto": f"{float(str(stated)):g}"}
        note = Note("rto", {**filled, "tolerated": f"{tolerance.hours:g}"})
        for path in _paths(outreach, one):
            yield Cause(
                "Scope", one.relation.to_id, rule.id, outcome, outcome.base(), path, notes=(note,)
            )


def _paths(outreach: Outreach, coverage: Coverage) -> Iterator[Path]:
    for way in outreach.ways[coverage.application]:
        inside = coverage.party != coverage.application
        here = way.inside(coverage.party) if inside else way
        yield here.along(coverage.relation, hop=True)
