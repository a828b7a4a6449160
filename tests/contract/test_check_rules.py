"""Each rule of a check on the smallest portfolio where it fires, and where it just does not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.analysis.checks.needs import may_find
from archrepo.analysis.checks.parameters import Thresholds, parameters
from archrepo.analysis.checks.rules import COLUMNS, shipped_rules
from archrepo.analysis.projects.collisions import list_collisions
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.validity import PlanWord
from archrepo.store.catalog import statement
from tests.check_cases import Case, cases
from tests.contract.engines import on_newest_server, on_oldest_server
from tests.contract.test_statements import CHECKS
from tests.plans import put

if TYPE_CHECKING:
    from archrepo.analysis.checks.rules import Rule
    from archrepo.domain.ports import GraphStore, Row
    from tests.contract.conftest import Engine

DAY = dt.date(2026, 12, 31)
THRESHOLDS = Thresholds(max_domains=2, max_critical=1)


@on_oldest_server
def test_every_rule_finds_what_it_must_and_nothing_else(
    engine: Engine, empty_store: GraphStore
) -> None:
    put(empty_store, [fact for case in cases() for fact in case.facts])
    given = parameters(empty_store, DAY, THRESHOLDS)
    wrong = {}
    for rule in shipped_rules().values():
        for plan in sorted({c.plan for c in cases() if c.rule == rule.id}):
            rows = rows_of(rule, PlanWord(plan), empty_store, given)
            assert_declared(rule, rows, engine)
            for case in (c for c in cases() if (c.rule, c.plan) == (rule.id, plan)):
                found = _found(rule, rows, case)
                if found != case.finds:
                    wrong[f"{rule.id} {case.half}"] = {
                        "missing": sorted(case.finds - found),
                        "too many": sorted(found - case.finds),
                    }
    assert not wrong


@on_newest_server
def test_a_rule_that_needs_what_is_not_there_finds_nothing(empty_store: GraphStore) -> None:
    held = {"Application", "DataObject", "Flow", "Scope", "COVERS", "EMITS", "FEEDS", "CARRIES"}
    facts = [fact for case in cases() for fact in case.facts if _family(fact) in held]
    ids = {fact.id for fact in facts if isinstance(fact, NodeFact)}
    ends = [(f.from_id, f.to_id) if isinstance(f, RelationFact) else (f.id,) for f in facts]
    put(empty_store, [f for f, own in zip(facts, ends, strict=True) if ids.issuperset(own)])
    given = parameters(empty_store, DAY, THRESHOLDS)
    rules = shipped_rules().values()
    needy = [r for r in rules if not may_find(r.text, lambda f: empty_store.count(f) > 0)]
    assert len(needy) > 20
    assert [r.id for r in needy if rows_of(r, PlanWord.ALL, empty_store, given)] == []


def _family(fact: NodeFact | RelationFact) -> str:
    return fact.kind if isinstance(fact, NodeFact) else fact.type


@on_newest_server
def test_collisions_across_programmes_are_those_that_the_rule_finds(
    empty_store: GraphStore,
) -> None:
    facts = [fact for case in cases() for fact in case.facts]
    put(empty_store, facts)
    given = parameters(empty_store, DAY, THRESHOLDS)
    rows = rows_of(shipped_rules()["PR-03"], PlanWord.ALL, empty_store, given)
    parts = {f.to_id: f.from_id for f in facts if _family(f) == "CONTAINS"}  # type: ignore[union-attr]
    told = {
        (*sorted((c.first.id, c.second.id)), c.target.id, c.end)
        for c in list_collisions(empty_store, DAY).collisions
        if parts.get(c.first.id, c.first.id) != parts.get(c.second.id, c.second.id)
    }
    assert told == {(row["node"], row["other"], row["detail"], row["until"]) for row in rows}


@on_newest_server
def test_what_explain_shows_of_a_rule_runs_as_a_query_and_finds_the_same(
    engine: Engine, empty_store: GraphStore
) -> None:
    put(empty_store, [fact for case in cases() for fact in case.facts])
    given = parameters(empty_store, DAY, THRESHOLDS)
    for rule in shipped_rules(engine.name).values():
        values = {name: given[name] for name in rule.params}
        answer = empty_store.user_query(rule.query(), values)
        found = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        read = rows_of(rule, PlanWord.COMMITTED, empty_store, given)
        assert sorted(map(_ends, found)) == sorted(map(_ends, read)), rule.id


def _ends(row: Row) -> tuple[str, str]:
    return row["node"], row.get("other") or ""


def assert_declared(rule: Rule, rows: list[Row], engine: Engine) -> None:
    declared = statement(rule.statement, engine.name).returns
    assert declared.keys() <= COLUMNS.keys(), rule.id
    for row in rows:
        assert list(row) == list(declared), rule.id
        for column, value in row.items():
            assert value is None or CHECKS[declared[column]](value), (rule.id, column, value)


def rows_of(rule: Rule, plan: PlanWord, store: GraphStore, given: dict[str, Any]) -> list[Row]:
    """Return what a rule's statement finds."""
    values = {name: given[name] for name in rule.params}
    return store.read(rule.statement, {**values, "plan": plan} if rule.takes_plan else values)


def _found(rule: Rule, rows: list[Row], case: Case) -> set[tuple[str, str, str]]:
    asks_other = any(other for _, other, _ in case.finds)
    return {
        (
            row["node"],
            (row.get("other") or "") if asks_other else "",
            row.get("severity") or rule.severity.value,
        )
        for row in rows
        if row["node"].startswith(case.prefix)
    }
