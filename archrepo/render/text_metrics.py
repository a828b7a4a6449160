"""How wide text is, without asking any font, so that a layout is the same on every machine.

Widths are DejaVu Sans's, the widest of the sans-serif fonts found on every system: what fits in
it fits in Arial, Helvetica or Liberation Sans, too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_FIRST = 32
_REGULAR = (
    "32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 "
    "53 100 68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 "
    "84 50 50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 "
    "64 84"
)
_BOLD = (
    "35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 "
    "58 100 77 76 73 83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46 37 "
    "46 84 50 50 67 72 59 72 68 44 72 71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 "
    "37 71 84"
)
_WIDTHS = {
    bold: {chr(_FIRST + i): int(width) / 100 for i, width in enumerate(table.split())}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_NARROW = {"–": 0.5, "’": 0.38, "‘": 0.38, "·": 0.38, "‹": 0.41, "›": 0.41, "«": 0.65, "»": 0.65}
_NARROW |= {"\u00a0": 0.36, "\u202f": 0.36}
_WIDEST = 1.1
_SLACK = 1.03  # renderers round widths to whole pixels
_LONGEST_WORD = 60  # letters; in what is no word one letter repeats, each rounded up
_ELLIPSIS = "…"
_LEAST_REST = 3  # letters of a broken word that stand together
_VOWELS = frozenset("aeiouyæœ")
_TOGETHER = frozenset(re.findall("..", "blbrchclcrdrflfrghglgngrphplprqushthtrvrwh"))
"""Letters that start a syllable as one."""


@lru_cache(maxsize=4096)
def _em(character: str, bold: bool) -> float:
    """Return the width of one character in ems, on the wide side where the font is unknown."""
    table = _WIDTHS[bold]
    if character in table:
        return table[character]
    if character in _NARROW:
        return _NARROW[character]
    base = unicodedata.normalize("NFD", character)[0]
    if base in table:
        return table[base]
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.4
    return _WIDEST if ord(character) > 0x2000 or character in "œæŒÆ" else 0.85


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how many points `text` takes at `size`."""
    return size * _SLACK * sum(_em(character, bold) for character in text)


class Room(NamedTuple):
    """Where text goes, and in which letters.

    Attributes:
        width: Points a line may take.
        size: Size of the letters.
        bold: Whether they are bold.
        most: The number of lines.
        first: Points the first line may take, where that is not `width`.
    """

    width: float
    size: float
    bold: bool = False
    most: int = 3
    first: float | None = None

    def of_line(self, number: int) -> float:
        """Return how many points a line may take, the first being number 0."""
        return self.width if number or self.first is None else self.first


@lru_cache(maxsize=20_000)
def wrapped(text: str, room: Room) -> tuple[str, ...]:
    """Return one line of text in the lines there is room for, cut where those are too few."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < room.most:
        line, rest = _line(rest, room.of_line(len(lines)), room.size, room.bold)
        lines.append(line)
    if rest:
        lines[-1] = _cut(lines[-1], room.of_line(len(lines) - 1), room.size, room.bold)
    return tuple(lines) or ("",)


def _line(text: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """Return what fits on one line, and the rest; a word that is too long is broken."""
    if text_width(text, size, bold) <= room:
        return text, ""
    end = _fitting(text, room, size, bold)
    blank = text.rfind(" ", 0, end + 1)
    if blank > 0:
        return text[:blank], text[blank + 1 :]
    word = text.split(" ", 1)[0]
    mark = max(word.rfind(sign, 0, end) for sign in "-/_.’'")
    if mark > 1:
        return text[: mark + 1], text[mark + 1 :]
    cut = max(_fitting(text, room - text_width("-", size, bold), size, bold), 1)
    if cut > _LONGEST_WORD:
        cut = cut * 9 // 10
    cut -= max(0, min(_LEAST_REST - (len(word) - cut), cut - _LEAST_REST))
    if not _hyphenated(text[cut - 1 : cut + 1]):
        return text[:cut], text[cut:]
    cut = _between_syllables(word, cut)
    return text[:cut] + "-", text[cut:]


def _between_syllables(word: str, cut: int) -> int:
    """Return where to break a word, there or a little before: ahead of the consonant of a syllable.

    It is right for most words of English, French and their neighbours, and knows none of them.
    """
    plain = "".join(unicodedata.normalize("NFD", letter)[0] for letter in word.lower())
    for at in range(min(cut, len(word) - _LEAST_REST), max(cut // 2, _LEAST_REST) - 1, -1):
        starts, before = plain[at : at + 2], plain[at - 1 : at + 1]
        follows = plain[at + 2 : at + 3] if starts in _TOGETHER else starts[1:]
        if starts[0] not in _VOWELS and follows in _VOWELS and before not in _TOGETHER:
            return at
    return cut


def _hyphenated(around: str) -> bool:
    """Return whether a break between two characters wants a hyphen: in scripts that have cases."""
    return len(around) == 2 and all(c.isalpha() and c.lower() != c.upper() for c in around)


def _fitting(text: str, room: float, size: float, bold: bool) -> int:
    taken = 0.0
    for position, character in enumerate(text):
        taken += size * _SLACK * _em(character, bold)
        if taken > room:
            return position
    return len(text)


def _cut(line: str, room: float, size: float, bold: bool) -> str:
    end = _fitting(line, room - text_width(_ELLIPSIS, size, bold), size, bold)
    return line[:end].rstrip(" .,;:-–") + _ELLIPSIS
