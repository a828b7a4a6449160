"""Makes a map smaller: hides scopes below a depth, or the applications, and says how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.map_result import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.map_result import Box, CapabilityMap


def size_of(boxes: Iterable[Box], chips: bool = True) -> int:
    """Return how many boxes and chips there are to draw."""
    return sum(1 + (len(box.chips) if chips else 0) + size_of(box.children, chips) for box in boxes)


def depth_of(boxes: Iterable[Box]) -> int:
    """Return how many levels there are."""
    return max((1 + depth_of(box.children) for box in boxes), default=0)


def fold_below(box: Box, depth: int) -> Box:
    """Return `box` with `depth` levels below it; what is deeper is folded into its parent."""
    if not box.children:
        return box
    if depth > 0:
        children = tuple(fold_below(child, depth - 1) for child in box.children)
        return box.model_copy(update={"children": children})
    return box.model_copy(update={"children": (), "folded": _scopes(box.children)})


def without_chips(box: Box) -> Box:
    """Return `box` with the number of its applications in the place of their names."""
    here = sum(chip.absent is None for chip in box.chips)
    children = tuple(without_chips(child) for child in box.children)
    return box.model_copy(update={"children": children, "chips": (), "hidden": here})


def fitted(result: CapabilityMap, most: int) -> CapabilityMap | None:
    """Return a map of at most `most` boxes, with a note on what is hidden; None if there is none.

    Applications are hidden first, then level after level of scopes.
    """
    if size_of(result.domains) <= most:
        return result
    bare = tuple(without_chips(box) for box in result.domains)
    if size_of(bare) <= most:
        return _noted(result, bare)
    for depth in range(depth_of(result.domains) - 2, -1, -1):
        folded = tuple(fold_below(box, depth) for box in bare)
        if size_of(folded) <= most:
            return _noted(result, folded)
    return None


def _noted(result: CapabilityMap, boxes: tuple[Box, ...]) -> CapabilityMap:
    hidden = size_of(result.domains) - size_of(result.domains, chips=False)
    folded = sum(_folded(box) for box in boxes)
    notes = [note for note in result.notes if note.code not in ("folded", "hidden")]
    notes += [Note(code="folded", count=folded)] if folded else []
    notes += [Note(code="hidden", count=hidden)] if hidden else []
    return result.model_copy(update={"domains": boxes, "notes": tuple(notes)})


def _scopes(boxes: Iterable[Box]) -> int:
    return sum((box.kind == "Scope") + box.folded + _scopes(box.children) for box in boxes)


def _folded(box: Box) -> int:
    return box.folded + sum(_folded(child) for child in box.children)
