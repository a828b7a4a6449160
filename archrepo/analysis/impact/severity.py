"""Severity arithmetic: steps down along a path, and the one adjustment by criticality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.vocabulary import Criticality, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_SCALE = tuple(Severity)

_STEPS = {
    Criticality.MISSION_CRITICAL.value: 1,
    Criticality.BUSINESS_CRITICAL.value: 0,
    Criticality.BUSINESS_OPERATIONAL.value: -1,
    Criticality.ADMINISTRATIVE.value: -1,
}

_MOST = max(_STEPS.values())

WITH_CRITICALITY = ("Application", "Module", "Scope", "Journey", "DataObject", "Flow")
"""The kinds that have a criticality; others are never adjusted."""


def lowered(severity: Severity, steps: int) -> Severity:
    """Return `severity` less so many steps, never below INFO."""
    return _SCALE[max(severity.rank - steps, 0)] if steps else severity


def step(criticality: str | None, flows: Collection[str] = ()) -> int:
    """Return the adjustment by the impacted node's criticality; 0 where it is unknown.

    Over flows whose own criticality is stated, the smallest counts: a nice-to-have feed does not
    become critical by feeding a critical shop.
    """
    own = _STEPS[criticality] if criticality else 0
    return min(own, most_over(flows)) if flows else own


def most_over(flows: Iterable[str]) -> int:
    """Return the highest adjustment left to what comes over flows of these criticalities."""
    return min((_STEPS[flow] for flow in flows), default=_MOST)


def highest(base: Severity) -> Severity:
    """Return what a severity can be adjusted to at most."""
    return _HIGHEST[base]


def adjusted(base: Severity, by: int) -> Severity:
    """Return the final severity; a base of INFO stays."""
    if base is Severity.INFO:
        return base
    return _SCALE[min(max(base.rank + by, 0), len(_SCALE) - 1)]


_HIGHEST = {base: adjusted(base, _MOST) for base in Severity}
