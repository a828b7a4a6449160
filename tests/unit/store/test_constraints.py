"""What users of a Neo4j server may do about constraints, as the driver tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from neo4j.exceptions import Neo4jError

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import AuthError
from archrepo.store.neo4j.address import address_of
from archrepo.store.neo4j.constraints import constrain
from archrepo.store.neo4j.failures import translated
from archrepo.store.schema import neo4j_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

METAMODEL = builtin_metamodel()
WANTED = neo4j_schema(METAMODEL)


class Server:
    """What a server with these rights and constraints does of what it is asked."""

    def __init__(self, *there: str, shows: bool = True, makes: bool = True) -> None:
        self.there, self.shows, self.makes = there, shows, makes
        self.made: list[str] = []

    def read(self, name: str) -> list[dict[str, str]]:
        assert name == "store.constraints"
        return self._if(self.shows, [{"name": name} for name in self.there])

    def run(self, texts: Sequence[str]) -> None:
        for text in texts:
            self._if(self.makes, self.made.append(text))

    def _if(self, allowed: bool, answer: object) -> list[dict[str, str]]:
        with translated(address_of("bolt://localhost:7687")):
            if not allowed:
                code = "Neo.ClientError.Security.Forbidden"
                raise Neo4jError._hydrate_neo4j(code=code, message="Schema operation not allowed")
        return answer  # type: ignore[return-value]


def test_those_that_are_there_are_not_made_again() -> None:
    first, *others = WANTED
    server = Server(first)
    constrain(METAMODEL, server.read, server.run)
    assert server.made == [WANTED[name].text for name in others]
    server = Server(*WANTED, makes=False)
    constrain(METAMODEL, server.read, server.run)


def test_who_may_make_but_not_see_them_makes_those_that_are_not_there() -> None:
    server = Server(*WANTED, shows=False)
    constrain(METAMODEL, server.read, server.run)
    assert server.made == [asked.text for asked in WANTED.values()]
    assert all(" IF NOT EXISTS " in text for text in server.made)


@pytest.mark.parametrize("shows", [True, False])
def test_who_may_not_make_what_is_lacking_is_told(shows: bool) -> None:
    server = Server(shows=shows, makes=False)
    with pytest.raises(AuthError, match="Schema operation not allowed"):
        constrain(METAMODEL, server.read, server.run)
