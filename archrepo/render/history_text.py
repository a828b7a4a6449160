"""The history of a portfolio on a terminal, in Markdown and in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archrepo.render import markdown
from archrepo.render.console import clean, printed, styled, table
from archrepo.render.plan_text import BY_FIELD, SIGNS, STYLES, change_fields, change_title
from archrepo.resources.typography import colon, moment_text, number_text
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.history import Batch, BatchList, ChangeHistory
    from archrepo.analysis.plan_report import ReportedChange
    from archrepo.render.registry import View

_SHOWN = 100  # changes of a batch told one by one on a terminal


def batches_table(listed: BatchList, view: View) -> str:
    """Return the batches, the newest first."""
    words = screen_words(view.lang)
    if not listed.batches:
        return words["no_batches"] + "\n"
    return table(
        _headings(view.lang), [_row(b, view.lang) for b in listed.batches], view, folding=0
    )


def batches_markdown(listed: BatchList, view: View) -> str:
    """Return the batches as a Markdown table."""
    return markdown.table(_headings(view.lang), [_row(b, view.lang) for b in listed.batches])


def batches_json(listed: BatchList, view: View) -> str:  # noqa: ARG001
    """Return the batches as a list of objects."""
    return _list_json([batch.model_dump(mode="json") for batch in listed.batches])


def changes_table(history: ChangeHistory, view: View) -> str:
    """Return batch after batch, each with what it did."""
    parts: list[Any] = []
    for entry in history.entries:
        parts.append(styled(_heading(entry.batch, view.lang), "bold"))
        shown = entry.changes[:_SHOWN] if view.width else entry.changes
        for change in shown:
            sign = SIGNS.get(change.status, " ")
            parts += [styled(f"  {sign} {change_title(change, view.lang)}", STYLES.get(sign, ""))]
            parts += [f"      {line}" for line in _fields(change, view.lang)]
        if hidden := len(entry.changes) - len(shown):
            words = screen_words(view.lang)["hidden_changes"]
            parts.append("  " + words.format(count=number_text(hidden, view.lang)))
    return printed(parts, view)


def changes_markdown(history: ChangeHistory, view: View) -> str:
    """Return batch after batch, each with what it did."""
    lines: list[str] = []
    for entry in history.entries:
        lines += [f"## {markdown.escaped(_heading(entry.batch, view.lang))}", ""]
        for change in entry.changes:
            sign = SIGNS.get(change.status, " ")
            lines.append(f"- `{sign}` {markdown.escaped(change_title(change, view.lang))}")
            lines += [f"  - {markdown.escaped(line)}" for line in _fields(change, view.lang)]
        lines.append("")
    return "\n".join(lines)


def changes_json(history: ChangeHistory, view: View) -> str:  # noqa: ARG001
    """Return batch after batch as a list of objects."""
    return _list_json([e.model_dump(mode="json", exclude_none=True) for e in history.entries])


def _list_json(listed: list[dict[str, Any]]) -> str:
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _headings(lang: str) -> list[str]:
    words = screen_words(lang)
    names = ("batch", "applied_at", "actor", "source", "changes", "undone_at")
    return [words[name] for name in names]


def _row(batch: Batch, lang: str) -> list[str]:
    files = ", ".join(
        name.rstrip("/").rsplit("/", 1)[-1] for name in (batch.file or "").split(", ")
    )
    made_of = f"{batch.source or ''} ({files})" if files else batch.source or ""
    return [
        batch.id,
        moment_text(batch.applied_at, lang),
        clean(batch.actor or ""),
        clean(made_of),
        _counts(batch, lang),
        moment_text(batch.undone_at, lang),
    ]


def _heading(batch: Batch, lang: str) -> str:
    told = [
        batch.id,
        moment_text(batch.applied_at, lang),
        clean(batch.actor or ""),
        clean(batch.source or ""),
    ]
    if batch.undone_at:
        told.append(
            f"{screen_words(lang)['undone_at']}{colon(lang)}{moment_text(batch.undone_at, lang)}"
        )
    return "  ".join(part for part in told if part)


def _counts(batch: Batch, lang: str) -> str:
    return " ".join(
        f"{SIGNS[status]}{number_text(count, lang)}"
        for status, count in batch.counts.items()
        if status in SIGNS
    )


def _fields(change: ReportedChange, lang: str) -> Iterator[str]:
    if change.status in BY_FIELD:
        yield from change_fields(change, lang)
