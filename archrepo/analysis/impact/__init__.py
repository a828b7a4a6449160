"""What happens to whom, how badly, why and from when, if an event strikes on a given day."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.impact.assessment import assess, impact_of
    from archrepo.analysis.impact.events import (
        Change,
        DataChange,
        Event,
        Outage,
        ProjectEvent,
        Retire,
        ScopeChange,
        TechnologyEnd,
    )
    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.analysis.impact.settings import ImpactSettings

__all__ = [
    "Change",
    "DataChange",
    "Event",
    "ImpactReport",
    "ImpactSettings",
    "Outage",
    "ProjectEvent",
    "Retire",
    "ScopeChange",
    "TechnologyEnd",
    "assess",
    "impact_of",
]

_ELSEWHERE = {
    "ImpactReport": "report",
    "ImpactSettings": "settings",
    "assess": "assessment",
    "impact_of": "assessment",
}
"""What is no event → the module it is in."""


def __getattr__(name: str) -> object:
    """Load what is asked for: the rules of all events take longer than most answers of one."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'events')}"), name)
