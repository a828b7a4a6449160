"""Names made to fit: a name's own abbreviation, no small words, then shorter and shorter words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from archrepo.render.text_metrics import wrapped

if TYPE_CHECKING:
    from archrepo.render.text_metrics import Room

_OWN = re.compile(r"^(.*\S)\s*\(([A-Z][A-Z0-9/&+-]{1,7})\)\s*(.*)$")
_ELIDED = re.compile(r"\b[dl]['’]", re.IGNORECASE)
_SMALL = frozenset(
    (  # articles and what binds nouns, in English and French
        "a",
        "à",
        "an",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "for",
        "in",
        "l",
        "la",
        "le",
        "les",
        "of",
        "on",
        "par",
        "pour",
        "sur",
        "the",
        "to",
        "un",
        "une",
    )
)
_AND = frozenset(("and", "et"))
_LONGEST, _SHORTEST = 9, 3  # letters of a word that is cut
_WHOLE = 1_000
_MOST_MORE = 4  # lines
_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûüyœæ")


def fitted(name: str, room: Room, may_shorten: bool, least: int = _SHORTEST) -> tuple[str, ...]:
    """Return a name in lines, its words shortened where that is wanted and it is too long.

    They keep at least so many letters as long as one line more makes that possible.
    """
    lines = wrapped(name, room)
    if not may_shorten or not lines[-1].endswith("…"):
        return lines
    return shortened(name, room, least)


@lru_cache(maxsize=20_000)
def shortened(name: str, room: Room, least: int = _SHORTEST) -> tuple[str, ...]:
    """Return a name in the lines there is room for, with as little taken away as fits.

    It takes a line more where words would have fewer letters than `least`, and as many as it needs,
    up to four, where the end were cut.
    """
    more = [room._replace(most=room.most + n) for n in range(1, _MOST_MORE + 1)]
    tries = _tries(name)
    lines = wrapped(name, room)
    for given, fewest in (
        (room, least),
        (more[0], least),
        *((each, _SHORTEST) for each in more),
    ):
        for tried, most in tries:
            if most >= fewest:
                lines = wrapped(tried, given)
                if not lines[-1].endswith("…") and not (most < _WHOLE and _broken(lines, tried)):
                    return lines
    return lines


def _tries(name: str) -> list[tuple[str, int]]:
    """Return a name shorter and shorter, each time with the most letters that a word has."""
    found = [(name, _WHOLE)]
    if own := _OWN.match(name):
        name = f"{own[2]} {own[3]}".strip()
        found.append((name, _WHOLE))
    words = [_kept(word) for word in _ELIDED.sub("", name).split()]
    said = [word for word in words if word]
    found.append((" ".join(said), _WHOLE))
    lengths = range(_LONGEST, _SHORTEST - 1, -1)
    return [*found, *((" ".join(_cut(word, most) for word in said), most) for most in lengths)]


def _broken(lines: tuple[str, ...], tried: str) -> bool:
    """Return whether a word was divided by a hyphen that is not its own."""
    return "".join(lines).replace(" ", "") != tried.replace(" ", "")


def _kept(word: str) -> str:
    if word.lower() in _AND:
        return "&"
    return "" if word.lower() in _SMALL else word


def _cut(word: str, most: int) -> str:
    """Return a word of at most that many letters and a full stop, not cut after a vowel."""
    if len(word) <= most + 1 or word.isupper():
        return word
    end = most
    while end > _SHORTEST and word[end - 1].lower() in _VOWELS:
        end -= 1
    closed = ")" if word.endswith(")") else ""
    return word[:end].rstrip("-'’.") + "." + closed
