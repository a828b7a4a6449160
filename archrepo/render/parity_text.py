"""What a successor still lacks, on a terminal, in Markdown and as CSV."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.analysis.parity.items import item_text
from archrepo.render import markdown
from archrepo.render.capability_map.words import words_in
from archrepo.render.console import clean, printed, styled
from archrepo.render.csv_form import csv_text
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.parity.result import ParityItem, ParityReport
    from archrepo.render.registry import View

_COLUMNS = (
    "topic", "state", "kind", "node", "name", "segment", "attribute", "needed", "has", "available",
    "data_object", "flow", "users", "todo", "owners",
)  # fmt: skip


def render_table(report: ParityReport, view: View) -> str:
    """Return the list by topic, each with who answers for it."""
    from rich.padding import Padding

    lang, said = view.lang, topic_words("parity", view.lang)
    parts: list[Any] = [styled(clean(_title(report, lang)), "bold")]
    parts += [clean(remark) for remark in _remarks(report, lang)]
    for topic, items in groupby(report.items, key=lambda item: item.topic):
        parts += ["", styled(said[topic], "bold")]
        for item in items:
            parts.append(Padding(styled(clean(_todo(item, lang)), ""), (0, 0, 0, 2)))
            parts.append(Padding(styled(clean(_owners(item, lang)), "dim"), (0, 0, 0, 6)))
    return printed(parts, view)


def render_markdown(report: ParityReport, view: View) -> str:
    """Return the list as a table, to paste in a mail or a committee paper."""
    lang, said = view.lang, topic_words("parity", view.lang)
    parts = [f"## {markdown.escaped(_title(report, lang))}"]
    parts += [markdown.escaped(remark) for remark in _remarks(report, lang)]
    if report.items:
        rows = [(said[i.topic], _todo(i, lang), _owners(i, lang)) for i in report.items]
        parts.append(markdown.table([said["topic"], said["todo"], said["who"]], rows))
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def render_csv(report: ParityReport, view: View) -> str:
    """Return a row for each item; what to do is in the reader's language, all else is codes."""
    rows = [
        (
            item.topic,
            item.state,
            item.kind,
            item.node,
            item.name,
            item.segment,
            item.attribute,
            item.needed,
            item.has,
            item.available,
            item.data_object,
            item.flow,
            item.users,
            _todo(item, view.lang),
            [owner.name for owner in item.owners],
        )
        for item in report.items
    ]
    return csv_text(_COLUMNS, rows)


def _title(report: ParityReport, lang: str) -> str:
    return topic_words("parity", lang)["title"].format(
        new=report.new_name,
        old=report.old_name,
        day=report.at,
        plan=words_in(lang).plan(report.plan),
    )


def _remarks(report: ParityReport, lang: str) -> Iterator[str]:
    said = topic_words("parity", lang)
    count = len(report.items)
    key = "ready" if not count else "left_one" if count == 1 else "left"
    yield said[key].format(new=report.new_name, count=count)
    if not report.live:
        key = "live_from" if report.live_from else "not_live"
        yield said[key].format(new=report.new_name, day=report.live_from)
    if not report.declared:
        yield said["undeclared"].format(
            old=report.old_name, new=report.new_name, old_id=report.old, new_id=report.new
        )
    counts = [
        said["done_item"].format(topic=said[c.topic].lower(), done=c.done, total=c.total)
        for c in report.counts
        if c.total
    ]
    if counts:
        yield said["done"].format(counts=", ".join(counts))


def _todo(item: ParityItem, lang: str) -> str:
    text = item_text(item.topic, item.state, item.filled, lang)
    return text[:1].upper() + text[1:]


def _owners(item: ParityItem, lang: str) -> str:
    said = topic_words("parity", lang)
    owners = [f"{o.name} ({said['inherited']})" if o.inherited else o.name for o in item.owners]
    return ", ".join(owners) or said["nobody"]
