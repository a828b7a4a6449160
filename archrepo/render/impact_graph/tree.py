"""An impact report as a tree of text: from the event's target along every way reported."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.render import impact_words as told
from archrepo.render.console import clean, printed, styled
from archrepo.render.impact_graph.graph import shown_lines, ways_of
from archrepo.render.terminal_text import broken
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon, semicolon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.paths import Step
    from archrepo.analysis.impact.report import ImpactLine, ImpactReport
    from archrepo.render.registry import View

Way = tuple["Step", ...]
_STYLES = {"B": "bold white on red", "C": "bold red", "M": "yellow", "m": "cyan", "i": "dim"}


def render(report: ImpactReport, view: View) -> str:
    """Return the report as a tree that fits the width, the worst branches first."""
    lang = view.lang
    parts: list[Any] = [
        styled(clean(told.title(report, lang)), "bold"),
        clean(told.verdict(report, lang)),
        *(clean(remark) for remark in told.remarks(report, lang)),
        "",
        clean(report.event.name),
    ]
    shown = shown_lines(report, view)
    parts += _Tree(shown, report, view).lines()
    if len(shown) < len(report.lines):
        folded = [line for line in report.lines if line not in shown]
        parts.append(styled(told.folded(folded, lang), "dim"))
    if not report.lines:
        parts.append(told.words(lang)["nothing"])
    parts += ["", *map(clean, told.hidden(report, lang)), *map(clean, told.knowledge(report, lang))]
    return printed(parts, view)


class _Tree:
    """The ways of the lines, merged where they start alike."""

    def __init__(self, lines: list[ImpactLine], report: ImpactReport, view: View) -> None:
        self._report = report
        self._view = view
        self._at: dict[Way, list[tuple[ImpactLine, str]]] = defaultdict(list)
        self._below: dict[Way, list[Way]] = defaultdict(list)
        known: set[Way] = {()}
        for line in lines:
            for rule, steps in ways_of(line, view):
                self._at[steps].append((line, rule))
                for length in range(1, len(steps) + 1):
                    way = steps[:length]
                    if way not in known:
                        known.add(way)
                        self._below[way[:-1]].append(way)

    def lines(self) -> Iterator[Any]:
        """Yield the tree, a branch at a time; a long way must not exhaust the stack."""
        yield from (styled(text, style) for text, style in self._told((), ""))
        work = self._branches((), "")
        while work:
            way, lead, last = work.pop()
            mark, deeper = ("└─ ", "   ") if last else ("├─ ", "│  ")
            below = lead + deeper + ("│  " if self._below[way] else "   ")
            head = self._broken(self._head(way[-1]), lead + mark, lead + deeper)
            yield from head
            for text, style in self._told(way, below):
                yield styled(text, style)
            work += self._branches(way, lead + deeper)

    def _branches(self, way: Way, lead: str) -> list[tuple[Way, str, bool]]:
        """Return the branches below, the first last: the stack gives them back in order."""
        branches = self._below[way]
        return [(b, lead, b is branches[-1]) for b in reversed(branches)]

    def _head(self, step: Step) -> str:
        names = self._report.names
        far = names.get(step.far, step.far)
        if step.relation:
            lang, back = self._view.lang, step.backwards
            return load_labels().related(step.relation, lang, far, inverse=back)
        if not step.is_flow:
            return f"{step.by} {far}"
        carried = ", ".join(names.get(one, one) for one in step.objects) or "?"
        way = f"{step.by}[{carried}]"
        return f"←{way}─ {far}" if step.backwards else f"─{way}→ {far}"

    def _told(self, way: Way, lead: str) -> Iterator[tuple[str, str]]:
        lang = self._view.lang
        for line, rule in self._at.get(way, ()):
            letter = told.LETTERS[line.final]
            what = told.effect_word(line.effect, lang)
            more = [
                f"{letter} {told.node_text(line)}{colon(lang)}{what} ({rule})",
                *told.what_else(line, self._report, lang),
            ]
            for text in self._broken(semicolon(lang).join(more), lead, lead):
                yield text, _STYLES[letter]

    def _broken(self, text: str, first: str, others: str) -> list[str]:
        text = clean(text)
        if not self._view.width:
            return [first + text]
        head, *rest = broken(text, self._view.width - len(first), self._view.width - len(others))
        return [first + head, *(others + more for more in rest)]
