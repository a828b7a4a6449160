"""What retiring each application does, for the site: the worst lines of each, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from archrepo.domain.vocabulary import Severity
from archrepo.render.impact_words import effect_word, severity_word, what_else
from archrepo.render.label_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact import ImpactReport
    from archrepo.analysis.impact.report import ImpactLine

_LINES = 40  # of an application; the command line gives the rest


def impact_block(
    reports: Mapping[str, ImpactReport], numbers: Mapping[str, int], lang: str
) -> dict[str, Any]:
    """Return severities in words, and by application its verdict, counts and worst lines."""
    return {
        "severities": [severity_word(severity, lang) for severity in Severity],
        "reports": {
            str(numbers[application]): _report(report, numbers, lang)
            for application, report in reports.items()
        },
    }


def _report(report: ImpactReport, numbers: Mapping[str, int], lang: str) -> dict[str, Any]:
    counts = Counter(line.final for line in report.lines)
    return {
        "verdict": report.verdict.rank,
        "counts": [counts[severity] for severity in Severity],
        "lines": [_line(line, report, numbers, lang) for line in report.lines[:_LINES]],
    }


def _line(
    line: ImpactLine, report: ImpactReport, numbers: Mapping[str, int], lang: str
) -> list[Any]:
    return [
        line.final.rank,
        numbers[line.node],
        effect_word(line.effect, lang),
        one_line("; ".join(what_else(line, report, lang))),
        one_line(line.trail),
        line.rule,
    ]
