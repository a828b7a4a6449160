"""What is answered about the worked example, byte for byte, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_regressions.file_regression import FileRegressionFixture

DAY = dt.date(2026, 12, 31)
SUFFIXES = {
    "table": ".txt",
    "markdown": ".md",
    "json": ".json",
    "csv": ".csv",
    "dot": ".gv",
    "tree": ".txt",
}
FORMS = [
    ("earliest", "json", "en"),
    ("earliest", "table", "en"),
    ("earliest", "markdown", "fr"),
    ("trace", "table", "fr"),
    ("trace", "json", "en"),
    ("parity", "json", "en"),
    ("parity", "table", "fr"),
    ("parity", "csv", "en"),
    ("retire", "dot", "en"),
    ("retire", "tree", "fr"),
]


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    folder = tmp_path_factory.mktemp("made") / "portfolio"
    with Portfolio.create(folder, sample="worked-example") as made:
        yield made


def answer(portfolio: Portfolio, asked: str) -> object:
    if asked == "earliest":
        return portfolio.impact.earliest_retirement("pim1", at=DAY)
    if asked == "retire":
        return portfolio.impact.retire("pim1", at=DAY)
    if asked == "parity":
        return portfolio.parity("pim1", by="pim2", at=DAY)
    return portfolio.trace("product-sheet", at=DAY)


@pytest.mark.parametrize(("asked", "fmt", "lang"), FORMS)
def test_the_answer_is_the_same_bytes(
    portfolio: Portfolio, asked: str, fmt: str, lang: str, file_regression: FileRegressionFixture
) -> None:
    told = str(render(answer(portfolio, asked), fmt, View(lang=lang, width=80)))
    file_regression.check(
        told, basename=f"{asked}-{lang}", extension=SUFFIXES[fmt], encoding="utf-8"
    )


def test_no_date_clears_the_worked_example_and_two_conditions_are_left(
    portfolio: Portfolio,
) -> None:
    found = portfolio.impact.earliest_retirement("pim1", at=DAY)
    assert found.day is None
    assert [condition.text for condition in found.conditions] == [
        "PIM2 must feed E-commerce with Product sheet",
        "Product sheet must have a live master",
    ]
    # A gap of one day is tolerated unless the portfolio says otherwise.
    assert found.conditions_from == dt.date(2027, 2, 28)


def test_without_tolerance_they_are_left_from_the_day_the_successor_is_live(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = portfolio.settings.options.impact.model_copy(update={"gap_tolerance_days": 0})
    options = portfolio.settings.options.model_copy(update={"impact": stated})
    monkeypatch.setattr(portfolio, "settings", _Settings(options))
    found = portfolio.impact.earliest_retirement("pim1", at=DAY)
    assert found.conditions_from == dt.date(2027, 3, 1)


class _Settings:
    def __init__(self, options: object) -> None:
        self.options = options
