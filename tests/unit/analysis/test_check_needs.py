"""What a rule needs to find anything, read off its text."""

from __future__ import annotations

import pytest

from archrepo.analysis.checks.needs import may_find, needs
from archrepo.analysis.checks.rules import shipped_rules
from archrepo.domain.facts import NodeFact
from tests.check_cases import cases

TEXTS = {
    "MATCH (a:Application) RETURN a.id AS node": ["Application"],
    "MATCH (p:Application|Module)-[c:COVERS]->(s:Scope) WHERE c.level = 'FULL (x:Need)' "
    "RETURN s.id AS node": ["Application|Module", "COVERS", "Scope"],
    "MATCH (a:Application {id: $id}) OPTIONAL MATCH (a)-[:CONTAINS]->(m:Module) "
    "WHERE EXISTS { MATCH (m)-[:COVERS]->(s:Scope {id: 'x'}) } RETURN a.id AS node": [
        "Application"
    ],
    "MATCH (a:Application) WHERE NOT (a)-[:COVERS]->(:Scope) RETURN a.id AS node": ["Application"],
    "MATCH (a)-[:REPLACED_BY*0..8]->(b) RETURN a.id AS node": [],
    "MATCH (s:Scope) WITH s.name AS name, collect(s.id) AS ids UNWIND ids AS node RETURN node": [
        "Scope"
    ],
    "MATCH (n:Need) WITH collect(n.id) AS ids, count(*) AS many MATCH (a:Application) "
    "WHERE many = 0 RETURN a.id AS node": ["Application"],
    "MATCH (n:Need) WITH [1, n, count(*)] AS found MATCH (a:Application) RETURN a.id AS node": [
        "Application"
    ],
    "MATCH (n:Need) WITH 'x' AS one, size(collect(n.id)) AS many RETURN one AS node": [],
}


@pytest.mark.parametrize(("text", "needed"), TEXTS.items())
def test_what_must_be_there_is_needed_and_nothing_else(text: str, needed: list[str]) -> None:
    [branch] = needs(text)
    assert sorted("|".join(sorted(need)) for need in branch) == needed


def test_one_branch_is_enough_and_of_each_need_one_kind() -> None:
    text = (
        "MATCH (p:Application|Module)-[:USES_TECH]->() RETURN p.id AS node "
        "UNION ALL MATCH (n:Need) RETURN n.id AS node"
    )
    assert may_find(text, {"Module", "USES_TECH"}.__contains__)
    assert may_find(text, {"Need"}.__contains__)
    assert not may_find(text, {"Module", "Application"}.__contains__)


def test_what_a_rule_fires_on_holds_what_it_needs() -> None:
    fired = [case for case in cases() if case.finds]
    for case in fired:
        held = {fact.kind if isinstance(fact, NodeFact) else fact.type for fact in case.facts}
        assert may_find(shipped_rules()[case.rule].text, held.__contains__), case.prefix
    assert {case.rule for case in fired} == set(shipped_rules())


def test_every_rule_needs_something_and_the_same_on_both_engines() -> None:
    nothing = [r.id for r in shipped_rules().values() if () in needs(r.text)]
    assert nothing == ["CO-10"]  # it groups by an expression, of which nothing is concluded
    for rule in shipped_rules().values():
        assert needs(rule.text) == needs(shipped_rules("neo4j")[rule.id].text)
