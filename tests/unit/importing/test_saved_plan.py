"""Plans in files: applied later, where the portfolio did not move in a way that touches them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConflictError, InvalidDataError
from archrepo.importing.applying import apply_plan
from archrepo.importing.saved_plan import plan_text, read_plan, rebased
from tests.applying_store import ApplyingStore
from tests.readings import NOW, load, plan, rows

METAMODEL = builtin_metamodel()
CHANGES = rows(
    ("Application", {"id": "crm", "disposition": "INVEST", "retired": "2030-12-31", "run_cost": 3}),
    ("Application", {"id": "dam", "name": "DAM", "tags": "a, b"}),
    ("COVERS", "dam", "sales", {"level": "FULL"}),
)


@pytest.fixture
def store() -> ApplyingStore:
    made = ApplyingStore(METAMODEL)
    load(
        made,
        rows(
            ("Application", {"id": "crm", "name": "CRM"}),
            ("Application", {"id": "pim", "name": "PIM"}),
            ("Scope", {"id": "sales", "name": "Sales"}),
        ),
    )
    return made


def saved(store: ApplyingStore) -> str:
    return plan_text(plan(store, CHANGES, source="later"))


def apply_saved(text: str, store: ApplyingStore) -> None:
    fitting = rebased(read_plan(text, "plan.json", METAMODEL), store, METAMODEL)
    apply_plan(fitting, store, actor="tester", now=NOW)


def test_a_saved_plan_applies_as_it_was(store) -> None:
    text = saved(store)
    assert plan_text(read_plan(text, "plan.json", METAMODEL)) == text
    apply_saved(text, store)
    assert plan(store, CHANGES, source="later").is_empty


def test_it_applies_where_the_portfolio_moved_elsewhere(store) -> None:
    text = saved(store)
    load(store, rows(("Application", {"id": "pim", "disposition": "MIGRATE"})))
    apply_saved(text, store)
    assert plan(store, CHANGES, source="later").is_empty


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        (("Application", {"id": "crm", "description": "For sales"}), "'crm' is not as it was"),
        (("Application", {"id": "dam", "name": "DAM"}), "'dam' is not as it was"),
        (("Application", {"id": "other", "name": "Dam"}), "is there now as 'other'"),
        (("Scope", {"id": "dam", "name": "Dam"}), "there is a Scope of that id"),
    ],
)
def test_it_is_refused_where_the_portfolio_moved_as_the_plan_does(store, moved, told) -> None:
    text = saved(store)
    load(store, rows(moved))
    before = store.revision()
    with pytest.raises(ConflictError, match=told):
        apply_saved(text, store)
    assert store.revision() == before


def test_applied_twice_it_is_refused(store) -> None:
    text = saved(store)
    apply_saved(text, store)
    with pytest.raises(ConflictError):
        apply_saved(text, store)


def spoil(path: list[Any], value: Any) -> Any:
    def change(form: Any) -> None:
        *above, last = path
        for step in above:
            form = form[step]
        form[last] = value

    return change


@pytest.mark.parametrize(
    "damage",
    [
        spoil(["schema"], "archrepo/plan/1"),
        spoil(["nodes"], {}),
        spoil(["nodes", 0], "crm"),
        spoil(["nodes", 0, "kind"], "ChangeBatch"),
        spoil(["nodes", 0, "kind"], []),
        spoil(["nodes", 0, "id"], "No Id"),
        spoil(["nodes", 0, "status"], "NEW"),
        spoil(["nodes", 0, "status"], "FINE"),
        spoil(["nodes", 0, "after", "disposition"], "SOON"),
        spoil(["nodes", 0, "after", "retired"], "soon"),
        spoil(["nodes", 0, "after", "retired"], "T3 2027"),
        spoil(["nodes", 0, "after", "tags"], "a"),
        spoil(["nodes", 0, "after", "run_cost"], "3"),
        spoil(["nodes", 0, "after", "name"], 7),
        spoil(["nodes", 0, "after", "unheard"], 1),
        spoil(["nodes", 0, "after"], []),
        spoil(["nodes", 1, "id"], "crm"),
        spoil(["relations", 0, "key"], "COVERS|pim|sales"),
        spoil(["relations", 0, "to_kind"], "Person"),
        spoil(["source"], 3),
        spoil(["files"], None),
        spoil(["unchanged"], {"Application": "many"}),
    ],
)
def test_a_damaged_plan_is_refused_with_its_place(store, damage) -> None:
    form = json.loads(saved(store))
    damage(form)
    with pytest.raises(InvalidDataError, match=r"^plan.json"):
        read_plan(json.dumps(form), "plan.json", METAMODEL)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "null", '{"schema": 1}'])
def test_what_is_no_plan_is_refused(text) -> None:
    with pytest.raises(InvalidDataError):
        read_plan(text, "plan.json", METAMODEL)
