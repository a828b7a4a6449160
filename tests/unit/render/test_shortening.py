"""Names made to fit: as little is taken away as will do, and what is left can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.render.shortening import shortened
from archrepo.render.text_metrics import Room, text_width


@pytest.mark.parametrize(
    ("name", "room", "lines", "told"),
    [
        ("CRM", 60, 1, ("CRM",)),
        ("Warehouse management (WMS)", 60, 1, ("WMS",)),
        ("Analyser la segmentation", 64, 2, ("Analyser la", "segmentation")),
        ("Piloter les fiches produit enrichies", 60, 2, ("Pilot. fiches", "prod. enric.")),
        ("Texts and images", 70, 1, ("Texts & images",)),
    ],
)
def test_a_name_is_shortened_as_little_as_will_do(
    name: str, room: int, lines: int, told: tuple[str, ...]
) -> None:
    assert shortened(name, Room(room, 8, most=lines)) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Expense claims", ("Expen. claims",)),
        ("Salesforce Sales Cloud", ("Salesforce", "Sales Cloud")),
        ("Microsoft Project Online", ("Microsoft", "Project Online")),
        ("Budget workbook (Excel)", ("Budget workb.", "(Excel)")),
        ("Tills (Luxembourg)", ("Tills (Luxemb.)",)),
    ],
)
def test_it_takes_another_line_rather_than_words_of_three_letters(
    name: str, told: tuple[str, ...]
) -> None:
    assert shortened(name, Room(64, 8, most=1), 5) == told


def test_a_word_cut_short_is_not_divided_too() -> None:
    found = shortened("Business Functions Operations", Room(34, 8, most=3))
    assert found == ("Busin.", "Funct.", "Operat.")


def test_a_name_takes_as_many_lines_as_it_needs_before_its_end_is_cut() -> None:
    found = shortened(
        "Alternatieven voor mitigatie risico’s op capaciteit en functies", Room(40, 8, most=2)
    )
    assert len(found) > 3
    assert found[-1].startswith("fun")


@given(st.text(max_size=80), st.integers(30, 200), st.integers(1, 3))
def test_whatever_the_name_it_fits(name: str, room: int, lines: int) -> None:
    found = shortened(" ".join(name.split()), Room(room, 8, most=lines))
    assert 1 <= len(found) <= lines + 4
    assert all(text_width(line, 8) <= room or len(line) <= 2 for line in found)
