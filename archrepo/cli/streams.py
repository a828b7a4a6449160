"""What is printed where a terminal, or who reads a pipe, knows fewer characters than there are.

What people read is told as well as their encoding can; what tools read is UTF-8 wherever it goes.
"""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import contextmanager
from io import BufferedWriter, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANDLER = "archrepo-nearest"
_NEAREST = {
    "\u00a0": " ",
    "\u202f": " ",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "·": "-",
    "•": "*",
    "■": "*",
    "●": "*",
    "✓": "v",
    "✗": "x",
    "‹": "<",
    "›": ">",
    "▓": "+",
    "▒": ":",
    "░": ".",
    "→": "->",
    "←": "<-",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "€": "EUR",
}


def fit_streams() -> None:
    """Have what an encoding lacks written as what is nearest to it, never as an error.

    Terminals of Windows and most others take everything; a pipe on Windows, or an old locale, does
    not: there blocks, arrows and narrow spaces have no code.
    """
    _write_somewhere()
    _write_whole()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            codecs.register_error(_HANDLER, _replaced)
            stream.reconfigure(errors=_HANDLER)


def _write_somewhere() -> None:
    """Have what nobody is there to read go nowhere: without a console, or closed (`>&-`)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
            setattr(sys, name, nowhere)


def _write_whole() -> None:
    """Have what a full disk leaves unwritten told: unbuffered (PYTHONUNBUFFERED), Python is silent.

    A system may write a part of what it is given; only a buffer goes on with the rest, and fails.
    """
    if isinstance(sys.stdout, TextIOWrapper) and isinstance(sys.stdout.buffer, RawIOBase):
        encoding, errors = sys.stdout.encoding, sys.stdout.errors
        whole = BufferedWriter(sys.stdout.detach())
        sys.stdout = TextIOWrapper(whole, encoding, errors, line_buffering=True)


@contextmanager
def stdout_for_tools() -> Iterator[TextIO]:
    """Give stdout in UTF-8, whatever the locale is."""
    sys.stdout.flush()
    stream = TextIOWrapper(sys.stdout.buffer, "utf-8", "surrogateescape", newline="\n")
    try:
        yield stream
    finally:
        stream.detach()


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(nearest, error.object[error.start : error.end])), error.end


def nearest(character: str) -> str:
    """Return what stands for a character where only ASCII does."""
    from unicodedata import category, combining, normalize

    if character in _NEAREST:
        return _NEAREST[character]
    if "\u2580" <= character <= "\u259f":
        return "#"
    if "\u2500" <= character <= "\u257f":
        return {"─": "-", "━": "-", "│": "|", "┃": "|"}.get(character, "+")
    if category(character) == "Zs":
        return " "
    plain = "".join(c for c in normalize("NFKD", character) if not combining(c))
    return plain if plain and plain.isascii() else "?"
