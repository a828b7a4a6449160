"""When things are live, as stored: always what dates, projects and applications make of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import (
    Interval,
    PlanChoice,
    PlanWord,
    ProjectAction,
    lifecycle_interval,
    planned_interval,
)
from archrepo.store.transfer import copy_portfolio
from archrepo.writers.native_json import write_json
from tests.contract.contents import contents, name_of
from tests.contract.engines import on_newest_server
from tests.contract.test_random_changes import _emptied
from tests.plans import PlanBuilder, batch, node, put, relation

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine

METAMODEL = builtin_metamodel()
LIVING = ("Application", "Module", "Flow")
KINDS = (*LIVING, "Project")
DAYS = st.sampled_from([None, *(dt.date(2026, month, 1) for month in range(1, 7))])
Facts = dict[str, NodeFact | RelationFact]
Lives = dict[str, dict[PlanWord, tuple[dt.date, dt.date]]]


@on_newest_server
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(data=st.data())
def test_stored_is_computed_after_any_changes(engine: Engine, data: st.DataObject) -> None:
    engine.close()
    store = _emptied(engine)
    for number in range(data.draw(st.integers(2, 3), label="batches")):
        _change(store, data, f"batch-{number}-{id(data)}")
        assert stored(store) == computed(contents(store))


@pytest.fixture
def small(empty_store: GraphStore) -> GraphStore:
    """Return a store with a module that a project retires with its application."""
    crm, part = node("Application", "crm", active=dt.date(2020, 1, 1)), node("Module", "mod")
    flow, project = node("Flow", "f"), node("Project", "p", status="IDEA", end=dt.date(2027, 1, 1))
    links = [
        relation("CONTAINS", crm, part),
        relation("IMPACTS", project, crm, action="RETIRE"),
        relation("IMPACTS", project, flow, action="CREATE", date=dt.date(2026, 5, 1)),
    ]
    put(empty_store, [crm, part, flow, project, node("Application", "other"), *links])
    return empty_store


def test_a_projects_status_and_end_move_what_it_acts_on(small: GraphStore) -> None:
    assert stored(small)["mod"][PlanWord.COMMITTED] == (dt.date(2020, 1, 1), dt.date.max)
    assert stored(small)["mod"][PlanWord.ALL] == (dt.date(2020, 1, 1), dt.date(2027, 1, 1))
    later = {"status": "BUILD", "end": dt.date(2027, 6, 1)}
    _update(small, "Project:p", "second", **later)
    assert stored(small)["mod"][PlanWord.COMMITTED][1] == dt.date(2027, 6, 1)
    assert stored(small)["f"][PlanWord.COMMITTED][0] == dt.date(2026, 5, 1)
    assert stored(small)["mod"][PlanWord.NONE][1] == dt.date.max


def test_a_modules_other_parent_decides(small: GraphStore) -> None:
    there = contents(small)
    old = there["CONTAINS|crm|mod"]
    new = relation("CONTAINS", ("Application", "other"), ("Module", "mod"))
    small.apply(PlanBuilder(small.revision()).remove(old).add(new).plan(), batch("second"))
    assert set(stored(small)["mod"].values()) == {(dt.date.min, dt.date.max)}


def test_nobody_sees_them(small: GraphStore, tmp_path: Path) -> None:
    write_json(small, METAMODEL, tmp_path / "all.json")
    assert "_live" not in (tmp_path / "all.json").read_text(encoding="utf-8")
    assert not [n for n in small.scan("Application").schema.names if "live" in n]
    (found,) = small.read("find.node", {"id": "crm"})
    assert set(found["node"]) == {"id", "name", "active", "batch_id"}
    shown = small.user_query("MATCH (n:Application {id: 'crm'}) RETURN n", {}).rows[0][0]
    assert set(shown) == {"kind", "id", "name", "active", "batch_id"}


def test_a_copy_has_them(engine: Engine, small: GraphStore, tmp_path: Path) -> None:
    from archrepo.store.ladybug.store import LadybugStore

    copy = LadybugStore.create(tmp_path / "copy.lbug", METAMODEL)
    copy_portfolio(small, copy, METAMODEL)
    assert stored(copy) == stored(small)
    kept = stored(small)
    copy_portfolio(copy, small, METAMODEL, replace=True)  # type: ignore[arg-type]
    assert stored(engine.open()) == kept
    copy.close()


def test_a_portfolio_with_other_attributes_has_them(engine: Engine, small: GraphStore) -> None:
    kept = stored(small)
    other = METAMODEL.with_custom({"application": {"seats": "int"}})
    reopened = engine.open(other)
    assert stored(reopened) == kept
    put(reopened, [node("Flow", "late", phase="PLANNED")], "second")
    assert stored(reopened) == {**kept, "late": dict.fromkeys(PlanWord, NEVER)}


NEVER = (dt.date.max, dt.date.min)


def stored(store: GraphStore) -> Lives:
    """Return what the store says of when each node is live."""
    columns = ", ".join(f"n._live_from_{p} AS f{p}, n._live_to_{p} AS t{p}" for p in PlanWord)
    text = f"MATCH (n:{'|'.join(LIVING)}) RETURN n.id AS id, {columns}"
    return {
        row[0]: {plan: (row[1 + 2 * at], row[2 + 2 * at]) for at, plan in enumerate(PlanWord)}
        for row in store.user_query(text, {}).rows
    }


def computed(facts: Facts) -> Lives:
    """Return what follows from the facts, one node after the other."""
    nodes = {f.id: f for f in facts.values() if isinstance(f, NodeFact)}
    links = [f for f in facts.values() if isinstance(f, RelationFact)]
    owner = {r.to_id: r.from_id for r in links if r.to_kind == "Module" and r.type == "CONTAINS"}

    def life(node_id: str, plan: PlanWord) -> Interval:
        actions = [
            ProjectAction(
                r.from_id,
                str(r.values.get("action", "")),
                r.values.get("date"),  # type: ignore[arg-type]
                r.values.get("committed"),  # type: ignore[arg-type]
                nodes[r.from_id].values.get("status"),  # type: ignore[arg-type]
                nodes[r.from_id].values.get("end"),  # type: ignore[arg-type]
            )
            for r in links
            if r.type == "IMPACTS" and r.to_id == node_id
        ]
        own = lifecycle_interval(nodes[node_id].values)
        own = planned_interval(own, actions, PlanChoice(plan))
        above = owner.get(node_id)
        return own.within(life(above, plan)) if above else own

    found: Lives = {}
    for node_id, fact in nodes.items():
        if fact.kind in LIVING:
            spans = {plan: life(node_id, plan) for plan in PlanWord}
            found[node_id] = {
                p: (s.start or dt.date.min, s.end or dt.date.max) for p, s in spans.items()
            }
    return found


def _update(store: GraphStore, name: str, batch_id: str, **values: Any) -> None:
    changes = PlanBuilder(store.revision()).update(contents(store)[name], **values)
    store.apply(changes.plan(), batch(batch_id))


def _change(store: GraphStore, data: st.DataObject, batch_id: str) -> None:
    held = contents(store)
    changes, after = PlanBuilder(store.revision()), dict(held)
    gone = {f.id for f in held.values() if isinstance(f, NodeFact) and data.draw(_one_in(6))}
    for name, fact in held.items():
        ends = {fact.id} if isinstance(fact, NodeFact) else {fact.from_id, fact.to_id}
        if gone & ends or (isinstance(fact, RelationFact) and data.draw(_one_in(4))):
            changes.remove(fact)
            del after[name]
        elif data.draw(_one_in(3)):
            drawn = _drawn(data, fact.kind if isinstance(fact, NodeFact) else fact.type)
            fixed = {"action", "date", "valid_from"} if isinstance(fact, RelationFact) else set()
            changes.update(fact, **{k: v for k, v in drawn.items() if k not in fixed})
    for number in range(data.draw(st.integers(0, 4), label="new nodes")):
        kind = data.draw(st.sampled_from(KINDS))
        fact = node(kind, f"{kind.lower()}-{len(held)}-{number}")
        values = {k: v for k, v in _drawn(data, kind).items() if v is not None}
        fresh = NodeFact(kind, fact.id, {**fact.values, **values})
        changes.add(fresh)
        after[name_of(fresh)] = fresh
    for _ in range(data.draw(st.integers(0, 4), label="new relations")):
        _link(data, changes, after)
    store.apply(changes.plan(), batch(batch_id))


def _link(data: st.DataObject, changes: PlanBuilder, after: Facts) -> None:
    pairs = [("CONTAINS", "Application", "Module"), ("IMPACTS", "Project", "Application")]
    name, source, target = data.draw(st.sampled_from([*pairs, ("IMPACTS", "Project", "Flow")]))
    nodes = [f for f in after.values() if isinstance(f, NodeFact)]
    starts = sorted(f.id for f in nodes if f.kind == source)
    ends = sorted(f.id for f in nodes if f.kind == target)
    hung = {f.to_id for f in after.values() if isinstance(f, RelationFact) and f.type == "CONTAINS"}
    ends = [e for e in ends if name != "CONTAINS" or e not in hung]
    if not starts or not ends:
        return
    values = {k: v for k, v in _drawn(data, name).items() if v is not None}
    ids = (data.draw(st.sampled_from(starts)), data.draw(st.sampled_from(ends)))
    key = relation_key(METAMODEL.relations[name], *ids, values)
    if key not in after and key not in {change.key for change in changes.relations}:
        fact = RelationFact(name, key, source, ids[0], target, ids[1], values)
        changes.add(fact)
        after[key] = fact


def _drawn(data: st.DataObject, family: str) -> dict[str, Any]:
    if family == "Project":
        status = st.sampled_from(["IDEA", "BUILD", "DONE", "STOPPED", None])
        return {"status": data.draw(status), "end": data.draw(DAYS)}
    if family == "IMPACTS":
        actions = st.sampled_from(["CREATE", "RETIRE", "REPLACE", "MODIFY", "ROLL_OUT"])
        committed = st.sampled_from([None, True, False])
        return {
            "action": data.draw(actions),
            "date": data.draw(DAYS),
            "committed": data.draw(committed),
        }
    if family in LIVING:
        phase = st.sampled_from([None, None, "RETIRED", "PLANNED", "ACTIVE"])
        names = ("planned", "active", "retired", "phase_on")
        return {"phase": data.draw(phase), **{name: data.draw(DAYS) for name in names}}
    return {}


def _one_in(n: int) -> st.SearchStrategy[bool]:
    return st.integers(1, n).map(lambda drawn: drawn == 1)
