"""Models that build their checks when the first is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archrepo.analysis.results import Part
from archrepo.domain.deferred import Deferred
from archrepo.domain.entities import Node
from archrepo.domain.relations import Relation

if TYPE_CHECKING:
    from pydantic import BaseModel


class Whole(Part):
    piece: Piece


class Piece(Part):
    size: int


def test_the_variables_of_who_makes_the_first_one_are_no_types() -> None:
    def made(pieces: list[Any]) -> list[Whole]:
        return [Whole(piece=Piece) for Piece in pieces]

    assert made([Piece(size=1)])[0].piece.size == 1


@pytest.mark.parametrize("family", [Part, Node, Relation])
def test_all_that_are_made_late_are_made_so(family: type[BaseModel]) -> None:
    assert issubclass(family, Deferred)
    assert family.model_config.get("defer_build")
