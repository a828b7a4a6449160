"""What happens to whom, how badly, why and from when, if an event strikes on a given day."""

from __future__ import annotations

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
