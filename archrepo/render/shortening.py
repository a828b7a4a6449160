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
_LONGEST, _SHORTEST = 9, 3
_VOWELS = frozenset("aàâäeéèêëiîïoôöuùûüyœæ")


@lru_cache(maxsize=20_000)
def shortened(name: str, room: Room) -> tuple[str, ...]:
    """Return a name in the lines there is room for, with as little taken away as fits."""
    lines = wrapped(name, room)
    for tried in _tries(name):
        lines = wrapped(tried, room)
        if not lines[-1].endswith("…"):
            break
    return lines


def _tries(name: str) -> list[str]:
    """Return a name shorter and shorter."""
    found = [name]
    if own := _OWN.match(name):
        found.append(f"{own[2]} {own[3]}".strip())
        name = found[-1]
    words = [_kept(word) for word in _ELIDED.sub("", name).split()]
    said = [word for word in words if word]
    found.append(" ".join(said))
    found += [
        " ".join(_cut(word, most) for word in said) for most in range(_LONGEST, _SHORTEST - 1, -1)
    ]
    return found


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
    return word[:end].rstrip("-'’.") + "."
