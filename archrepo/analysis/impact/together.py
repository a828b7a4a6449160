"""Several events at once: retirements as one, outages as one, on what those leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.assessed import Assessed
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.events import Outage, Retire
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.outage.assessing import assess_outage
from archrepo.analysis.impact.overlay import OverlaidFacts
from archrepo.analysis.impact.programmes import ENDING
from archrepo.analysis.impact.retire.assessing import assess_retirement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from archrepo.analysis.impact.events import Event
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.domain.facts import RelationFact


def assess_each(
    events: Sequence[Event],
    facts: Facts,
    settings: ImpactSettings,
    rules: Mapping[type[Any], Callable[[Any, Facts, ImpactSettings], Any]],
) -> list[Assessed]:
    """Return what each of several events does, in their order.

    Retirements on one day and under one plan are one event: what only they gave together is lost.
    Every other event, and every later retirement, finds the retired ones gone. Outages on one day
    and under one plan are one too, for as long as they last together: those of a group that are
    struck at once do not stand in for each other.

    Args:
        events: With ids for all they name.
        facts: The portfolio.
        settings: Thresholds of the rules.
        rules: Event → its rules: they return what it does, or a list where it is several events.
    """
    found: dict[int, list[Assessed]] = {}
    ended: dict[str, dt.date] = {}
    for together in _retirements(events):
        day = together[0][1].at
        gone = {app: since for app, since in ended.items() if since < day}
        joint = _joint([event for _, event in together], _without(facts, gone), settings)
        for (number, _), one in zip(together, joint, strict=True):
            found[number] = [one]
        for app in joint[0].state.lost.ids("Application"):
            ended.setdefault(app, day)
    for number, event in enumerate(events):
        if isinstance(event, Outage):
            gone = {app: since for app, since in ended.items() if _is_by(since, event)}
            meanwhile = [e for e in events if isinstance(e, Outage) and _is_meanwhile(event, e)]
            found[number] = [_outage(event, meanwhile, _without(facts, gone), settings)]
        elif not isinstance(event, Retire):
            gone = {app: since for app, since in ended.items() if _is_by(since, event)}
            made = rules[type(event)](event, _without(facts, gone), settings)
            found[number] = made if isinstance(made, list) else [made]
    return [one for number in sorted(found) for one in found[number]]


def _retirements(events: Sequence[Event]) -> list[list[tuple[int, Retire]]]:
    """Return the retirements that are one event, the earliest first, each with its place."""
    groups: dict[tuple[dt.date, str], list[tuple[int, Retire]]] = {}
    for number, event in enumerate(events):
        if isinstance(event, Retire):
            groups.setdefault((event.at, str(event.plan)), []).append((number, event))
    return [groups[key] for key in sorted(groups)]


def _is_by(since: dt.date, event: Event) -> bool:
    return event.at is None or since <= event.at


def _joint(events: Sequence[Retire], facts: Facts, settings: ImpactSettings) -> list[Assessed]:
    """Return what each of several retirements on one day does, the others taken into account."""
    first = events[0]
    targets = tuple(dict.fromkeys(event.target for event in events))
    joint = assess_retirement(first, facts, settings, also=targets[1:])
    if len(events) == 1:
        return [joint]
    parties = joint.state.parties
    assessed = []
    for event in events:
        findings = Findings()
        for causes in joint.findings:
            findings.add(cause for cause in causes if cause.path.ids[0] == event.target)
        echo = echo_of(event, parties.node(event.target), event.at, parties.life(event.target))
        if event is first:
            assessed.append(replace(joint, echo=echo, findings=findings))
        else:
            assessed.append(Assessed(echo=echo, state=joint.state, findings=findings))
    return assessed


def _is_meanwhile(event: Outage, other: Outage) -> bool:
    return (other.at, other.plan) == (event.at, event.plan)


def _outage(
    event: Outage, meanwhile: Sequence[Outage], facts: Facts, settings: ImpactSettings
) -> Assessed:
    """Return what one of several outages does: with those that last as long, then with fewer.

    Args:
        event: The outage.
        meanwhile: Those of its day, itself included.
        facts: The portfolio.
        settings: Thresholds of the rules.
    """
    findings = Findings()
    spells = sorted({other.hours for other in meanwhile if other.hours <= event.hours})
    for hours in spells:
        out = [other.target for other in meanwhile if other.hours >= hours]
        spell = replace(event, hours=hours)
        assessed = assess_outage(spell, facts, settings, also=out)
        for causes in assessed.findings:
            findings.add(cause for cause in causes if cause.path.ids[0] == event.target)
    parties = assessed.state.parties
    echo = echo_of(event, parties.node(event.target), event.at, parties.life(event.target))
    return replace(assessed, echo=echo, findings=findings)


def _without(facts: Facts, ended: Mapping[str, dt.date]) -> Facts:
    """Return the facts in which these applications end on a day, whatever projects do later."""
    if not ended:
        return facts

    def stays(action: RelationFact) -> RelationFact | None:
        ends_it = action.to_id in ended and action.values.get("action") in ENDING
        return None if ends_it else action

    changes = {("Application", app): {"retired": day} for app, day in ended.items()}
    return OverlaidFacts(facts, changes, stays)
