"""Text in a terminal: how many columns it takes, where it breaks, what colours it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"[ \t\n\r]+")


@lru_cache(maxsize=20_000)
def columns_of(text: str) -> int:
    """Return how many columns `text` takes; wide characters take two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def words_of(text: str) -> list[str]:
    """Return what a line may break between: no-break spaces hold their words together."""
    return [word for word in _PLAIN.split(text) if word]


def broken(text: str, first: int, others: int | None = None) -> list[str]:
    """Return `text` in lines of at most `first`, then `others` columns; no word is lost."""
    others = first if others is None else others
    lines: list[str] = []
    current, room = "", max(first, 1)
    for word in words_of(text):
        longer = f"{current} {word}" if current else word
        if columns_of(longer) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
            room = max(others, 1)
        *whole, current = _pieces(word, room, max(others, 1))
        lines += whole
        room = max(others, 1) if whole else room
    return [*lines, current] if current or not lines else lines


def _pieces(word: str, first: int, others: int) -> list[str]:
    """Return a word too long for a line, cut."""
    pieces, taken, room = [""], 0, first
    for character in word:
        width = columns_of(character)
        if taken and taken + width > room:
            pieces.append("")
            taken, room = 0, others
        pieces[-1] += character
        taken += width
    return pieces


def flowed(entries: Iterable[str], width: int, gap: int = 3) -> list[str]:
    """Return entries side by side, in lines that break between them."""
    lines: list[str] = []
    for entry in entries:
        if lines and columns_of(lines[-1]) + gap + columns_of(entry) <= width:
            lines[-1] += " " * gap + entry
        else:
            lines.append(entry)
    return lines


def padded(text: str, columns: int) -> str:
    """Return `text` with blanks to fill that many columns."""
    return text + " " * (columns - columns_of(text))


def colored(text: str, color: str, *, bold: bool = False) -> str:
    """Return `text` with escape codes for the colour `#rrggbb`."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return f"\x1b[{'1;' if bold else ''}38;2;{red};{green};{blue}m{text}\x1b[0m"
