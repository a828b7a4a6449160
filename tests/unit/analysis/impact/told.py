"""What a report says of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport

Line = tuple[str, str, str]


def told(report: ImpactReport, rule: str) -> list[Line]:
    """Return (node, effect, base) of the lines by which a rule fired."""
    return [(x.node, x.effect, x.base.value) for x in report.lines if x.rule == rule]
