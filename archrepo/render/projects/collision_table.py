"""Collisions of projects: on a terminal, as CSV and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import markdown
from archrepo.render.console import clean, fitting, left_out, table, unshown
from archrepo.render.csv_form import csv_text
from archrepo.render.projects.project_words import ProjectWords

if TYPE_CHECKING:
    from archrepo.analysis.projects.results import Collision, CollisionList
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
    cells = [[clean(cell) for cell in _row(c, words)] for c in found.collisions]
    rows = [[words.said[name] for name in _COLUMNS], *cells]
    kept = fitting(rows, view.width, [3, 4], always=3)
    ending = left_out(unshown(rows, kept), view)
    headings, *rows = [[row[position] for position in kept] for row in rows]
    key = "collisions" if len(rows) > 1 else "one_collision"
    return table(headings, rows, view) + ending + words.say(key, count=len(rows)) + "\n"


def markdown_form(found: CollisionList, view: View) -> str:
    """Return the collisions as a Markdown table."""
    words = ProjectWords(view.lang)
    return markdown.table(
        [words.said[name] for name in _COLUMNS], [_row(c, words) for c in found.collisions]
    )


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


def _row(collision: Collision, words: ProjectWords) -> list[str]:
    start, end = words.day(collision.start) or "…", words.day(collision.end) or "…"
    return [
        collision.target.name,
        f"{collision.first.name} ({words.code('Action', collision.first_action)})",
        f"{collision.second.name} ({words.code('Action', collision.second_action)})",
        f"{start} – {end}",
        words.said["mild"] if collision.mild else "",
    ]
