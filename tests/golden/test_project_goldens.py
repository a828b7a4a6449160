"""The dossier of a sample project, in both languages, is the same to the byte."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["en", "fr"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    lang = request.param
    folder = tmp_path_factory.mktemp("project") / lang
    with Portfolio.create(folder, sample="marketing", language=lang) as portfolio:
        yield lang, portfolio


def test_the_dossier(made: Any, file_regression: Any) -> None:
    lang, portfolio = made
    dossier = portfolio.projects.onboard("catalogue-360", at=dt.date(2026, 12, 1))
    without_maps = dossier.model_copy(update={"maps": ()})  # maps have goldens of their own
    text = render(without_maps, "markdown", View(lang=lang))
    file_regression.check(text, extension=".md", basename=f"dossier-{lang}")
