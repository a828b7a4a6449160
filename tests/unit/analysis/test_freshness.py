"""Maturity levels, and a campaign whose sheets come back as a plan."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.freshness import levels_of, maturity
from archrepo.analysis.situation import Situation
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError
from archrepo.portfolio import Portfolio
from tests.map_portfolios import Builder

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 12, 1)


def test_a_level_counts_when_all_below_it_is_there() -> None:
    made = Builder()
    made.node("Scope", "s")
    made.node("Application", "bare")
    made.node("Application", "placed", category="SAAS", phase="ACTIVE")
    made.relate("COVERS", "placed", "s", level="FULL")
    levels = levels_of(builtin_metamodel(), {})
    here = Situation.read(made.store(), DAY, PlanChoice())
    (line,) = [k for k in maturity(here, levels, 12).kinds if k.id == "Application"]
    assert line.levels == (1, 1, 0, 0)
    assert line.never == 2


def test_a_confirmation_counts_for_so_many_months() -> None:
    made = Builder()
    made.node("Application", "new", confirmed_on=dt.date(2026, 6, 1))
    made.node("Application", "old", confirmed_on=dt.date(2024, 6, 1))
    here = Situation.read(made.store(), DAY, PlanChoice())
    (line,) = [
        k
        for k in maturity(here, levels_of(builtin_metamodel(), {}), 12).kinds
        if k.id == "Application"
    ]
    assert (line.fresh, line.stale, line.never) == (1, 1, 0)


def test_the_first_day_there_is_has_no_year_before_it() -> None:
    made = Builder()
    made.node("Application", "a", confirmed_on=DAY)
    here = Situation.read(made.store(), dt.date.min, PlanChoice())
    (line,) = maturity(here, levels_of(builtin_metamodel(), {}), 12).kinds
    assert line.fresh == 1


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"aplication": {"1": ["name"]}}, "no kind"),
        ({"application": {"4": ["name"]}}, "no level"),
        ({"application": {"1": ["critcality"]}}, "has no 'critcality'"),
    ],
)
def test_levels_that_name_nothing_are_refused(stated: dict, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        levels_of(builtin_metamodel(), stated)


@pytest.mark.parametrize(
    ("language", "delimiter", "on", "users", "never"),
    [
        ("en", ",", "Confirmed on", "Users", "Never confirmed"),
        ("fr", ";", "Confirmé le", "Nombre d’utilisateurs", "Jamais confirmé"),
    ],
)
def test_what_an_owner_confirms_and_corrects_comes_back_as_a_plan(
    tmp_path: Path, language: str, delimiter: str, on: str, users: str, never: str
) -> None:
    with Portfolio.create(tmp_path / "p", sample="worked-example", language=language) as portfolio:
        folder = tmp_path / "campaign"
        made = portfolio.freshness.campaign(folder, at=DAY)
        file = folder / next(s.file for s in made.sheets if s.kind == "Application")
        with file.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.reader(source, delimiter=delimiter))
        header = rows[0]
        assert rows[1][0].startswith(never)
        for column, value in ((on, "2026-12-01"), (users, "321")):
            rows[1][header.index(column)] = value
        with file.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target, delimiter=delimiter).writerows(rows)
        identifier = rows[1][1]
        portfolio.import_plan([file]).apply()
        values = portfolio.show(identifier).values
        assert values["users_count"] == 321
        assert str(values["confirmed_on"]) == "2026-12-01"
