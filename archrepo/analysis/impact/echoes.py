"""What was asked, as the answer repeats it."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.report import EventEcho
from archrepo.domain.validity import NEVER, phase_at
from archrepo.domain.vocabulary import Phase

if TYPE_CHECKING:
    from archrepo.analysis.impact.events import Event
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.validity import Interval

_EVERY_EVENT = ("target", "at", "plan")


def echo_of(event: Event, target: NodeFact, at: dt.date, life: Interval | None = None) -> EventEcho:
    """Return what was asked, with what the target's dates or projects say against it.

    Args:
        event: The question.
        target: The node of its target.
        at: The day of the event.
        life: When the target is live by its dates and projects, where it has a lifecycle.
    """
    return EventEcho(
        type=event.type,
        target=target.id,
        name=target.name,
        at=at,
        plan=str(event.plan),
        **_options(event),
        **(_against(event, target, at, life) if life is not None else {}),
    )


def _options(event: Event) -> dict[str, Any]:
    """Return the options that were set, besides those of every event."""
    found = {}
    for option in fields(event):
        value = getattr(event, option.name)
        if option.name in _EVERY_EVENT or value in (None, False, 0) or value == frozenset():
            continue
        if isinstance(value, Enum):
            value = value.value
        found[option.name] = tuple(sorted(value)) if isinstance(value, frozenset) else value
    return found


def _against(event: Event, target: NodeFact, at: dt.date, life: Interval) -> dict[str, Any]:
    """Return why the target had to be taken as live; a retirement may end it on its last day."""
    retired = event.type == "retire"
    ended = life.end if life != NEVER and life.end and life.end <= at else None
    if retired and ended == at:
        ended = None
    is_retired = ended is None and phase_at(target.values, at) is Phase.RETIRED
    starts_later = life == NEVER or (
        life.start is not None and (life.start > at or (retired and life.start == at))
    )
    return {
        "already_ended": ended,
        "stated_retired": True if is_retired and life == NEVER else None,
        "not_yet_live": True if starts_later and not is_retired and ended is None else None,
    }
