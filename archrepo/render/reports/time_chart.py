"""The TIME chart as a report; the picture is `render.time_picture`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import listed, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.time_chart import TimeChart, TimePoint
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "application", "name", "domain", "functional_fit", "technical_fit", "quadrant", "declared",
    "run_cost", "currency", "users",
)  # fmt: skip


def document(result: TimeChart, words: Wording, most: int | None) -> Document:
    """Return the quadrants, then applications, those declared otherwise first."""
    blocks: list[Block] = []
    if not result.points:
        blocks.append(Paragraph(words.said["nothing_placed"]))
    blocks += section(
        words.said["quadrants"],
        words.columns("quadrant", "applications", "cost", "otherwise"),
        [
            [
                words.code("Disposition", q.quadrant),
                str(q.applications),
                words.amount(q.run_cost, result.currency),
                str(q.otherwise or ""),
            ]
            for q in result.quadrants
            if result.points
        ],
        words,
    )
    headings = words.columns("application", "quadrant", "declared", "cost", "users")
    for key, differs in (("differing", True), ("agreeing", False)):
        points = [_point(p, words) for p in result.points if p.differs is differs]
        every = not differs and len(points) == len(result.points)
        heading = words.said["all" if every else key]
        blocks += section(heading, headings, points, words, most)
    if result.unplaced:
        names = listed((a.name for a in result.unplaced), 5)
        told = words.count("unplaced", len(result.unplaced), names=names)
        blocks.append(Paragraph(told, "note"))
    state = words.say("state", day=result.at, plan=words.plan(result.plan))
    return Document(
        words.titled("time_title", result.domain_name), state, words.lang, tuple(blocks)
    )


def _point(point: TimePoint, words: Wording) -> list[str]:
    return [
        point.name,
        words.code("Disposition", point.quadrant),
        words.code("Disposition", point.declared),
        words.amount(point.run_cost, point.currency),
        "" if point.users is None else words.number(point.users),
    ]


def rows(result: TimeChart) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each application in the chart."""
    return _COLUMNS, [
        (
            p.id, p.name, p.domain, p.functional_fit, p.technical_fit, p.quadrant, p.declared,
            p.run_cost, p.currency, p.users,
        )
        for p in result.points
    ]  # fmt: skip
