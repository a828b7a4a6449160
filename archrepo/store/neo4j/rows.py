"""Facts as the maps a statement takes, and what the driver returns as plain values."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from archrepo.errors import ConfigError
from archrepo.store.arrow import ENDS
from archrepo.store.lives import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pyarrow

    from archrepo.domain.validity import Lives

Map = dict[str, Any]
HIDDEN = "_"  # what starts so is ours alone: whoever reads a node's values does not see it
INDEXED_KEY = "_key"


def node_rows(table: pyarrow.Table, lives: Mapping[str, Lives] | None = None) -> list[Map]:
    """Return the facts of a kind as maps of what is set: Neo4j takes no null in a map.

    With `lives`, each says when its node is live.
    """
    if lives is None:
        return [_set_values(row) for row in table.to_pylist()]
    return [{**_set_values(row), **columns_of(lives[row["id"]])} for row in table.to_pylist()]


def relation_values(table: pyarrow.Table) -> list[Map]:
    """Return the facts of a relation type without their ends as maps of what is set."""
    rows = table.drop_columns(ENDS).to_pylist()
    return [{**_set_values(row), INDEXED_KEY: key_digest(row["key"])} for row in rows]


def key_digest(key: str) -> str:
    """Return what a relation is found by: a key may be longer than an index takes."""
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()


def scanned(schema: pyarrow.Schema, rows: Iterable[Sequence[Any]], chunk: int) -> pyarrow.Table:
    """Return the rows of a scan as a table of these columns, built some rows at a time."""
    import pyarrow as pa

    batches: list[pyarrow.RecordBatch] = []
    held: list[Sequence[Any]] = []

    def build() -> None:
        columns = []
        for field, values in zip(schema, zip(*held, strict=True), strict=True):
            columns.append(_column(field, values))
        batches.append(pa.RecordBatch.from_arrays(columns, schema=schema))
        held.clear()

    for row in rows:
        held.append(row)
        if len(held) == chunk:
            build()
    if held:
        build()
    return pa.Table.from_batches(batches, schema=schema)


def _column(field: pyarrow.Field, values: Sequence[Any]) -> pyarrow.Array:
    import pyarrow as pa

    try:
        if pa.types.is_date(field.type):
            values = [None if value is None else value.to_native() for value in values]
        return pa.array(values, field.type)
    except (AttributeError, pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise ConfigError(
            f"{field.name} holds values in the portfolio that are no '{field.type}' of the "
            "configuration",
            hint="give the attribute its former type back, or another name",
        ) from error


def plain(value: Any) -> Any:
    """Return a value of the driver as Python's own: dates, lists, nodes and relations as maps."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if not key.startswith(HIDDEN)}
    return _converter(type(value))(value)


def _converter(of_type: type) -> Callable[[Any], Any]:
    from neo4j import graph, spatial, time

    if issubclass(of_type, time.Date | time.DateTime | time.Time):
        return lambda value: value.to_native()
    if issubclass(of_type, graph.Node):
        return _node
    if issubclass(of_type, graph.Relationship):
        return _relation
    if issubclass(of_type, graph.Path):
        return lambda path: [plain(part) for part in (*path.nodes, *path.relationships)]
    if issubclass(of_type, spatial.Point):
        return list
    return str


def _node(node: Any) -> Map:
    kind = min(node.labels, default="")
    return {"kind": kind, **_shown(node)}


def _relation(relation: Any) -> Map:
    values = _shown(relation)
    # The ends come without their values; the key begins with type and both ids, which hold no |.
    _, start, end = f"{values.get('key', '')}||".split("|", 3)[:3]
    return {"type": relation.type, "from": start, "to": end, **values}


def _shown(entity: Any) -> Map:
    return {k: plain(v) for k, v in sorted(entity.items()) if not k.startswith(HIDDEN)}


def _set_values(row: Map) -> Map:
    return {name: value for name, value in row.items() if value is not None and value != []}
