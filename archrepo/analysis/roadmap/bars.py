"""Bars and arrows of a roadmap: the life of an application, and what takes over from it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.roadmap.result import ApplicationBar, Meeting, PhaseSpan, Replacement
from archrepo.analysis.stated_values import as_day, as_text, as_texts
from archrepo.domain.metamodel import LIFECYCLE_DATES
from archrepo.domain.validity import ALWAYS, NEVER, Interval, phase_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.validity import ProjectAction

_STARTS = ("CREATE", "ROLL_OUT")
_ENDS = ("RETIRE", "REPLACE", "WITHDRAW")
_LIVE_PHASES = ("PHASE_IN", "ACTIVE", "PHASE_OUT")


def application_bar(situation: Situation, node: NodeFact) -> ApplicationBar:
    """Return the life of an application, from first to last day, phase by phase."""
    life = situation.interval(node.id)
    never = life == NEVER
    actions = situation.portfolio.actions.get(node.id, ())
    plan = situation.portfolio.plan
    counted = [a for a in actions if a.counts_in(plan)]
    return ApplicationBar(
        id=node.id,
        name=node.name,
        domain=situation.homes.get(node.id),
        disposition=as_text(node.values.get("disposition")),
        start=None if never else life.start,
        end=None if never else life.end,
        started_by=_doer(counted, _STARTS, life.start),
        ended_by=_doer(counted, _ENDS, life.end),
        phases=() if never else _phases(node, life, situation.day),
        undated=node.id in situation.portfolio.undated,
        never=never,
    )


def _doer(
    actions: Iterable[ProjectAction], kinds: Iterable[str], day: dt.date | None
) -> str | None:
    """Return the project whose action falls on the day that starts or ends the application."""
    found = [a.project for a in actions if a.action in kinds and a.day == day and day is not None]
    return min(found, default=None)


def _phases(node: NodeFact, life: Interval, day: dt.date) -> tuple[PhaseSpan, ...]:
    """Return the phases of its dates cut to its life, else the one stated for the day."""
    dated = [
        (name.upper(), on)
        for name in LIFECYCLE_DATES
        if name.upper() in _LIVE_PHASES and (on := as_day(node.values.get(name))) is not None
    ]
    if not dated:
        now = phase_at(node.values, day)
        if now is None or now.value not in _LIVE_PHASES:
            return ()
        return (PhaseSpan(phase=now.value, start=life.start, end=life.end),)
    found = []
    ends = [on for _, on in dated[1:]]
    for (phase, on), until in zip(dated, [*ends, None], strict=True):
        held = Interval(on, until).within(ALWAYS if life == ALWAYS else life)
        if held != NEVER:
            found.append(PhaseSpan(phase=phase, start=held.start, end=held.end))
    return tuple(found)


def replacement(situation: Situation, relation: RelationFact) -> Replacement:
    """Return an application and its successor, with the days between or with both."""
    old, new = relation.from_id, relation.to_id
    end = situation.interval(old).end
    beginning = situation.interval(new)
    start = None if beginning == NEVER else beginning.start
    end = None if situation.interval(old) == NEVER else end
    meeting, days = _meeting(end, start)
    return Replacement(
        old=old,
        old_name=situation.application_name(old),
        new=new,
        new_name=situation.application_name(new),
        scopes=as_texts(relation.values.get("scopes")),
        old_end=end,
        new_start=start,
        meeting=meeting,
        days=days,
    )


def _meeting(end: dt.date | None, start: dt.date | None) -> tuple[Meeting, int | None]:
    if end is None or start is None:
        return "UNKNOWN", None
    days = (start - end).days
    if days == 0:
        return "SEAMLESS", 0
    return ("GAP", days) if days > 0 else ("OVERLAP", -days)
