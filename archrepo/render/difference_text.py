"""What changed between two moments, on a terminal and as a note in Markdown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render import markdown
from archrepo.render.console import clean, printed, styled
from archrepo.render.plan_text import BY_FIELD, SIGNS, STYLES, change_fields, change_title
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import moment_text, number_text
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.difference import Difference
    from archrepo.analysis.plan_report import ReportedChange
    from archrepo.render.registry import View


def render_table(difference: Difference, view: View) -> str:
    """Return what changed, kind by kind, and how much."""
    parts: list[Any] = [styled(_title(difference, view.lang), "bold")]
    for heading, changes in _by_kind(difference, view.lang):
        parts += ["", styled(heading, "bold")]
        for change in changes:
            sign = SIGNS.get(change.status, " ")
            parts.append(styled(f"  {sign} {change_title(change, view.lang)}", STYLES[sign]))
            parts += [f"      {line}" for line in _fields(change, view.lang)]
    return printed([*parts, "", styled(_totals(difference, view.lang), "bold")], view)


def render_markdown(difference: Difference, view: View) -> str:
    """Return what changed, for a committee."""
    words = screen_words(view.lang)
    lines = [f"# {markdown.escaped(_title(difference, view.lang))}", ""]
    lines += [f"**{_totals(difference, view.lang)}**", ""]
    for heading, changes in _by_kind(difference, view.lang):
        lines += [f"## {markdown.escaped(heading)}", ""]
        for change in changes:
            sign = SIGNS.get(change.status, " ")
            lines.append(f"- `{sign}` {markdown.escaped(change_title(change, view.lang))}")
            lines += [f"  - {markdown.escaped(line)}" for line in _fields(change, view.lang)]
        lines.append("")
    rows = [
        [
            b.id,
            moment_text((b.applied_at or "")[:10], view.lang),
            clean(b.actor or ""),
            clean(b.source or ""),
        ]
        for b in difference.batches
    ]
    if rows:
        headings = [words[name] for name in ("batch", "applied_at", "actor", "source")]
        lines.append(markdown.table(headings, rows))
    return "\n".join(lines).rstrip("\n") + "\n"


def _title(difference: Difference, lang: str) -> str:
    words = screen_words(lang)
    if not difference.batches:
        return words["diff_none"]
    days = [
        moment_text((b.applied_at or "")[:10], lang)
        for b in (difference.batches[0], difference.batches[-1])
    ]
    key = "diff_title_day" if days[0] == days[1] else "diff_title"
    key = "diff_title_one" if len(difference.batches) == 1 else key
    return words[key].format(start=days[0], end=days[1], count=len(difference.batches))


def _totals(difference: Difference, lang: str) -> str:
    words = screen_words(lang)
    named = {"NEW": "plan_added", "UPDATE": "plan_changed", "REMOVE": "plan_removed"}
    told = [
        f"{SIGNS[status]} {number_text(difference.counts[status], lang)} {words[name]}"
        for status, name in named.items()
        if difference.counts.get(status)
    ]
    return ", ".join(told) or words["diff_same"]


def _by_kind(difference: Difference, lang: str) -> Iterator[tuple[str, list[ReportedChange]]]:
    labels, kinds = load_labels(), builtin_metamodel().kinds
    for kind, changes in groupby(difference.nodes, key=lambda change: change.kind):
        yield labels.kind(kind, lang, plural=True) if kind in kinds else kind, list(changes)
    for kind, changes in groupby(difference.relations, key=lambda change: change.kind):
        label = labels.relation(kind, lang)
        yield label[:1].upper() + label[1:], list(changes)


def _fields(change: ReportedChange, lang: str) -> list[str]:
    return change_fields(change, lang) if change.status in BY_FIELD else []
