"""Tables and text for Markdown, in which names can form neither markup nor columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.render.console import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# `_` within a word, `#` within a line and `&` that starts no entity mean nothing.
_MARKUP = re.compile(r"([\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|^#|&(?=#?\w+;))")


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", clean(text))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; headings are taken as they are, cells are escaped."""
    lines = [f"| {' | '.join(columns)} |", f"|{'--|' * len(columns)}"]
    lines += [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"
