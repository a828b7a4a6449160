"""An impact report to paste in a mail or a committee paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import impact_words as told
from archrepo.render.impact_merger import merger
from archrepo.render.markdown import escaped
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.render.registry import View


def render(report: ImpactReport, view: View) -> str:
    """Return the whole report as Markdown; nothing is folded."""
    lang, said = view.lang, told.words(view.lang)
    parts = [
        f"## {escaped(told.title(report, lang))}",
        f"**{escaped(told.verdict(report, lang))}**",
        *(escaped(remark) for remark in told.remarks(report, lang)),
        *(escaped(sentence) for sentence in told.hidden(report, lang)),
        _lines(report, view) if report.lines else said["nothing"],
        _bullets(said["freed"], told.freed(report, lang)) if report.benefits else "",
        *(_bullets(*told.parity(successor, report, lang)) for successor in report.parity),
    ]
    if report.merger:
        parts.append(_bullets(*merger(report.merger, report.names, lang)))
    if report.inform:
        parts.append(
            _bullets(said["inform"], [told.person(p, report, lang) for p in report.inform])
        )
    parts.append(escaped(told.unanswered(report, lang)))
    parts.append(" ".join(escaped(sentence) for sentence in told.knowledge(report, lang)))
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _lines(report: ImpactReport, view: View) -> str:
    lang, said = view.lang, told.words(view.lang)
    headings = [said[key] for key in ("severity", "base", "node", "effect", "rule", "why")]
    rows = [
        [
            told.severity_word(line.final, lang),
            told.severity_word(line.base, lang),
            told.node_text(line),
            told.effect_word(line.effect, lang),
            line.rule,
        ]
        for line in report.lines
    ]
    cells = [[escaped(cell) for cell in row] for row in rows]
    for row, line in zip(cells, report.lines, strict=True):
        why = told.why(line, report, lang, all_paths=view.all_paths)
        row.append(semicolon(lang).join(map(escaped, why)))
    table = [f"| {' | '.join(row)} |" for row in (headings, *cells)]
    return "\n".join([table[0], f"|{'--|' * len(headings)}", *table[1:]])


def _bullets(heading: str, items: Iterable[str]) -> str:
    kept = [f"- {escaped(item)}" for item in items]
    return "\n".join([f"**{escaped(heading)}**", *([""] if kept else []), *kept])
