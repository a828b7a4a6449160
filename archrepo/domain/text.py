"""How names compare and become ids."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


class _Bare(dict[int, int | None]):
    """Letter → itself, or nothing for an accent that stands apart; filled as letters come."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_BARE = _Bare()


def is_text(text: str) -> bool:
    """Return whether all of it can be written as UTF-8: names of files may hold any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def normalise(text: str) -> str:
    """Return `text` without case, accents, punctuation and repeated spaces.

    >>> normalise("  Référentiel – Produit ")
    'referentiel produit'
    """
    if text.isascii():
        folded = text.lower()
    else:
        compatible = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
        folded = unicodedata.normalize("NFKD", compatible).translate(_BARE)
    return " ".join(_WORDS.findall(folded))


class Called(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What people call it."""


def by_name(node: Called) -> tuple[str, str]:
    """Return what sorts nodes as people look names up; see `name_key`."""
    return name_key(node.name, node.id)


def name_key(name: str, identifier: str = "") -> tuple[str, str]:
    """Return what sorts a name as people look it up; names that look the same, by their ids.

    Case, accents and punctuation do not matter; numbers go by their value.

    >>> sorted(["Zone 10", "zone 9", "Équipe"], key=name_key)
    ['Équipe', 'zone 9', 'Zone 10']
    """
    return _NUMBER.sub(_by_value, normalise(name)), identifier or name


def _by_value(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"{len(digits):04}{digits}"  # of two numbers, the longer one is the larger one


def slug(name: str) -> str:
    """Return an id made of `name`: ASCII letters, digits and `-`; empty where it has none.

    >>> slug("Référentiel Produit (V2)")
    'referentiel-produit-v2'
    """
    ascii_words = normalise(name).encode("ascii", "ignore").decode()
    return "-".join(ascii_words.split())[:100].strip("-")


def nearest(wanted: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return up to `count` of `known` that look like `wanted`, the likest first.

    What differs by spaces and leading zeros only is the likest: `CO1` is CO-01 before CO-12. Of an
    id and a name that look the same, it is the one written as `wanted` is: with capitals or not.
    """
    by_folded: dict[str, str] = {}
    alike = sorted(known, reverse=True)
    for candidate in sorted(alike, key=lambda text: text.islower() == wanted.islower()):
        by_folded[normalise(candidate)] = candidate
    target = normalise(wanted)
    found = [f for f in sorted(by_folded) if _bare(f) == _bare(target)]
    close = difflib.get_close_matches(target, by_folded, count, 0.6)
    found += [f for f in close if f not in found]
    if len(found) < count and len(target) >= 3:
        found += [f for f in sorted(by_folded) if target in f and f not in found]
    return [by_folded[f] for f in found[:count]]


def _bare(folded: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)| ", "", folded)


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """Return `did you mean 'sales'?`, or nothing where nothing looks like `wanted`."""
    close = nearest(wanted, known)
    if not close:
        return ""
    return "did you mean " + ", ".join(f"'{name}'" for name in close) + "?"
