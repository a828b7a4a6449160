"""Values of attributes that the metamodel no longer has: kept, told, and never lost unasked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.domain.contents import node_facts
from archrepo.domain.metamodel import AttributeType, builtin_metamodel
from archrepo.domain.undeclared import Undeclared
from archrepo.errors import ConfigError, ConflictError
from archrepo.portfolio.stores import backed_up, copied, restored
from archrepo.settings import Options, Settings, ladybug_url
from archrepo.store.opening import open_store
from tests.contract.engines import on_newest_server
from tests.plans import PlanBuilder, batch, node, put

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine

PLAIN = builtin_metamodel()
DECLARED = {
    "application": {"seats": "int", "rooms": "list", "note": "string"},
    "module": {"seats": "int"},
    "scope": {"ratio": "float", "since": "date", "settled": "bool", "empty": "string"},
}
WIDE = PLAIN.with_custom(DECLARED)
CRM = node("Application", "crm", seats=7, rooms=("a", "b"), note="x")
FACTS = [
    CRM,
    node("Application", "dam", seats=3),
    node("Scope", "sales", ratio=0.5, since=dt.date(2026, 1, 2), settled=False),
    node("Scope", "stock", ratio=3.0),
]
FOUND = {
    Undeclared("Application", "note", AttributeType.STRING, 1),
    Undeclared("Application", "rooms", AttributeType.STRINGS, 1),
    Undeclared("Application", "seats", AttributeType.INTEGER, 2),
    Undeclared("Scope", "ratio", AttributeType.NUMBER, 2),
    Undeclared("Scope", "settled", AttributeType.BOOLEAN, 1),
    Undeclared("Scope", "since", AttributeType.DATE, 1),
}


def contents(store: GraphStore) -> list[str]:
    return sorted(str(fact) for kind in WIDE.kinds for fact in node_facts(store, kind))


@pytest.fixture
def login(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the engine's user and password where commands look for them."""
    if engine.credentials:
        monkeypatch.setenv("ARCHREPO_NEO4J_USER", engine.credentials.user)
        monkeypatch.setenv("ARCHREPO_NEO4J_PASSWORD", engine.credentials.password)


@pytest.fixture
def wide(engine: Engine) -> GraphStore:
    """Return a store with values of attributes that `PLAIN` does not have."""
    store = engine.create(WIDE)
    put(store, FACTS)
    return store


def test_they_are_told_with_their_types(engine: Engine, wide: GraphStore) -> None:
    assert wide.undeclared() == ()
    assert set(engine.open(PLAIN).undeclared()) == FOUND


def test_no_change_lets_go_of_them(engine: Engine, wide: GraphStore) -> None:
    before = contents(wide)
    store: Any = engine.open(PLAIN)
    plan = PlanBuilder("batch-1").update(node("Application", "crm"), name="New").plan()
    for write in (lambda: store.apply(plan, batch("batch-2")), store.upgrade):
        with pytest.raises(ConflictError, match=r"Application\.seats \(2\), Scope\.ratio"):
            write()
    assert contents(engine.open(WIDE)) == before


@on_newest_server
def test_they_go_when_told_and_then_changes_are_taken(engine: Engine, wide: GraphStore) -> None:
    store: Any = engine.open(PLAIN)
    assert store.upgrade(drop=True)
    assert store.undeclared() == ()
    assert not engine.open(PLAIN).upgrade()  # type: ignore[attr-defined]
    store.apply(PlanBuilder("batch-1").add(node("Scope", "new")).plan(), batch("batch-2"))
    again = engine.open(WIDE)
    held = {fact.id: fact.values.get("seats") for fact in node_facts(again, "Application")}
    assert held == {"crm": None, "dam": None}


@on_newest_server
def test_copies_and_backups_hold_them(
    engine: Engine, wide: GraphStore, login: None, tmp_path: Path
) -> None:
    before = contents(wide)
    settings = Settings(Options(url=engine.url), tmp_path)
    kept = tmp_path / "kept.lbug"
    copied(settings, ladybug_url(kept), None)
    copy = open_store(ladybug_url(kept), WIDE)
    assert contents(copy) == before
    copy.close()
    narrow = open_store(ladybug_url(kept), PLAIN)
    assert narrow.undeclared()
    narrow.close()
    engine.close()
    done = restored(settings, kept, None)
    assert (set(done.lacking), done.otherwise) == (FOUND, ())
    assert contents(engine.open(WIDE)) == before
    assert set(engine.open(PLAIN).undeclared()) == FOUND


@on_newest_server
def test_of_another_type_they_are_told_copied_and_brought_back_as_they_are(
    engine: Engine, wide: GraphStore, login: None, tmp_path: Path
) -> None:
    before = contents(wide)
    engine.close()
    changed = {"application": {"seats": "date", "note": "list"}, "scope": DECLARED["scope"]}
    other = PLAIN.with_custom(changed)
    with pytest.raises(ConfigError, match="seats"):
        engine.open(other).scan("Application")
    with pytest.raises(ConfigError, match="seats"):
        put(engine.open(other), [node("Scope", "new")])
    engine.close()
    settings = Settings(Options(url=engine.url, attributes=changed), tmp_path)
    kept = backed_up(settings, tmp_path / "kept.lbug", None)
    copied(settings, ladybug_url(tmp_path / "copy.lbug"), None)
    for file in (kept, tmp_path / "copy.lbug"):
        copy = open_store(ladybug_url(file), WIDE)
        assert contents(copy) == before
        copy.close()
    done = restored(settings, kept, None)
    assert {one.name for one in done.otherwise} == {"seats", "note"}
    assert {one.name for one in done.lacking} == {"rooms"}
    assert contents(engine.open(WIDE)) == before


def test_an_attribute_that_says_nothing_may_take_another_type(engine: Engine) -> None:
    store = engine.create(WIDE)
    put(store, [node("Application", "crm"), node("Scope", "sales", ratio=0.5)])
    before = contents(store)
    other = PLAIN.with_custom({**DECLARED, "application": {"seats": "string", "rooms": "int"}})
    changed: Any = engine.open(other)
    assert contents(changed) == before
    assert changed.upgrade()
    plan = PlanBuilder("batch-1").update(node("Application", "crm"), seats="seven").plan()
    changed.apply(plan, batch("batch-2"))
    held = [fact.values.get("seats") for fact in node_facts(engine.open(other), "Application")]
    assert held == ["seven"]
