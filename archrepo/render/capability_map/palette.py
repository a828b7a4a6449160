"""Colours of the map: blue is sound, orange and red are not, grey is unknown.

Blue against orange and red stays distinct to every kind of colour blindness, and dark against
light where there is no colour at all; letters say the same again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of one kind of box; a dashed border marks what is not there, or not known."""

    fill: str
    text: str
    border: str
    dashed: bool = False

    @property
    def hollow(self) -> bool:
        """Whether only its border has a colour."""
        return self.fill == "#ffffff"


TONES: dict[str, Paint] = {
    "best": Paint("#1f5a9d", "#ffffff", "#17467c"),
    "good": Paint("#a9cfea", "#14202b", "#7fb2d6"),
    "poor": Paint("#f8c58c", "#2a1a05", "#dc9f5c"),
    "worst": Paint("#b0202f", "#ffffff", "#8a1622"),
    "soon": Paint("#ffffff", "#5a3d8f", "#7a5cb5", dashed=True),
    "none": Paint("#ffffff", "#a01b29", "#b0202f"),
    "unknown": Paint("#d6d6d6", "#2e2e2e", "#7d7d7d", dashed=True),
    "aside": Paint("#f7f7f7", "#5b5b5b", "#c9c9c9"),
}

CHIP = Paint("#ffffff", "#17212b", "#ffffff")
GHOST = Paint("#ffffff", "#5d6873", "#a4adb7", dashed=True)
HEADER = Paint("#22344a", "#ffffff", "#22344a")
PANEL = Paint("#ffffff", "#17212b", "#9fabb8")
GROUP = Paint("#f1f4f8", "#17212b", "#ccd4dd")
FOLDED = Paint("#ffffff", "#17212b", "#9fabb8")
PAGE = Paint("#ffffff", "#22344a", "#ffffff")
QUIET = "#55616e"
TRACK = "#d5dbe2"


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb` as the accessibility guidelines define it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21; text needs 4.5."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
