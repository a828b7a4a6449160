"""Heats on redundancy and on the two fits, on portfolios as small as they can be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.map_result import Box
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder

DAY = dt.date(2026, 12, 31)


def orders(made: Builder, heat: str) -> Box:
    """Return the one scope of the map, judged by `heat`."""
    request = MapRequest(DAY, heat=heat)
    (panel,) = capability_map(made.store(), builtin_metamodel(), request).domains
    (leaf,) = panel.children
    return leaf


@pytest.fixture
def made() -> Builder:
    made = Builder()
    made.node("Domain", "sales", "Sales")
    made.node("Scope", "orders", "Orders")
    made.relate("CONTAINS", "sales", "orders")
    return made


def cover(made: Builder, application: str, /, **values: Any) -> None:
    own = {k: values.pop(k) for k in ("retired", "technical_fit") if k in values}
    own |= {"functional_fit": values.pop("own_fit")} if "own_fit" in values else {}
    made.node("Application", application, **own)
    made.relate("COVERS", application, "orders", **values)


@pytest.mark.parametrize(
    ("applications", "name", "letter", "figure"),
    [(0, "NONE", "–", ""), (1, "ONE", "1", ""), (2, "TWO", "2", ""), (4, "MANY", "3", "4")],
)
def test_redundancy_counts_applications(
    made: Builder, applications: int, name: str, letter: str, figure: str
) -> None:
    for n in range(applications):
        cover(made, f"a{n}", level="FULL" if n else None)
    found = orders(made, "redundancy")
    assert (found.cell.name, found.cell.letter, found.cell.figure) == (name, letter, figure)
    assert {chip.cell.name for chip in found.chips} <= {name}


def test_what_is_planned_or_over_is_no_double(made: Builder) -> None:
    cover(made, "shop", level="FULL")
    cover(made, "next", level="PLANNED")
    cover(made, "old", level="FULL", retired=dt.date(2026, 1, 1))
    assert orders(made, "redundancy").cell.name == "ONE"


def test_those_for_other_segments_are_no_doubles(made: Builder) -> None:
    cover(made, "france", level="FULL", segments=("tag:france",))
    cover(made, "belgium", level="FULL", segments=("tag:belgium",))
    assert orders(made, "redundancy").cell.name == "ONE"
    cover(made, "brussels", level="PARTIAL", segments=("tag:belgium",))
    found = orders(made, "redundancy")
    assert found.cell.name == "TWO"
    marked = {chip.application: chip.cell.name for chip in found.chips}
    assert marked == {"france": "ONE", "belgium": "TWO", "brussels": "TWO"}


def test_functional_fit_is_that_of_the_coverage_else_of_the_application(made: Builder) -> None:
    cover(made, "shop", level="FULL", own_fit="PERFECT", functional_fit="INSUFFICIENT")
    assert orders(made, "functional_fit").cell.name == "INSUFFICIENT"
    cover(made, "erp", level="FULL", own_fit="APPROPRIATE")
    assert orders(made, "functional_fit").cell.name == "APPROPRIATE"


def test_technical_fit_is_the_soundest_of_those_that_give_the_level(made: Builder) -> None:
    assert orders(made, "technical_fit").cell.name == "NONE"
    cover(made, "shop", level="FULL")
    assert orders(made, "technical_fit").cell.name == "UNKNOWN"
    cover(made, "erp", level="FULL", technical_fit="UNREASONABLE")
    cover(made, "crm", level="PARTIAL", technical_fit="FULLY_APPROPRIATE")
    assert orders(made, "technical_fit").cell.name == "UNREASONABLE"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("heat", ["redundancy", "functional_fit", "technical_fit"])
def test_every_class_has_words_and_a_letter_of_its_own(made: Builder, heat: str, lang: str) -> None:
    result = capability_map(made.store(), builtin_metamodel(), MapRequest(DAY, heat=heat))
    letters = [entry.letter for entry in result.legend]
    assert len(set(letters)) == len(letters)
    text = render(result, "text", View(lang=lang, width=200))
    assert isinstance(text, str)
    assert not any(f" {entry.name} " in text for entry in result.legend if entry.name != "NONE")
