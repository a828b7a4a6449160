"""What each event does in the marketing sample, as it is pasted in a paper, byte for byte."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_regressions.file_regression import FileRegressionFixture

    from archrepo.analysis.impact import ImpactReport
    from archrepo.portfolio.impacts import Impacts

DAY = dt.date(2026, 12, 31)
ASKED: dict[str, Callable[[Impacts], ImpactReport]] = {
    "retire": lambda impact: impact.retire("pim-legacy", at=DAY),
    "change": lambda impact: impact.change("crm", "interface", breaking=True, at=DAY),
    "outage": lambda impact: impact.outage("commerce-platform", hours=4, at=DAY),
    "scope": lambda impact: impact.scope("audience-building", "merge", into="segmentation", at=DAY),
    "data": lambda impact: impact.data("customer", "change-master", to="crm", at=DAY),
    "technology": lambda impact: impact.technology("php-83", at=DAY),
    "project": lambda impact: impact.project("catalogue-360", slip=60, at=DAY),
}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portfolio]:
    folder = tmp_path_factory.mktemp("made") / "portfolio"
    with Portfolio.create(folder, sample="marketing") as made:
        yield made


@pytest.mark.parametrize(
    ("event", "lang"), [*((event, "en") for event in ASKED), ("outage", "fr"), ("project", "fr")]
)
def test_the_paper_is_the_same_bytes(
    portfolio: Portfolio, event: str, lang: str, file_regression: FileRegressionFixture
) -> None:
    told = str(render(ASKED[event](portfolio.impact), "markdown", View(lang=lang)))
    file_regression.check(told, basename=f"{event}-{lang}", extension=".md", encoding="utf-8")


def test_what_stands_on_the_way_of_a_late_project_is_called_by_its_name(
    portfolio: Portfolio,
) -> None:
    report = portfolio.impact.project("catalogue-360", slip=60, at=DAY)
    assert report.names["pim-brindelle"] == "Brindelle on the new PIM"
