"""What retiring each application does, for the site: the worst lines of each, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.vocabulary import Severity
from archrepo.render.impact_words import effect_word, severity_word, way, what_else
from archrepo.render.label_text import one_line
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact.report import ImpactLine
    from archrepo.analysis.site.site_impacts import SiteImpact


def impact_block(
    impacts: Mapping[str, SiteImpact],
    numbers: Mapping[str, int],
    names: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    """Return severities in words, and by application its verdict, counts and worst lines."""
    return {
        "severities": [severity_word(severity, lang) for severity in Severity],
        "reports": {
            str(numbers[application]): _report(impact, numbers, names, lang)
            for application, impact in impacts.items()
        },
    }


def _report(
    impact: SiteImpact, numbers: Mapping[str, int], names: Mapping[str, str], lang: str
) -> dict[str, Any]:
    return {
        "verdict": impact.verdict.rank,
        "counts": list(impact.counts),
        "lines": [_line(line, numbers, names, lang) for line in impact.lines],
    }


def _line(
    line: ImpactLine, numbers: Mapping[str, int], names: Mapping[str, str], lang: str
) -> list[Any]:
    return [
        line.final.rank,
        numbers[line.node],
        effect_word(line.effect, lang),
        one_line(semicolon(lang).join(what_else(line, None, lang, names))),
        one_line(way(line.steps, names, lang)),
        line.rule,
    ]
