"""Rows that hang together by level columns, indentation or a path: each with what is above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archrepo.readers.mapping_cells import joined

if TYPE_CHECKING:
    from archrepo.importing.mapping import Tree
    from archrepo.readers.mapping_cells import Row

Names = tuple[str, ...]
_LEADING = re.compile(r"[\s\u00a0\u2003>.•–→-]*")
_TAB = 4  # spaces a tab stands for


class TreeRows:
    """Tells, row after row, the names from the top of the tree down to the row's own node."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._carried: list[str] = []
        self._above: list[tuple[int, str]] = []

    @property
    def column(self) -> str:
        """The column that names a row's node, where it is always the same one."""
        return self._tree.indent or self._tree.path or self._tree.levels[-1]

    def names(self, row: Row) -> Names:
        """Return the names from the top down to this row's; none where it names nothing."""
        if self._tree.levels:
            return self._by_levels([joined(row.get(name, "")) for name in self._tree.levels])
        if self._tree.indent:
            return self._by_indent(row.get(self._tree.indent, ""))
        text = joined(row.get(str(self._tree.path), ""))
        parts = (part.strip() for part in text.split(self._tree.separator))
        return tuple(part for part in parts if part)

    def kind(self, depth: int) -> str:
        """Return the kind of the nodes at a level, counted from 0."""
        return self._tree.kinds[min(depth, len(self._tree.kinds) - 1)]

    def _by_levels(self, cells: list[str]) -> Names:
        """A cell left empty above a filled one is as in the row before."""
        filled = [position for position, cell in enumerate(cells) if cell]
        if not filled:
            return ()
        above = (*self._carried, *[""] * len(cells))[: filled[0]]
        self._carried = [*above, *cells[filled[0] : filled[-1] + 1]]
        return tuple(name for name in self._carried if name)

    def _by_indent(self, cell: Any) -> Names:
        text = cell if isinstance(cell, str) else joined(cell)
        name = text[_LEADING.match(text).end() :].strip()  # type: ignore[union-attr]
        if not name:
            return ()
        width = len(text[: text.index(name)].expandtabs(_TAB))
        while self._above and self._above[-1][0] >= width:
            self._above.pop()
        self._above.append((width, name))
        return tuple(name for _, name in self._above)
