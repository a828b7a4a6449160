"""Parts a map among pages on which it can be read: an overview, then domain after domain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.map_folding import depth_of, fold_below, size_of, without_chips
from archrepo.render.capability_map.dot import MOST_BOXES, written
from archrepo.render.capability_map.layout import layout
from archrepo.render.capability_map.sheet import Said
from archrepo.render.capability_map.words import words_in
from archrepo.render.picture.pages import PAGES, READABLE, smallest_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import Box, CapabilityMap
    from archrepo.render.picture.pages import Page
    from archrepo.render.registry import View

_AROUND = (36, 110)  # margins, and title, legend and notes above the panels


def paged(result: CapabilityMap, view: View, said: Said | None = None) -> list[Page]:
    """Return the map on one page where it reads there, else an overview and pages of its parts."""
    small = size_of(result.domains) <= MOST_BOXES
    if small or depth_of(result.domains) < 2:
        whole = written(result, view, said)
        paper = PAGES.get(view.size) or smallest_paper(whole)
        if whole.scale_on(paper) >= READABLE:
            return [whole]
    return _Pager(result, view, said or Said()).pages()


class _Pager:
    """Parts one map."""

    def __init__(self, result: CapabilityMap, view: View, said: Said) -> None:
        self._said = said
        self._result = result
        self._view = view
        self._words = words_in(view.lang)
        self._paper = PAGES.get(view.size, PAGES["a3"])

    def pages(self) -> list[Page]:
        parts = self._packed([p for box in self._result.domains for p in self._parts(box)])
        chunks = [self._overview(), *parts]
        found = []
        for number, boxes in enumerate(chunks, 1):
            said = self._words.say("page", "of", n=number, total=len(chunks))
            part = self._result.model_copy(update={"domains": tuple(boxes)})
            found.append(written(part, self._view, replace(self._said, page=said)))
        return found

    def _reads(self, boxes: Sequence[Box]) -> bool:
        """Return whether boxes can be read when they stand on one page."""
        if size_of(boxes) > MOST_BOXES:
            return False
        sheet = layout(boxes, self._words.name, self._paper)
        width, height = sheet.width + _AROUND[0], sheet.height + _AROUND[1]
        return min(self._paper[0] / width, self._paper[1] / height) >= READABLE

    def _overview(self) -> list[Box]:
        """Return the domains with as many levels as can be read."""
        bare = [without_chips(box) for box in self._result.domains]
        for depth in range(depth_of(bare) - 2, 0, -1):
            folded = [fold_below(box, depth) for box in bare]
            if self._reads(folded):
                return folded
        return [fold_below(box, 0) for box in bare]

    def _parts(self, box: Box) -> list[Box]:
        """Return a box, or parts of it with some of its children each, that read on a page."""
        if not box.children or self._reads([box]):
            return [box]
        pieces = [part for child in box.children for part in self._parts(child)]
        found: list[list[Box]] = []
        for piece in pieces:
            if found and self._reads([_of(box, [*found[-1], piece])]):
                found[-1].append(piece)
            else:
                found.append([piece])
        return [_of(box, children) for children in found]

    def _packed(self, panels: Sequence[Box]) -> list[list[Box]]:
        """Return panels page by page, as many on each as can be read, in their order."""
        found: list[list[Box]] = []
        for panel in panels:
            if found and self._reads([*found[-1], panel]):
                found[-1].append(panel)
            else:
                found.append([panel])
        return found


def _of(box: Box, children: Sequence[Box]) -> Box:
    return box.model_copy(update={"children": tuple(children)})
