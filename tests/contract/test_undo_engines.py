"""Batches told and taken back, on every engine."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from archrepo.analysis.history import batch_list, history_of
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.applying import apply_plan
from archrepo.importing.undoing import plan_undo
from archrepo.writers.native_json import write_json
from tests.readings import NOW, load, rows

if TYPE_CHECKING:
    from tests.contract.conftest import Engine

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
    dam = history_of(store, METAMODEL, second).entries[0].changes
    assert [(c.status, c.id) for c in dam if c.id == "dam"] == [("NEW", "dam")]
