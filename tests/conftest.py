"""Fixtures every test may ask for."""

from __future__ import annotations

import contextlib
import gc
import os
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests import scratch
from tests.neo4j import server as neo4j_servers
from tests.workers import UnitScheduling, rank_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.neo4j.server import Server

# No test fails because the machine was busy with something else: what hangs meets the time-out.
_UNHURRIED: Any = {
    "deadline": None,
    "suppress_health_check": [hypothesis.HealthCheck.too_slow],
}
hypothesis.settings.register_profile("unhurried", **_UNHURRIED)
# What passed once in continuous integration passes again; elsewhere each run tries new examples.
hypothesis.settings.register_profile("ci", derandomize=True, **_UNHURRIED)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "unhurried")

_NEO4J_FIXTURES = {"neo4j_server", "lease_neo4j", "start_neo4j"}


def pytest_configure(config: pytest.Config) -> None:
    """Choose where tests write."""
    scratch.in_memory(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Neo4j, and begin with what takes longest."""
    for item in items:
        if _NEO4J_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("neo4j")
    items.sort(key=lambda item: rank_of(item.nodeid))


def pytest_collection_finish() -> None:
    """Look for garbage less often: each time it is among thousands of collected tests."""
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Return what shares the tests between workers."""
    config.option.loadscopereorder = False  # by number of tests: the longest of all came last
    return UnitScheduling(config, log)


def neo4j_versions() -> list[str]:
    """Return the versions to parametrize with; one that skips or fails where there is none."""
    return list(neo4j_servers.versions()) or ["none"]


@pytest.fixture(scope="session")
def _neo4j_session() -> Iterator[None]:
    yield
    neo4j_servers.release_all()


@pytest.fixture
def lease_neo4j(_neo4j_session: None) -> Iterator[Callable[[str], Server]]:
    """Return what hands over the server of a version, empty, for the rest of the test."""
    with contextlib.ExitStack() as stack:

        def lease(version: str) -> Server:
            with _skipping():
                if version == "none":
                    raise neo4j_servers.NoServerError(neo4j_servers.why_none())
                return stack.enter_context(neo4j_servers.lease(version))

        yield lease


@pytest.fixture(params=neo4j_versions())
def neo4j_server(request: pytest.FixtureRequest, lease_neo4j: Callable[[str], Server]) -> Server:
    """Return a real server with an empty database, one for each version there is."""
    return lease_neo4j(request.param)


@pytest.fixture
def start_neo4j(_neo4j_session: None) -> Iterator[Callable[..., Server]]:
    """Return what starts a server of the test's own, which it may kill; see `server.own`."""
    with contextlib.ExitStack() as stack:

        def start(**settings: Any) -> Server:
            with _skipping():
                return stack.enter_context(neo4j_servers.own(**settings))

        if neo4j_servers.EXTERNAL in neo4j_servers.versions():
            pytest.skip("the server at ARCHREPO_TEST_NEO4J_URI is not to be killed by tests")
        yield start


@contextlib.contextmanager
def _skipping() -> Iterator[None]:
    """Turn the lack of a server into a skip, or a failure where a server is required."""
    try:
        yield
    except neo4j_servers.NoServerError as reason:
        if os.environ.get("ARCHREPO_REQUIRE_NEO4J") == "1":
            pytest.fail(f"ARCHREPO_REQUIRE_NEO4J=1, but {reason}")
        pytest.skip(str(reason))
