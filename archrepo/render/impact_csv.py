"""The lines of an impact report as CSV: codes and ids, for spreadsheets and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.csv_form import csv_text

if TYPE_CHECKING:
    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.render.registry import View

_COLUMNS = (
    "final",
    "base",
    "kind",
    "node",
    "name",
    "effect",
    "rule",
    "path",
    "objects",
    "segments",
    "note",
    "alternatives",
    "gap_days",
    "confidence",
    "inform",
    "event",
)


def render(report: ImpactReport, view: View) -> str:
    """Return one row a line; notes are in the reader's language, all else is codes."""
    rows = [
        (
            line.final.value,
            line.base.value,
            line.kind,
            line.node,
            line.name,
            line.effect,
            line.rule,
            line.path,
            line.objects,
            line.segments,
            "; ".join(note.text(view.lang, iso=True) for note in line.notes),
            [a.flow or a.node for a in line.alternatives],
            line.gap.days if line.gap else None,
            line.confidence,
            line.inform,
            line.event,
        )
        for line in report.lines
    ]
    return csv_text(_COLUMNS, rows)
