"""What was asked of an impact analysis, in words, event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact.report import EventEcho


def asked(event: EventEcho, said: Mapping[str, str]) -> str:
    """Return what happens to whom on which day: `PIM retired on 2026-12-31`.

    Args:
        event: What was asked.
        said: The words around a report, by event type or a finer key.
    """
    return said[event.type].format(name=event.name, day=event.at)
