"""Colours of pictures, light and dark: blue is sound, orange and red are not, grey is unknown.

Blue against orange and red stays distinct to every kind of colour blindness, and dark against
light where there is no colour at all; letters say the same again. What has an order without being
good or bad takes steps of one blue; what has none, the hues of Okabe and Ito.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours of one kind of box; a dashed border marks what is not there, or not known.

    Attributes:
        fill: Of its ground.
        text: Of the letters on it.
        border: Of the line around it.
        dashed: Whether that line is.
        hollow: Whether only its border has a colour.
    """

    fill: str
    text: str
    border: str
    dashed: bool = False
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme."""

    tones: dict[str, Paint]
    chip: Paint
    ghost: Paint
    header: Paint
    panel: Paint
    group: Paint
    folded: Paint
    page: Paint
    quiet: str
    track: str
    line: str
    alarm: str

    def solid(self, tone: str) -> str:
        """Return the colour of a tone where it is a bar or a line."""
        paint = self.tones[tone]
        return paint.border if paint.hollow else paint.fill


_HUES = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")
_DEEP_HUES = ("#b87f00", "#3b8fc4", "#007a59", "#c2b62f", "#00578a", "#a84a00", "#a55884")


def _hues(borders: tuple[str, ...]) -> dict[str, Paint]:
    return {
        f"hue{i}": Paint(fill, "#ffffff" if fill == "#0072b2" else "#101418", border)
        for i, (fill, border) in enumerate(zip(_HUES, borders, strict=True), 1)
    }


LIGHT = Palette(
    tones={
        "best": Paint("#1f5a9d", "#ffffff", "#17467c"),
        "good": Paint("#a9cfea", "#14202b", "#7fb2d6"),
        "poor": Paint("#f8c58c", "#2a1a05", "#dc9f5c"),
        "worst": Paint("#b0202f", "#ffffff", "#8a1622"),
        "fatal": Paint("#6e0f1a", "#ffffff", "#4d0a12"),
        "soon": Paint("#ffffff", "#5a3d8f", "#7a5cb5", dashed=True, hollow=True),
        "none": Paint("#ffffff", "#a01b29", "#b0202f", hollow=True),
        "unknown": Paint("#d6d6d6", "#2e2e2e", "#7d7d7d", dashed=True),
        "aside": Paint("#f7f7f7", "#5b5b5b", "#c9c9c9"),
        "step1": Paint("#ecf3fa", "#14202b", "#bcd3e8"),
        "step2": Paint("#a9cfea", "#14202b", "#7fb2d6"),
        "step3": Paint("#3d76ad", "#ffffff", "#2c5c8c"),
        "step4": Paint("#173f70", "#ffffff", "#0f2c50"),
        **_hues(_DEEP_HUES),
        "mixed": Paint("#3f4955", "#ffffff", "#2a323b"),
        "turned": Paint("#f4e7b0", "#2a2405", "#d3bf68"),
    },
    chip=Paint("#ffffff", "#17212b", "#ffffff"),
    ghost=Paint("#ffffff", "#5d6873", "#a4adb7", dashed=True, hollow=True),
    header=Paint("#22344a", "#ffffff", "#22344a"),
    panel=Paint("#ffffff", "#17212b", "#9fabb8"),
    group=Paint("#f1f4f8", "#17212b", "#ccd4dd"),
    folded=Paint("#ffffff", "#17212b", "#9fabb8"),
    page=Paint("#ffffff", "#22344a", "#ffffff"),
    quiet="#55616e",
    track="#d5dbe2",
    line="#5f6f80",
    alarm="#b0202f",
)
DARK = Palette(
    tones={
        "best": Paint("#6aaef0", "#0b1724", "#8ec4f7"),
        "good": Paint("#2b5a8a", "#ffffff", "#4a7fb5"),
        "poor": Paint("#e3a455", "#221503", "#f2be7d"),
        "worst": Paint("#c93a48", "#ffffff", "#ef7782"),
        "fatal": Paint("#7d1420", "#ffffff", "#ef7782"),
        "soon": Paint("#161b23", "#c9b4f4", "#a88be0", dashed=True, hollow=True),
        "none": Paint("#161b23", "#ff98a1", "#e0606c", hollow=True),
        "unknown": Paint("#4a5058", "#f4f4f4", "#9aa2ab", dashed=True),
        "aside": Paint("#20262f", "#a9b3be", "#3c4653"),
        "step1": Paint("#24384d", "#e8edf3", "#3a5470"),
        "step2": Paint("#2f5f8f", "#ffffff", "#4a7fb5"),
        "step3": Paint("#5b9fdd", "#0b1724", "#84bbec"),
        "step4": Paint("#bcdcf8", "#0b1724", "#dcedfb"),
        **_hues(_HUES),
        "mixed": Paint("#aeb8c3", "#11161d", "#ccd4dd"),
        "turned": Paint("#6a5d1e", "#ffffff", "#a3923f"),
    },
    chip=Paint("#11161d", "#e8edf3", "#11161d"),
    ghost=Paint("#1a2029", "#98a4b1", "#566270", dashed=True, hollow=True),
    header=Paint("#31465f", "#ffffff", "#31465f"),
    panel=Paint("#161b23", "#e8edf3", "#4b5868"),
    group=Paint("#1f2630", "#e8edf3", "#394553"),
    folded=Paint("#161b23", "#e8edf3", "#4b5868"),
    page=Paint("#10141a", "#e8edf3", "#10141a"),
    quiet="#a3aebb",
    track="#36404c",
    line="#93a1b0",
    alarm="#ff7a86",
)
THEMES = {"light": LIGHT, "dark": DARK}


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
