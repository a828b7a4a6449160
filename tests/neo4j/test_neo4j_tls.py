"""TLS asked of a server that has none, and routes to a single one.

What a server with a certificate answers is asked where one is started anyway: `tests/faults`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.errors import StoreUnavailableError
from archrepo.store.credentials import Credentials
from archrepo.store.opening import create_store
from tests.neo4j.plans import METAMODEL, batch_of, small_plan

if TYPE_CHECKING:
    from tests.neo4j.server import Server


def test_a_server_without_tls_is_told_apart(neo4j_server: Server) -> None:
    login = Credentials(neo4j_server.user, neo4j_server.password)
    place = neo4j_server.url.removeprefix("bolt://")
    with pytest.raises(StoreUnavailableError) as told:
        create_store(f"bolt+ssc://{place}", METAMODEL, login, 5)
    assert "TLS was refused" in told.value.message
    assert "bolt://" in str(told.value.hint)


def test_routing_to_a_single_server_works(neo4j_server: Server) -> None:
    login = Credentials(neo4j_server.user, neo4j_server.password)
    store = create_store(neo4j_server.url.replace("bolt", "neo4j"), METAMODEL, login)
    store.apply(small_plan(), batch_of("b1"))
    assert store.scan("Application").num_rows == 2
    store.close()
