"""Every picture of a small company, byte for byte: as DOT and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.render.registry import View, formats_of, render
from tests.pictures import company
from tests.unit.render.test_pictures import PICTURES

if TYPE_CHECKING:
    from pytest_regressions.file_regression import FileRegressionFixture


@pytest.mark.parametrize("name", sorted(set(PICTURES) - {"map"}))
def test_a_picture_is_the_same_bytes(name: str, file_regression: FileRegressionFixture) -> None:
    result = PICTURES[name](company())
    human = "text" if "text" in formats_of(type(result).__name__) else "table"
    lang = "fr" if sorted(PICTURES).index(name) % 2 else "en"
    view = View(lang=lang, width=80)
    both = f"{render(result, human, view)}\n{render(result, 'dot', view)}"
    file_regression.check(both, encoding="utf-8", extension=".gv.txt", newline="\n")
