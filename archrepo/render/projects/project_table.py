"""Lists and sheets of projects: on a terminal, as CSV and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import markdown
from archrepo.render.console import clean, fitting, left_out, printed, styled, table, unshown
from archrepo.render.csv_form import csv_text
from archrepo.render.document.blocks import Document
from archrepo.render.document.markdown_form import as_markdown
from archrepo.render.document.terminal_form import blocks_on_terminal
from archrepo.render.projects.dossier_document import action_blocks, identity_blocks, method_blocks
from archrepo.render.projects.project_words import ProjectWords

if TYPE_CHECKING:
    from typing import Any

    from archrepo.analysis.projects.results import ProjectItem, ProjectList, ProjectSheet
    from archrepo.render.document.blocks import Block
    from archrepo.render.registry import View

_COLUMNS = ("name", "id", "status", "method_short", "start", "end", "director", "next_milestone")
_LAST_KEPT = ("status", "end", "start", "director", "method_short", "next_milestone")
_FIELDS = (
    "id", "name", "programme", "method", "status", "start", "end", "director", "external",
    "targets", "next_milestone", "next_milestone_on",
)  # fmt: skip


def list_table(found: ProjectList, view: View) -> str:
    """Return the projects as a table, those of a programme below it."""
    words = ProjectWords(view.lang)
    if not found.projects:
        return words.said["no_projects"] + "\n"
    cells = [[clean(cell) for cell in _row(item, words)] for item in found.projects]
    count = len(cells)
    ending = words.say("projects" if count > 1 else "one_project", count=count)
    rows = [[words.said[name] for name in _COLUMNS], *cells]
    kept = fitting(rows, view.width, [_COLUMNS.index(name) for name in _LAST_KEPT])
    ending = left_out(unshown(rows, kept), view) + ending
    headings, *rows = [[row[position] for position in kept] for row in rows]
    return table(headings, rows, view, folding=1) + ending + "\n"


def list_markdown(found: ProjectList, view: View) -> str:
    """Return the projects as a Markdown table."""
    words = ProjectWords(view.lang)
    return markdown.table(
        [words.said[name] for name in _COLUMNS], [_row(item, words) for item in found.projects]
    )


def _row(item: ProjectItem, words: ProjectWords) -> list[str]:
    milestone = item.next_milestone
    return [
        f"  {item.name}" if item.programme else item.name,
        item.id,
        words.code("ProjectStatus", item.status),
        words.code("Method", item.method),
        words.day(item.start),
        words.day(item.end),
        _director(item, words),
        f"{milestone.name} ({words.day(milestone.date)})" if milestone else "",
    ]


def _director(item: ProjectItem, words: ProjectWords) -> str:
    if item.director is None:
        return ""
    return item.director.name + (f" ({words.said['external']})" if item.director.external else "")


def list_csv(found: ProjectList, view: View) -> str:  # noqa: ARG001
    """Return the projects as CSV: codes and days as stored."""
    return csv_text(
        _FIELDS,
        (
            [
                item.id, item.name, item.programme, item.method, item.status, item.start, item.end,
                item.director.name if item.director else None,
                item.director.external if item.director else None,
                item.targets,
                item.next_milestone.name if item.next_milestone else None,
                item.next_milestone.date if item.next_milestone else None,
            ]
            for item in found.projects
        ),
    )  # fmt: skip


def _sheet_blocks(project: ProjectSheet, words: ProjectWords) -> tuple[Block, ...]:
    return (
        *identity_blocks(project, words),
        *method_blocks(project, words),
        *action_blocks(project, words),
    )


def sheet_markdown(project: ProjectSheet, view: View) -> str:
    """Return a project for a wiki."""
    words = ProjectWords(view.lang)
    return as_markdown(Document(project.name, project.id, view.lang, _sheet_blocks(project, words)))


def sheet_table(project: ProjectSheet, view: View) -> str:
    """Return a project on a terminal."""
    parts: list[Any] = [styled(clean(f"{project.name} ({project.id})"), "bold")]
    parts += blocks_on_terminal(_sheet_blocks(project, ProjectWords(view.lang)), view)
    return printed(parts, view)
