"""Batches told and taken back, on every engine."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.analysis.difference import difference_between
from archrepo.analysis.history import batch_list, history_of
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConflictError
from archrepo.importing.applying import apply_plan
from archrepo.importing.editing import plan_merge
from archrepo.importing.saved_plan import plan_text, read_plan, rebased
from archrepo.importing.undoing import plan_undo
from archrepo.importing.withdrawing import Mode
from archrepo.writers.native_json import write_json
from tests.contract.engines import on_newest_server
from tests.readings import NOW, load, plan, rows

if TYPE_CHECKING:
    from tests.contract.conftest import Engine

pytestmark = on_newest_server

METAMODEL = builtin_metamodel()


def exported(store: Any) -> str:
    out = io.StringIO()
    write_json(store, METAMODEL, out)
    return out.getvalue()


def test_batches_are_told_and_taken_back(engine: Engine) -> None:
    store: Any = engine.create()
    load(
        store,
        rows(
            ("Application", {"id": "crm", "name": "CRM", "run_cost": 12.5, "active": "2020-01-01"}),
            ("Application", {"id": "pim", "name": "PIM", "aliases": "Référentiel"}),
            ("Domain", {"id": "sales", "name": "Sales"}),
            ("Scope", {"id": "offers", "name": "Offers"}),
            ("CONTAINS", "sales", "offers", {"order": 2}),
            ("COVERS", "crm", "offers", {"level": "FULL"}),
        ),
        source="first",
    )
    before = exported(store)
    load(
        store,
        rows(
            ("Application", {"id": "crm", "run_cost": 3, "active": "2021-05-01", "tags": "a, b"}),
            ("Application", {"id": "dam", "name": "DAM"}),
            ("Domain", {"id": "care", "name": "Care"}),
            ("COVERS", "crm", "offers", {"level": "PARTIAL"}),
            ("COVERS", "dam", "offers", {}),
        ),
        source="second",
    )
    second, after = store.revision(), exported(store)
    for expected in (before, after):
        undo = plan_undo(store.revision(), store, METAMODEL)
        apply_plan(undo, store, actor="tester", now=NOW)
        assert exported(engine.open()) == expected
    listed = batch_list(engine.open()).batches
    assert [batch.id for batch in listed][2] == second
    assert [bool(batch.undone_at) for batch in listed] == [False, True, False, False]
    assert [batch.counts for batch in listed][3] == {"NEW": 6}
    crm = history_of(store, METAMODEL, "crm").entries
    assert len(crm) == 4
    assert {(c.status, c.id) for c in crm[-1].changes} == {
        ("NEW", "crm"),
        ("NEW", "COVERS|crm|offers"),
    }
    assert difference_between(store, METAMODEL, second).counts == {}
    first = listed[3].id
    assert difference_between(store, METAMODEL, first, second).counts == {"NEW": 3, "UPDATE": 2}
    dam = history_of(store, METAMODEL, second).entries[0].changes
    assert [(c.status, c.id) for c in dam if c.id == "dam"] == [("NEW", "dam")]


def test_a_saved_plan_fits_what_moved_elsewhere(engine: Engine) -> None:
    store: Any = engine.create()
    crm = ("Application", {"id": "crm", "name": "CRM", "active": "2020-01-01"})
    load(store, rows(crm, ("Application", {"id": "pim", "name": "PIM", "run_cost": 2})))
    text = plan_text(plan(store, rows(("Application", {"id": "crm", "tags": "a, b"}))))
    load(store, rows(("Application", {"id": "pim", "run_cost": 3})))
    fitting = rebased(read_plan(text, "plan.json", METAMODEL), engine.open(), METAMODEL)
    apply_plan(fitting, store, actor="tester", now=NOW)
    assert '"tags": ["a", "b"]' in exported(engine.open())
    with pytest.raises(ConflictError, match="'crm' is not as it was"):
        rebased(read_plan(text, "plan.json", METAMODEL), engine.open(), METAMODEL)


def test_a_source_withdraws_what_it_no_longer_states(engine: Engine) -> None:
    store: Any = engine.create()
    facts = [("Application", {"id": name, "name": name.upper()}) for name in ("crm", "dam", "erp")]
    scope = ("Scope", {"id": "offers", "name": "Offers"})
    covers = [("COVERS", name, "offers", {}) for name in ("crm", "dam")]
    load(store, rows(*facts, scope, *covers), source="team")
    load(store, rows(facts[2]), source="others")
    before = exported(store)
    load(store, rows(facts[0], scope, covers[0]), source="team", mode=Mode.REPLACE)
    kept = {line["id"]: line.get("sources") for line in json.loads(exported(store))["nodes"]}
    assert kept == {"crm": ["team"], "erp": ["others"], "offers": ["team"]}
    undo = plan_undo(store.revision(), store, METAMODEL)
    assert undo.counts() == {"UPDATE": 1, "RESTORE": 2}
    apply_plan(undo, store, actor="tester", now=NOW)
    assert exported(engine.open()) == before


def test_two_nodes_are_merged_and_come_apart_again(engine: Engine) -> None:
    store: Any = engine.create()
    load(
        store,
        rows(
            ("Application", {"id": "crm", "name": "CRM"}),
            ("Application", {"id": "crm2", "name": "Customer base", "run_cost": 2}),
            ("Scope", {"id": "sales", "name": "Sales"}),
            ("Scope", {"id": "care", "name": "Care"}),
            ("COVERS", "crm", "sales", {"level": "FULL"}),
            ("COVERS", "crm2", "sales", {"level": "PARTIAL"}),
            ("COVERS", "crm2", "care", {}),
        ),
    )
    before = exported(store)
    apply_plan(plan_merge("crm2", "crm", store, METAMODEL), store, actor="tester", now=NOW)
    merged = json.loads(exported(engine.open()))
    assert {(r["from"], r["to"]) for r in merged["relations"]} == {
        ("crm", "sales"),
        ("crm", "care"),
    }
    again = plan(engine.open(), rows(("Application", {"id": "crm2", "run_cost": 2})))
    assert [d.code for d in again.diagnostics] == ["ID-06"]
    assert {change.id for change in again.nodes} <= {"crm"}
    apply_plan(plan_undo(store.revision(), store, METAMODEL), store, actor="tester", now=NOW)
    assert exported(engine.open()) == before
