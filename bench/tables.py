"""A table of 100,000 applications as a spreadsheet exports it, as CSV and as a workbook."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 100_000
_HEADER = (
    "id",
    "name",
    "description",
    "criticality",
    "category",
    "active",
    "retired",
    "users_count",
    "run_cost",
    "tags",
)


def write_csv(path: Path, rows: int = ROWS) -> None:
    """Write the table with semicolons."""
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(_table(rows))


def write_workbook(path: Path, rows: int = ROWS) -> None:
    """Write the table as the one sheet of a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Applications")
        for number, row in enumerate(_table(rows)):
            sheet.write_row(number, 0, row)


def _table(rows: int) -> Iterator[tuple[object, ...]]:
    yield _HEADER
    draw = random.Random(1)
    for n in range(rows):
        yield (
            f"app-{n}",
            f"Application {n}",
            f"What number {n} is for",
            draw.choice(("ADMINISTRATIVE", "BUSINESS_CRITICAL", "MISSION_CRITICAL")),
            draw.choice(("PACKAGE", "SAAS", "CUSTOM")),
            f"{draw.randint(1, 28):02}/{draw.randint(1, 12):02}/{draw.randint(2000, 2020)}",
            f"{draw.randint(1, 28):02}/{draw.randint(1, 12):02}/{draw.randint(2026, 2030)}",
            draw.randint(1, 9_999),
            f"{draw.randint(1, 9_999)},50",
            draw.choice(("core", "web", "core; web")),
        )
