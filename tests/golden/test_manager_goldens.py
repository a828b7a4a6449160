"""What a domain manager reads of the marketing sample, byte for byte, in both languages."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_regressions.file_regression import FileRegressionFixture

DAY = dt.date(2026, 12, 1)
ASKED: dict[str, Callable[[Portfolio], Any]] = {
    "coverage-matrix": lambda p: p.coverage.matrix(at=DAY, domain="marketing"),
    "coverage-gaps": lambda p: p.coverage.gaps(at=DAY),
    "coverage-overlaps": lambda p: p.coverage.overlaps(at=DAY, most=10),
    "coverage-without": lambda p: p.coverage.without(["crm", "loyalty"], at=DAY),
    "data-show": lambda p: p.data.show("customer", at=DAY),
    "data-matrix": lambda p: p.data.matrix(at=DAY, domain="support"),
    "data-register": lambda p: p.data.register(at=DAY, domain="marketing"),
    "data-circulation": lambda p: p.data.circulation(at=DAY),
    "legacy": lambda p: p.legacy(at=DAY, domain="marketing"),
    "obsolescence": lambda p: p.obsolescence(at=DAY, domain="channels"),
    "roadmap": lambda p: p.roadmap(at=DAY, domain="marketing"),
    "time": lambda p: p.time(at=DAY, domain="marketing"),
    "freshness": lambda p: p.freshness.report(at=DAY),
}


@pytest.fixture(scope="module", params=["en", "fr"])
def sample(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Portfolio]]:
    folder = tmp_path_factory.mktemp("made") / "portfolio"
    with Portfolio.create(folder, sample="marketing", language=request.param) as made:
        yield request.param, made


@pytest.mark.parametrize("asked", ASKED)
def test_the_report_is_the_same_bytes(
    sample: tuple[str, Portfolio], asked: str, file_regression: FileRegressionFixture
) -> None:
    lang, portfolio = sample
    answer = ASKED[asked](portfolio)
    form = "text" if asked.endswith("matrix") else "table"
    told = str(render(answer, form, View(lang=lang, width=100)))
    file_regression.check(told, basename=f"{asked}-{lang}", extension=".txt", encoding="utf-8")


_IN_THE_ORDER_OF_THE_MAP = {"domains", "scopes", "only", "sole", "wholes"}


def _enumerations(told: Any, key: str = "") -> Iterator[list[str]]:
    """Yield the names in each list of nodes that tells no more than their names."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from _enumerations(value, name)
    elif isinstance(told, list):
        bare = all(isinstance(one, dict) and one.keys() == {"id", "name"} for one in told)
        if bare and key not in _IN_THE_ORDER_OF_THE_MAP:
            yield [one["name"] for one in told]
        for one in told:
            yield from _enumerations(one)


def _as_looked_up(name: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c)))


@pytest.mark.parametrize("asked", ASKED)
def test_nodes_without_a_rank_are_in_the_order_of_their_names(
    sample: tuple[str, Portfolio], asked: str
) -> None:
    told = json.loads(str(render(ASKED[asked](sample[1]), "json", View())))
    for names in _enumerations(told):
        assert names == sorted(names, key=_as_looked_up)
