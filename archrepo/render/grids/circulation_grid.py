"""The circulation between domains as a grid: how many flows go from row to column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.grids.grid import Cell, Grid, Head
from archrepo.render.reports.parts import listed

if TYPE_CHECKING:
    from archrepo.analysis.data_use.results import DataCirculation
    from archrepo.render.wording import Wording

_TONES = ("step1", "step2", "step3", "step4")


def grid(result: DataCirculation, words: Wording) -> Grid:
    """Return domains × domains."""
    heads = tuple(Head(d.id, d.name or words.said["no_domain"]) for d in result.domains)
    largest = max((e.flows for e in result.exchanges if e.source != e.target), default=1)
    cells = {}
    for exchange in result.exchanges:
        inside = exchange.source == exchange.target
        step = min(len(_TONES) * exchange.flows // (largest + 1), len(_TONES) - 1)
        cells[exchange.source or "", exchange.target or ""] = Cell(
            text=str(exchange.flows),
            tone="aside" if inside else _TONES[step],
            code=";".join(o.id for o in exchange.objects) or str(exchange.flows),
            note=words.say(
                "flows_and_objects",
                flows=exchange.flows,
                objects=listed((o.name for o in exchange.objects), 12),
            ),
        )
    return Grid(
        title=words.titled("circulation_title", result.domain_name),
        subtitle=words.say("state", day=result.at, plan=words.plan(result.plan)),
        lang=words.lang,
        rows_are=words.said["from"],
        columns_are=words.said["to"],
        fact_names=(),
        rows=heads,
        columns=heads,
        cells=cells,
        legend=(
            (Cell(" ", "step1", ""), words.said["few"]),
            (Cell(" ", "step4", ""), words.said["many"]),
            (Cell(" ", "aside", ""), words.said["within"]),
        ),
        empty=words.said["no_exchange"],
        notes=(words.count("unlabelled", result.unlabelled),) if result.unlabelled else (),
    )
