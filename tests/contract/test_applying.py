"""Plans applied to a store: what they say is there afterwards, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ArchrepoError, ConflictError
from tests.contract.contents import contents, of
from tests.contract.engines import on_newest_server
from tests.plans import PlanBuilder, batch, node, put, relation
from tests.whole_portfolio import whole_portfolio

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine

CRM = node("Application", "crm", aliases=("CRM", "crm 2"), active=dt.date(2020, 1, 1))
PIM = node("Application", "pim", users_count=12)
SALES = node("Scope", "sales", criticality="HIGH")
COVERS = relation("COVERS", CRM, SALES, level="FULL", role="MASTER")


def test_everything_the_metamodel_allows_is_kept(whole_store: GraphStore) -> None:
    assert contents(whole_store) == of(whole_portfolio())


@on_newest_server
def test_everything_can_be_updated(whole_store: GraphStore) -> None:
    facts = whole_portfolio()
    changes = PlanBuilder(whole_store.revision())
    for fact in facts:
        if fact.values.get("name", "bare").startswith("bare"):  # type: ignore[union-attr]
            changes.update(fact, properties=("a=1", "b=2"))
        else:
            changes.update(fact, properties=None)
    whole_store.apply(changes.plan(), batch("batch-2"))
    after = contents(whole_store)
    assert len(after) == len(facts)
    for name, fact in of(facts).items():
        values = {k: v for k, v in fact.values.items() if k != "properties"}
        if "properties" not in after[name].values:
            assert after[name].values == values
        else:
            assert after[name].values == {**values, "properties": ("a=1", "b=2")}


@on_newest_server
def test_everything_can_be_removed(whole_store: GraphStore) -> None:
    whole_store.apply(
        PlanBuilder(whole_store.revision()).remove(*whole_portfolio()).plan(), batch("batch-2")
    )
    assert contents(whole_store) == {}
    batches = sorted(n.id for n in node_facts(whole_store, "ChangeBatch"))
    assert batches == ["batch-1", "batch-2"]


def test_facts_say_which_batch_wrote_them(empty_store: GraphStore) -> None:
    put(empty_store, [CRM, SALES, COVERS], "first")
    changes = PlanBuilder("first").update(CRM, name="CRM").add(PIM)
    empty_store.apply(changes.plan(), batch("second"))
    wrote = {n.id: n.values["batch_id"] for n in node_facts(empty_store, "Application")}
    assert wrote == {"crm": "second", "pim": "second"}
    assert [r.values["batch_id"] for r in relation_facts(empty_store, "COVERS")] == ["first"]
    assert empty_store.revision() == "second"


def test_the_batch_itself_is_kept(empty_store: GraphStore) -> None:
    applied = batch("first").model_copy(update={"counts": '{"NEW": 1}', "changes": "x" * 100_000})
    empty_store.apply(PlanBuilder("").add(CRM).plan(), applied)
    (kept,) = node_facts(empty_store, "ChangeBatch")
    assert kept.id == "first"
    assert kept.values["actor"] == "tester"
    assert kept.values["changes"] == "x" * 100_000


def test_values_are_unset_and_set_again(empty_store: GraphStore) -> None:
    put(empty_store, [CRM, SALES, COVERS], "1")
    changes = PlanBuilder("1").update(CRM, aliases=None, active=None).update(COVERS, level=None)
    empty_store.apply(changes.plan(), batch("2"))
    bare = {"name": "crm"}
    after = contents(empty_store)
    assert after["Application:crm"].values == bare
    assert after[COVERS.key].values == {"role": "MASTER"}
    empty_store.apply(
        PlanBuilder("2").update(node("Application", "crm"), **CRM.values).plan(), batch("3")
    )
    assert contents(empty_store)["Application:crm"].values == CRM.values


def test_an_empty_list_is_an_unset_value(empty_store: GraphStore) -> None:
    put(empty_store, [node("Application", "crm", aliases=())])
    assert contents(empty_store)["Application:crm"].values == {"name": "crm"}


def test_parallel_relations_of_one_type_and_ends(empty_store: GraphStore) -> None:
    france = relation("COVERS", CRM, SALES, level="FULL", segments=("fr",))
    spain = relation("COVERS", CRM, SALES, level="PARTIAL", segments=("es",))
    later = relation("COVERS", CRM, SALES, level="PARTIAL", valid_from=dt.date(2027, 1, 1))
    put(empty_store, [CRM, SALES, france, spain, later], "1")
    assert contents(empty_store) == of([CRM, SALES, france, spain, later])
    changes = PlanBuilder("1").remove(spain).update(later, level="FULL")
    empty_store.apply(changes.plan(), batch("2"))
    left = {r.key: r.values["level"] for r in relation_facts(empty_store, "COVERS")}
    assert left == {france.key: "FULL", later.key: "FULL"}


def test_a_relation_from_a_node_to_itself(empty_store: GraphStore) -> None:
    loop = relation("RUNS_ON", CRM, CRM)
    put(empty_store, [CRM, loop])
    assert contents(empty_store) == of([CRM, loop])


def test_the_same_id_in_two_batches_is_one_node(empty_store: GraphStore) -> None:
    put(empty_store, [CRM], "1")
    changes = PlanBuilder("1").update(CRM, **CRM.values)
    empty_store.apply(changes.plan(), batch("2"))
    assert contents(empty_store) == of([CRM])


def test_a_node_changes_kind(empty_store: GraphStore) -> None:
    put(empty_store, [CRM], "1")
    module = node("Module", "crm")
    empty_store.apply(PlanBuilder("1").remove(CRM).add(module).plan(), batch("2"))
    assert contents(empty_store) == of([module])


def test_a_plan_made_on_another_revision_is_refused(engine: Engine) -> None:
    first, second = engine.create(), engine.open()
    put(first, [CRM], "1")
    with pytest.raises(ConflictError, match="changed since"):
        second.apply(PlanBuilder("").add(PIM).plan(), batch("2"))
    assert contents(engine.open()) == of([CRM])
    assert engine.open().revision() == "1"


def test_an_empty_plan_leaves_only_its_batch(empty_store: GraphStore) -> None:
    put(empty_store, [CRM], "1")
    empty_store.apply(PlanBuilder("1").plan(), batch("2"))
    assert contents(empty_store) == of([CRM])
    assert empty_store.revision() == "2"


@pytest.mark.parametrize(
    "broken",
    [
        PlanBuilder("1").add(PIM, relation("COVERS", PIM, ("Scope", "nowhere"))),
        PlanBuilder("1").add(PIM, relation("COVERS", ("Application", "nobody"), SALES)),
        PlanBuilder("1").add(PIM, node("Scope", "sales")),
        PlanBuilder("1").add(PIM, COVERS),
        PlanBuilder("1").add(PIM).remove(SALES),
        PlanBuilder("1").add(PIM).remove(node("Scope", "nowhere")),
        PlanBuilder("1").add(PIM).update(node("Scope", "nowhere"), name="x"),
        PlanBuilder("1").add(PIM).remove(relation("COVERS", CRM, SALES, segments=("fr",))),
        PlanBuilder("1").add(PIM).update(relation("COVERS", PIM, SALES), level="NONE"),
        PlanBuilder("1").add(PIM, node("Scope", "x", description=3)),
    ],
    ids=[
        "target missing",
        "source missing",
        "node there",
        "relation there",
        "node still joined",
        "removed node missing",
        "updated node missing",
        "removed relation missing",
        "updated relation missing",
        "wrong type",
    ],
)
def test_a_plan_that_does_not_fit_changes_nothing(engine: Engine, broken: PlanBuilder) -> None:
    store = engine.create()
    put(store, [CRM, SALES, COVERS], "1")
    before = contents(store)
    with pytest.raises(ArchrepoError) as caught:
        store.apply(broken.plan(), batch("2"))
    assert caught.value.exit_code in (5, 6)
    assert contents(store) == before
    again = engine.open()
    assert contents(again) == before
    assert again.revision() == "1"
    put(again, [PIM], "3")
    assert contents(again) == {**before, **of([PIM])}


def test_progress_is_told(empty_store: GraphStore) -> None:
    told: list[tuple[str, int, int]] = []
    empty_store.apply(
        PlanBuilder("").add(CRM, SALES, COVERS).plan(),
        batch(),
        lambda doing, done, total: told.append((doing, done, total)),
    )
    assert told
    assert all(doing and done >= 0 for doing, done, _ in told)


def test_custom_attributes_appear_and_are_kept(engine: Engine) -> None:
    plain = engine.create()
    put(plain, [CRM, SALES, COVERS], "1")
    plain.close()
    metamodel = builtin_metamodel().with_custom(
        {"application": {"seats": "int", "owner_code": "string"}, "scope": {"audited": "date"}}
    )
    store = engine.open(metamodel)
    assert contents(store, metamodel) == of([CRM, SALES, COVERS])
    assert {"seats", "owner_code"} <= set(store.scan("Application").column_names)
    seated = node("Application", "dam", seats=3, owner_code="é")
    changes = PlanBuilder("1").add(seated).update(SALES, audited=dt.date(2026, 1, 1))
    store.apply(changes.plan(), batch("2"))
    audited = node("Scope", "sales", criticality="HIGH", audited=dt.date(2026, 1, 1))
    assert contents(store, metamodel) == of([CRM, audited, COVERS, seated])
    assert contents(engine.open(metamodel), metamodel) == of([CRM, audited, COVERS, seated])
