"""Reaching a server and logging in: what a user is told when it does not work."""

from __future__ import annotations

import logging
import socket
import socketserver
import threading
import time
from typing import TYPE_CHECKING

import pytest

from archrepo.errors import AuthError, ConfigError, ConflictError, StoreUnavailableError
from archrepo.store.credentials import Credentials, credentials_from
from archrepo.store.neo4j.address import address_of
from archrepo.store.neo4j.store import Neo4jStore
from archrepo.store.opening import create_store, open_store
from tests.neo4j.plans import METAMODEL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.neo4j.server import Server

SECRET = "s3cret-0f-mine"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_closed_port_is_named_at_once(
    scheme: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    nothing_is_waited_for = 3600
    with pytest.raises(StoreUnavailableError) as told:
        open_store(
            f"{scheme}://127.0.0.1:{port}",
            METAMODEL,
            Credentials("neo4j", SECRET),
            nothing_is_waited_for,
        )
    assert f"127.0.0.1:{port}" in told.value.message
    assert "connection refused" in told.value.message
    assert told.value.hint
    assert capfd.readouterr() == ("", "")


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(StoreUnavailableError) as told:
        open_store("bolt://no-such-host.invalid", METAMODEL, Credentials("neo4j", SECRET), 3)
    assert told.value.message == (
        "cannot reach Neo4j at no-such-host.invalid:7687: the host's name is unknown"
    )


def test_a_port_that_never_answers_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        url = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreUnavailableError, match="no answer in time"):
            open_store(url, METAMODEL, Credentials("neo4j", SECRET), timeout=1)
    assert time.monotonic() - began < 15  # what it waits unless told


def test_a_wrong_password_is_an_error_of_its_own_and_is_not_shown(
    neo4j_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(AuthError) as told:
        open_store(neo4j_server.url, METAMODEL, Credentials(neo4j_server.user, SECRET))
    assert "refused the user or password" in told.value.message
    assert "ARCHREPO_NEO4J_PASSWORD" in str(told.value.hint)
    chain = f"{told.value!r} {told.value.__cause__!r} {told.value.hint}"
    assert SECRET not in chain + caplog.text


def test_without_credentials_the_user_learns_how_to_give_them(
    neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCHREPO_NEO4J_PASSWORD", raising=False)
    monkeypatch.delenv("ARCHREPO_NEO4J_PASSWORD_FILE", raising=False)
    with pytest.raises(AuthError) as told:
        open_store(neo4j_server.url, METAMODEL)
    assert "ARCHREPO_NEO4J_PASSWORD_FILE" in str(told.value.hint)


def test_credentials_come_from_the_environment(
    neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARCHREPO_NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("ARCHREPO_NEO4J_PASSWORD", neo4j_server.password)
    store = create_store(neo4j_server.url, METAMODEL)
    assert store.revision() == ""
    store.close()


def test_the_password_file_goes_before_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    named = {"ARCHREPO_NEO4J_PASSWORD": "other", "ARCHREPO_NEO4J_USER": "ann"}
    assert credentials_from(file, named) == Credentials("ann", SECRET)
    assert credentials_from(None, {"ARCHREPO_NEO4J_PASSWORD_FILE": str(file)}) == Credentials(
        "neo4j", SECRET
    )
    assert credentials_from(None, {}) is None
    assert SECRET not in repr(credentials_from(file, named))


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_a_password_file_that_cannot_be_used_is_named(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match=str(file)):
        credentials_from(file, {})


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError) as told:
        open_store(f"neo4j+s://ann:{SECRET}@graph.example:7687", METAMODEL)
    assert SECRET not in f"{told.value.message} {told.value.hint}"
    assert "graph.example" in told.value.message


@pytest.mark.parametrize(
    ("url", "uri", "database"),
    [
        ("bolt://h", "bolt://h:7687", "neo4j"),
        ("neo4j+ssc://h:7000/sales", "neo4j+ssc://h:7000", "sales"),
        ("neo4j+s://[::1]:7687", "neo4j+s://[::1]:7687", "neo4j"),
        ("neo4j://ann@h/?policy=eu", "neo4j://h:7687?policy=eu", "neo4j"),
    ],
)
def test_what_a_url_says(url: str, uri: str, database: str) -> None:
    address = address_of(url)
    assert (address.uri, address.database) == (uri, database)


@pytest.mark.parametrize("url", ["bolt://", "neo4j://h:port", "neo4j://h/a/b", "bolt+x://h"])
def test_a_url_that_cannot_be_read_is_refused(url: str) -> None:
    with pytest.raises(ConfigError) as told:
        open_store(url, METAMODEL)
    assert told.value.hint


def test_an_unknown_database_is_named(neo4j_server: Server) -> None:
    login = Credentials(neo4j_server.user, neo4j_server.password)
    with pytest.raises(StoreUnavailableError, match="nowhere"):
        open_store(f"{neo4j_server.url}/nowhere", METAMODEL, login)


def test_a_database_without_a_portfolio_is_said_to_have_none(neo4j_server: Server) -> None:
    login = Credentials(neo4j_server.user, neo4j_server.password)
    with pytest.raises(StoreUnavailableError, match="no portfolio in the database 'neo4j'"):
        open_store(neo4j_server.url, METAMODEL, login)


def test_a_database_in_use_is_not_taken_over(neo4j_server: Server, store: Neo4jStore) -> None:
    login = Credentials(neo4j_server.user, neo4j_server.password)
    with pytest.raises(ConflictError, match="holds a portfolio"):
        create_store(neo4j_server.url, METAMODEL, login)


def test_another_server_is_not_taken_for_a_neo4j() -> None:
    class Web(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(64)
            self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Web) as web:
        threading.Thread(target=web.serve_forever, args=(0.05,), daemon=True).start()
        try:
            with pytest.raises(StoreUnavailableError, match="does not answer as a Neo4j server"):
                open_store(f"bolt://127.0.0.1:{web.server_address[1]}", METAMODEL, timeout=3)
        finally:
            web.shutdown()
