"""An impact report as one HTML page: verdict, picture, lines, people, what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.errors import RenderUnavailableError
from archrepo.render import impact_words as told
from archrepo.render.document.blocks import Bullets, Document, Heading, Paragraph, Picture, Table
from archrepo.render.document.html_page import as_html
from archrepo.render.impact_graph.graph import shown_lines
from archrepo.render.impact_merger import merger
from archrepo.render.picture.forms import svg
from archrepo.render.picture.pages import inline
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.impact.report import ImpactLine, ImpactReport
    from archrepo.render.document.blocks import Block
    from archrepo.render.registry import View


def html(report: ImpactReport, view: View) -> str:
    """Return the page; it asks for nothing outside itself."""
    lang = view.lang
    title, _, plan = told.title(report, lang).rpartition(" (")
    return as_html(Document(title, plan.removesuffix(")"), lang, tuple(_blocks(report, view))))


def _blocks(report: ImpactReport, view: View) -> Iterator[Block]:
    lang, said = view.lang, told.words(view.lang)
    yield Paragraph(told.verdict(report, lang), "lead")
    for remark in (*told.remarks(report, lang), *told.hidden(report, lang)):
        yield Paragraph(remark, "note")
    yield from _picture(report, view)
    yield Heading(said["lines"])
    yield _lines(report.lines, report, view) if report.lines else Paragraph(said["nothing"])
    if report.benefits:
        yield from _listed(said["freed"], told.freed(report, lang))
    for successor in report.parity:
        yield from _listed(*told.parity(successor, report, lang))
    if report.merger:
        yield from _listed(*merger(report.merger, report.names, lang))
    if report.inform:
        yield from _listed(
            said["inform"], [told.person(entry, report, lang) for entry in report.inform]
        )
    if unanswered := told.unanswered(report, lang):
        yield Paragraph(unanswered)
    yield Heading(said["known"])
    yield Bullets(tuple((sentence, "") for sentence in told.knowledge(report, lang)))


def _picture(report: ImpactReport, view: View) -> Iterator[Block]:
    """Yield the graph of what is not for information only, where it can be drawn."""
    if not shown_lines(report, view):
        return
    try:
        drawn = svg(report, view)
    except RenderUnavailableError:
        return  # nothing to draw with: the page says all in words
    caption = told.words(view.lang)["picture"].format(name=report.event.name)
    yield Picture(caption, svg=inline(drawn))


def _lines(lines: Iterable[ImpactLine], report: ImpactReport, view: View) -> Table:
    said = told.words(view.lang)
    columns = tuple(said[key] for key in ("severity", "base", "node", "effect", "rule", "why"))
    return Table(columns, tuple(_row(line, report, view) for line in lines))


def _row(line: ImpactLine, report: ImpactReport, view: View) -> tuple[str, ...]:
    lang = view.lang
    return (
        f"{told.LETTERS[line.final]} {told.severity_word(line.final, lang)}",
        told.severity_word(line.base, lang),
        told.node_text(line),
        told.effect_word(line.effect, lang),
        line.rule,
        semicolon(lang).join(told.why(line, report, lang, all_paths=view.all_paths)),
    )


def _listed(heading: str, items: Iterable[str]) -> Iterator[Block]:
    yield Heading(heading)
    if kept := tuple((item, "") for item in items):
        yield Bullets(kept)
