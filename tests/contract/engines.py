"""The engines there are here: the embedded one, and every version of the server."""

from __future__ import annotations

import pytest

from tests.neo4j import server as neo4j_servers


def _engines() -> list[object]:
    versions = neo4j_servers.versions() or ("none",)
    servers = [
        pytest.param(
            version,
            marks=[pytest.mark.neo4j, pytest.mark.xdist_group(f"neo4j-{version}")],
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
