"""Collisions of projects: on a terminal, as CSV and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import markdown
from archrepo.render.console import clean, fitting, left_out, table, unshown
from archrepo.render.csv_form import csv_text
from archrepo.render.projects.project_words import ProjectWords

if TYPE_CHECKING:
    from archrepo.analysis.projects.results import Collision, CollisionList, Ref
    from archrepo.render.registry import View

_COLUMNS = ("target", "first", "second", "between", "remark")
_FIELDS = (
    "target", "target_kind", "first", "first_action", "second", "second_action", "start", "end",
    "mild",
)  # fmt: skip


def table_form(found: CollisionList, view: View) -> str:
    """Return the collisions as a table, with how many there are."""
    words = ProjectWords(view.lang)
    if not found.collisions:
        return words.said["no_collisions"] + "\n"
    rows = [[clean(cell) for cell in row] for row in _rows(found, words)]
    kept = fitting(rows, view.width, list(range(3, len(rows[0]))), always=3)
    ending = left_out(unshown(rows, kept), view)
    headings, *rows = [[row[position] for position in kept] for row in rows]
    return table(headings, rows, view) + ending + words.count("collisions", len(rows)) + "\n"


def markdown_form(found: CollisionList, view: View) -> str:
    """Return the collisions as a Markdown table."""
    words = ProjectWords(view.lang)
    headings, *rows = _rows(found, words)
    return markdown.table(headings, rows)


def csv_form(found: CollisionList, view: View) -> str:  # noqa: ARG001
    """Return the collisions as CSV, by id."""
    return csv_text(
        _FIELDS,
        (
            [
                c.target.id, c.target.kind, c.first.id, c.first_action, c.second.id,
                c.second_action, c.start, c.end, c.mild,
            ]
            for c in found.collisions
        ),
    )  # fmt: skip


def _rows(found: CollisionList, words: ProjectWords) -> list[list[str]]:
    """Return the headings and a row for each collision; remarks only where there are any."""
    rows = [[words.said[name] for name in _COLUMNS], *(_row(c, words) for c in found.collisions)]
    return rows if any(c.mild for c in found.collisions) else [row[:-1] for row in rows]


def _acting(project: Ref, action: str, words: ProjectWords) -> str:
    """Return a project and what it does, where that is stated."""
    told = words.code("Action", action)
    return f"{project.name} ({told})" if told else project.name


def _row(collision: Collision, words: ProjectWords) -> list[str]:
    days = [words.day(collision.start) or "…", words.day(collision.end) or "…"]
    return [
        collision.target.name,
        _acting(collision.first, collision.first_action, words),
        _acting(collision.second, collision.second_action, words),
        " – ".join(days) if collision.start or collision.end else words.said["undated"],
        words.said["mild"] if collision.mild else "",
    ]
