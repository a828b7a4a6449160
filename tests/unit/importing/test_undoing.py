"""Taking a batch back: what stood before stands again, and what came later is not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConflictError, NotFoundError
from archrepo.importing.applying import apply_plan
from archrepo.importing.undoing import plan_undo
from archrepo.writers.native_json import write_json
from tests.applying_store import ApplyingStore
from tests.readings import NOW, load, plan, rows

if TYPE_CHECKING:
    from archrepo.domain.changes import Plan

METAMODEL = builtin_metamodel()


@pytest.fixture
def store() -> ApplyingStore:
    """Return a store with two applications and the scope they cover."""
    made = ApplyingStore(METAMODEL)
    load(
        made,
        rows(
            ("Application", {"id": "crm", "name": "CRM", "criticality": "BUSINESS_CRITICAL"}),
            ("Application", {"id": "pim", "name": "PIM"}),
            ("Scope", {"id": "sales", "name": "Sales"}),
            ("COVERS", "crm", "sales", {"level": "FULL"}),
        ),
        source="first",
    )
    return made


def text(store: ApplyingStore, tmp_path: Any) -> str:
    write_json(store, METAMODEL, tmp_path / "portfolio.json")
    return (tmp_path / "portfolio.json").read_text(encoding="utf-8")


def undo(store: ApplyingStore, batch_id: str = "", **options: Any) -> Plan:
    """Take a batch back, the last one unless named."""
    made = plan_undo(batch_id or store.revision(), store, METAMODEL, **options)
    apply_plan(made, store, actor="tester", now=NOW)
    return made


def last_values(store: ApplyingStore, node_id: str) -> dict[str, Any]:
    return next(node.values for node in store.nodes if node.id == node_id)


def test_additions_changes_and_moves_are_taken_back(store, tmp_path) -> None:
    before = text(store, tmp_path)
    load(
        store,
        rows(
            ("Application", {"id": "crm", "criticality": "MISSION_CRITICAL", "retired": "2027"}),
            ("Application", {"id": "dam", "name": "DAM"}),
            ("COVERS", "dam", "sales", {"level": "PARTIAL"}),
            ("COVERS", "crm", "sales", {"level": "PARTIAL"}),
        ),
        source="second",
    )
    made = undo(store)
    assert text(store, tmp_path) == before
    assert made.counts() == {"UPDATE": 2, "REMOVE": 2}


def test_an_undo_is_a_batch_that_can_be_undone(store, tmp_path) -> None:
    load(store, rows(("Application", {"id": "crm", "disposition": "INVEST"})), source="second")
    changed, second = text(store, tmp_path), store.revision()
    undo(store)
    listed = {batch.id: batch.undone_at for batch in store.batches}
    assert [bool(listed[key]) for key in listed] == [False, True, False]
    undo(store)
    assert text(store, tmp_path) == changed
    assert next(b for b in store.batches if b.id == second).undone_at is None
    undo(store, second)
    assert "disposition" not in last_values(store, "crm")


def test_what_a_later_batch_changed_elsewhere_stays(store) -> None:
    load(store, rows(("Application", {"id": "crm", "disposition": "INVEST"})), source="second")
    second = store.revision()
    load(store, rows(("Application", {"id": "crm", "description": "For sales"})), source="third")
    undo(store, second)
    values = last_values(store, "crm")
    assert values["description"] == "For sales"
    assert "disposition" not in values
    assert values["sources"] == ("first", "third")


def test_a_value_changed_again_is_a_conflict_that_names_the_batch(store) -> None:
    load(store, rows(("Application", {"id": "crm", "disposition": "INVEST"})), source="second")
    second = store.revision()
    load(store, rows(("Application", {"id": "crm", "disposition": "MIGRATE"})), source="third")
    made = plan_undo(second, store, METAMODEL)
    assert [str(c.status) for c in made.conflicts] == ["CONFLICT"]
    assert "disposition was changed since" in made.diagnostics[0].message
    assert store.revision() in made.diagnostics[0].message
    with pytest.raises(ConflictError):
        apply_plan(made, store, actor="tester", now=NOW)


def test_conflicts_can_be_left_and_the_rest_taken_back(store) -> None:
    load(
        store,
        rows(
            ("Application", {"id": "crm", "disposition": "INVEST"}),
            ("Application", {"id": "dam", "name": "DAM"}),
        ),
        source="second",
    )
    second = store.revision()
    load(store, rows(("Application", {"id": "crm", "disposition": "MIGRATE"})), source="third")
    undo(store, second, leave_conflicts=True)
    assert last_values(store, "crm")["disposition"] == "MIGRATE"
    assert {node.id for node in store.nodes} == {"crm", "pim", "sales"}


def test_a_node_that_a_later_batch_uses_stays(store) -> None:
    load(store, rows(("Scope", {"id": "offers", "name": "Offers"})), source="second")
    second = store.revision()
    load(store, rows(("COVERS", "pim", "offers", {})), source="third")
    made = plan_undo(second, store, METAMODEL)
    assert [c.id for c in made.conflicts] == ["offers"]
    assert "in use: pim COVERS offers" in made.diagnostics[0].message


def test_a_fact_that_others_state_since_loses_only_this_source(store) -> None:
    load(store, rows(("Application", {"id": "dam", "name": "DAM"})), source="second")
    second = store.revision()
    load(store, rows(("Application", {"id": "dam", "name": "DAM"})), source="third")
    undo(store, second)
    assert last_values(store, "dam")["sources"] == ("third",)


def test_a_removed_fact_comes_back_with_its_relations(store, tmp_path) -> None:
    load(store, rows(("Application", {"id": "dam", "name": "DAM"}), ("COVERS", "dam", "sales", {})))
    before, made = text(store, tmp_path), store.revision()
    undo(store, made)
    assert "dam" not in {node.id for node in store.nodes}
    again = undo(store)
    assert text(store, tmp_path) == before
    assert again.counts() == {"RESTORE": 2}


def test_unknown_and_undone_batches_are_refused(store) -> None:
    with pytest.raises(NotFoundError, match="no batch 'x'"):
        plan_undo("x", store, METAMODEL)
    first = store.revision()
    undo(store)
    with pytest.raises(ConflictError, match="undone already"):
        plan_undo(first, store, METAMODEL)


def test_two_batches_of_one_moment_have_an_order(store) -> None:
    load(store, rows(("Application", {"id": "dam", "name": "DAM"})))
    moments = [batch.applied_at for batch in store.batches]
    assert moments == sorted(set(moments))


def test_planning_after_an_undo_finds_the_same_changes(store) -> None:
    reading = rows(("Application", {"id": "crm", "disposition": "INVEST"}))
    first = load(store, reading, source="second")
    undo(store)
    again = plan(store, reading, source="second")
    assert again.counts() == first.counts()
