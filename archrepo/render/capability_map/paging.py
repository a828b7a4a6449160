"""Parts a map among pages on which it can be read: an overview, then domain after domain."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.analysis.map_folding import depth_of, fold_below, size_of, without_chips
from archrepo.render.capability_map.dot import MOST_BOXES, dense, usual
from archrepo.render.capability_map.layout import area_of, layout
from archrepo.render.capability_map.sheet import Said
from archrepo.render.capability_map.words import words_in
from archrepo.render.picture.pages import PAGES, READABLE, smallest_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.analysis.map_result import Box, CapabilityMap
    from archrepo.render.capability_map.nodes import Node
    from archrepo.render.picture.pages import Page
    from archrepo.render.registry import View

_SURELY_TOO_MUCH = 1.4  # times what a page holds, as estimated: no need to lay it out
_LIKELY = 0.75  # of it: so much is tried first
_SURELY_FITS = 0.4
_AROUND = (36, 110)  # margins, and title, legend and notes above the panels


def paged(result: CapabilityMap, view: View, said: Said | None = None) -> list[Page]:
    """Return the map on one page where it reads there, else an overview and pages of its parts."""
    small = size_of(result.domains) <= MOST_BOXES
    if small or depth_of(result.domains) < 2:
        whole = usual(result, view, said)
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
        self._areas: dict[int, float] = {}
        self._kept: list[Box] = []
        self._known: dict[int, Node] = {}
        self._paper = PAGES.get(view.size, PAGES["a3"])

    def pages(self) -> list[Page]:
        parts = self._packed([p for box in self._result.domains for p in self._parts(box)])
        total = 1 + len(parts)
        first = replace(self._said, page=self._words.say("page", "of", n=1, total=total))
        whole = dense(self._result, self._view, first)
        found = [whole] if whole else []
        chunks = parts if whole else [self._overview(), *parts]
        for number, boxes in enumerate(chunks, len(found) + 1):
            said = self._words.say("page", "of", n=number, total=total)
            part = self._result.model_copy(update={"domains": tuple(boxes)})
            found.append(usual(part, self._view, replace(self._said, page=said), self._known))
        return found

    @cached_property
    def _room(self) -> float:
        """What a page holds, in square points."""
        return self._paper[0] * self._paper[1] / READABLE**2

    def _reads(self, boxes: Sequence[Box]) -> bool:
        """Return whether boxes can be read when they stand on one page."""
        area = sum(map(self._area, boxes))
        if not _SURELY_FITS * self._room < area <= _SURELY_TOO_MUCH * self._room:
            return area <= self._room
        sheet = layout(boxes, self._words.name, self._paper, quick=self._known)
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

    def _area(self, box: Box) -> float:
        """Return about how much room a box takes; parts of it are taken for its children."""
        found = self._areas.get(id(box))
        if found is None:
            found = self._areas[id(box)] = area_of([box], self._words.name)
            self._kept.append(box)  # its id is not given to another while it is
        return found

    def _parts(self, box: Box) -> list[Box]:
        """Return a box, or parts of it with some of its children each, that read on a page."""
        if not box.children or self._reads([box]):
            return [box]
        pieces = [part for child in box.children for part in self._parts(child)]
        found = self._shared(pieces, lambda children: [_of(box, children)])
        return [_of(box, children) for children in found]

    def _packed(self, panels: Sequence[Box]) -> list[list[Box]]:
        """Return panels page by page, as many on each as can be read, in their order."""
        return self._shared(panels, list)

    def _shared(
        self, boxes: Sequence[Box], shown: Callable[[Sequence[Box]], list[Box]]
    ) -> list[list[Box]]:
        """Return boxes in runs, each as long as can be read when it is shown."""
        found, start = [], 0
        while start < len(boxes):
            left = len(boxes) - start
            low, high = 1, left + 1  # so many can be read, or are one; so many cannot
            guess = self._likely(boxes[start:])
            while high - low > 1:
                guess = min(max(guess, low + 1), high - 1)
                if self._reads(shown(boxes[start : start + guess])):
                    low, guess = guess, guess + max(guess // 8, 1)
                else:
                    high, guess = guess, (low + guess) // 2
            found.append(list(boxes[start : start + low]))
            start += low
        return found

    def _likely(self, boxes: Sequence[Box]) -> int:
        """Return how many boxes a page is likely to hold."""
        taken = 0.0
        for number, box in enumerate(boxes):
            taken += self._area(box)
            if taken > _LIKELY * self._room:
                return number
        return len(boxes)


def _of(box: Box, children: Sequence[Box]) -> Box:
    return box.model_copy(update={"children": tuple(children)})
