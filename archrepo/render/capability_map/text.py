"""The map as a tree for the terminal: bars, blocks and letters, which carry it without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.map_folding import size_of
from archrepo.render.capability_map.drawing import ABSENT, COMPUTED, SOME_SEGMENTS
from archrepo.render.capability_map.notes import shown_legend
from archrepo.render.capability_map.words import words_in
from archrepo.render.label_text import one_line
from archrepo.render.picture.palette import THEMES
from archrepo.render.terminal_text import broken, colored, columns_of, flowed, padded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.map_result import Box, CapabilityMap, Cell, Chip, Leaves
    from archrepo.render.registry import View

_BLOCKS = {
    "best": "█",
    "good": "▓",
    "poor": "▒",
    "worst": "░",
    "fatal": "!",
    "none": "·",
    "soon": "+",
    "unknown": "?",
    "aside": " ",
    "step1": "░",
    "step2": "▒",
    "step3": "▓",
    "step4": "█",
    "mixed": "■",
}
_WIDTH = 80
_LEAST = 40
_BAR = 10
_MANY = 400  # boxes: nobody scrolls through more


def render(result: CapabilityMap, view: View) -> str:
    """Return the map as lines of at most the view's columns; 80 where it has none."""
    return "\n".join(_TextMap(result, view).lines()) + "\n"


def _block(tone: str) -> str:
    return _BLOCKS.get(tone, "■")


class _TextMap:
    def __init__(self, result: CapabilityMap, view: View) -> None:
        self._result = result
        self._words = words_in(view.lang)
        self._width = max(view.width or _WIDTH, _LEAST)
        self._color = view.color
        self._p = THEMES[view.theme]
        self._tones = {entry.name: entry.tone for entry in result.legend}

    def lines(self) -> Iterator[str]:
        result, words = self._result, self._words
        title = broken(words.title(result), self._width)
        yield from (self._painted(line, self._p.page.text, bold=True) for line in title)
        yield from broken(words.subtitle(result), self._width)
        yield from self._legend()
        for note in words.notes(result):
            yield from broken(note, self._width)
        if not result.domains:
            yield from ("", words.empty())
        several = len({box.band for box in result.domains}) > 1
        band: str | None = ""
        for box in result.domains:
            yield ""
            if several and box.band != band:
                band = box.band
                yield self._painted(words.band(band).upper(), self._p.quiet, bold=True)
            yield from self._parent(box, "")
            yield from self._inside(box, "")

        if size_of(result.domains, chips=False) > _MANY:
            yield ""
            yield from broken(words.say("hint", "large"), self._width)

    def _legend(self) -> Iterator[str]:
        entries = (
            f"{e.letter} {_block(e.tone)} {self._words.counted(self._result.heat, e)}"
            for e in shown_legend(self._result)
        )
        yield from flowed(entries, self._width)

    def _inside(self, box: Box, prefix: str) -> Iterator[str]:
        """Yield what is in a box: its own applications, then its scopes."""
        if box.chips:
            yield from self._chips(box.chips, prefix + ("│  " if box.children else "   "))
        for child in box.children:
            last = child is box.children[-1]
            branch, below = (
                (prefix + "└─ ", prefix + "   ") if last else (prefix + "├─ ", prefix + "│  ")
            )
            if columns_of(below) > self._width // 2:
                branch = below = prefix
            if child.children or child.folded:
                yield from self._parent(child, branch, below)
                yield from self._inside(child, below)
            else:
                yield from self._leaf(child, branch, below)

    def _parent(self, box: Box, branch: str, below: str = "") -> Iterator[str]:
        """Yield a parent: letter and name at the left, its bar and figures at the right."""
        told = f"{_bar(box.leaves, self._tones)} {self._summary(box):>7}" if box.leaves else ""
        if not box.present or box.leaves is None or not box.leaves.by_class:
            told = ""
        head = f"{self._sign(box.cell)} " if told or box.chips else ""
        room = self._width - columns_of(branch) - columns_of(head) - (columns_of(told) + 1)
        extra = self._extra(box)
        names = broken(one_line(self._words.name(box)) + extra, room)
        first = padded(names[0], room) + " " + told if told else names[0]
        yield branch + head + self._painted(first, self._p.page.text, bold=True, only=names[0])
        indent = below + " " * columns_of(head)
        yield from (
            indent + self._painted(name, self._p.page.text, bold=True) for name in names[1:]
        )

    def _summary(self, box: Box) -> str:
        """Return a sum where the heat has one, else how many leaves do well."""
        summed = box.cell.value is not None and box.cell.figure
        figure, leaves = box.cell.figure, box.leaves
        return self._words.figure(figure) if summed else self._words.proportion(leaves)

    def _extra(self, box: Box) -> str:
        if not box.present:
            return f" ({self._words.say('cell', 'absent-scope')})"
        if box.folded:
            return f" ({self._words.number('cell', 'folded', box.folded)})"
        return ""

    def _leaf(self, box: Box, branch: str, below: str) -> Iterator[str]:
        tone = self._tones[box.cell.name]
        head = f"{self._sign(box.cell)} {_block(tone)} " if box.present else "    "
        room = self._width - columns_of(branch) - columns_of(head)
        figure = (
            f" {self._words.figure(box.cell.figure)}" if box.cell.figure and box.present else ""
        )
        name = one_line(box.name) + figure + self._extra(box)
        lines = broken(name, room)
        told = [self._told(chip) for chip in box.chips]
        on_one = f"{lines[0]}  {', '.join(told)}"
        shown = self._painted(head, self._p.tones[tone].border, bold=True) if box.present else head
        if len(lines) == 1 and told and columns_of(on_one) <= room:
            yield branch + shown + on_one
            return
        yield branch + shown + lines[0]
        yield from (below + "    " + line for line in lines[1:])
        yield from self._chips(box.chips, below + "      ")

    def _chips(self, chips: Sequence[Chip], indent: str) -> Iterator[str]:
        room = self._width - columns_of(indent)
        told = [self._told(chip) for chip in chips]
        yield from (indent + line for line in _listed(told, room))

    def _told(self, chip: Chip) -> str:
        """Return an application with its level, and its class where the heat has others."""
        if chip.absent is not None:
            return f"{one_line(chip.name)} {ABSENT[chip.absent]}"
        level = chip.level_letter + (SOME_SEGMENTS if chip.segments else "")
        if self._result.heat == "coverage" or not chip.cell.letter:
            return f"{one_line(chip.name)} {level}"
        return f"{one_line(chip.name)} {level}[{self._sign(chip.cell)}]"

    def _sign(self, cell: Cell) -> str:
        return (COMPUTED if cell.computed else "") + cell.letter

    def _painted(self, text: str, color: str, *, bold: bool = False, only: str = "") -> str:
        """Return `text`, or the part of it named, in colour where colour is wanted."""
        if not self._color:
            return text
        if only:
            return text.replace(only, colored(only, color, bold=bold), 1)
        return colored(text, color, bold=bold)


def _listed(items: Sequence[str], room: int) -> Iterator[str]:
    """Yield items, commas between them, in lines that break between items if they can."""
    line = ""
    for position, item in enumerate(items):
        said = item + ("," if position < len(items) - 1 else "")
        longer = f"{line} {said}" if line else said
        if columns_of(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        *whole, line = broken(said, room)
        yield from whole
    if line:
        yield line


def _bar(leaves: Leaves | None, tones: Mapping[str, str]) -> str:
    """Return a bar of ten blocks, divided as the leaves are among the classes."""
    if leaves is None or not leaves.by_class:
        return ""
    drawn, before, total = "", 0, sum(leaves.by_class.values())
    for name, tone in tones.items():
        before += leaves.by_class.get(name, 0)
        drawn += _block(tone) * (_BAR * before // total - len(drawn))
    return drawn
