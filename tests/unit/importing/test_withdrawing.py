"""Modes of import: what a source withdraws, and what stays because others state it."""

from __future__ import annotations

from typing import Any

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError
from archrepo.importing.withdrawing import Mode
from tests.applying_store import ApplyingStore
from tests.readings import load, plan, rows

CRM = ("Application", {"id": "crm", "name": "CRM"})
DAM = ("Application", {"id": "dam", "name": "DAM"})
SALES = ("Scope", {"id": "sales", "name": "Sales"})
CRM_COVERS = ("COVERS", "crm", "sales", {"level": "FULL"})
DAM_COVERS = ("COVERS", "dam", "sales", {"level": "PARTIAL"})


@pytest.fixture
def store() -> ApplyingStore:
    """Return a store where `team` states two applications and what they cover."""
    made = ApplyingStore(builtin_metamodel())
    load(made, rows(CRM, DAM, SALES, CRM_COVERS, DAM_COVERS), source="team")
    return made


def held(store: ApplyingStore) -> set[str]:
    return {node.id for node in store.nodes} | {relation.key for relation in store.relations}


def sources(store: ApplyingStore, name: str) -> Any:
    nodes = {node.id: node.values for node in store.nodes}
    relations = {relation.key: relation.values for relation in store.relations}
    return (nodes | relations)[name]["sources"]


def replace(store: ApplyingStore, *facts: Any, **options: Any) -> Any:
    return load(store, rows(*facts), source="team", mode=Mode.REPLACE, **options)


def remove(store: ApplyingStore, *facts: Any, source: str = "team") -> Any:
    return load(store, rows(*facts), source=source, mode=Mode.REMOVE)


def test_adding_never_removes(store) -> None:
    load(store, rows(CRM), source="team")
    assert held(store) == {"crm", "dam", "sales", "COVERS|crm|sales", "COVERS|dam|sales"}


def test_replacing_withdraws_what_is_no_longer_stated_with_what_hangs_on_it(store) -> None:
    made = replace(store, CRM, SALES, CRM_COVERS)
    assert held(store) == {"crm", "sales", "COVERS|crm|sales"}
    assert made.counts() == {"REMOVE": 2, "UNCHANGED": 3}
    assert plan(store, rows(CRM, SALES, CRM_COVERS), source="team", mode=Mode.REPLACE).is_empty


def test_replacing_may_withdraw_a_relation_alone(store) -> None:
    replace(store, CRM, DAM, SALES, CRM_COVERS)
    assert held(store) == {"crm", "dam", "sales", "COVERS|crm|sales"}


def test_what_others_state_too_only_loses_the_source(store) -> None:
    load(store, rows(DAM), source="others")
    replace(store, CRM, SALES, CRM_COVERS)
    assert sources(store, "dam") == ("others",)
    assert "COVERS|dam|sales" not in held(store)


def test_what_others_state_alone_is_not_touched(store) -> None:
    load(store, rows(("Application", {"id": "erp", "name": "ERP"})), source="others")
    replace(store, CRM, SALES, CRM_COVERS)
    assert "erp" in held(store)


def test_a_node_on_which_others_hang_relations_stays(store) -> None:
    load(
        store,
        rows(("Scope", {"id": "offers", "name": "Offers"}), ("COVERS", "dam", "offers", {})),
        source="others",
    )
    made = replace(store, CRM, SALES, CRM_COVERS)
    assert {"dam", "COVERS|dam|offers"} <= held(store)
    assert [d.code for d in made.diagnostics] == ["AR214"]
    assert "others states COVERS dam → offers" in made.diagnostics[0].message


def test_a_node_nobody_states_goes_with_the_last_relation_that_held_it(store) -> None:
    offers = ("Scope", {"id": "offers", "name": "Offers"})
    load(store, rows(offers, ("COVERS", "dam", "offers", {})), source="others")
    load(store, rows(("COVERS", "dam", "sales", {"role": "PRIMARY"})), source="third")
    replace(store, CRM, SALES, CRM_COVERS)
    load(store, rows(offers), source="others", mode=Mode.REPLACE)
    assert "dam" in held(store)  # the third source holds it still
    load(store, rows(), source="third", mode=Mode.REPLACE)
    assert held(store) == {"crm", "sales", "offers", "COVERS|crm|sales"}


def test_a_node_nobody_states_stays_where_the_file_names_it(store) -> None:
    offers = ("Scope", {"id": "offers", "name": "Offers"})
    load(store, rows(offers, ("COVERS", "dam", "offers", {})), source="others")
    replace(store, CRM, SALES, CRM_COVERS)
    load(store, rows(offers, DAM), source="others", mode=Mode.REPLACE)
    assert sources(store, "dam") == ("others",)
    assert "COVERS|dam|offers" not in held(store)


def test_a_node_that_relations_refer_to_is_stated(store) -> None:
    replace(store, CRM, DAM, CRM_COVERS)
    assert {"sales", "COVERS|crm|sales"} <= held(store)


def test_a_moved_child_is_no_removal(store) -> None:
    domains = [("Domain", {"id": name, "name": name}) for name in ("north", "south")]
    load(store, rows(*domains, ("CONTAINS", "north", "sales", {})), source="team")
    both = (CRM, DAM, SALES, CRM_COVERS, DAM_COVERS, *domains)
    replace(store, *both, ("CONTAINS", "south", "sales", {}), allowed_removals=0)
    assert "CONTAINS|south|sales" in held(store)
    assert "CONTAINS|north|sales" not in held(store)


def test_too_many_removals_are_an_error_that_gives_the_number(store) -> None:
    made = plan(store, rows(SALES), source="team", mode=Mode.REPLACE, allowed_removals=1)
    assert [d.code for d in made.errors] == ["AR217"]
    assert made.errors[0].hint.endswith("--allow-removals 2")
    replace(store, SALES, allowed_removals=2)
    assert held(store) == {"sales"}


def test_rows_set_aside_cannot_count_as_withdrawn(store) -> None:
    with pytest.raises(ConfigError, match="set aside"):
        plan(store, rows(SALES), source="team", mode=Mode.REPLACE, rejects=True)


def test_removing_takes_what_is_listed_and_what_hangs_on_it(store) -> None:
    made = remove(store, ("Application", {"name": "DAM"}))
    assert held(store) == {"crm", "sales", "COVERS|crm|sales"}
    assert made.counts() == {"REMOVE": 2}
    remove(store, ("COVERS", "crm", "sales", {}))
    assert held(store) == {"crm", "sales"}


def test_removing_twice_changes_nothing_and_says_so(store) -> None:
    remove(store, DAM, DAM_COVERS)
    made = plan(store, rows(DAM, DAM_COVERS), source="team", mode=Mode.REMOVE)
    assert made.is_empty
    assert {d.code for d in made.diagnostics} == {"AR215"}
    relation = plan(store, rows(DAM_COVERS), source="team", mode=Mode.REMOVE)
    assert (relation.is_empty, relation.errors) == (True, ())


def test_removing_for_another_source_leaves_the_facts(store) -> None:
    made = plan(store, rows(DAM), source="typo", mode=Mode.REMOVE)
    assert made.is_empty
    assert [d.code for d in made.diagnostics] == ["AR216"]
    assert "by team" in made.diagnostics[0].message
