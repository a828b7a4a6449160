"""The catalogue of rules is whole: ids, pairs, words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archrepo.analysis.checks.rules import LANGUAGES, shipped_rules
from archrepo.analysis.explanations import codes, diagnostic_texts, explanation
from archrepo.resources.labels import load_labels
from archrepo.store.catalog import ENGINES, statement
from tests.check_cases import cases

FAMILIES = {
    "ID": 5,
    "ST": 8,
    "CO": 12,
    "LC": 13,
    "FL": 5,
    "DA": 9,
    "TE": 4,
    "RE": 5,
    "PR": 6,
    "NE": 3,
    "GO": 1,
    "JO": 4,
    "FR": 3,
}
AT_THE_DOOR = {"ID-01", "ID-02", "ID-05", "ST-01", "ST-02", "ST-03", "ST-06", "ST-07", "LC-01"}


def test_every_id_of_the_catalogue_is_a_rule_or_refused_at_the_door() -> None:
    catalogue = {
        f"{family}-{n:02}" for family, last in FAMILIES.items() for n in range(1, last + 1)
    }
    assert len(catalogue) == 78
    assert set(shipped_rules()) == catalogue - AT_THE_DOOR
    assert set(diagnostic_texts()) >= AT_THE_DOOR
    assert set(codes()) >= catalogue


def test_every_rule_has_its_pair() -> None:
    for rule in shipped_rules():
        own = [case for case in cases() if case.rule == rule]
        assert any(case.half.endswith("fires") and case.finds for case in own), rule
        assert any(case.half.endswith("quiet") for case in own), rule
    assert {case.rule for case in cases()} == set(shipped_rules())


@pytest.mark.parametrize("rule", shipped_rules().values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_why_and_what_to_do_in_both_languages(rule) -> None:
    for texts in (rule.title, rule.why, rule.remedy):
        assert set(texts) == set(LANGUAGES)
        assert texts["en"] != texts["fr"]
        assert not re.search(r"\b(l|d|n|s|qu|c|j)'", texts["fr"]), "a straight apostrophe"
    assert all(texts["en"].endswith(".") for texts in (rule.why, rule.remedy))
    explained = explanation(rule.id)
    assert explained.query
    assert "{{" not in explained.query


def test_a_rule_says_what_its_detail_holds() -> None:
    known = {"", "none", "attributes", *load_labels().enumerations()}
    for rule in shipped_rules().values():
        assert rule.detail in known or ", ".join(rule.listed_kinds) == rule.detail, rule.id
        lists = statement(rule.statement, "ladybug").returns.get("detail") == "list"
        assert bool(rule.listed_kinds) >= lists, f"{rule.id} lists ids nobody has a name for"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_is_one_statement_that_names_its_node(engine) -> None:
    for rule in shipped_rules().values():
        asked = statement(rule.statement, engine)
        assert asked.mode == "read"
        assert "node" in asked.returns
        assert set(asked.params) == set(rule.params)


def test_names_of_rules_are_those_of_their_files() -> None:
    names = [rule.name for rule in shipped_rules().values()]
    assert len(set(names)) == len(names)
    folder = Path(__file__).resolve().parents[3] / "cypher" / "checks"
    files = {file.name.partition(".")[0].replace("_", "-") for file in folder.rglob("*.cypher")}
    assert set(names) == files
