"""The capability map for the site: one tree of boxes, with a class for each heat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.capability_map.notes import leaves_note, shown_legend
from archrepo.render.capability_map.words import Words
from archrepo.render.label_text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.map_result import Box, CapabilityMap, Chip


def map_block(maps: Sequence[CapabilityMap], numbers: Mapping[str, int], lang: str) -> Any:
    """Return heats with their legends, and the boxes they share."""
    words = Words(lang)
    classes = [{entry.name: n for n, entry in enumerate(each.legend)} for each in maps]
    heats = [
        {
            "name": each.heat,
            "label": words.title(each),
            "note": leaves_note(each.heat, shown, words),
            "classes": [
                [e.letter, words.entry(each, e), e.tone, e.leaves, int(e in shown)]
                for e in each.legend
            ],
        }
        for each, shown in ((each, shown_legend(each)) for each in maps)
    ]
    panels = zip(*(each.domains for each in maps), strict=True)
    return {"heats": heats, "boxes": [_box(panel, classes, numbers, words) for panel in panels]}


def _box(
    boxes: Sequence[Box],
    classes: Sequence[Mapping[str, int]],
    numbers: Mapping[str, int],
    words: Words,
) -> dict[str, Any]:
    """Return one box as each heat has it."""
    first = boxes[0]
    made: dict[str, Any] = {
        "kind": first.kind,
        "name": one_line(first.name),
        "cells": [
            _cell(box.cell.name, words.figure(box.cell.figure), own)
            for box, own in zip(boxes, classes, strict=True)
        ],
    }
    if first.id in numbers:
        made["node"] = numbers[first.id]
    if first.band:
        made["band"] = first.band
    if not first.present:
        made["absent"] = True
    if first.leaves:
        made["leaves"] = [
            [box.leaves.good, box.leaves.total] if box.leaves else [0, 0] for box in boxes
        ]
    chips = list(zip(*(box.chips for box in boxes), strict=True))
    if chips:
        made["chips"] = [_chip(chip, classes, numbers, words) for chip in chips]
    children = list(zip(*(box.children for box in boxes), strict=True))
    if children:
        made["children"] = [_box(child, classes, numbers, words) for child in children]
    return made


def _chip(
    chips: Sequence[Chip],
    classes: Sequence[Mapping[str, int]],
    numbers: Mapping[str, int],
    words: Words,
) -> dict[str, Any]:
    first = chips[0]
    made: dict[str, Any] = {
        "node": numbers[first.application],
        "level": first.level or "",
        "letter": first.level_letter,
        "cells": [
            _cell(chip.cell.name, words.figure(chip.cell.figure), own)
            for chip, own in zip(chips, classes, strict=True)
        ],
    }
    if first.role:
        made["role"] = first.role
    if first.absent:
        made["absent"] = first.absent
    return made


def _cell(name: str, figure: str, classes: Mapping[str, int]) -> list[Any]:
    number = classes.get(name, -1)
    return [number, figure] if figure else [number]
