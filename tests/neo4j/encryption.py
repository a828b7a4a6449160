"""A server that offers TLS with a certificate nobody vouches for, and what is told of it."""

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
    from pathlib import Path

    from tests.neo4j.server import Server

_POLICY = "dbms.ssl.policy.bolt"


def encrypting(folder: Path) -> list[str]:
    """Return the settings that offer TLS, with a certificate in `folder`."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-keyout", "private.key", "-out", "public.crt"]
    folder.mkdir()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return [
        f"{_POLICY}.enabled=true",
        f"{_POLICY}.base_directory={folder}",
        f"{_POLICY}.private_key=private.key",
        f"{_POLICY}.public_certificate=public.crt",
        f"{_POLICY}.client_auth=NONE",
        "server.bolt.tls_level=OPTIONAL",
    ]


def assert_a_certificate_is_checked_unless_the_scheme_says_not_to(server: Server) -> None:
    """Make a portfolio on an empty server that offers TLS, with one batch in it."""
    login = Credentials(server.user, server.password)
    place = server.url.removeprefix("bolt://")
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
