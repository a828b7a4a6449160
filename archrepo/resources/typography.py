"""How French is set: no-break spaces, apostrophes, elision, days.

Words, labels and the catalogue are written with plain spaces; they are set here as they are
loaded, so that the terminal, Markdown, HTML and pictures say the same. What is filled in is set as
it is filled in: `Retrait de {name} le {day}` gives `Retrait d’Oracle le 31/12/2026`.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_CODE = re.compile(r"(`[^`]*`)")
_ENDS = r"(?=$|[\s)\]»”’'\".,…*])"
_RULES = (
    (re.compile(rf"(?:(?<=\S)|^) (?=[;!?]+{_ENDS})"), NARROW),
    (re.compile(rf"(?:(?<=\S)|^) (?=:{_ENDS})"), NO_BREAK),
    (re.compile(r"(?<=«) | (?=»)"), NO_BREAK),
    (re.compile(r"(?<=[\d}]) (?=%)"), NARROW),
    (re.compile(r"(?<=[\d}]) (?=(?:h|s|ms|min|pt|mm|[KMG]i?[oB]|[kM]?€)(?!\w))"), NO_BREAK),
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|\{|«)"), "’"),
)
_MARK = "\ufdd0"  # stands before what begins with a vowel; no text may hold it
_ELIDED = r"(?<!-)\b([DdLlNnSs]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)"
_ELISION = re.compile(rf"{_ELIDED}e {_MARK}|(?<!-)\b([Ll])a {_MARK}")
_ELIDES = re.compile(rf"(?:{_ELIDED}e|(?<!-)\b[Ll]a) \{{")
_ENGLISH = r"(?!one|user|uni(?:fied|fy|t(?:y|ed|s)?\b|vers(?:al|e|ity)\b))"  # said with y or w
_VOWEL = re.compile(
    rf"{_ENGLISH}[aeiouàâäéèêëîïôöùûüœæ]|h(?:ist|[eé]berg|abil|abit|orair|omolog|umain|[oô]pit|[oô]tel|eur)",
    re.IGNORECASE,
)


def in_language(text: str, lang: str) -> str:
    """Return a wording set for its language, ready to be filled in by `format`."""
    return _French(_set(text)) if lang == "fr" else text


def in_languages(content: Any) -> Any:
    """Return what a file of words holds, with all that stands under `fr` set as French."""
    if isinstance(content, dict):
        return {k: _below(v) if k == "fr" else in_languages(v) for k, v in content.items()}
    return [in_languages(item) for item in content] if isinstance(content, list) else content


def day_text(day: dt.date, lang: str) -> str:
    """Return a day: ISO 8601 in English, dd/mm/yyyy in French."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if lang == "fr" else day.isoformat()


def moment_text(stored: str | None, lang: str) -> str:
    """Return a stored moment (ISO 8601) to the second; nothing where there is none."""
    day, _, time = (stored or "")[:19].partition("T")
    return f"{day_text(dt.date.fromisoformat(day), lang)} {time}".rstrip() if day else ""


def number_text(number: float, lang: str) -> str:
    """Return a whole number, thousands parted."""
    parted = f"{number:,.0f}"
    return parted.replace(",", NARROW) if lang == "fr" else parted


def share_text(part: int, whole: int, lang: str) -> str:
    """Return how many of how many, as `k/n`."""
    return f"{number_text(part, lang)}/{number_text(whole, lang)}"


def filled_in(value: object, lang: str) -> object:
    """Return what is filled into a wording, days and whole numbers as the language writes them."""
    if isinstance(value, dt.date):
        return day_text(value, lang)
    return number_text(value, lang) if type(value) is int else value


def is_plural(number: float, lang: str) -> bool:
    """Return whether so many stand in the plural: none does in English, and not in French."""
    return number >= 2 if lang == "fr" else number != 1


def colon(lang: str) -> str:
    """Return what stands between a name and what is said of it."""
    return f"{NO_BREAK}: " if lang == "fr" else ": "


def about(title: str, part: str | None) -> str:
    """Return a title with the part of the portfolio that the answer is about, if it is one."""
    return f"{title} · {part}" if part else title


def percent(share: float, lang: str) -> str:
    """Return a share of a hundred."""
    return f"{share:g}{NARROW if lang == 'fr' else ''}%"


def semicolon(lang: str) -> str:
    """Return what stands between things said of one."""
    return f"{NARROW}; " if lang == "fr" else "; "


def elided(pieces: Sequence[str]) -> str:
    """Return a French text made of said and filled in pieces in turn, elided where they meet."""
    return _joined("".join(_marked(p) if n % 2 else p for n, p in enumerate(pieces)))


def _below(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _below(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_below(item) for item in content]
    return in_language(content, "fr") if isinstance(content, str) else content


@lru_cache(maxsize=8_000)
def _set(text: str) -> str:
    pieces = _CODE.split(text)
    for position in range(0, len(pieces), 2):
        for pattern, instead in _RULES:
            pieces[position] = pattern.sub(instead, pieces[position])
    return "".join(pieces)


class _French(str):
    """A wording in French, whose `format` elides and writes days as French people do."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Return the wording, filled in."""
        if _elides(self) or any(isinstance(v, dt.date) for v in (*values, *named.values())):
            return _joined(_FILLING.vformat(str(self), values, named))
        return str.format(self, *values, **named)

    def format_map(self, mapping: Mapping[str, object], /) -> str:  # type: ignore[override]
        """Return the wording, filled in."""
        return self.format(**mapping)


@lru_cache(maxsize=8_000)
def _elides(text: str) -> bool:
    return _ELIDES.search(text) is not None


class _Filling(string.Formatter):
    """Marks what begins with a vowel."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, dt.date) and not format_spec:
            return day_text(value, "fr")
        return _marked(super().format_field(value, format_spec))


_FILLING = _Filling()


def _marked(text: str) -> str:
    return _MARK + text if _VOWEL.match(text) else text


def _joined(text: str) -> str:
    return _ELISION.sub(lambda m: f"{m[1] or m[2]}’", text).replace(_MARK, "")
