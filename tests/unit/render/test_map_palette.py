"""Text on the map stands out from what it is written on."""

from __future__ import annotations

import itertools

import pytest

from archrepo.render.capability_map import palette
from archrepo.render.capability_map.palette import Paint, contrast

PAINTS = {
    **{f"tone {name}": paint for name, paint in palette.TONES.items()},
    **{name: paint for name, paint in vars(palette).items() if isinstance(paint, Paint)},
}


@pytest.mark.parametrize("name", sorted(PAINTS))
def test_text_is_readable_on_its_background(name: str) -> None:
    paint = PAINTS[name]
    assert contrast(paint.text, paint.fill) >= 4.5


@pytest.mark.parametrize("ground", [palette.PAGE.fill, palette.PANEL.fill, palette.GROUP.fill])
def test_quiet_text_is_readable_wherever_it_stands(ground: str) -> None:
    assert contrast(palette.QUIET, ground) >= 4.5


def test_classes_differ_without_hue() -> None:
    """Black-and-white print and every colour blindness keep lightness: filled classes differ."""
    filled = [p for p in palette.TONES.values() if not p.hollow]
    sound = [palette.TONES[name] for name in ("best", "good")]
    for one, other in itertools.combinations(filled, 2):
        both_dark = {one.fill, other.fill} == {
            palette.TONES["best"].fill,
            palette.TONES["worst"].fill,
        }
        both_pale = (
            max(contrast(p.fill, "#000000") for p in (one, other)) > 8
            and min(contrast(p.fill, "#000000") for p in (one, other)) > 8
        )
        assert contrast(one.fill, other.fill) >= 2 or both_dark or both_pale
    assert contrast(sound[0].fill, sound[1].fill) >= 3


def test_black_and_white_have_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
