"""Text on the map stands out from what it is written on."""

from __future__ import annotations

import itertools
from dataclasses import fields
from typing import get_args

import pytest

from archrepo.analysis.map_result import Tone
from archrepo.render.picture.palette import THEMES, Paint, Palette, contrast, luminance


def paints(theme: Palette) -> dict[str, Paint]:
    own = {f.name: getattr(theme, f.name) for f in fields(theme)}
    return {
        **{f"tone {name}": paint for name, paint in theme.tones.items()},
        **{name: paint for name, paint in own.items() if isinstance(paint, Paint)},
    }


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_text_is_readable_on_its_background(theme: str) -> None:
    for name, paint in paints(THEMES[theme]).items():
        assert contrast(paint.text, paint.fill) >= 4.5, name


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_quiet_text_and_alarms_are_readable_wherever_they_stand(theme: str) -> None:
    found = THEMES[theme]
    for ground in (found.page.fill, found.panel.fill, found.group.fill):
        assert contrast(found.quiet, ground) >= 4.5
        assert contrast(found.alarm, ground) >= 4.5
        assert contrast(found.line, ground) >= 3


def sound_and_not(theme: Palette) -> list[list[str]]:
    """Return the fills of classes that stand beside one another under some heat."""
    tones = theme.tones
    return [
        [tones[name].fill for name in ("best", "good")],
        [tones[name].fill for name in ("best", "poor")],
        [tones[name].fill for name in ("good", "worst")],
        [tones[name].fill for name in ("poor", "worst")],
    ]


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_classes_differ_without_hue(theme: str) -> None:
    """Black-and-white print and every colour blindness keep lightness.

    Best and worst are both strong, good and poor both weak: blue against red and orange tells
    them apart to every eye, and their letters where there is no colour.
    """
    for one, other in sound_and_not(THEMES["light"]):
        assert contrast(one, other) >= 2
    tones = THEMES[theme].tones
    assert contrast(tones["fatal"].fill, tones["worst"].fill) >= 1.5
    steps = [tones[f"step{n}"].fill for n in range(1, 5)]
    for one, other in itertools.pairwise(steps):
        assert contrast(one, other) >= 1.4
    light = [luminance(fill) for fill in steps]
    assert light in (sorted(light), sorted(light, reverse=True))


def test_both_themes_paint_the_same_things() -> None:
    one, other = THEMES.values()
    assert one.tones.keys() == other.tones.keys() == set(get_args(Tone))


def test_black_and_white_have_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
