"""The coverage matrix as a grid: a letter for the level, a figure for the role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.grids.grid import Cell, Grid, Head
from archrepo.render.reports.parts import listed, whom

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.coverages.results import CoverageCell, CoverageMatrix
    from archrepo.render.wording import Wording

_LETTERS = {"FULL": "F", "PARTIAL": "P", "MARGINAL": "M", "PLANNED": "p", None: "?"}
_TONES = {"FULL": "best", "PARTIAL": "good", "MARGINAL": "poor", "PLANNED": "soon", None: "unknown"}
_ROLES = {"PRIMARY": "1", "SECONDARY": "2"}


def grid(result: CoverageMatrix, words: Wording) -> Grid:
    """Return applications × scopes."""
    uncovered = sum(s.level in ("NONE", "PLANNED") for s in result.scopes)
    notes = [words.count("uncovered_scopes", uncovered)] if uncovered else []
    if result.idle:
        names = listed((a.name for a in result.idle), 5)
        notes.append(words.count("idle", len(result.idle), names=names))
    return Grid(
        title=words.titled("matrix_title", result.domain_name),
        subtitle=words.say("state", day=result.at, plan=words.plan(result.plan)),
        lang=words.lang,
        rows_are=words.kind("Application"),
        columns_are=words.kind("Scope"),
        fact_names=words.columns("domain", "phase", "disposition"),
        rows=tuple(
            Head(
                a.id,
                a.name,
                a.domain_name,
                (
                    a.domain_name,
                    words.code("Phase", a.phase),
                    words.code("Disposition", a.disposition),
                ),
            )
            for a in result.applications
        ),
        columns=tuple(
            Head(s.id, s.name, s.domain_name or words.said["no_domain"]) for s in result.scopes
        ),
        cells={
            (c.application, c.scope): _cell(c, result.segment_names, words) for c in result.cells
        },
        legend=_legend(words),
        notes=tuple(notes),
        empty=words.said["covers_nothing"],
    )


def _cell(cell: CoverageCell, names: Mapping[str, str], words: Wording) -> Cell:
    level = words.code("CoverageLevel", cell.level) if cell.level else words.said["unstated"]
    told = [level, words.code("CoverageRole", cell.role)]
    told += [whom(cell.segments, names, words)] if cell.segments else []
    told += [words.say("by_module", names=listed(cell.modules))] if cell.modules else []
    return Cell(
        text=_LETTERS[cell.level] + _ROLES[cell.role] + ("*" if cell.segments else ""),
        tone=_TONES[cell.level],
        code=f"{cell.level or 'UNSTATED'}/{cell.role}"
        + (f" {'+'.join(cell.segments)}" if cell.segments else ""),
        note=", ".join(told),
    )


def _legend(words: Wording) -> tuple[tuple[Cell, str], ...]:
    levels = tuple(
        (
            Cell(letter, _TONES[level], ""),
            words.code("CoverageLevel", level) if level else words.said["unstated"],
        )
        for level, letter in _LETTERS.items()
    )
    roles = tuple(
        (Cell(sign, "aside", ""), words.code("CoverageRole", role)) for role, sign in _ROLES.items()
    )
    return (*levels, *roles, (Cell("*", "aside", ""), words.said["some_segments"]))
