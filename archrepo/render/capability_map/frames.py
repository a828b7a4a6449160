"""What a laid out map is made of, and the sizes everything is drawn at, in points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.map_result import Box, Chip

NAME_SIZE = 9  # whole numbers: Graphviz cuts what is behind the point
CHIP_SIZE = 8
GROUP_SIZE = 9
DOMAIN_SIZE = 11
UNIT = 59  # what widths are chosen in: half a card, so that neighbours can end at one height
CARD_UNITS = 2
CARD_WIDTH = 115  # least width of a leaf with the gap after it: two units
CARD_STRETCH = 2.5  # cards of a wide panel grow to this many times that, and no wider
CARD_PAD = 2
LETTER_WIDTH = 11
FIGURE_WIDTH = 20
SIGN_WIDTH = 11  # the letter of a class before an application, wide enough for `~` too
LEVEL_WIDTH = 7
CHIP_PAD = 2
CHIP_GAP = 2
MORE_WIDTH = 70
GAP = 3
GROUP_PAD = 3
PANEL_PAD = 4
PANEL_GAP = 6
BAR = 3
BADGE = 1.5  # width of a letter's badge in a header, as so many times the size of its letters
BORDER = 1
MOST_CHIPS = 8
NAME_LINES = 4
NARROW = 160
_SUM_SIGNS = 4  # of a sum such as `1.2M`, which stands there under some heats
CHIP_LINES = 3


def badge_width(size: int) -> int:
    """Return how wide the badge of a letter is in a header of that size."""
    return round(BADGE * size)


def proportion_width(box: Box, size: int, width: int) -> int:
    """Return the room kept for `k/n · u ?` in a header so wide; `k/n` alone in a narrow one.

    It is the same whatever the figures are.
    """
    digits = len(str(_leaves(box)))
    counted = round(max(2 * digits + 1, _SUM_SIGNS) * 0.62 * size)
    return counted if width < NARROW else counted + round((digits + 3) * 0.5 * size)


def _leaves(box: Box) -> int:
    return sum(map(_leaves, box.children)) if box.children else 1


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
