"""What does not hang together, for the site: rules in words, and who is at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.check_words import facts, severity_word
from archrepo.render.label_text import one_line
from archrepo.render.site.spelled import spelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.checks.report import CheckReport


def check_block(
    report: CheckReport, numbers: Mapping[str, int], terms: Mapping[str, str], lang: str
) -> dict[str, Any]:
    """Return rules by id in words, and violations: severity, rule, node, what else, other node."""
    return {
        "rules": {
            rule: [
                severity_word(text.severity, lang),
                one_line(text.title[lang]),
                one_line(spelled(text.why[lang], terms, lang)),
                one_line(spelled(text.remedy[lang], terms, lang)),
            ]
            for rule, text in sorted(report.rules.items())
        },
        "found": [
            [
                v.severity.rank,
                v.rule,
                numbers[v.node],
                one_line(facts(report, v, lang, ids=False)),
                numbers.get(v.other or "", -1),
            ]
            for v in report.violations
            if v.node in numbers
        ],
    }
