"""Matrix sheets: rows × columns, and in each filled cell what joins the two."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from archrepo.domain.forms import REASON_COLUMN
from archrepo.domain.text import did_you_mean, normalise
from archrepo.readers.cells import header_text
from archrepo.readers.mapping_cells import joined
from archrepo.readers.mapping_values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.importing.mapping import Matrix


class MatrixCells:
    """The cells of a table that are relations, and what each says of its relation."""

    def __init__(self, matrix: Matrix, header: Sequence[str], read: set[int | None]) -> None:
        self._cells = dict(matrix.cells)
        self.left_out = LeftOut()
        self._folded = {
            folded: given for text, given in matrix.cells.items() if (folded := normalise(text))
        }
        patterns = [normalise_pattern(pattern) for pattern in matrix.columns]
        self.columns = [
            (position, name)
            for position, name in enumerate(header)
            if name not in ("", REASON_COLUMN)
            and position not in read
            and any(fnmatchcase(normalise_pattern(name), pattern) for pattern in patterns)
        ]

    def filled(self, cells: Sequence[Any]) -> Iterator[tuple[int, str, str]]:
        """Yield position, header and text of each cell of a row that holds something.

        Columns under one merged header that say the same say it once.
        """
        seen: set[tuple[str, str]] = set()
        for position, name in self.columns:
            text = joined(cells[position]) if position < len(cells) else ""
            if text and (name, text) not in seen:
                seen.add((name, text))
                yield position, name, text

    def nameless(self, rows: Sequence[tuple[int, list[Any]]]) -> Iterator[tuple[int, int]]:
        """Yield number and position of the first mark in each column that has no header."""
        header = rows[0][1] if rows else []
        first = min((position for position, _ in self.columns), default=len(header))
        for position in range(first, len(header)):
            if header_text(header[position]):
                continue
            for number, cells in rows[1:]:
                if position < len(cells) and self._is_known(joined(cells[position])):
                    yield number, position
                    break

    def _is_known(self, text: str) -> bool:
        return text in self._cells or normalise(text) in self._folded

    def meaning(self, text: str, row: int) -> dict[str, str] | None:
        """Return the attributes that a row's cell gives its relation; None where it means none.

        Raises:
            KeyError: Nothing is said of such a cell.
        """
        if text in self._cells:
            return self._cells[text]
        folded = normalise(text)
        if folded in self._folded:
            return self._folded[folded]
        if "*" in self._cells:
            if self._cells["*"] is None:
                self.left_out.add(text, row)
            return self._cells["*"]
        raise KeyError(text)

    def hint(self, text: str) -> str:
        """Return what to do about a cell of which nothing is said."""
        near = did_you_mean(text, self._cells)
        return near or f"say under `cells` what it means, beside {', '.join(self._cells)}"


def normalise_pattern(text: str) -> str:
    """Return a header, or a pattern for headers, as they are compared."""
    return " ".join(text.split()).casefold()
