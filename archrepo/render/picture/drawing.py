"""A picture before it takes a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture.

    Attributes:
        title: What it shows.
        dot: Gives it as DOT.
        parts: Gives the pages it takes on paper, as DOT; the whole where it has none.
        size: Page it is made for, where none is asked for.
    """

    title: str
    dot: Callable[[], str]
    parts: Callable[[], Sequence[str]] | None = None
    size: str = ""
