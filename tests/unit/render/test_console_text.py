"""Text on a terminal and in files, whatever stands in the names."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.render import console, markdown
from archrepo.render.csv_form import csv_text
from archrepo.render.diagnostics_text import listing
from archrepo.render.registry import View


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Référentiel – Œuvre", "Référentiel – Œuvre"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("two\nlines\tand tab", "two lines and tab"),
        ("\u202egnol", "\ufffdgnol"),
        ("\x9b2J", "\ufffd2J"),
        ("日本 🎉", "日本 🎉"),
    ],
)
def test_what_would_move_the_terminal_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert console.clean(text) == shown


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (True, "yes", "oui"),
        (("a", "b"), "a, b", "a, b"),
        (dt.date(2026, 12, 31), "2026-12-31", "31/12/2026"),
        (12.0, "12", "12"),
        (1_250_000.0, "1250000", "1250000"),
        (None, "", ""),
    ],
)
def test_values_as_people_read_them(value: object, en: str, fr: str) -> None:
    assert console.shown(value, "en") == en
    assert console.shown(value, "fr") == fr


def test_markup_of_rich_in_a_cell_is_text() -> None:
    told = console.table(["A"], [["[bold red]x[/]"], [":smile:"]], View(width=40, color=True))
    assert "[bold red]x[/]" in told
    assert ":smile:" in told


def test_a_cell_that_does_not_fit_wraps_and_loses_nothing() -> None:
    told = console.table(["Id", "Name"], [["crm", "word " * 20]], View(width=40), folding=0)
    assert max(map(len, told.splitlines())) <= 40
    assert told.count("word") == 20


def test_without_a_width_nothing_is_folded() -> None:
    told = console.table(["Id", "Name"], [["crm", "word " * 200]], View(width=0))
    assert len(told.splitlines()) == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_csv_cells_are_never_formulas(start: str) -> None:
    assert csv_text(["a"], [[f"{start}1+1"]]).splitlines()[1].strip('"').startswith("'")


def test_csv_keeps_numbers_and_joins_lists() -> None:
    assert csv_text(["a", "b", "c"], [[-1, ("x", "y"), None]]) == "a,b,c\n-1,x;y,\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("<script>", "\\<script\\>"),
        ("snake_case _em_", "snake_case \\_em\\_"),
        ("AT&T &amp;", "AT&T \\&amp;"),
        ("# no heading", "\\# no heading"),
        ("two\nlines", "two lines"),
    ],
)
def test_names_in_markdown_stay_names(text: str, shown: str) -> None:
    assert markdown.escaped(text) == shown


def problem(code: str, level: Level = Level.ERROR, row: int = 1) -> Diagnostic:
    return Diagnostic(code, level, f"message {row}", Place("f.yaml", row=row))


def test_problems_come_errors_first_then_by_code_then_by_place() -> None:
    told = listing([problem("AR2", Level.WARNING), problem("AR9", row=2), problem("AR1", row=9)])
    assert told.splitlines() == [
        "f.yaml:9: error AR1 message 9",
        "f.yaml:2: error AR9 message 2",
        "f.yaml:1: warning AR2 message 1",
        "2 errors (1 AR1, 1 AR9), 1 warning (1 AR2)",
    ]


def test_the_flood_of_one_code_does_not_hide_another() -> None:
    told = listing([*(problem("AR1", row=row) for row in range(1, 501)), problem("AR2", row=7)])
    lines = told.splitlines()
    assert len(lines) == 52
    assert "f.yaml:7: error AR2 message 7" in lines
    assert lines[-2].startswith("… and 451 more")
    assert lines[-1] == "501 errors (500 AR1, 1 AR2)"


def test_no_problem_no_line() -> None:
    assert listing([]) == ""
