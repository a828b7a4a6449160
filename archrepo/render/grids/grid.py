"""What a matrix is made of, whatever it is written as; its texts are unescaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column: what stands at its head.

    Attributes:
        id: What it is.
        name: How it is called.
        group: What it stands under, such as a domain; empty where nothing.
        facts: More about a row, one text for each of the grid's `fact_names`.
    """

    id: str
    name: str
    group: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where a row and a column meet.

    Attributes:
        text: One to four characters.
        tone: Its colour, a tone of the palette.
        code: What a script reads, such as `FULL/PRIMARY`.
        note: More about it, shown when pointed at.
    """

    text: str
    tone: str
    code: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix.

    Attributes:
        title: What it shows.
        subtitle: Of which day and plan.
        lang: `en` or `fr`.
        rows_are: What a row is, such as `Application`.
        columns_are: What a column is.
        fact_names: Headings of the rows' facts.
        rows: In order; those of a group stand together.
        columns: In order; those of a group stand together.
        cells: (row id, column id) → cell; most are empty and not there.
        legend: (cell, what it means).
        notes: What to know.
        empty: What there is to say where no cell is there.
    """

    title: str
    subtitle: str
    lang: str
    rows_are: str
    columns_are: str
    fact_names: tuple[str, ...]
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[str, str], Cell]
    legend: tuple[tuple[Cell, str], ...]
    notes: tuple[str, ...] = ()
    empty: str = ""
