"""Values of every type come back as they went in, whatever is in them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.domain.contents import node_facts
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from tests.contract.contents import contents, of
from tests.plans import node, put, relation

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore

HOSTILE = (
    "",
    " ",
    "null",
    "NULL",
    "'; MATCH (n) DETACH DELETE n //",
    "`quoted` \"twice\" 'thrice'",
    "back\\slash \\n \\u0041 $id {{label}} {x}",
    "line\nbreak\r\ttab",
    "<b>é</b> œ ﬁ ß İ",
    "日本語 العربية עברית",
    "e\u0301 \u200b\u200f\ufeff",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0010fffd",
    "\x01\x1f\x7f",
    "[1, 2]",
    "2026-01-01",
    "x" * 70_000,
)


def test_any_text_is_kept(empty_store: GraphStore) -> None:
    facts = [
        node("Application", f"a{n}", name=text, description=text, tags=(text, "x", text))
        for n, text in enumerate(HOSTILE)
    ]
    put(empty_store, facts)
    assert contents(empty_store) == of(facts)


def test_any_text_is_kept_on_relations(empty_store: GraphStore) -> None:
    application, scope = node("Application", "a"), node("Scope", "s")
    relations = [
        relation("COVERS", application, scope, segments=(text,), via=(text, text))
        for text in HOSTILE
        if text.strip()
    ]
    put(empty_store, [application, scope, *relations])
    assert contents(empty_store) == of([application, scope, *relations])


@pytest.mark.parametrize(
    "values",
    [
        {"users_count": 0, "security_need_c": 4, "rto_h": 0.0},
        {"users_count": 2**53 + 1},
        {"rto_h": 0.1 + 0.2, "run_cost": 1e300, "build_cost": 5e-324},
        {"run_cost": -0.0},
        {"run_cost": 12},
        {"active": dt.date(1, 1, 1), "retired": dt.date(9999, 12, 31)},
        {"active": dt.date(1582, 10, 10), "phase_on": dt.date(2024, 2, 29)},
    ],
)
def test_numbers_and_dates_are_exact(empty_store: GraphStore, values: dict[str, Any]) -> None:
    put(empty_store, [node("Application", "a", **values)])
    (found,) = node_facts(empty_store, "Application")
    assert {name: found.values[name] for name in values} == values
    assert found.values.keys() == {"name", "batch_id", *values}


@pytest.mark.parametrize("stated", [True, False])
def test_false_is_not_unset(empty_store: GraphStore, stated: bool) -> None:
    put(empty_store, [node("Flow", "f", encrypted=stated), node("Flow", "g")])
    found = {n.id: n.values.get("encrypted") for n in node_facts(empty_store, "Flow")}
    assert found == {"f": stated, "g": None}


def test_ids_of_any_form(empty_store: GraphStore) -> None:
    ids = ("1", "1.0", "null", "true", "2026-01-01", "a.b_c-d", "A", "a", "é-1")
    put(empty_store, [node("Application", id) for id in ids])
    assert {n.id for n in node_facts(empty_store, "Application")} == set(ids)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("description", 3),
        ("users_count", "three"),
        ("active", "2026-01-01"),
        ("tags", "x"),
        ("description", "lone \ud800 surrogate"),
        ("users_count", 2**63),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(
    empty_store: GraphStore, name: str, value: Any
) -> None:
    with pytest.raises(InvalidDataError, match=rf"crm.*{name}"):
        put(empty_store, [node("Application", "ok"), node("Application", "crm", **{name: value})])
    assert contents(empty_store) == {}


def test_scans_have_every_column_typed_in_order(empty_store: GraphStore) -> None:
    metamodel = builtin_metamodel()
    for kind in metamodel.kinds:
        assert empty_store.scan(kind).column_names == list(metamodel.kinds[kind].attributes)
    for name, declared in metamodel.relations.items():
        ends = ["key", "from_kind", "from", "to_kind", "to"]
        assert empty_store.scan(name).column_names == [*ends, *declared.attributes]


def test_a_scan_is_typed_alike_empty_and_full(empty_store: GraphStore) -> None:
    before = {f: empty_store.scan(f).schema for f in ("Application", "COVERS", "Person")}
    application, scope = node("Application", "a"), node("Scope", "s")
    put(empty_store, [application, scope, relation("COVERS", application, scope)])
    assert {f: empty_store.scan(f).schema for f in before} == before


def test_a_scan_of_some_columns_has_those_and_every_row(empty_store: GraphStore) -> None:
    application, scope = node("Application", "a", category="PLATFORM"), node("Scope", "s")
    put(empty_store, [application, scope, relation("COVERS", application, scope, level="FULL")])
    [row] = empty_store.scan("Application", ("category", "id")).to_pylist()
    assert list(row.items()) == [("category", "PLATFORM"), ("id", "a")]
    [ends] = empty_store.scan("COVERS", ("to", "from_kind")).to_pylist()
    assert list(ends.items()) == [("to", "s"), ("from_kind", "Application")]
    [level] = empty_store.scan("COVERS", ("level", "from")).to_pylist()
    assert list(level.items()) == [("level", "FULL"), ("from", "a")]
    whole = empty_store.scan("COVERS")
    for name in whole.column_names:
        assert empty_store.scan("COVERS", (name,)).equals(whole.select([name])), name
    assert [empty_store.count(f) for f in ("Application", "COVERS", "Need")] == [1, 1, 0]
