"""The map as a picture: one sheet, and on paper as many pages as it takes to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.capability_map.dot import written
from archrepo.render.capability_map.paging import paged
from archrepo.render.capability_map.words import words_in
from archrepo.render.picture.drawing import Drawing

if TYPE_CHECKING:
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.render.capability_map.sheet import Said
    from archrepo.render.registry import View


def drawing(result: CapabilityMap, view: View, said: Said | None = None) -> Drawing:
    """Return the map; `said` is above it in the place of its own words."""
    return Drawing(
        said.title if said and said.title else words_in(view.lang).title(result),
        lambda: written(result, view, said).dot,
        lambda: [page.dot for page in paged(result, view, said)],
    )
