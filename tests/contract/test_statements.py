"""Every named statement runs on every engine and returns the columns its header says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.errors import QueryError
from archrepo.store.catalog import CHOICES, Statement, statement, statement_names
from tests.contract.engines import on_newest_server
from tests.plans import node, put, relation

if TYPE_CHECKING:
    from collections.abc import Callable

    from archrepo.domain.ports import GraphStore
    from tests.contract.conftest import Engine

SAMPLES: dict[str, Any] = {
    "string": "application-1",
    "int": 3,
    "float": 0.5,
    "bool": True,
    "date": dt.date(2026, 12, 31),
    "list": ["application-1", "scope-1"],
}
CHECKS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, float | int) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "date": lambda value: type(value) is dt.date,
    "list": lambda value: isinstance(value, list),
    "map": lambda value: isinstance(value, dict),
}


def to_read(engine: Engine) -> list[Statement]:
    """Return the statements that callers may read with."""
    named = [statement(name, engine.name) for name in statement_names(engine.name)]
    return [
        asked
        for asked in named
        if asked.mode == "read"
        and not asked.is_template
        and not asked.name.startswith("store.")
        and "rows" not in asked.params.values()
    ]


@on_newest_server
def test_columns_are_those_declared_on_an_empty_store(engine: Engine) -> None:
    store = engine.create()
    found = {}
    # The rules of checks are never asked as a stranger's query is; each has cases of its own.
    every = [asked for asked in to_read(engine) if not asked.name.startswith("checks.")]
    for asked in every:
        made, given = asked.chosen(_samples(asked))
        result = store.user_query(made.text, given)
        assert not result.rows or asked.returns.keys() == {"count"}, asked.name
        found[asked.name] = list(result.columns)
    assert found
    assert found == {asked.name: list(asked.returns) for asked in every}


def test_rows_hold_what_is_declared_on_a_full_store(
    engine: Engine, whole_store: GraphStore
) -> None:
    ids = [n["id"] for n in whole_store.scan("Application").select(["id"]).to_pylist()]
    every = to_read(engine)
    if engine.is_oldest_server:  # where the rules of checks are held to the same by their cases
        every = [asked for asked in every if not asked.name.startswith("checks.")]
    for asked in every:
        if asked.around:
            others = {k: v for k, v in _samples(asked).items() if k not in ("id", "ids")}
            rows = whole_store.around(asked.name, ids, others)
        else:
            rows = whole_store.read(asked.name, _samples(asked))
        for row in rows:
            assert list(row) == list(asked.returns), asked.name
            for column, of_type in asked.returns.items():
                value = row[column]
                assert value is None or CHECKS[of_type](value), (asked.name, column, value)


def test_unknown_statements_are_refused(empty_store: GraphStore) -> None:
    for name in ("nothing.like_it", "store.set_portfolio", "store.scan_kind"):
        with pytest.raises(QueryError):
            empty_store.read(name)
        with pytest.raises(QueryError):
            empty_store.around(name, ["x"])


def test_many_statements_return_what_each_does_alone(whole_store: GraphStore) -> None:
    asked = [("history.batches", {}), ("find.segments", {}), ("store.portfolio", {})] * 20
    assert whole_store.read_all(asked) == [whole_store.read(*one) for one in asked]
    with pytest.raises(QueryError, match=r"nothing\.like_it"):
        whole_store.read_all([*asked, ("nothing.like_it", {})])


def test_an_unknown_family_is_refused(empty_store: GraphStore) -> None:
    with pytest.raises(QueryError):
        empty_store.scan("Nothing")
    with pytest.raises(QueryError):
        empty_store.scan("Nothing", ("id",))
    with pytest.raises(QueryError):
        empty_store.count("Nothing")


def test_a_missing_parameter_is_refused(empty_store: GraphStore) -> None:
    with pytest.raises(QueryError):
        empty_store.read("find.node")


def test_a_node_is_found_with_all_it_has(empty_store: GraphStore) -> None:
    crm = node("Application", "crm", aliases=("x",), users_count=3, active=dt.date(2020, 1, 1))
    sales = node("Scope", "sales")
    covers = relation("COVERS", crm, sales, level="FULL")
    put(empty_store, [crm, sales, covers], "1")
    (found,) = empty_store.read("find.node", {"id": "crm"})
    assert found["kind"] == "Application"
    assert found["node"] == {
        "id": "crm",
        "name": "crm",
        "aliases": ["x"],
        "users_count": 3,
        "active": dt.date(2020, 1, 1),
        "batch_id": "1",
    }
    (link,) = empty_store.read("find.relations_from", {"id": "crm"})
    assert link["relation"] == {"key": covers.key, "level": "FULL", "batch_id": "1"}
    assert (link["kind"], link["id"]) == ("Scope", "sales")


def _samples(asked: Statement) -> dict[str, Any]:
    """Return something for each parameter, and the last word of each choice."""
    samples = {name: SAMPLES[of_type] for name, of_type in asked.params.items()}
    return samples | {name: CHOICES[name][-1] for name in asked.choices}
