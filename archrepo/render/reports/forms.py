"""The forms of reports: whatever the result, the same document in each of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from archrepo.render.csv_form import csv_text
from archrepo.render.document.html_page import as_html
from archrepo.render.document.markdown_form import as_markdown
from archrepo.render.document.terminal_form import as_terminal
from archrepo.render.wording import Wording

if TYPE_CHECKING:
    from archrepo.render.document.blocks import Document
    from archrepo.render.registry import View

REPORTS: dict[str, tuple[str, str]] = {
    "Campaign": ("campaign", "freshness"),
    "CoverageGaps": ("gaps", "coverage"),
    "DataCirculation": ("circulation", "data"),
    "DataRegister": ("register", "data"),
    "DataSheet": ("data_sheet", "data"),
    "Legacy": ("legacy", "legacy"),
    "Maturity": ("maturity", "freshness"),
    "Obsolescence": ("obsolescence", "legacy"),
    "Overlaps": ("overlaps", "coverage"),
    "ResidualCoverage": ("residual", "coverage"),
    "Roadmap": ("roadmap", "roadmap"),
    "TimeChart": ("time_chart", "legacy"),
}
"""Result class → its module here, and its topic of words.

The module has `document(result, words, most)`, where `most` bounds long tables (None: all rows),
and `rows(result)`, the columns and rows of its CSV.
"""

_ON_SCREEN = 20  # rows of a table on a terminal; `--all` shows the rest


def table(result: Any, view: View) -> str:
    """Return a report on a terminal; long tables are cut there, and say so."""
    most = None if view.unfold or not view.width else _ON_SCREEN
    return as_terminal(_document(result, view, most), view)


def markdown(result: Any, view: View) -> str:
    """Return a report as Markdown."""
    return as_markdown(_document(result, view, None))


def html(result: Any, view: View) -> str:
    """Return a report as one HTML page."""
    return as_html(_document(result, view, None))


def csv(result: Any, view: View) -> str:  # noqa: ARG001 - ids and codes only
    """Return the rows of a report: ids and codes, days in ISO 8601."""
    columns, rows = _module(result).rows(result)
    return csv_text(columns, rows)


def _document(result: Any, view: View, most: int | None) -> Document:
    _, topic = REPORTS[type(result).__name__]
    made: Document = _module(result).document(result, Wording(view.lang, topic), most)
    return made


def _module(result: Any) -> Any:
    module, _ = REPORTS[type(result).__name__]
    return import_module(f"archrepo.render.reports.{module}")
