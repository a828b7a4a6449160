"""What a store holds, as facts: the way to read whole families of nodes and relations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import pyarrow

    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Scans

_CHUNK = 20_000  # rows turned to Python at once: bounds the memory of a large family
_EPOCH = dt.date(1970, 1, 1).toordinal()
_BESIDE = ("key", "from_kind", "from", "to_kind", "to")


def node_facts(
    store: Scans,
    kind: str,
    ids: Collection[str] | None = None,
    *,
    batch_ids: Collection[str] | None = None,
    ordered: bool = False,
) -> Iterator[NodeFact]:
    """Yield every node of `kind`, or those all these restrictions leave; `ordered`, by id."""
    table = store.scan(kind)
    if batch_ids is not None:
        table = _filtered(table, "batch_id", batch_ids)
    for batch in _rows(_sorted(table, "id") if ordered else table, "id", ids):
        for node_id, values in zip(batch["id"].to_pylist(), _values(batch, ("id",)), strict=True):
            yield NodeFact(kind, node_id, values)


def relation_facts(
    store: Scans,
    relation_type: str,
    from_ids: Collection[str] | None = None,
    *,
    to_ids: Collection[str] | None = None,
    keys: Collection[str] | None = None,
    batch_ids: Collection[str] | None = None,
    ordered: bool = False,
) -> Iterator[RelationFact]:
    """Yield every relation of a type, or those all these restrictions leave; `ordered`, by key."""
    table = store.scan(relation_type)
    for column, wanted in (("to", to_ids), ("key", keys), ("batch_id", batch_ids)):
        if wanted is not None:
            table = _filtered(table, column, wanted)
    for batch in _rows(_sorted(table, "key") if ordered else table, "from", from_ids):
        beside = [batch[name].to_pylist() for name in _BESIDE]
        for (key, *ends), values in zip(
            zip(*beside, strict=True), _values(batch, _BESIDE), strict=True
        ):
            from_kind, from_id, to_kind, to_id = ends
            yield RelationFact(relation_type, key, from_kind, from_id, to_kind, to_id, values)


def columns(
    store: Scans,
    family: str,
    names: Sequence[str],
    *,
    among: tuple[str, Collection[str]] | None = None,
) -> Iterator[tuple[Any, ...]]:
    """Yield these columns of every fact of a family, None where unset: cheaper than facts.

    Rows come in no order; with `among`, only those where that column has one of these values.
    """
    table = store.scan(family, names)
    column, wanted = among or (names[0], None)
    for batch in _rows(table, column, wanted):
        yield from zip(*(_plain(batch[name]) for name in names), strict=True)


def relations_touching(
    store: GraphStore, metamodel: Metamodel, ids: Collection[str]
) -> Iterator[RelationFact]:
    """Yield every relation that starts or ends at one of `ids`, once, by type and key."""
    if not ids or not store.revision():
        return
    for name in sorted(metamodel.relations):
        found = {fact.key: fact for fact in relation_facts(store, name, ids)}
        found |= {fact.key: fact for fact in relation_facts(store, name, to_ids=ids)}
        for key in sorted(found):
            yield found[key]


def kinds_of(store: GraphStore, metamodel: Metamodel, ids: Collection[str]) -> dict[str, str]:
    """Return id → kind of those of `ids` that are nodes."""
    if not ids or not store.revision():
        return {}
    return {
        node.id: kind for kind in metamodel.portfolio_kinds for node in node_facts(store, kind, ids)
    }


def _rows(
    table: pyarrow.Table, column: str, wanted: Collection[str] | None
) -> Iterator[pyarrow.RecordBatch]:
    if wanted is not None:
        table = _filtered(table, column, wanted)
    yield from table.to_batches(max_chunksize=_CHUNK)


def _sorted(table: pyarrow.Table, by: str) -> pyarrow.Table:
    """Return the rows by a column; of one or none, the table itself."""
    return table.sort_by(by) if table.num_rows > 1 else table


def _filtered(table: pyarrow.Table, column: str, wanted: Collection[str]) -> pyarrow.Table:
    """Return the rows whose `column` is among `wanted`, before any of them becomes Python."""
    import pyarrow
    import pyarrow.compute

    values = pyarrow.array(sorted(wanted), pyarrow.string())
    return table.filter(pyarrow.compute.is_in(table[column], value_set=values))


def _values(batch: pyarrow.RecordBatch, beside: Collection[str]) -> list[Values]:
    """Return the values of each row but those that stand beside them, absent where unset.

    Column by column: most of a family's attributes are set nowhere, and cost nothing then.
    """
    rows: list[Values] = [{} for _ in range(batch.num_rows)]
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if name in beside or column.null_count == len(column):
            continue
        for values, value in zip(rows, _plain(column), strict=True):
            if value is not None:
                values[name] = value
    return rows


def _plain(column: pyarrow.Array) -> list[Any]:
    """Return a column as Python values: lists as tuples, None for an empty one."""
    if column.null_count == len(column):
        return [None] * len(column)
    if str(column.type) == "date32[day]":
        return _days(column)
    values: list[Any] = column.to_pylist()
    if str(column.type).startswith("list"):
        return [tuple(value) if value else None for value in values]
    return values


def _days(column: pyarrow.Array) -> list[dt.date | None]:
    """Return dates, each made once however often it stands: Arrow makes one a row, slowly."""
    numbers = column.view("int32").to_pylist()  # days since 1970
    made = {n: dt.date.fromordinal(_EPOCH + n) for n in set(numbers) if n is not None}
    return [made.get(number) for number in numbers]
