"""Makes any name safe to draw or print: no control characters, escaped for DOT's HTML labels."""

from __future__ import annotations

import html
import re
from functools import lru_cache

# What XML forbids, what moves a terminal's cursor, what turns the direction of the text around it.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
    "\ufff9-\uffff\ud800-\udfff]+"
)


@lru_cache(maxsize=20_000)
def one_line(text: str) -> str:
    """Return `text` on one line, without characters that no label can show."""
    return " ".join(filter(None, _UNFIT.sub(" ", text).split(" ")))


def in_html_label(text: str) -> str:
    r"""Return `text` for an HTML-like label or its attributes.

    Graphviz replaces `\N` and its like even there, so that backslashes are doubled.
    """
    return html.escape(one_line(text)).replace("\\", "\\\\")
