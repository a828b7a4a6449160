"""Whatever a portfolio holds, each native form gives it back."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings

from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.metamodel import builtin_metamodel, plural_snake_case
from archrepo.importing.values import parse_value
from archrepo.readers.registry import read
from archrepo.writers.archimate_exchange import write_archimate
from archrepo.writers.csv_folder import write_csv
from archrepo.writers.native_json import write_json
from archrepo.writers.parquet_folder import write_parquet
from archrepo.writers.workbook import write_workbook
from archrepo.writers.yaml_folder import write_yaml
from tests.exchange_rules import assert_valid_exchange
from tests.memory_store import MemoryStore
from tests.strategies import Portfolio, portfolios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archrepo.domain.metamodel import Attribute
    from archrepo.domain.reading import RawNode, Reading, Ref

METAMODEL = builtin_metamodel()
ALL = frozenset({"batch_id"})
EDITED = frozenset({"batch_id", "sources"})

examples = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def stated(portfolio: Portfolio, without: frozenset[str]) -> tuple[list[Any], list[Any]]:
    return _sorted(
        ((n.kind, n.id, _kept(n, without)) for n in portfolio.nodes),
        ((r.type, r.from_id, r.to_id, _kept(r, without)) for r in portfolio.relations),
    )


def _kept(fact: NodeFact | RelationFact, without: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in fact.values.items() if name not in without}


def read_back(reading: Reading) -> tuple[list[Any], list[Any]]:
    assert [str(d) for d in reading.diagnostics] == []
    relations = (
        (
            r.type,
            _id(r.source),
            _id(r.target),
            _typed(r.values, METAMODEL.relations[r.type].attributes),
        )
        for r in reading.relations
    )
    return _sorted(((n.kind, n.values["id"], _node_values(n)) for n in reading.nodes), relations)


def _sorted(*families: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    nodes, relations = (sorted(family, key=repr) for family in families)
    return nodes, relations


def _node_values(node: RawNode) -> dict[str, Any]:
    values = {name: value for name, value in node.values.items() if name != "id"}
    return _typed(values, METAMODEL.kinds[node.kind].attributes)


def _typed(values: dict[str, Any], attributes: Mapping[str, Attribute]) -> dict[str, Any]:
    typed = {name: parse_value(attributes[name], value) for name, value in values.items()}
    return {name: typed[name] for name in sorted(typed)}


def _id(ref: Ref) -> str:
    return ref.text or str(ref.node.values["id"] if ref.node else "")


def _ordered(facts: tuple[list[Any], list[Any]]) -> str:
    """Return facts as text, so that a difference shows where it is; attributes sorted."""
    return "\n".join(
        repr((*fact[:-1], sorted(fact[-1].items()))) for family in facts for fact in family
    )


def same(reading: Reading, portfolio: Portfolio, without: frozenset[str]) -> None:
    found = sorted(_ordered(read_back(reading)).splitlines())
    assert found == sorted(_ordered(stated(portfolio, without)).splitlines())


def json_gives_it_back(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    out = folder / "portfolio.json"
    write_json(store, METAMODEL, out)
    same(read(out, METAMODEL), portfolio, ALL)


def json_is_the_same_in_any_order(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    texts = []
    for step in (1, -1):
        turned = MemoryStore(METAMODEL, portfolio.nodes[::step], portfolio.relations[::step])
        out = io.StringIO()
        write_json(turned, METAMODEL, out)
        texts.append(out.getvalue())
    assert texts[0] == texts[1]
    lines = len(portfolio.nodes) + len(portfolio.relations)
    assert texts[0].count("\n") >= lines, "a fact a line"
    assert "batch_id" not in json.loads(texts[0])


def yaml_gives_it_back(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    write_yaml(store, METAMODEL, folder / "yaml")
    same(read(folder / "yaml", METAMODEL), portfolio, EDITED)


def csv_gives_it_back(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    for lang in ("en", "fr"):
        write_csv(store, METAMODEL, folder / lang, lang)
        same(read(folder / lang, METAMODEL), portfolio, EDITED)


def archimate_gives_it_back(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    out = folder / "portfolio.xml"
    write_archimate(store, METAMODEL, out)
    assert_valid_exchange(out.read_bytes())
    same(read(out, METAMODEL), portfolio, EDITED)


def parquet_gives_every_table_back(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    write_parquet(store, METAMODEL, folder / "parquet")
    tables = {path.stem: pq.read_table(path) for path in (folder / "parquet").iterdir()}
    found = {name: table.to_pylist() for name, table in tables.items()}
    assert sum(map(len, found.values())) == len(portfolio.nodes) + len(portfolio.relations)
    for node in portfolio.nodes:
        rows = found[f"nodes.{plural_snake_case(node.kind)}"]
        assert {"id": node.id, **_kept(node, ALL)} in [_set(row) for row in rows]
    for relation in portfolio.relations:
        ends = {
            "from_kind": relation.from_kind,
            "from": relation.from_id,
            "to_kind": relation.to_kind,
            "to": relation.to_id,
        }
        rows = found[f"relations.{relation.type.lower()}"]
        assert ends | _kept(relation, ALL) in [_set(row) for row in rows]


def _set(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if v is not None}


def workbook_gives_it_back(store: MemoryStore, portfolio: Portfolio, folder: Path) -> None:
    for lang in ("en", "fr"):
        out = folder / f"{lang}.xlsx"
        write_workbook(store, METAMODEL, out, lang=lang)
        same(read(out, METAMODEL), portfolio, EDITED)


FORMS = (
    json_gives_it_back,
    json_is_the_same_in_any_order,
    yaml_gives_it_back,
    csv_gives_it_back,
    archimate_gives_it_back,
    parquet_gives_every_table_back,
)


def holds(portfolio: Portfolio, *forms: Callable[[MemoryStore, Portfolio, Path], None]) -> None:
    store = MemoryStore(METAMODEL, portfolio.nodes, portfolio.relations)
    with tempfile.TemporaryDirectory() as folder:
        for form in forms:
            form(store, portfolio, Path(folder))


@settings(examples, max_examples=60)
@given(portfolios())
def test_every_form_gives_the_portfolio_back(portfolio: Portfolio) -> None:
    holds(portfolio, *FORMS)  # all the same one: to draw it takes longer than any form of it


@settings(examples, max_examples=12)  # a workbook has fifty sheets
@given(portfolios())
def test_workbooks_give_the_portfolio_back(portfolio: Portfolio) -> None:
    holds(portfolio, workbook_gives_it_back)
