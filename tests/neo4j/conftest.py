"""A portfolio on a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.store.credentials import Credentials
from archrepo.store.neo4j.store import Neo4jStore
from tests.neo4j.plans import METAMODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.neo4j.server import Server


@pytest.fixture
def login(neo4j_server: Server) -> Credentials:
    """Return what lets one in."""
    return Credentials(neo4j_server.user, neo4j_server.password)


@pytest.fixture
def store(neo4j_server: Server, login: Credentials) -> Iterator[Neo4jStore]:
    """Return an empty portfolio on the server."""
    made = Neo4jStore.create(neo4j_server.url, METAMODEL, login)
    yield made
    made.close()
