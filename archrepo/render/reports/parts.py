"""Parts that reports share: tables that may be cut, texts put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.segment_names import segment_called
from archrepo.domain.text import name_key
from archrepo.render.document.blocks import Heading, Paragraph, Table
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording


def section(
    heading: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    words: Wording,
    most: int | None = None,
    *,
    empty: str = "",
    whole: bool = False,
) -> tuple[Block, ...]:
    """Return a heading with its table; what is left out of it is counted.

    Without rows, `empty` stands below the heading; where that is empty too, there is no section.
    """
    if not rows:
        return (Heading(heading), Paragraph(empty)) if empty else ()
    return (Heading(heading), *cut(columns, rows, words, most, whole=whole))


def cut(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    words: Wording,
    most: int | None,
    *,
    whole: bool = False,
) -> tuple[Block, ...]:
    """Return a table of at most `most` rows, and how many there are beyond them.

    Columns in which no row has anything are left out, for the room of the others; not of a `whole`
    table, whose columns are a scale.
    """
    shown = rows if most is None or len(rows) <= most + 1 else rows[:most]
    kept = [n for n in range(len(columns)) if whole or n == 0 or any(row[n] for row in rows)]
    table = Table(
        tuple(columns[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in shown)
    )
    if len(shown) == len(rows):
        return (table,)
    told = topic_words("report", words.lang)["more"]
    return (table, Paragraph(told.format(count=words.number(len(rows) - len(shown)))))


def whom(segments: Iterable[str], names: Mapping[str, str], words: Wording) -> str:
    """Return segments with commas, organisations by name; the empty one is everyone else."""
    rest = topic_words("report", words.lang)["everyone_else"]
    called = [segment_called(segment, names) for segment in segments]
    return listed(name or rest for name in sorted(called, key=lambda n: (not n, name_key(n))))


def listed(names: Iterable[str], most: int | None = None) -> str:
    """Return names with commas; those beyond `most` are counted."""
    found = list(names)
    if most is None or len(found) <= most + 1:
        return ", ".join(found)
    return f"{', '.join(found[:most])} +{len(found) - most}"
