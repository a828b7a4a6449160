"""A Neo4j server that dies, is busy, or is too small: the portfolio stays what it was."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from archrepo.errors import ConflictError, StoreLockedError, StoreUnavailableError
from archrepo.store.credentials import Credentials
from archrepo.store.neo4j import connection as connections
from archrepo.store.neo4j.store import Neo4jStore
from tests.neo4j.encryption import (
    assert_a_certificate_is_checked_unless_the_scheme_says_not_to,
    encrypting,
)
from tests.neo4j.plans import METAMODEL, batch_of, new_node, plan_of, small_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archrepo.domain.changes import Plan
    from tests.neo4j.server import Server


PATIENCE = 120.0  # seconds: a busy machine takes long to start writing


def opened(server: Server, timeout: float = 15.0) -> Neo4jStore:
    """Return the portfolio on a server."""
    login = Credentials(server.user, server.password)
    return Neo4jStore.open(server.url, METAMODEL, login, timeout)


def created(server: Server) -> Neo4jStore:
    """Return a new portfolio on a server."""
    login = Credentials(server.user, server.password)
    return Neo4jStore.create(server.url, METAMODEL, login)


def many_nodes(count: int, revision: str) -> Plan:
    """Return a plan of many scopes."""
    return plan_of([new_node("Scope", f"s{n}") for n in range(count)], revision=revision)


def test_a_server_with_certificate_and_limits_killed_while_it_applies_comes_back_as_it_was(
    start_neo4j: Callable[..., Server],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # To start a server costs more than all that is asked of it here: two are enough.
    data = tmp_path / "data"
    server = start_neo4j(data=data, settings=encrypting(tmp_path / "certificate"))
    assert_a_certificate_is_checked_unless_the_scheme_says_not_to(server)
    monkeypatch.setattr(connections, "_RETRY_WITHIN", 1.0)
    store = opened(server)

    def kill(doing: str, done: int, total: int) -> None:
        if done >= 20_000:
            with contextlib.suppress(ProcessLookupError):
                os.kill(server.process or 0, signal.SIGKILL)

    host, port = server.address
    with pytest.raises(StoreUnavailableError) as told:
        store.apply(many_nodes(40_000, "b1"), batch_of("b2"), kill)
    assert f"{host}:{port}" in told.value.message
    assert "will be retried" in caplog.text  # so the driver tells that it tries again
    store.close()
    with pytest.raises(StoreUnavailableError, match="connection refused"):
        opened(server, 2)

    monkeypatch.setattr(connections, "_RETRY_WITHIN", PATIENCE)
    limit = "dbms.memory.transaction.total.max=20m"
    store = opened(start_neo4j(data=data, password=server.password, settings=[limit]))
    assert store.revision() == "b1"
    assert store.info().counts["Scope"] == 1
    store.apply(many_nodes(10, "b1"), batch_of("b2"))
    assert (store.revision(), store.info().counts["Scope"]) == ("b2", 11)
    assert_too_large_a_transaction_names_the_setting(store, caplog)
    assert (store.revision(), store.info().counts["Scope"]) == ("b2", 11)
    store.close()


def assert_too_large_a_transaction_names_the_setting(
    store: Neo4jStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    nodes = [new_node("Plateau", f"p{n}", description="x" * 500) for n in range(20_000)]
    with pytest.raises(StoreUnavailableError) as told:
        store.apply(plan_of(nodes, revision="b2"), batch_of("b3"))
    assert "more memory than the server allows" in told.value.message
    assert "dbms.memory.transaction.total.max" in str(told.value.hint)
    assert "will be retried" not in caplog.text  # as the driver does, in vain


def test_a_second_writer_is_told_and_changes_nothing(neo4j_server: Server) -> None:
    first, second = created(neo4j_server), opened(neo4j_server, timeout=2)
    busy, done = threading.Event(), threading.Event()

    def hold(doing: str, at: int, total: int) -> None:
        busy.set()
        done.wait(PATIENCE)

    writer = threading.Thread(target=first.apply, args=(small_plan(), batch_of("b1"), hold))
    writer.start()
    try:
        assert busy.wait(PATIENCE)
        with pytest.raises(StoreLockedError, match="somebody else is writing"):
            second.apply(plan_of([new_node("Plateau", "p")]), batch_of("b2"))
        assert writer.is_alive()
        assert second.revision() == ""
    finally:
        done.set()
        writer.join(PATIENCE)
    with pytest.raises(ConflictError, match="has changed since"):
        second.apply(plan_of([new_node("Plateau", "p")]), batch_of("b2"))
    assert (second.revision(), second.info().counts["Plateau"]) == ("b1", 0)
    first.close()
    second.close()


def test_a_statement_that_takes_too_long_is_stopped(
    neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archrepo.store.neo4j import store as stores

    monkeypatch.setattr(stores, "QUERY_WITHIN", 1.0)
    store = created(neo4j_server)
    text = "UNWIND range(1, 1000000000) AS a WITH a WHERE a % 7 = 3 RETURN count(a) AS n"
    with pytest.raises(StoreUnavailableError, match="took too long"):
        store.user_query(text, {})
    store.close()
