"""The shipped table of ArchiMate types fits the metamodel."""

from __future__ import annotations

from itertools import product

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.archimate_table import FLOW, Rule, load_table

METAMODEL = builtin_metamodel()
TABLE = load_table()


@pytest.mark.parametrize("rule", TABLE.rules, ids=lambda rule: rule.becomes)
def test_every_rule_joins_only_what_its_relation_may_join(rule: Rule) -> None:
    assert rule.types <= set(TABLE.relationships)
    assert rule.source_types | rule.target_types <= set(TABLE.elements)
    allowed = METAMODEL.relations[rule.becomes].pairs
    for source, target in product(sorted(rule.sources), sorted(rule.targets)):
        assert ((target, source) if rule.reversed else (source, target)) in allowed


def test_every_element_type_becomes_something_there_is() -> None:
    for name, element in TABLE.elements.items():
        assert {element.kind, element.passes} <= {None, *METAMODEL.portfolio_kinds}, name
        for attribute, value in element.values.items():
            assert value in METAMODEL.kinds[element.kind or ""].attributes[attribute].values, name


def test_flows_join_components_or_a_component_and_an_organisation() -> None:
    ends = ("Application", "Module", "Organisation", "Scope")
    found = {
        (a, b)
        for a, b in product(ends, ends)
        if TABLE.match("Flow", (a, ""), (b, "")) == (FLOW, False)
    }
    assert found == {
        (a, b)
        for a, b in product(ends, ends)
        if (a, "Flow") in METAMODEL.relations["EMITS"].pairs
        and ("Flow", b) in METAMODEL.relations["FEEDS"].pairs
        and {a, b} != {"Organisation"}
    }


def test_old_names_lead_to_types_there_are() -> None:
    assert set(TABLE.old_names.values()) <= {*TABLE.elements, *TABLE.relationships}
