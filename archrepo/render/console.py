"""Terminal output: tables and styled lines as text, whatever stands in the names.

Names come from files: control characters in them are shown as signs, never sent to the terminal,
and nothing in them is read as markup.
"""

from __future__ import annotations

import datetime as dt
import io
from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.render.terminal_text import broken, columns_of, words_of
from archrepo.resources.typography import colon, day_text
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from archrepo.render.registry import View

GAP = "  "
_READABLE = 24  # columns that a long text wraps into without breaking up
_NARROWEST = 4  # columns below which a cell cannot be read
_UNFOLDED = 100_000  # columns where nothing may be folded: wider than any line
_HELD = {0x00A0: "\ufdd1", 0x202F: "\ufdd2"}  # what no text may hold, while rich breaks lines
_FREED = {0xFDD1: "\u00a0", 0xFDD2: "\u202f"}
_MOVING = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))  # controls, halves of signs
_HIDING = (0x2028, 0x2029, 0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SIGNS = dict.fromkeys((*_MOVING, *_HIDING), "\ufffd") | {ord(c): " " for c in "\t\n\r"}


def clean(text: str) -> str:
    """Return `text` with what would move, hide or turn around other text replaced by a sign."""
    return text if text.isprintable() else text.translate(_SIGNS)


def shown(value: Any, lang: str = "en") -> str:
    """Return a value as people read it: lists with commas, booleans in words, `name: value`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "fr": ("non", "oui")}[lang][value]
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item, lang) for item in value)
    if isinstance(value, dict):
        return ", ".join(
            f"{clean(str(key))}{colon(lang)}{shown(item, lang)}" for key, item in value.items()
        )
    if isinstance(value, dt.date):
        return day_text(value, lang)
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return clean(str(value))


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], view: View, *, folding: int = -1
) -> str:
    """Return an aligned table; text that does not fit the width wraps in its cell.

    Args:
        columns: Headings.
        rows: Cells, cleaned already.
        view: Width and colour.
        folding: Position of a column that must not wrap, such as ids; none where -1.
    """
    cells = [tuple(columns), *map(tuple, rows)]
    widths = [max(columns_of(row[position]) for row in cells) for position in range(len(columns))]
    if not view.width or sum(widths) + len(GAP) * (len(widths) - 1) <= view.width:
        return _aligned(cells, widths, view)
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, len(GAP), 0, 0))
    room = view.width - len(GAP) * (len(widths) - 1)
    shares = _shares(cells, widths, room, folding)
    for position, heading in enumerate(columns):
        width = shares[position] if shares else None
        made.add_column(heading, no_wrap=position == folding, overflow="fold", width=width)
    for row in cells[1:]:
        made.add_row(*map(_text, row))
    return printed([made], view)


def _shares(
    cells: Sequence[Sequence[str]], widths: Sequence[int], room: int, folding: int
) -> list[int]:
    """Return a width for each column such that words break in the widest only; [] without room.

    Each has its longest word; what is left goes column by column to the narrowest that wraps.
    """
    found = [
        width
        if position == folding
        else max(columns_of(word) for row in cells for word in words_of(row[position]) or [""])
        for position, width in enumerate(widths)
    ]
    spare = room - sum(found)
    while spare < 0:
        widest = max(range(len(found)), key=lambda n: (n != folding, found[n]))
        if widest == folding or found[widest] <= _NARROWEST:
            return []
        found[widest] -= 1
        spare += 1
    while spare and (wrapping := [n for n, width in enumerate(widths) if found[n] < width]):
        found[min(wrapping, key=lambda n: found[n])] += 1
        spare -= 1
    return found


def unshown(rows: Sequence[Sequence[str]], kept: Collection[int]) -> list[str]:
    """Return the headings, in the first of `rows`, of columns not kept that hold something."""
    apart = [n for n in range(len(rows[0])) if n not in kept]
    return [rows[0][n] for n in apart if any(row[n] for row in rows[1:])]


def left_out(names: Sequence[str], view: View) -> str:
    """Return lines about columns that do not fit; nothing where all do."""
    if not names:
        return ""
    said = screen_words(view.lang)["left_out"].format(names=", ".join(names))
    return "".join(f"{line}\n" for line in broken(said, view.width))


def fitting(
    rows: Sequence[Sequence[str]], width: int, order: Sequence[int], always: int = 2
) -> list[int]:
    """Return the positions of the columns that stand side by side without breaking words up.

    Args:
        rows: Cells, headings among them.
        width: Columns of the terminal; 0 where nothing need fit.
        order: Positions of the other columns, in the order in which they are worth keeping.
        always: How many of the first columns stay whatever the width.
    """
    widest = [max(columns_of(row[n]) for row in rows) for n in range(len(rows[0]))]
    if not width:
        return list(range(len(widest)))
    needed = [min(one, _READABLE) + len(GAP) for one in widest]
    kept, left = list(range(always)), width + len(GAP) - sum(needed[:always])
    for n in order:
        if needed[n] <= left:
            kept.append(n)
            left -= needed[n]
    return sorted(kept)


def _aligned(cells: Sequence[Sequence[str]], widths: Sequence[int], view: View) -> str:
    """Return a table that fits: a hundred times faster than what measures every cell anew."""
    lines = [
        GAP.join(
            cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]
    if view.color:
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    return "".join(f"{line}\n" for line in lines)


def styled(text: str, style: str) -> Any:
    """Return `text` to print in a style; its own characters are never read as markup."""
    from rich.text import Text

    return Text(text, style=style)


def printed(parts: Iterable[Any], view: View) -> str:
    """Return what rich prints of `parts`, without trailing spaces."""
    from rich.console import Console, Group
    from rich.text import Text

    class Page(Console):
        """Breaks no line at a no-break space, as rich would."""

        def render(self, renderable: Any, options: Any = None) -> Any:
            if isinstance(renderable, Text) and not renderable.plain.isascii():
                renderable = renderable.copy()
                renderable.plain = renderable.plain.translate(_HELD)
            return super().render(renderable, options)

    file, page = io.StringIO(), Group(*_blocks(parts))
    console = Page(
        file=file,
        width=view.width or _UNFOLDED,
        force_terminal=view.color,
        no_color=not view.color,
        color_system="standard" if view.color else None,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    if not view.width:
        # What is printed is padded to the width of the page, line by line.
        console.width = max(console.measure(page).maximum, 1)
    console.print(page)
    text = file.getvalue().translate(_FREED)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _blocks(parts: Iterable[Any]) -> list[Any]:
    """Return what to print, lines of text that follow one another as one: half the work."""
    from rich.text import Text

    blocks: list[Any] = []
    for is_text, run in groupby(parts, lambda part: isinstance(part, (str, Text))):
        if is_text:
            blocks.append(Text("\n").join(p if isinstance(p, Text) else Text(p) for p in run))
        else:
            blocks += run
    return blocks


def _text(cell: str) -> Any:
    from rich.text import Text

    return Text(cell)
