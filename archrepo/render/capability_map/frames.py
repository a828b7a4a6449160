"""What a laid out map is made of, and the sizes everything is drawn at, in points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.map_result import Box, Chip

CARD_UNITS = 2
CARD_STRETCH = 2.5  # cards of a wide panel grow to this many times that, and no wider
CHIP_PAD = 2
CHIP_GAP = 2
GAP = 3
BAR = 3
BADGE = 1.5  # width of a letter's badge in a header, as so many times the size of its letters
BORDER = 1
NARROW = 160
_COUNT = 12
_SUM_SIGNS = 4  # of a sum such as `1.2M`, which stands there under some heats


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """How large everything is, in points; whole numbers: Graphviz cuts what is behind the point.

    Attributes:
        name: Letters of a leaf's name.
        chip: Letters of an application's.
        group: Letters of a parent's.
        domain: Letters of a panel's.
        card: Least width of a leaf.
        name_lines: The most lines a name takes.
        chip_lines: The most lines an application takes.
        chips: The most applications in a box.
        letter: Width kept for a leaf's letter.
        figure: Width kept for a leaf's figure.
        sign: Width of the letter before an application, enough for `~` too.
        level: Width of the letter after it.
        more: Width of the line on applications that are not shown.
        card_pad: Between a leaf's border and what is in it.
        group_pad: The same of a parent.
        panel_pad: The same of a panel.
        panel_gap: Between panels.
        shortened: Whether words are shortened where a name is too long.
    """

    name: int = 9
    chip: int = 8
    group: int = 9
    domain: int = 11
    card: int = 115
    name_lines: int = 8
    chip_lines: int = 8
    chips: int = 8
    letter: int = 11
    figure: int = 20
    sign: int = 11
    level: int = 7
    more: int = 70
    card_pad: int = 2
    group_pad: int = 3
    panel_pad: int = 4
    panel_gap: int = 6
    shortened: bool = False

    @property
    def unit(self) -> int:
        """What widths are chosen in: half a card with the gap after it."""
        return (self.card + GAP) // CARD_UNITS


USUAL = Sizes()
DENSE = Sizes(
    name=8,
    group=8,
    domain=9,
    card=73,
    name_lines=2,
    chip_lines=1,
    chips=4,
    letter=8,
    figure=9,
    sign=9,
    level=0,
    more=40,
    card_pad=1,
    group_pad=1,
    panel_pad=4,
    panel_gap=3,
    shortened=True,
)
"""For a page that cannot hold a map otherwise."""


def figure_width(box: Box, z: Sizes) -> int:
    """Return the room kept for the figure of a card.

    A leaf without an application has no more than a count, of rules it violates for one, or none.
    """
    plain = not (box.chips or box.folded or box.derived or box.hidden)
    return min(_COUNT, z.figure) if plain else z.figure


def badge_width(size: int) -> int:
    """Return how wide the badge of a letter is in a header of that size."""
    return round(BADGE * size)


def proportion_width(box: Box, size: int, width: int) -> int:
    """Return the room kept for `k/n · u ?` in a header so wide; `k/n` alone in a narrow one.

    It is the same whatever the figures are.
    """
    digits = len(f"{_leaves(box):,}")
    counted = round(max(2 * digits + 1, _SUM_SIGNS) * 0.62 * size)
    return counted if width < NARROW else counted + round((digits + 3) * 0.5 * size)


def _leaves(box: Box) -> int:
    return sum([_leaves(child) if child.children else 1 for child in box.children]) or 1


@dataclass(slots=True)
class ChipFrame:
    """A chip where it stands: its lines; without a chip, the line on what is not shown."""

    chip: Chip | None
    lines: tuple[str, ...]
    width: int
    height: int
    more: int = 0


@dataclass(slots=True)
class Frame:
    """A box where it stands.

    Attributes:
        box: What is drawn.
        width: Its width, borders included.
        height: Its height, borders included.
        lines: Its name, wrapped.
        header: Height of the part with its name.
        chips: Its applications, in rows, as many side by side as fit.
        parts: What is in it, from top to bottom: columns side by side, of one or more boxes each.
        figure_row: Which row of applications has room for a figure at its end, in a card; None
            where it stands after the name.
    """

    box: Box
    width: int
    height: int
    lines: tuple[str, ...]
    header: int
    chips: list[list[ChipFrame]] = field(default_factory=list)
    parts: list[list[list[Frame]]] = field(default_factory=list)
    figure_row: int | None = None

    @property
    def is_card(self) -> bool:
        """Whether nothing stands in it but applications."""
        return not self.box.children


@dataclass(slots=True)
class Strip:
    """A row of the map's bands: its heading, where there are several, and its rows of panels."""

    band: str | None
    headed: bool
    rows: list[list[Frame]]


@dataclass(slots=True)
class Sheet:
    """A laid out map without its heading and legend."""

    width: int
    height: int
    strips: list[Strip]
