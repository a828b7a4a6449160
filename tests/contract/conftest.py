"""Every engine, one after the other, for tests that all of them must pass."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.store.credentials import Credentials
from archrepo.store.opening import create_store, open_store
from tests.contract.engines import EVERY_ENGINE
from tests.neo4j import server as neo4j_servers
from tests.plans import put
from tests.whole_portfolio import whole_portfolio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.store.catalog import Engine as EngineName


@dataclass
class Engine:
    """A place for one portfolio in an engine; opens as many stores on it as a test wants."""

    name: EngineName
    url: str
    credentials: Credentials | None = None
    stores: list[GraphStore] = field(default_factory=list)
    blank: Path | None = None
    whole: Path | None = None
    is_oldest_server: bool = False

    def create(self, metamodel: Metamodel | None = None) -> GraphStore:
        """Return an empty store."""
        if self.blank and metamodel is None:
            shutil.copyfile(self.blank, self.url)
            return self.open()
        wanted = metamodel or builtin_metamodel()
        return self._kept(create_store(self.url, wanted, self.credentials))

    def fill(self) -> GraphStore:
        """Return a store with everything the metamodel allows."""
        if self.whole:
            shutil.copyfile(self.whole, self.url)
            return self.open()
        store = self.create()
        put(store, whole_portfolio())
        return store

    def open(self, metamodel: Metamodel | None = None) -> GraphStore:
        """Return another store on the same portfolio."""
        wanted = metamodel or builtin_metamodel()
        return self._kept(open_store(self.url, wanted, self.credentials))

    def close(self) -> None:
        """Close every store."""
        while self.stores:
            self.stores.pop().close()

    def _kept(self, store: GraphStore) -> GraphStore:
        self.stores.append(store)
        return store


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty portfolio, to copy."""
    path = tmp_path_factory.mktemp("blank") / "blank.lbug"
    create_store(str(path), builtin_metamodel()).close()
    return path


@pytest.fixture(scope="session")
def whole_file(tmp_path_factory: pytest.TempPathFactory, blank_file: Path) -> Path:
    """Return the file of a portfolio with everything the metamodel allows, to copy."""
    path = tmp_path_factory.mktemp("whole") / "whole.lbug"
    shutil.copyfile(blank_file, path)
    store = open_store(str(path), builtin_metamodel())
    put(store, whole_portfolio())
    store.close()
    return path


@pytest.fixture(params=EVERY_ENGINE)
def engine(request: pytest.FixtureRequest, tmp_path: Path, blank_file: Path) -> Iterator[Engine]:
    """Return each engine in turn, with nothing in it."""
    if request.param == "ladybug":
        there = Engine("ladybug", str(tmp_path / "portfolio.lbug"), blank=blank_file)
    else:
        server = request.getfixturevalue("lease_neo4j")(request.param)
        there = Engine("neo4j", server.url, Credentials(server.user, server.password))
        there.is_oldest_server = request.param == neo4j_servers.versions()[0]
    yield there
    there.close()


@pytest.fixture
def empty_store(engine: Engine) -> GraphStore:
    """Return a store with nothing in it."""
    return engine.create()


@pytest.fixture
def whole_store(engine: Engine, request: pytest.FixtureRequest) -> GraphStore:
    """Return a store with everything the metamodel allows."""
    if engine.name == "ladybug":
        engine.whole = request.getfixturevalue("whole_file")
    return engine.fill()
