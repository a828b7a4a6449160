"""TLS to a real server: accepted, refused and told."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from archrepo.errors import StoreUnavailableError
from archrepo.store.credentials import Credentials
from archrepo.store.opening import create_store, open_store
from tests.neo4j.plans import METAMODEL, batch_of, small_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.neo4j.server import Server

POLICY = "dbms.ssl.policy.bolt"


@pytest.fixture
def tls_server(start_neo4j: Callable[..., Server], tmp_path: Path) -> Server:
    """Return a server with a certificate that nobody vouches for."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-keyout", "private.key", "-out", "public.crt"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    return start_neo4j(
        settings=[
            f"{POLICY}.enabled=true",
            f"{POLICY}.base_directory={tmp_path}",
            f"{POLICY}.private_key=private.key",
            f"{POLICY}.public_certificate=public.crt",
            f"{POLICY}.client_auth=NONE",
            "server.bolt.tls_level=OPTIONAL",
        ]
    )


def test_a_certificate_is_checked_unless_the_scheme_says_not_to(tls_server: Server) -> None:
    login = Credentials(tls_server.user, tls_server.password)
    place = tls_server.url.removeprefix("bolt://")
    for scheme in ("bolt+s", "neo4j+s"):
        with pytest.raises(StoreUnavailableError, match="certificate is not trusted") as told:
            create_store(f"{scheme}://{place}", METAMODEL, login, 5)
        assert "ssc" in str(told.value.hint)
    store = create_store(f"bolt+ssc://{place}", METAMODEL, login)
    store.apply(small_plan(), batch_of("b1"))
    assert store.info().details["encrypted"] == "yes"
    store.close()
    store = open_store(f"neo4j+ssc://{place}", METAMODEL, login)
    assert store.revision() == "b1"
    store.close()


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
