"""Translations of a mapping at work: what the texts of a column mean, and which mean nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.text import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

_OTHERS = "*"
_NAMED = 10  # of the values that a mapping does not know, how many are named


@dataclass(slots=True)
class LeftOut:
    """Texts that `"*": null` takes for nothing: nobody has said that they mean nothing.

    Attributes:
        counts: Text → how often it occurs.
        row: Row of the first.
    """

    counts: dict[str, int] = field(default_factory=dict)
    row: int = 0

    def add(self, text: str, row: int) -> None:
        """Take note of a text."""
        self.row = self.row or row
        self.counts[text] = self.counts.get(text, 0) + 1

    @property
    def total(self) -> int:
        """How many cells, or values in cells, they are."""
        return sum(self.counts.values())

    @property
    def named(self) -> str:
        """The texts, the most frequent first, each with its count where there are several."""
        often = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        if len(often) == 1:
            return f"'{often[0][0]}'"
        listed = ", ".join(f"'{text}' ({count:,})" for text, count in often[:_NAMED])
        more = len(often) - _NAMED
        return f"{listed} and {more:,} more" if more > 0 else listed

    def said(self, where: str, sets: str) -> str:
        """Return what to say of them: where they stand, and what they do not set."""
        if self.total == 1:
            return f"1 cell of {where} sets no {sets}: the mapping does not know {self.named}"
        return (
            f"{self.total:,} cells of {where} set no {sets}: the mapping does not know {self.named}"
        )


@dataclass(slots=True)
class Translation:
    """What the texts of a column mean.

    Attributes:
        values: Text → meaning; null leaves a text out, `*` is for all that are not listed.
        column: The column.
        sets: Attribute that it gives a value to.
        left_out: Texts left out without being listed.
    """

    values: Mapping[str, str | None]
    column: str = ""
    sets: str = ""
    left_out: LeftOut = field(default_factory=LeftOut)
    _folded: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fold the texts once, for all cells."""
        for text, meant in self.values.items():
            if folded := normalise(text):
                self._folded.setdefault(folded, meant)

    def of(self, text: str, row: int) -> str | None:
        """Return what a text of a row means: as it is where nothing is said of it."""
        if not self.values:
            return text
        if text in self.values:
            return self.values[text]
        if not text:
            return None
        folded = normalise(text)
        if folded in self._folded:
            return self._folded[folded]
        meant = self.values.get(_OTHERS, text)
        if meant is None:
            self.left_out.add(text, row)
        return meant
