"""Identity: renames and rivals are conflicts until decided, near misses are told, never merged."""

from __future__ import annotations

from itertools import pairwise

import pytest

from archrepo.domain.changes import Status
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import RawNode, Ref
from archrepo.importing.identity import Decisions
from tests.applying_store import ApplyingStore
from tests.readings import load, plan, rows


@pytest.fixture
def store() -> ApplyingStore:
    return ApplyingStore(builtin_metamodel())


def changes(made):
    return [f"{c.status} {c.id}" for c in made.nodes]


def codes(made):
    return [d.code for d in made.diagnostics]


def app(name, **values):
    return ("Application", {"name": name, **values})


def test_a_new_name_under_a_known_id_is_a_conflict_until_accepted(store):
    load(store, rows(app("CRM", id="crm")))
    file = [app("Billing", id="crm")]
    made = plan(store, rows(*file))
    assert changes(made) == ["CONFLICT crm"]
    assert codes(made) == ["ID-05"]
    assert "same: [{kind: Application, name: Billing, as: crm}]" in made.diagnostics[0].hint
    for options in (
        {"accept_renames": True},
        {"decisions": Decisions(same={("Application", "billing"): "crm"})},
    ):
        accepted = plan(store, rows(*file), **options)
        assert changes(accepted) == ["UPDATE crm"]
        assert accepted.nodes[0].after["aliases"] == ("CRM",)


def test_a_file_that_still_says_the_old_name_changes_nothing(store):
    load(store, rows(app("CRM", id="crm")))
    load(store, rows(app("Sales tool", id="crm")), accept_renames=True)
    assert plan(store, rows(app("CRM", id="crm"))).is_empty
    assert plan(store, rows(app("Crm"))).is_empty


def test_a_spelling_of_the_same_name_is_no_rename(store):
    load(store, rows(app("Référentiel produit", id="ref")))
    made = plan(store, rows(app("REFERENTIEL-PRODUIT", id="ref")))
    assert changes(made) == ["UPDATE ref"]
    assert made.diagnostics == ()


def test_a_known_name_under_another_id_is_a_conflict_until_decided(store):
    load(store, rows(app("CRM", id="crm")))
    file = [app("crm", id="app-12"), ("COVERS", "app-12", "s", {}), ("Scope", {"id": "s"})]
    made = plan(store, rows(*file))
    assert changes(made)[0] == "CONFLICT app-12"
    assert codes(made) == ["ID-07"]
    other = Decisions(different={("Application", "app-12"): frozenset({"crm"})})
    assert changes(plan(store, rows(*file), decisions=other))[0] == "NEW app-12"
    assert changes(plan(store, rows(*file), accept_renames=True))[0] == "NEW app-12"
    same = Decisions(same={("Application", "app-12"): "crm"})
    decided = plan(store, rows(*file), decisions=same)
    assert [c.key for c in decided.relations] == ["COVERS|crm|s"]
    assert decided.errors == ()
    assert {c.identity for c in decided.nodes if c.id == "crm"} <= {"decision"}


def test_homonyms_told_apart_are_no_conflict(store):
    load(
        store,
        rows(
            ("Domain", {"id": "sales", "name": "Sales"}),
            ("Scope", {"id": "s1", "name": "Reporting"}),
            ("CONTAINS", "sales", "s1", {}),
            ("Person", {"id": "p1", "name": "Ann Smith", "email": "ann@example.org"}),
        ),
    )
    scope = RawNode("Scope", {"id": "s2", "name": "Reporting"})
    domain = RawNode("Domain", {"id": "it", "name": "IT"})
    person = RawNode("Person", {"id": "p2", "name": "Ann Smith", "email": "smith@example.org"})
    made = plan(store, rows((scope,), (domain,), (person,), ("CONTAINS", domain, scope)))
    assert {c.status for c in made.nodes} == {Status.NEW}


def test_rows_of_one_name_under_parents_of_one_name_stay_apart(store):
    def branch(top):
        names = ("Gestion", "Suivi")
        nodes = [RawNode("Domain", {"name": top}), *(RawNode("Scope", {"name": n}) for n in names)]
        pairs = pairwise(nodes)
        return [*((node,) for node in nodes), *(("CONTAINS", a, b) for a, b in pairs)]

    file = rows(*branch("Ventes"), *branch("Achats"))
    made = load(store, file)
    assert sorted(c.key for c in made.relations) == [
        "CONTAINS|achats|gestion-2",
        "CONTAINS|gestion-2|suivi-2",
        "CONTAINS|gestion|suivi",
        "CONTAINS|ventes|gestion",
    ]
    assert plan(store, file).is_empty


def test_near_misses_are_candidates_with_a_score_and_never_merged(store):
    load(store, rows(app("Customer relationship management"), app("Till 1")))
    file = [app("Customer relatonship management"), app("Till 2")]
    made = plan(store, rows(*file))
    assert {c.status for c in made.nodes} == {Status.NEW}
    first, second = made.nodes
    [candidate] = first.candidates
    assert candidate.id == "customer-relationship-management"
    assert candidate.score >= 95
    assert second.candidates == ()
    assert codes(made) == ["ID-08"]
    decided = Decisions(
        different={
            ("Application", "customer relatonship management"): frozenset({candidate.id}),
        }
    )
    assert codes(plan(store, rows(*file), decisions=decided)) == []
    same = Decisions(same={("Application", "customer relatonship management"): candidate.id})
    assert [c.id for c in plan(store, rows(*file), decisions=same).nodes] == ["till-2"]


def test_the_plan_says_by_what_a_node_was_found(store):
    load(store, rows(app("CRM", id="crm", external_ids="cmdb=7"), app("ERP", aliases=["SAP"])))
    made = plan(
        store,
        rows(
            app("CRM", external_ids="cmdb=7", description="a"),
            app("sap", description="b"),
            app("New"),
        ),
    )
    assert [(c.id, c.identity) for c in made.nodes] == [
        ("crm", "external id"),
        ("erp", "name"),
        ("new", "new"),
    ]


def test_with_rejects_a_conflict_costs_its_row(store):
    load(store, rows(app("CRM", id="crm")))
    made = plan(store, rows(app("Billing", id="crm"), app("ERP")), rejects=True)
    assert changes(made) == ["NEW erp"]
    assert [d.code for d in made.rejected] == ["ID-05"]


def test_owners_without_e_mail_teams_and_mailboxes_are_found_again(store):
    crm = RawNode("Application", {"name": "CRM"})
    texts = ["Marie LEFÈVRE", "Équipe CRM", "support@example.org", "Direction des ventes"]
    links = [
        ("RESPONSIBLE_FOR", Ref(text, create=True), crm, {"role": "IT_OWNER"}) for text in texts
    ]
    file = rows((crm,), *links)
    made = load(store, file)
    kinds = {c.name: c.kind for c in made.nodes}
    assert kinds == {
        "CRM": "Application",
        "Marie LEFÈVRE": "Person",
        "Équipe CRM": "Organisation",
        "support@example.org": "Person",
        "Direction des ventes": "Organisation",
    }
    assert plan(store, file).is_empty
