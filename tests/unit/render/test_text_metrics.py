"""Names break into lines that fit, and no letter gets lost where there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.render.text_metrics import Room, text_width, wrapped

words = st.text(st.sampled_from("abcdefghiéèmWI’-"), min_size=1, max_size=14)
names = st.lists(words, min_size=1, max_size=9).map(" ".join)


@given(names, st.integers(40, 200))
def test_lines_fit_and_keep_every_word(name: str, room: int) -> None:
    lines = wrapped(name, Room(room, 8, most=99))
    assert all(text_width(line, 8) <= room for line in lines)
    kept = "".join(lines).replace(" ", "").replace("-", "")
    assert kept == name.replace(" ", "").replace("-", "")


@given(st.text(min_size=1, max_size=300), st.integers(30, 120), st.integers(1, 4))
def test_there_are_never_more_lines_than_asked_for(name: str, room: int, most: int) -> None:
    lines = wrapped(" ".join(name.split()), Room(room, 8, most=most))
    assert 1 <= len(lines) <= most


def test_what_is_cut_says_so() -> None:
    (line,) = wrapped("Référentiel des produits et des offres", Room(80, 8, most=1))
    assert line == "Référentiel des…"


def test_long_words_break_with_a_hyphen_and_not_near_their_end() -> None:
    assert wrapped("anticonstitutionnellement", Room(60, 8)) == (
        "anticonstitu-",
        "tionnellement",
    )
    room = text_width("approvisionneme-", 8)
    assert wrapped("approvisionnement", Room(room, 8)) == ("approvisionne-", "ment")


def test_width_counts_what_letters_take() -> None:
    assert text_width("WWW", 8) > text_width("iii", 8) * 3
    assert text_width("été", 8) == text_width("ete", 8)
    assert text_width("abc", 8, bold=True) > text_width("abc", 8)


@pytest.mark.parametrize(
    ("word", "room", "first"),
    [
        ("Agriculture", 44, "Agricul-"),
        ("Healthcare", 44, "Health-"),
        ("Infrastructure", 56, "Infrastruc-"),
        ("Référencement", 48, "Référen-"),
        ("Programme", 48, "Pro-"),
        ("Manufacturing", 50, "Manufac-"),
    ],
)
def test_long_words_break_between_syllables(word: str, room: float, first: str) -> None:
    lines = wrapped(word, Room(room, 9, most=2))
    assert lines[0] == first
    assert "".join(lines).replace("-", "") == word
