"""Maturity as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.analysis.freshness.wording import item_in_words
from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.freshness.results import Maturity, MaturityLine, MissingItem
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "by", "id", "name", "records", "level_0", "level_1", "level_2", "level_3", "fresh", "stale",
    "never",
)  # fmt: skip


def document(result: Maturity, words: Wording, most: int | None) -> Document:
    """Return levels and freshness per kind, domain and owner, then what is missing."""
    blocks: list[Block] = []
    counted = [
        words.said["records"],
        *(words.say("level", number=n) for n in range(4)),
        *words.columns("fresh", "stale", "never"),
    ]
    for key, head, lines in (
        ("kinds", "kind", result.kinds),
        ("domains", "domain", result.domains),
        ("owners", "owner", result.owners),
    ):
        rows = [_line(line, key, words) for line in lines]
        blocks += section(
            words.said[key], [words.said[head], *counted], rows, words, most, whole=True
        )
    blocks += section(
        words.said["missing"],
        words.columns("kind", "of_level", "item", "share"),
        [_missing(item, words) for item in result.missing],
        words,
        most,
    )
    blocks.append(Paragraph(words.said["note"], "note"))
    state = words.say("state", day=result.at, months=result.months)
    return Document(words.titled("title", result.domain_name), state, words.lang, tuple(blocks))


def _line(line: MaturityLine, key: str, words: Wording) -> list[str]:
    rest = {"owners": words.said["nobody"], "domains": words.said["no_domain"]}
    name = words.kind(line.name, plural=True) if key == "kinds" else line.name or rest[key]
    counts = (line.records, *line.levels, line.fresh, line.stale, line.never)
    return [name, *(words.number(count) if count else "" for count in counts)]


def _missing(item: MissingItem, words: Wording) -> list[str]:
    return [
        words.kind(item.kind),
        str(item.level),
        item_in_words(item.item, item.kind, words.lang),
        words.say("k_of_n", count=item.missing, total=item.of),
    ]


def rows(result: Maturity) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each kind, domain and owner."""
    groups = (("kind", result.kinds), ("domain", result.domains), ("owner", result.owners))
    return _COLUMNS, [
        (by, n.id, n.name, n.records, *n.levels, n.fresh, n.stale, n.never)
        for by, lines in groups
        for n in lines
    ]
