"""Single edits: what each changes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError, ConflictError, NotFoundError
from archrepo.portfolio import Portfolio
from archrepo.settings import load_settings
from tests.applying_store import ApplyingStore
from tests.readings import load, rows

if TYPE_CHECKING:
    from archrepo.portfolio import Proposal


@pytest.fixture
def store() -> ApplyingStore:
    made = ApplyingStore(builtin_metamodel())
    load(
        made,
        rows(
            ("Domain", {"id": "north", "name": "North"}),
            ("Domain", {"id": "south", "name": "South"}),
            ("Scope", {"id": "sales", "name": "Sales"}),
            ("Scope", {"id": "care", "name": "Care"}),
            ("CONTAINS", "north", "sales", {"order": 1}),
            ("Application", {"id": "crm", "name": "CRM", "criticality": "BUSINESS_CRITICAL"}),
            (
                "Application",
                {
                    "id": "crm2",
                    "name": "Customer base",
                    "criticality": "MISSION_CRITICAL",
                    "disposition": "TOLERATE",
                    "external_ids": "cmdb=7",
                },
            ),
            ("COVERS", "crm", "sales", {"level": "FULL"}),
            ("COVERS", "crm2", "sales", {"level": "PARTIAL", "role": "PRIMARY"}),
            ("COVERS", "crm2", "care", {"level": "PARTIAL"}),
            ("REPLACED_BY", "crm2", "crm", {}),
        ),
        source="team",
    )
    return made


@pytest.fixture
def portfolio(store: ApplyingStore, tmp_path: Any) -> Portfolio:
    return Portfolio(store, store.metamodel, load_settings(flags={"url": str(tmp_path / "p.lbug")}))


def told(proposal: Proposal) -> set[str]:
    plan = proposal.plan
    assert plan.source == "manual"
    changes = [(c.status, c.id) for c in plan.nodes] + [(c.status, c.key) for c in plan.relations]
    return {f"{status} {name}" for status, name in changes}


def values(store: ApplyingStore, name: str) -> dict[str, Any]:
    nodes = {node.id: node.values for node in store.nodes}
    return dict((nodes | {r.key: r.values for r in store.relations})[name])


def test_add_makes_a_node_under_its_parent(portfolio, store) -> None:
    proposal = portfolio.edit.add("scope", "Loyalty", {"criticality": "BUSINESS_CRITICAL"})
    assert told(proposal) == {"NEW loyalty"}
    proposal = portfolio.edit.add("scope", "Loyalty", {}, under="North")
    assert told(proposal) == {"NEW loyalty", "NEW CONTAINS|north|loyalty"}
    proposal.apply()
    assert values(store, "loyalty")["sources"] == ("manual",)


def test_add_refuses_what_is_there(portfolio) -> None:
    with pytest.raises(ConflictError, match="'crm'"):
        portfolio.edit.add("application", "crm", {"run_cost": 3})
    with pytest.raises(ConflictError, match="already"):
        portfolio.edit.add("application", "Other", {"id": "crm"})


def test_set_changes_and_clears(portfolio, store) -> None:
    portfolio.edit.set("crm2", {"disposition": "-", "retired": "2027"}).apply()
    after = values(store, "crm2")
    assert "disposition" not in after
    assert str(after["retired"]) == "2028-01-01"
    assert after["sources"] == ("manual", "team")
    portfolio.undo(store.revision()).apply()
    assert values(store, "crm2")["disposition"] == "TOLERATE"


def test_set_tells_a_bad_value_with_every_other(portfolio) -> None:
    proposal = portfolio.edit.set("crm", {"disposition": "SOON", "run_cost": "much"})
    assert [d.code for d in proposal.plan.errors] == ["AR104", "AR104"]


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (lambda e: e.set("crn", {"run_cost": 1}), NotFoundError),
        (lambda e: e.set("crm", {"run_cots": 1}), ConfigError),
        (lambda e: e.add("aplication", "X", {}), ConfigError),
        (lambda e: e.add("application", "X", {"run_cots": 1}), ConfigError),
        (lambda e: e.remove(["crm", "nobody"]), NotFoundError),
        (lambda e: e.link("crm", "cover", "sales"), ConfigError),
        (lambda e: e.link("crm", "covers", "nobody"), NotFoundError),
        (lambda e: e.link("crm", "covers", "sales", {"levle": "FULL"}), ConfigError),
        (lambda e: e.unlink("crm", "covers", "care"), NotFoundError),
        (lambda e: e.unlink("crm", "covers", "sales", {"level": "SOME"}), ConfigError),
        (lambda e: e.move("sales", under="nobody"), NotFoundError),
        (lambda e: e.merge("crm", into="sales"), ConfigError),
        (lambda e: e.merge("crm", into="crm"), ConfigError),
    ],
)
def test_what_cannot_be_is_refused(portfolio, store, edit, error) -> None:
    before = store.revision()
    with pytest.raises(error):
        edit(portfolio.edit)
    assert store.revision() == before


def test_remove_takes_along_what_hangs_on_it(portfolio, store) -> None:
    proposal = portfolio.edit.remove(["Customer base"])
    assert told(proposal) == {
        "REMOVE crm2",
        "REMOVE COVERS|crm2|sales",
        "REMOVE COVERS|crm2|care",
        "REMOVE REPLACED_BY|crm2|crm",
    }
    proposal.apply()
    assert "crm2" not in {node.id for node in store.nodes}
    refused = portfolio.edit.remove(["crm", "sales"], allowed_removals=1)
    assert [d.code for d in refused.plan.errors] == ["AR217"]


def test_nothing_moves_under_what_is_below_it(portfolio, store) -> None:
    portfolio.edit.move("care", under="sales").apply()
    with pytest.raises(ConflictError, match=r"'sales' cannot hang under 'care'.*: sales > care"):
        portfolio.edit.move("sales", under="care")
    with pytest.raises(ConflictError, match="itself"):
        portfolio.edit.move("sales", under="sales")
    there = portfolio.edit.move("care", under="sales")
    assert there.plan.is_empty


def test_a_merge_warns_of_children_of_one_name(portfolio, store) -> None:
    for parent, child in (("sales", "prices"), ("care", "prices-2")):
        portfolio.edit.add("scope", "Prices", {"id": child}, under=parent).apply()
    proposal = portfolio.edit.merge("care", into="sales")
    (warning,) = proposal.plan.diagnostics
    assert (warning.code, warning.message) == (
        "ID-07",
        "'sales' has a 'Prices' ('prices') already beside 'prices-2'",
    )
    assert warning.hint == "if they are the same: archrepo merge prices-2 --into prices"
    proposal.apply()
    portfolio.edit.merge("prices-2", into="prices").apply()
    assert "prices-2" not in {node.id for node in store.nodes}


def test_a_merge_does_not_end_what_goes_on(portfolio, store) -> None:
    portfolio.edit.set("crm", {"active": "2016-03-01"}).apply()
    portfolio.edit.set("crm2", {"active": "2010", "retired": "fin 2025"}).apply()
    portfolio.edit.link("crm2", "covers", "sales", {"valid_to": "2025-12-31"}).apply()
    portfolio.edit.merge("crm2", into="crm").apply()
    kept = values(store, "crm")
    assert "retired" not in kept
    assert "date_notes" not in kept
    assert str(kept["active"]) == "2016-03-01"
    assert "valid_to" not in values(store, "COVERS|crm|sales")


def test_link_unlink_and_change_of_a_relation(portfolio, store) -> None:
    portfolio.edit.link("crm", "covers", "care", {"level": "FULL"}).apply()
    assert values(store, "COVERS|crm|care")["level"] == "FULL"
    portfolio.edit.link("crm", "COVERS", "Care", {"level": "PARTIAL"}).apply()
    assert values(store, "COVERS|crm|care")["level"] == "PARTIAL"
    assert told(portfolio.edit.unlink("crm", "covers", "care")) == {"REMOVE COVERS|crm|care"}
    portfolio.edit.link("crm", "covers", "care", {"valid_from": "2027-01-01"})


def test_of_several_relations_one_must_be_told(portfolio, store) -> None:
    for day in ("2026-01-01", "2027-01-01"):
        portfolio.edit.link("crm", "covers", "care", {"valid_from": day}).apply()
    with pytest.raises(ConfigError, match="several"):
        portfolio.edit.unlink("crm", "covers", "care")
    one = portfolio.edit.unlink("crm", "covers", "care", {"valid_from": "2027-01-01"})
    assert told(one) == {"REMOVE COVERS|crm|care|2027-01-01"}


def test_move_hangs_a_node_elsewhere_whoever_stated_its_parent(portfolio, store) -> None:
    proposal = portfolio.edit.move("sales", under="south")
    assert told(proposal) == {"REMOVE CONTAINS|north|sales", "NEW CONTAINS|south|sales"}
    proposal.apply()
    assert told(portfolio.edit.move("sales", under="south")) == set()


def test_merge_keeps_one_with_what_it_lacked(portfolio, store) -> None:
    portfolio.edit.merge("crm2", into="crm").apply()
    after = values(store, "crm")
    assert after["criticality"] == "BUSINESS_CRITICAL"
    assert after["disposition"] == "TOLERATE"
    assert after["aliases"] == ("Customer base", "crm2")
    assert after["external_ids"] == ("cmdb=7",)
    assert {r.key for r in store.relations if r.type != "CONTAINS"} == {
        "COVERS|crm|sales",
        "COVERS|crm|care",
    }
    covers = values(store, "COVERS|crm|sales")
    assert (covers["level"], covers["role"]) == ("FULL", "PRIMARY")


def test_a_merged_id_means_the_kept_node_in_files(portfolio, store) -> None:
    portfolio.edit.merge("crm2", into="crm").apply()
    crm2 = ("Application", {"id": "crm2", "name": "Customer base", "run_cost": 5})
    made = load(store, rows(crm2, ("COVERS", "crm2", "care", {"level": "FULL"})), source="team")
    assert [d.code for d in made.diagnostics] == ["ID-06"]
    assert {c.id for c in made.nodes} == {"crm"}
    assert values(store, "crm")["name"] == "CRM"
    assert values(store, "COVERS|crm|care")["level"] == "FULL"


def test_merge_is_refused_where_the_tree_would_bite_its_tail(portfolio, store) -> None:
    load(store, rows(("Scope", {"id": "deep", "name": "Deep"}), ("CONTAINS", "care", "deep", {})))
    load(store, rows(("CONTAINS", "sales", "care", {})))
    with pytest.raises(ConflictError, match="hang under itself"):
        portfolio.edit.merge("sales", into="deep")


def test_every_edit_can_be_undone(portfolio, store) -> None:
    before = portfolio.export_json()
    for proposal in (
        lambda e: e.merge("crm2", into="crm"),
        lambda e: e.remove(["sales"]),
        lambda e: e.move("sales", under="south"),
        lambda e: e.unlink("crm", "covers", "sales"),
    ):
        proposal(portfolio.edit).apply()
        assert portfolio.export_json() != before
        portfolio.undo(store.revision()).apply()
        assert portfolio.export_json() == before
