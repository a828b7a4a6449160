"""What a report says, in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from archrepo.analysis.impact.report import ImpactLine

Line = tuple[str, str, str]


def told(report: ImpactReport, rule: str) -> list[Line]:
    """Return (node, effect, base) of the lines by which a rule fired."""
    return [(x.node, x.effect, x.base.value) for x in report.lines if x.rule == rule]


def line_of(report: ImpactReport, node: str, effect: str) -> ImpactLine:
    """Return the one line of that effect on that node."""
    (found,) = [x for x in report.lines if (x.node, x.effect) == (node, effect)]
    return found


def effects(report: ImpactReport) -> set[tuple[str, str]]:
    """Return (node, effect) of every line."""
    return {(x.node, x.effect) for x in report.lines}
