"""What a plan says, for what rows state."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.domain.changes import field_changes
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import RawNode
from archrepo.errors import ConflictError, InvalidDataError
from archrepo.importing.applying import apply_plan
from tests.applying_store import ApplyingStore
from tests.readings import NOW, load, plan, rows


@pytest.fixture
def store() -> ApplyingStore:
    return ApplyingStore(builtin_metamodel())


def changes(made):
    """Return `status kind-or-type id-or-key` of every change."""
    nodes = [f"{c.status} {c.kind} {c.id}" for c in made.nodes]
    return nodes + [f"{c.status} {c.key}" for c in made.relations]


def codes(made):
    return sorted(d.code for d in made.diagnostics)


def test_new_nodes_get_ids_of_their_names_and_find_them_again(store):
    file = rows(
        ("Scope", {"name": "Référentiel produit"}),
        ("Application", {"name": "PIM"}),
        ("COVERS", "pim", "Référentiel Produit", {"level": "FULL"}),
    )
    made = load(store, file)
    assert changes(made) == [
        "NEW Application pim",
        "NEW Scope referentiel-produit",
        "NEW COVERS|pim|referentiel-produit",
    ]
    again = plan(store, file)
    assert again.is_empty
    assert again.unchanged == {"Application": 1, "Scope": 1, "COVERS": 1}


def test_an_update_says_what_changes_and_leaves_empty_cells_alone(store):
    load(store, rows(("Application", {"id": "crm", "name": "CRM", "run_cost": "10"})))
    row = {"id": "crm", "name": "", "run_cost": "12", "currency": None, "criticality": ""}
    (change,) = plan(store, rows(("Application", row))).nodes
    assert [(f.name, f.old, f.new) for f in field_changes(change) if f.name != "batch_id"] == [
        ("run_cost", 10.0, 12.0)
    ]


def test_a_dash_clears(store):
    load(store, rows(("Application", {"id": "crm", "name": "CRM", "run_cost": "10"})))
    (change,) = plan(store, rows(("Application", {"id": "crm", "run_cost": "-"}))).nodes
    assert "run_cost" not in (change.after or {})


def test_a_name_two_kinds_share_makes_two_ids(store):
    made = load(store, rows(("Scope", {"name": "CRM"}), ("Application", {"name": "CRM"})))
    assert changes(made) == ["NEW Application crm-application", "NEW Scope crm"]


def test_same_name_under_two_parents_is_two_scopes_and_finds_both_again(store):
    file = rows(
        ("Scope", {"name": "Sales"}),
        ("Scope", {"name": "Finance"}),
        (one := RawNode("Scope", {"name": "Reporting"}), None),
        (two := RawNode("Scope", {"name": "Reporting"}), None),
        ("CONTAINS", "Sales", one),
        ("CONTAINS", "Finance", two),
    )
    made = load(store, file)
    assert "NEW CONTAINS|finance|reporting-2" in changes(made)
    assert "NEW CONTAINS|sales|reporting" in changes(made)
    assert plan(store, file).is_empty
    path = rows(
        ("Application", {"name": "BI"}), ("COVERS", "bi", "Finance / Reporting", {"level": "FULL"})
    )
    assert "NEW COVERS|bi|reporting-2" in changes(plan(store, path))


def test_an_ambiguous_name_is_refused_with_the_candidates(store):
    file = rows(
        ("Scope", {"id": "a", "name": "Reporting"}),
        ("Scope", {"id": "b", "name": "Reporting"}),
        ("Application", {"name": "BI"}),
        ("COVERS", "bi", "reporting", {}),
    )
    (problem,) = plan(store, file).errors
    assert (problem.code, problem.place.row) == ("AR206", 4)
    assert "a, b" in problem.message


def test_external_ids_identify_over_names(store):
    load(store, rows(("Application", {"name": "CRM", "external_ids": "archi=1"})))
    made = plan(
        store,
        rows(
            ("Application", {"name": "Customer tool", "external_ids": "archi=1"}),
            ("Application", {"name": "CRM", "external_ids": "archi=2"}),
        ),
    )
    assert changes(made) == ["CONFLICT Application crm", "NEW Application crm-2"]
    assert "ID-05" in codes(made)


def test_people_are_known_in_either_order_of_their_names(store):
    load(store, rows(("Person", {"name": "STEWARD Product"})))
    assert plan(store, rows(("Person", {"name": "Product Steward"}))).nodes[0].status == "UPDATE"
    load(store, rows(("Person", {"name": "Owner", "email": "Owner@Example.org"})))
    found = plan(store, rows(("Person", {"name": "The owner", "email": "owner@example.org"})))
    assert changes(found) == ["UPDATE Person owner"]


def test_unnamed_flows_are_known_by_ends_mode_and_objects(store):
    def flow(mode, carried):
        raw = RawNode("Flow", {"mode": mode})
        carries = [("CARRIES", raw, c) for c in carried]
        return [(raw, None), ("EMITS", "erp", raw), ("FEEDS", raw, "pim"), *carries]

    base = [("Application", {"name": "ERP"}), ("Application", {"name": "PIM"})]
    base += [("DataObject", {"name": "Article"}), ("DataObject", {"name": "Price"})]
    made = load(store, rows(*base, *flow("BATCH", ["article"]), *flow("BATCH", ["price"])))
    flows = [c.id for c in made.nodes if c.kind == "Flow"]
    assert flows == ["erp.pim.batch", "erp.pim.batch.price"]
    again = rows(*base, *flow("BATCH", ["price"]), *flow("BATCH", ["article"]))
    assert plan(store, again).is_empty
    third = plan(store, rows(*flow("SYNC", ["article"])))
    assert [c.id for c in third.nodes] == ["erp.pim.sync"]
    assert third.nodes[0].name == "erp → pim"


def test_a_row_without_first_day_means_the_one_relation_in_force(store):
    nodes = [("Scope", {"name": "S"}), ("Application", {"name": "A"})]
    load(store, rows(*nodes, ("COVERS", "a", "s", {"level": "FULL", "valid_from": "2026-01-01"})))
    (change,) = plan(store, rows(("COVERS", "a", "s", {"level": "PARTIAL"}))).relations
    assert (change.status, change.key) == ("UPDATE", "COVERS|a|s|2026-01-01")
    load(store, rows(("COVERS", "a", "s", {"level": "FULL", "valid_from": "2027-01-01"})))
    made = plan(store, rows(("COVERS", "a", "s", {"level": "PARTIAL"})))
    assert codes(made) == ["AR208"]


def test_a_child_moves_when_its_own_source_says_so(store):
    tree = [("Scope", {"name": n}) for n in ("A", "B", "C")]
    load(store, rows(*tree, ("CONTAINS", "a", "c")), source="team")
    moved = plan(store, rows(("CONTAINS", "b", "c")), source="team")
    assert changes(moved) == ["REMOVE CONTAINS|a|c", "NEW CONTAINS|b|c"]
    other = plan(store, rows(("CONTAINS", "b", "c")), source="finance")
    assert codes(other) == ["ST-03"]


@pytest.mark.parametrize(
    ("facts", "code", "says"),
    [
        ([("Application", {"name": "A", "disposition": "INVES"})], "AR104", "INVEST"),
        ([("Application", {"id": "CRM 1", "name": "A"})], "AR201", "crm-1"),
        ([("Application", {"run_cost": "3"})], "ID-02", "name"),
        ([("Aplication", {"name": "A"})], "AR103", "Application"),
        ([("Application", {"name": "A"}), ("COVER", "a", "a", {})], "AR105", "COVERS"),
        ([("Application", {"name": "A"}), ("COVERS", "a", "salse", {})], "ST-06", "--create"),
        (
            [("Scope", {"name": "Sales"}), ("Application", {"name": "A"})]
            + [("COVERS", "a", "salse", {})],
            "ST-06",
            "sales",
        ),
        ([("Application", {"name": "A"}), ("COVERS", "a", "a", {})], "ST-07", "Scope"),
        ([("Application", {"id": "a", "name": "A"}), ("Scope", {"id": "a"})], "ID-01", "unique"),
        (
            [
                ("Application", {"id": "a", "run_cost": 1}),
                ("Application", {"id": "a", "run_cost": 2}),
            ],
            "ID-01",
            "portfolio.csv:1",
        ),
        (
            [("Scope", {"name": "A"}), ("Scope", {"name": "B"})]
            + [("CONTAINS", "a", "b"), ("CONTAINS", "b", "a")],
            "ST-01",
            "another parent",
        ),
        (
            [("Scope", {"name": n}) for n in "ABC"]
            + [("CONTAINS", "a", "c"), ("CONTAINS", "b", "c")],
            "ST-03",
            "portfolio.csv:4",
        ),
        (
            [("Application", {"name": "A", "active": "2027", "retired": "2025"})],
            "LC-01",
            "correct",
        ),
        (
            [("Flow", {"mode": "BATCH"})],
            "AR205",
            "from and to",
        ),
        (
            [("Scope", {"name": "S"}), ("Application", {"name": "A"})]
            + [("COVERS", "a", "s", {"level": "FULL"}), ("COVERS", "a", "s", {"level": "PARTIAL"})],
            "AR210",
            "portfolio.csv:3",
        ),
    ],
)
def test_bad_rows_are_refused_with_place_and_remedy(store, facts, code, says):
    made = plan(store, rows(*facts))
    assert [d.code for d in made.errors] == [code]
    assert says in made.errors[0].hint + made.errors[0].message
    assert made.errors[0].place.row > 0
    with pytest.raises(InvalidDataError):
        apply_plan(made, store, actor="tester", now=NOW)
    assert store.nodes == []


def test_every_problem_is_reported_at_once(store):
    made = plan(
        store,
        rows(
            ("Application", {"name": "A", "disposition": "?", "run_cost": "x", "retired": "y"}),
            ("COVERS", "a", "nowhere", {}),
            ("COVERS", "nobody", "nowhere", {}),
        ),
    )
    assert codes(made) == ["AR104"] * 3 + ["ST-06"] * 3


def test_rejects_set_aside_the_cell_or_the_row_and_let_the_rest_in(store):
    made = load(
        store,
        rows(
            ("Application", {"name": "A", "disposition": "?"}),
            ("Application", {"id": "b b", "name": "B"}),
            ("Scope", {"name": "S"}),
            ("COVERS", "a", "s", {}),
            ("COVERS", "b b", "s", {}),
        ),
        rejects=True,
    )
    assert changes(made) == ["NEW Application a", "NEW Scope s", "NEW COVERS|a|s"]
    assert sorted(d.code for d in made.rejected) == ["AR104", "AR201", "ST-06"]


def test_create_missing_lists_what_it_creates(store):
    made = plan(
        store,
        rows(("Application", {"name": "A"}), ("COVERS", "a", "Gestion des offres", {})),
        create_missing=True,
    )
    assert "NEW Scope gestion-des-offres" in changes(made)
    assert codes(made) == ["AR213"]


def test_imprecise_dates_keep_their_wording_until_stated_exactly(store):
    load(store, rows(("Application", {"name": "A", "retired": "T3 2027"})))
    (node,) = store.nodes
    assert node.values["retired"] == dt.date(2027, 10, 1)
    assert node.values["date_notes"] == ("retired=T3 2027",)
    (change,) = plan(store, rows(("Application", {"name": "A", "retired": "2027-10-01"}))).nodes
    assert "date_notes" not in (change.after or {})


def test_sources_add_up_and_are_kept_as_stated(store):
    load(store, rows(("Application", {"name": "A"})), source="team")
    load(store, rows(("Application", {"name": "A"})), source="finance")
    assert store.nodes[0].values["sources"] == ("finance", "team")
    load(store, rows(("Scope", {"name": "S", "sources": ["elsewhere"]})), source="copy")
    assert store.nodes[1].values["sources"] == ("elsewhere",)


def test_a_stale_plan_is_refused(store):
    early = plan(store, rows(("Application", {"name": "A"})))
    load(store, rows(("Application", {"name": "B"})))
    with pytest.raises(ConflictError):
        apply_plan(early, store, actor="tester", now=NOW)


def test_a_batch_tells_who_when_what_and_what_it_replaced(store):
    load(store, rows(("Application", {"name": "A", "run_cost": 1})))
    load(store, rows(("Application", {"name": "A", "run_cost": 2}), file="costs.csv"))
    batch = store.batches[-1]
    assert (batch.actor, store.batches[0].applied_at) == ("tester", "2026-11-24T09:30:00+00:00")
    assert batch.applied_at == "2026-11-24T09:30:00.000001+00:00"  # after the one before
    assert batch.file == "costs.csv"
    assert batch.counts == '{"UPDATE": 1}'
    assert '"run_cost": 1.0' in (batch.changes or "")


def test_two_wordings_of_one_date_stay_as_they_are_stated(store):
    notes = {"id": "a", "name": "A", "date_notes": ["retired=fin 2026", "retired=T4 2026"]}
    load(store, rows(("Application", notes)))
    assert plan(store, rows(("Application", notes))).is_empty
