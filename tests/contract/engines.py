"""The engines there are here: the embedded one, and every version of the server."""

from __future__ import annotations

import pytest

from tests.neo4j import server as neo4j_servers


def _engines() -> list[object]:
    versions = neo4j_servers.versions() or ("none",)
    servers = [
        pytest.param(
            version,
            marks=pytest.mark.neo4j,
            id=f"neo4j-{version}",
        )
        for version in versions
    ]
    return [pytest.param("ladybug", id="ladybug"), *servers]


EVERY_ENGINE = _engines()

embedded_only = pytest.mark.parametrize("engine", EVERY_ENGINE[:1], indirect=True)
"""For tests of what the embedded engine alone does."""

on_newest_server = pytest.mark.parametrize(
    "engine", [EVERY_ENGINE[0], EVERY_ENGINE[-1]], indirect=True
)
"""For tests whose statements all run on every version elsewhere: one server shows the rest."""

on_oldest_server = pytest.mark.parametrize("engine", EVERY_ENGINE[:2], indirect=True)
"""For tests that ask what another test asks of the newest server."""

oldest_server_only = pytest.mark.parametrize(
    "neo4j_server", list(neo4j_servers.versions()[:1]) or ["none"], indirect=True
)
"""For tests of a server alone that others take to the newest."""

newest_server_only = pytest.mark.parametrize(
    "neo4j_server", list(neo4j_servers.versions()[-1:]) or ["none"], indirect=True
)
"""For tests of a server alone, whose statements all run on every version elsewhere."""
