"""Whose data is no longer refreshed while the outage lasts: OUT-03."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.dependency import dependents_on
from archrepo.analysis.impact.exchanges import frequency
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.paths import keep_shortest
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.vocabulary import FlowMode, Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.impact.dependency import Dependence
    from archrepo.analysis.impact.outage.down import Outreach
    from archrepo.analysis.impact.paths import Path, Reached

_PERIODS = {
    Frequency.REALTIME: 0,
    Frequency.HOURLY: 1,
    Frequency.DAILY: 24,
    Frequency.WEEKLY: 168,
    Frequency.MONTHLY: 720,
}
_UNSTATED, _UNSTATED_ASYNC = 24, 1


def period_of(dependence: Dependence) -> int:
    """Return the hours between two runs of a flow; by its mode where no period is stated."""
    if is_stated(dependence):
        return _PERIODS[Frequency(frequency(dependence.exchanges[0]))]
    return _UNSTATED_ASYNC if dependence.mode == FlowMode.ASYNC else _UNSTATED


def is_stated(dependence: Dependence) -> bool:
    """Return whether a flow says how often it runs; on demand says nothing."""
    return frequency(dependence.exchanges[0]) in _PERIODS


def stale_effects(outreach: Outreach, hours: float) -> Iterator[Cause]:
    """Yield who lives on what is no longer sent for longer than its period."""
    late = [d for d in outreach.copied if d.dependent not in outreach.down and hours > period_of(d)]
    first: dict[str, list[tuple[Dependence, Path]]] = defaultdict(list)
    alone: list[Dependence] = []
    for dependence in late:
        objects = set() if dependence.calls else outreach.feeds.objects_of(dependence.exchanges)
        if not objects:
            alone.append(dependence)
        for data_object in objects:
            first[data_object] += [(dependence, way) for way in outreach.ways[dependence.on]]
    for dependence in alone:
        carried = sorted(outreach.feeds.objects_of(dependence.exchanges))
        for way in outreach.ways[dependence.on]:
            yield _cause(outreach, dependence, way, carried, hops=0, hours=hours)
    for data_object in sorted(first):
        yield from _down_the_flows(outreach, data_object, first[data_object], hours)


def _down_the_flows(
    outreach: Outreach, data_object: str, first: list[tuple[Dependence, Path]], hours: float
) -> Iterator[Cause]:
    level, hops, told = first, 0, set[str]()
    while level:
        wanted = {(d.dependent, data_object) for d, _ in level}
        others = outreach.feeds.others(outreach.dark, wanted, sync=False)
        nearest: Reached = {}
        for dependence, way in level:
            if (dependence.dependent, data_object) in others:
                continue
            cause = _cause(outreach, dependence, way, [data_object], hops=hops, hours=hours)
            keep_shortest(nearest, cause.path)
            yield cause
        told |= {application for application, _ in nearest}
        hops += 1
        level = list(_onward(outreach, data_object, nearest, told, hours))


def _onward(
    outreach: Outreach, data_object: str, reached: Reached, told: set[str], hours: float
) -> Iterator[tuple[Dependence, Path]]:
    """Yield who gets the object from a stale one, with the ways there."""
    state = outreach.state
    for dependence in dependents_on(state, sorted({application for application, _ in reached})):
        if (
            dependence.is_copy
            and not dependence.calls
            and dependence.dependent not in told | outreach.down | outreach.targets
            and data_object in outreach.feeds.objects_of(dependence.exchanges)
            and hours > period_of(dependence)
        ):
            yield from (
                (dependence, path)
                for (application, _), path in sorted(reached.items())
                if application == dependence.on
            )


def _cause(
    outreach: Outreach,
    dependence: Dependence,
    way: Path,
    objects: Iterable[str],
    *,
    hops: int,
    hours: float,
) -> Cause:
    rule = rule_table().rules["OUT-03"]
    outcome = rule.outcome("DATA_STALE")
    carried = tuple(objects)
    hourly = period_of(dependence)
    key = "period" if is_stated(dependence) else "period_assumed"
    key = key if hourly else "period_realtime"
    period = Note(key, {"hours": f"{hours:g}", "period": hourly})
    notes = (period,) if carried else (Note("unknown_object"), period)
    return Cause(
        outreach.state.parties.node(dependence.dependent).kind,
        dependence.dependent,
        rule.id,
        outcome,
        outcome.base(hops=hops),
        dependence.path(way, carried),
        carried,
        notes,
    )
