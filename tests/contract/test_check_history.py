"""Rules about what sources and batches left behind: an import at a time, on every engine."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.checks import CheckRequest, check
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.importing.withdrawing import Mode
from tests.contract.engines import on_newest_server
from tests.readings import rows

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.reading import Reading

DAY = dt.date(2026, 12, 31)
SHOP = ("Application", {"id": "shop", "disposition": "ELIMINATE"})
CRM = ("Application", {"id": "crm", "disposition": "ELIMINATE"})
DAM = ("Application", {"id": "dam"})
SALES = ("Scope", {"id": "sales"})
COVERS = ("COVERS", "crm", "sales", {"level": "FULL"})


def load(
    store: GraphStore,
    reading: Reading,
    source: str,
    mode: Mode = Mode.ADD,
    on: dt.date = DAY,
) -> None:
    options = ImportOptions(source=source, mode=mode)
    plan = plan_changes([reading], store, builtin_metamodel(), options)
    noon = dt.datetime.combine(on, dt.time(12), dt.UTC)
    apply_plan(plan, store, actor="tester", now=noon)


def found(store: GraphStore, rule: str) -> list[str]:
    report = check(CheckRequest(DAY, only=(rule,)), store)
    return [violation.node for violation in report.violations]


@on_newest_server
def test_what_its_source_no_longer_delivers_is_told_while_others_hold_it(
    empty_store: GraphStore,
) -> None:
    load(empty_store, rows(CRM, DAM, SALES), "inventory")
    load(empty_store, rows(COVERS), "marketing")
    assert found(empty_store, "FR-02") == []
    load(empty_store, rows(SALES), "inventory", Mode.REPLACE)
    assert found(empty_store, "FR-02") == ["crm"]
    assert "dam" not in empty_store.scan("Application")["id"].to_pylist()
    load(empty_store, rows(CRM), "inventory")
    assert found(empty_store, "FR-02") == []


@on_newest_server
def test_what_is_to_go_and_nobody_touched_for_a_year_is_carried_over(
    empty_store: GraphStore,
) -> None:
    load(empty_store, rows(CRM, SHOP, DAM), "inventory", on=dt.date(2025, 12, 30))
    assert found(empty_store, "LC-12") == ["crm", "shop"]
    changed = ("Application", {"id": "shop", "disposition": "ELIMINATE", "run_cost": 1.0})
    load(empty_store, rows(changed), "inventory", on=dt.date(2026, 6, 1))
    assert found(empty_store, "LC-12") == ["crm"]


@on_newest_server
def test_what_was_decided_within_the_year_is_not(empty_store: GraphStore) -> None:
    load(empty_store, rows(CRM), "inventory", on=dt.date(2026, 1, 1))
    assert found(empty_store, "LC-12") == []
