"""Plateaus on a terminal and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render import markdown
from archrepo.render.console import clean, fitting, left_out, printed, styled, table, unshown
from archrepo.render.csv_form import csv_text
from archrepo.render.projects.project_words import ProjectWords
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import number_text, share_text
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.scenarios.results import Scenario, ScenarioItem, ScenarioList, Turn
    from archrepo.render.registry import View

_COLUMNS = ("date", "name", "id", "category", "covered", "applications", "projects")
_LAST_KEPT = ("id", "covered", "applications", "category", "projects")
_FIELDS = ("id", "name", "category", "date", "covered", "leaves", "applications", "projects")


def list_table(found: ScenarioList, view: View) -> str:
    """Return the plateaus as a table, by date."""
    said = topic_words("scenario", view.lang)
    if not found.scenarios:
        return said["none"] + "\n"
    cells = [[clean(cell) for cell in _row(item, view.lang)] for item in found.scenarios]
    rows = [[said[name] for name in _COLUMNS], *cells]
    kept = fitting(rows, view.width, [_COLUMNS.index(name) for name in _LAST_KEPT])
    ending = left_out(unshown(rows, kept), view)
    headings, *rows = [[row[position] for position in kept] for row in rows]
    return table(headings, rows, view, folding=0) + ending


def list_markdown(found: ScenarioList, view: View) -> str:
    """Return the plateaus as a Markdown table."""
    said = topic_words("scenario", view.lang)
    rows = [_row(item, view.lang) for item in found.scenarios]
    return markdown.table([said[name] for name in _COLUMNS], rows)


def list_csv(found: ScenarioList, view: View) -> str:  # noqa: ARG001
    """Return the plateaus as CSV, projects by id."""
    return csv_text(
        _FIELDS,
        (
            [
                s.id,
                s.name,
                s.category,
                s.date,
                s.coverage.covered if s.coverage else None,
                s.coverage.total if s.coverage else None,
                s.applications,
                [p.id for p in s.projects],
            ]
            for s in found.scenarios
        ),
    )


def _row(item: ScenarioItem, lang: str) -> list[str]:
    coverage = item.coverage
    return [
        ProjectWords(lang).day(item.date),
        item.name,
        item.id,
        _category(item.category, lang),
        share_text(coverage.covered, coverage.total, lang) if coverage else "",
        "" if item.applications is None else number_text(item.applications, lang),
        ", ".join(project.name for project in item.projects),
    ]


def _category(category: str | None, lang: str) -> str:
    return load_labels().value("PlateauCategory", category, lang) if category else ""


def scenario_table(found: Scenario, view: View) -> str:
    """Return a plateau on a terminal."""
    title, sentences, lists = _told(found, view.lang)
    parts: list[Any] = [styled(clean(title), "bold"), *map(clean, sentences)]
    for heading, items in lists:
        parts += ["", styled(clean(heading), "bold"), *(f"  {clean(item)}" for item in items)]
    return printed(parts, view)


def scenario_markdown(found: Scenario, view: View) -> str:
    """Return a plateau for a committee paper."""
    title, sentences, lists = _told(found, view.lang)
    parts = [f"# {markdown.escaped(title)}\n"]
    parts += [f"{markdown.escaped(sentence)}\n" for sentence in sentences]
    for heading, items in lists:
        parts.append(f"## {markdown.escaped(heading)}\n")
        parts.append("".join(f"- {markdown.escaped(item)}\n" for item in items))
    return "\n".join(parts)


def _told(found: Scenario, lang: str) -> tuple[str, list[str], list[tuple[str, Sequence[str]]]]:
    """Return a title, sentences, and lists with their headings."""
    words, said = ProjectWords(lang), topic_words("scenario", lang)
    category = _category(found.category, lang)
    title = said["title"].format(name=found.name, day=words.day(found.date))
    levels = ", ".join(
        f"{_level(level, lang)} {number_text(count, lang)}"
        for level, count in found.coverage.by_level.items()
        if count
    )
    sentences = [category] if category else []
    sentences += [found.description] if found.description else []
    sentences.append(
        said["covered_of"].format(
            covered=number_text(found.coverage.covered, lang),
            total=number_text(found.coverage.total, lang),
            applications=number_text(found.applications, lang),
        )
    )
    sentences += [said["by_level"].format(levels=levels)] if levels else []
    nothing = [said["nothing"]]
    since = words.day(found.since)
    return (
        title,
        sentences,
        [
            (said["starting"].format(day=since), list(_turns(found.starting, words)) or nothing),
            (said["stopping"].format(day=since), list(_turns(found.stopping, words)) or nothing),
            (said["leading"], [f"{p.name} ({p.id})" for p in found.leading] or nothing),
        ],
    )


def _level(level: str, lang: str) -> str:
    return "?" if level == "UNKNOWN" else load_labels().value("CoverageLevel", level, lang).lower()


def _turns(turns: Sequence[Turn], words: ProjectWords) -> Iterator[str]:
    for turn in turns:
        yield f"{words.day(turn.on)}  {turn.name} ({turn.id})"
