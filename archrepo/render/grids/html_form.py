"""A matrix as one HTML page that asks for nothing outside itself."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import LIGHT
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from archrepo.render.grids.grid import Grid


def as_html(grid: Grid) -> str:
    """Return the page: every text escaped, heads that stay in sight, readable in print."""
    groups = [
        (name, len(list(columns)))
        for name, columns in groupby(grid.columns, key=lambda column: column.group)
    ]
    tones = sorted(
        {cell.tone for cell in grid.cells.values()} | {cell.tone for cell, _ in grid.legend}
    )
    cells: dict[str, dict[str, Any]] = {row.id: {} for row in grid.rows}
    for (row, column), cell in grid.cells.items():
        cells[row][column] = cell
    page: str = _template().render(
        grid=grid, groups=groups, cells=cells, tones=[(t, LIGHT.tones[t]) for t in tones]
    )
    return page


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["line"] = one_line
    return environment.from_string(resource_text("models", "templates", "matrix.html"))
