"""A model imported again finds its elements, whatever they are called and wherever they moved."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.contents import relation_facts
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes
from tests.applying_store import ApplyingStore
from tests.archimate_models import SHOP, exchange_file, read_model

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.changes import Plan

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def store() -> ApplyingStore:
    return ApplyingStore(builtin_metamodel())


def _import(path: Path, store: ApplyingStore) -> Plan:
    plan = plan_changes([read_model(path)], store, builtin_metamodel(), ImportOptions("model"))
    assert not [d for d in plan.diagnostics if d.level == "error"]
    apply_plan(plan, store, actor="somebody", now=NOW)
    return plan


@pytest.mark.parametrize(("first", "second"), [("shop.xml",) * 2, ("shop.archimate", "shop.xml")])
def test_the_second_import_changes_nothing_in_either_form(
    first: str, second: str, store: ApplyingStore
) -> None:
    _import(SHOP / first, store)
    plan = plan_changes(
        [read_model(SHOP / second)], store, builtin_metamodel(), ImportOptions("model")
    )
    assert not plan.nodes
    assert not plan.relations


def test_an_element_that_moved_to_another_parent_stays_the_same(
    tmp_path: Path, store: ApplyingStore
) -> None:
    elements = "id-a Grouping Sales / Marketing\nid-b Grouping Logistics\nid-c Capability Pricing"
    _import(exchange_file(tmp_path, elements, "id-1 Composition id-a id-c"), store)
    unchanged = exchange_file(tmp_path, elements, "id-1 Composition id-a id-c")
    again = plan_changes(
        [read_model(unchanged)], store, builtin_metamodel(), ImportOptions("model")
    )
    assert not again.nodes
    _import(exchange_file(tmp_path, elements, "id-1 Composition id-b id-c"), store)
    parents = [(fact.from_id, fact.to_id) for fact in relation_facts(store, "CONTAINS")]
    assert parents == [("logistics", "pricing")]


def test_elements_of_the_same_name_are_told_apart_at_the_second_import(
    tmp_path: Path, store: ApplyingStore
) -> None:
    elements = "id-1 Node Firewall\nid-2 Node Firewall"
    _import(exchange_file(tmp_path, elements), store)
    assert {node.id for node in store.nodes} == {"firewall", "firewall-2"}
    assert not _import(exchange_file(tmp_path, elements), store).nodes
