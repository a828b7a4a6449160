"""What the columns beside a link say: how far it goes, in what role, and what its end lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.readers.guess_columns import ColumnGuess, ColumnGuesser
    from archrepo.readers.tables import Table

_ENDS = ("from", "to")
_HOLDERS = (("Domain", "Scope"),)  # those that stand beside what they contain, row by row


def look_beside(
    columns: Sequence[ColumnGuess],
    table: Table,
    guessers: Mapping[str, ColumnGuesser],
    words: Mapping[str, str],
    least: float,
) -> None:
    """Give unknown columns to the one link of a table that they say something of.

    A list of coverages has a row for each: the application, the scope, the level, often the domain.

    Args:
        columns: Those of a table of nodes.
        table: The table, from its header on.
        guessers: Owner → what guesses its columns.
        words: Normalised word → kind or relation type.
        least: Confidence below which a column is left alone.
    """
    links = [c for c in columns if c.link and not c.separator]
    if len(links) != 1 or (link := links[0].link) is None:
        return
    unknown = {c.header: c for c in columns if not c.confidence and c.sample.filled}
    taken = (*_ENDS, "role") if link.role else _ENDS
    for column in guessers[link.relation].guess(table.rows) if unknown else ():
        sure = column.attribute and column.confidence >= least and not _converted(column)
        if sure and column.attribute not in taken and column.header in unknown:
            links[0].beside.append(column)
            unknown.pop(column.header).confidence = column.confidence
    for column in unknown.values():
        kind = words.get(normalise(column.header), "")
        if (kind, link.kind) in _HOLDERS and links[0].within is None:
            links[0].within = (kind, column)
            column.confidence, column.reason = 1.0, f"names of {kind}"


def _converted(column: ColumnGuess) -> bool:
    """Return whether cells are more than texts to translate: a link cannot say how to read them."""
    return bool(column.separator or column.dates or column.inclusive or column.factor != 1)
