"""An impact report on a terminal: the verdict, the lines, who to tell, what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from archrepo.domain.vocabulary import Severity
from archrepo.render import impact_words as told
from archrepo.render.console import clean, printed, styled
from archrepo.render.impact_merger import merger
from archrepo.render.terminal_text import broken, columns_of
from archrepo.resources.typography import colon, semicolon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.impact.report import ImpactLine, ImpactReport
    from archrepo.render.registry import View

SEVERITY_STYLES = {
    Severity.BLOCKER: "bold white on red",
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "yellow",
    Severity.MINOR: "cyan",
    Severity.INFO: "dim",
}


_UNFOLDED = 10_000  # columns where the output is not for a terminal
_WIDEST_NAME = 36
_ROOM_TO_READ = 36  # columns below which the way is shown under its line, not beside it


def render(report: ImpactReport, view: View) -> str:
    """Return the report as text that fits the width; informative lines are folded into counts."""
    lang, said = view.lang, told.words(view.lang)
    parts: list[Any] = [
        styled(clean(told.title(report, lang)), "bold"),
        styled(clean(told.verdict(report, lang)), SEVERITY_STYLES[report.verdict]),
        *(clean(remark) for remark in told.remarks(report, lang)),
        *(clean(sentence) for sentence in told.hidden(report, lang)),
        "",
    ]
    is_shown = [view.unfold or line.final is not Severity.INFO for line in report.lines]
    shown = list(compress(report.lines, is_shown))
    hidden = [line for line, kept in zip(report.lines, is_shown, strict=True) if not kept]
    if shown:
        parts += _lines(shown, report, view)
    if hidden:
        parts.append(styled(told.folded(hidden, lang), "dim"))
    if not report.lines:
        parts.append(said["nothing"])
    if report.benefits:
        parts += _block(said["freed"], told.freed(report, lang))
    for successor in report.parity:
        parts += _block(*told.parity(successor, report, lang))
    if report.merger:
        parts += _block(*merger(report.merger, report.names, lang))
    if report.inform:
        parts += _block(
            said["inform"], [told.person(entry, report, lang) for entry in report.inform]
        )
    parts += ["", *map(clean, filter(None, [told.unanswered(report, lang)]))]
    parts += map(clean, told.knowledge(report, lang))
    return printed(parts, view)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the report as its cells."""

    severity: str
    node: str
    effect: str
    rule: str
    why: str
    style: str

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """All but the last, which takes the room that is left."""
        return (self.severity, self.node, self.effect, self.rule)


def _row(line: ImpactLine, report: ImpactReport, view: View) -> _Row:
    lang = view.lang
    return _Row(
        f"{told.LETTERS[line.final]} {told.severity_word(line.final, lang)}",
        clean(told.node_text(line)),
        told.effect_word(line.effect, lang),
        line.rule,
        clean(semicolon(lang).join(told.why(line, report, lang, all_paths=view.all_paths))),
        SEVERITY_STYLES[line.final],
    )


def _lines(lines: Sequence[ImpactLine], report: ImpactReport, view: View) -> list[Any]:
    """Return the lines as a table; where too little room is left for the last column, below."""
    said = told.words(view.lang)
    rows = [_row(line, report, view) for line in lines]
    headings = [said[key] for key in ("severity", "node", "effect", "rule")]
    columns = zip(headings, *(row.cells for row in rows), strict=True)
    widths = [max(map(columns_of, column)) for column in columns]
    widths[1] = min(widths[1], _WIDEST_NAME)
    room = view.width - sum(widths) - len(widths) if view.width else _UNFOLDED
    if room < _ROOM_TO_READ:
        return [part for row in rows for part in _in_two_lines(row, view)]
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for heading, width in zip(headings, widths, strict=True):
        made.add_column(heading, width=width, overflow="fold")
    made.add_column(said["why"], overflow="fold")
    for row in rows:
        severity, node, effect, rule = row.cells
        way = "\n".join(broken(row.why, room))
        cells = ((severity, row.style), (node, ""), (effect, ""), (rule, "dim"), (way, ""))
        made.add_row(*(styled(text, style) for text, style in cells))
    return [made]


def _in_two_lines(row: _Row, view: View) -> list[Any]:
    from rich.padding import Padding
    from rich.text import Text

    what = f"  {row.node}{colon(view.lang)}{row.effect}"
    head = Text.assemble((row.severity, row.style), what)
    why = "\n".join(broken(f"{row.rule} {row.why}".rstrip(), view.width - 4))
    below = styled(why, "")
    below.stylize("dim", 0, len(row.rule))
    return [head, Padding(below, (0, 0, 0, 4))]


def _block(heading: str, items: Iterable[str]) -> list[Any]:
    from rich.padding import Padding

    head = ["", styled(clean(heading), "bold")]
    lines = "\n".join(map(clean, items))
    return [*head, Padding(styled(lines, ""), (0, 0, 0, 2))] if lines else head
