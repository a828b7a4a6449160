"""What a map's reader must know: what its figures, letters and signs say, and what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.map_result import Box, Chip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.map_result import CapabilityMap, LegendEntry, Note
    from archrepo.render.capability_map.words import Words

_LEVELS = "FPM?"
_DRAWN = ("folded", "hidden", "shortened", "counted")


class Notes:
    """The notes of one map, in the words of one language."""

    def __init__(self, result: CapabilityMap, words: Words) -> None:
        self._result = result
        self._words = words
        self._boxes = list(boxes_of(result.domains))

    def told(self) -> list[str]:
        """Return them, sentence by sentence."""
        result, words = self._result, self._words
        found = [*self._figures(), *self.levels()]
        found += [self._assumed(note) for note in result.notes]
        empty = sum(box.is_empty for box in result.domains)
        return [*found, words.number("note", "empty-domains", empty)] if empty else found

    def _figures(self) -> Iterator[str]:
        """Yield what the figures of parents say, and those of scopes."""
        result, words = self._result, self._words
        if result.heat == "change":
            return
        if any(box.children or box.folded for box in result.domains):
            yield from self._leaves()
        single = (box for box in self._boxes if not box.leaves)
        if result.heat == "coverage" and any(box.cell.figure for box in single):
            yield words.say("note", "segments")
        about = words.note_of("about", result.heat)
        shared = result.heat != "cost" or any(note.code == "computed" for note in result.notes)
        if about and shared:
            yield words.say("note", about)

    def _leaves(self) -> Iterator[str]:
        """Yield what the figures of parents say, of those whose values are not known too."""
        result, words = self._result, self._words
        said = leaves_note(result.heat, shown_legend(result), words)
        if "k/n" not in said:
            yield said
            bare = [box for box in self._boxes if box.present and not box.cell.figure]
            if not any(box.leaves and box.leaves.total for box in bare):
                return
            said = words.say("note", "leaves-valued")
        if any(box.leaves and box.leaves.unknown for box in self._boxes):
            said += " " + words.say("note", words.note_of("unknown", result.heat, "unknown"))
        yield said

    def levels(self) -> Iterator[str]:
        """Yield what the letters after applications say, where another heat colours the map."""
        shortened = {"shortened", "counted"} & {note.code for note in self._result.notes}
        if self._result.heat == "coverage" or shortened:
            return  # no such letters are written then
        letters = {chip.level_letter for box in self._boxes for chip in box.chips}
        told = [self._words.say("note", f"level-{each}") for each in _LEVELS if each in letters]
        if told:
            yield self._words.say("note", "levels", levels=", ".join(told))

    def of_drawing(self) -> Iterator[str]:
        """Yield what to know of how it is drawn, whatever it is said to show."""
        yield from self.levels()
        yield from (self._assumed(note) for note in self._result.notes if note.code in _DRAWN)

    def _assumed(self, note: Note) -> str:
        code: str = note.code
        if code == "counted" and has_own_figures(self._result):
            code = "left-out"
        key = self._words.note_of(code, self._result.heat, code)
        return self._words.number("note", key, note.count)


def leaves_note(heat: str, shown: Sequence[LegendEntry], words: Words) -> str:
    """Return what the figure of a parent says of what is in it.

    Args:
        heat: What colours the map.
        shown: The classes that stand somewhere on it.
        words: In whose language it is.
    """
    sound = ", ".join(e.letter for e in shown if e.tone in ("best", "good"))
    if any(e.tone.startswith("step") and e.label for e in shown):
        usual = "leaves-highest"
    elif any(e.tone.startswith("hue") for e in shown):
        usual = "leaves-known"
    elif words.is_own(heat):
        usual = "leaves-sound" if sound else "leaves-plain"
    else:
        usual = "leaves-valued"
    return words.say("note", words.note_of("leaves", heat, usual), sound=sound)


def has_own_figures(result: CapabilityMap) -> bool:
    """Return whether scopes have a number under this heat, other than `k/n`.

    Then how many applications are not named is not written there too: nobody could tell which is
    which.
    """
    leaves = [box for box in boxes_of(result.domains) if not box.children and box.present]
    figures = [box.cell.figure for box in leaves]
    if any(figure and "/" not in figure for figure in figures):
        return True
    return any(box.cell.value is not None for box in leaves)


def shown_legend(result: CapabilityMap) -> list[LegendEntry]:
    """Return the classes that stand somewhere on the map: a legend explains nothing else."""
    names = {part.cell.name for part in _parts(result.domains)}
    return [entry for entry in result.legend if entry.leaves or entry.name in names]


def boxes_of(boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield these boxes and all that stand in them."""
    for box in boxes:
        yield box
        yield from boxes_of(box.children)


def _parts(boxes: Sequence[Box]) -> Iterator[Box | Chip]:
    for box in boxes_of(boxes):
        if box.present:
            yield box
        yield from (chip for chip in box.chips if chip.absent is None)
