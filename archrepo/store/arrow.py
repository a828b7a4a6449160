"""Facts as Arrow tables, in the order of the physical columns, and tables compared.

The engine takes Arrow columns by position, in silence: the order comes from the schema only.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import Attribute, AttributeType
from archrepo.errors import ConflictError, InvalidDataError, QueryError
from archrepo.store.schema import stored_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow

    from archrepo.domain.changes import NodeChange, RelationChange
    from archrepo.domain.metamodel import Metamodel

ENDS = ("from_kind", "from", "to_kind", "to")


@cache
def _arrow_types() -> dict[AttributeType, pyarrow.DataType]:
    import pyarrow as pa

    return {
        AttributeType.STRING: pa.string(),
        AttributeType.INTEGER: pa.int64(),
        AttributeType.NUMBER: pa.float64(),
        AttributeType.BOOLEAN: pa.bool_(),
        AttributeType.DATE: pa.date32(),
        AttributeType.STRINGS: pa.list_(pa.string()),
    }


def arrow_type(attribute: Attribute) -> pyarrow.DataType:
    """Return the Arrow type of an attribute's column."""
    return _arrow_types()[attribute.value_type]


def family_schema(metamodel: Metamodel, family: str) -> pyarrow.Schema:
    """Return the columns of a scan: a kind's attributes, or key, ends and attributes."""
    import pyarrow as pa

    fields = [(a.name, arrow_type(a)) for a in stored_attributes(metamodel, family)]
    if family in metamodel.relations:
        fields[1:1] = [(name, pa.string()) for name in ENDS]
    return pa.schema(fields)


def scan_schema(metamodel: Metamodel, family: str, names: Sequence[str] = ()) -> pyarrow.Schema:
    """Return the columns of a scan for some of them, in that order; all of them for none.

    Raises:
        QueryError: There is no such family.
    """
    import pyarrow as pa

    if family not in (*metamodel.kinds, *metamodel.relations):
        raise QueryError(f"no kind or relation type is named {family!r}")
    every = family_schema(metamodel, family)
    return pa.schema([every.field(name) for name in names]) if names else every


def scan_columns(
    metamodel: Metamodel, family: str, names: Sequence[str] = ()
) -> list[dict[str, str]]:
    """Return the items that fill the columns of a scan: the ends stand in its text."""
    asked = [name for name in scan_schema(metamodel, family, names).names if name not in ENDS]
    return [{"name": name} for name in asked or ["key"]]


def identity_column(metamodel: Metamodel, family: str) -> str:
    """Return the column that tells one fact of a family from another."""
    return "key" if family in metamodel.relations else "id"


def facts_table(
    metamodel: Metamodel,
    family: str,
    changes: Sequence[NodeChange | RelationChange],
    batch_id: str,
) -> pyarrow.Table:
    """Return what the changes leave, with the columns of a scan; their `after` must be there.

    Raises:
        InvalidDataError: A value cannot be stored.
    """
    import pyarrow as pa

    schema = family_schema(metamodel, family)
    columns = []
    for name, of_type in zip(schema.names, schema.types, strict=True):
        if name == "batch_id" and family != "ChangeBatch":
            columns.append(pa.repeat(pa.scalar(batch_id, of_type), len(changes)))
        else:
            columns.append(_column(changes, name, of_type))
    return pa.table(columns, schema=schema)


_BESIDE_VALUES = {
    "id": "id",
    "key": "key",
    "from_kind": "from_kind",
    "from": "from_id",
    "to_kind": "to_kind",
    "to": "to_id",
}


def _column(changes: Sequence[Any], name: str, of_type: pyarrow.DataType) -> pyarrow.Array:
    if name in _BESIDE_VALUES:
        field = _BESIDE_VALUES[name]
        values = [getattr(change, field) for change in changes]
    else:
        values = [change.after.get(name) for change in changes]
    try:
        return _array(values, of_type)
    except (TypeError, ValueError, OverflowError) as error:
        raise _unfit(changes, values, name, of_type) from error


def _array(values: Sequence[Any], of_type: pyarrow.DataType) -> pyarrow.Array:
    import pyarrow as pa

    if pa.types.is_list(of_type):
        if str in set(map(type, values)):
            raise TypeError("a text is not a list of texts")  # to Arrow it is one, of letters
        values = [value or None for value in values]  # an empty list is an unset attribute
    return pa.array(values, of_type)


def _unfit(
    changes: Sequence[Any], values: Sequence[Any], name: str, of_type: pyarrow.DataType
) -> InvalidDataError:
    """Return an error that names the first value that cannot be stored."""
    for change, value in zip(changes, values, strict=True):
        try:
            _array([value], of_type)
        except (TypeError, ValueError, OverflowError):
            what = getattr(change, "id", None) or change.key
            return InvalidDataError(
                f"{what!a}: {name} cannot hold {ascii(value)[:80]}",
                hint="correct the value, import again",
            )
    return InvalidDataError(f"{name}: some value cannot be stored")


def merged(
    before: pyarrow.Table, identity: str, gone: Iterable[str], fresh: pyarrow.Table
) -> pyarrow.Table:
    """Return `before` without the facts in `gone`, then `fresh`.

    Raises:
        ConflictError: A fact in `gone` is not there, or one in `fresh` is there twice.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    leaving = pa.array(gone, pa.string())
    kept = before.filter(pc.invert(pc.is_in(before[identity], value_set=leaving)))
    after = pa.concat_tables([kept, fresh])
    if before.num_rows - kept.num_rows != len(leaving):
        there = pc.is_in(leaving, value_set=before[identity].combine_chunks())
        raise ConflictError(f"not in the portfolio: {_some(leaving.filter(pc.invert(there)))}")
    if pc.count_distinct(after[identity]).as_py() != after.num_rows:
        counted = after[identity].value_counts()
        names = pc.struct_field(counted, "values").filter(
            pc.greater(pc.struct_field(counted, "counts"), 1)
        )
        raise ConflictError(f"there twice: {_some(names)}")
    return after


def same_facts(expected: pyarrow.Table, found: pyarrow.Table, identity: str) -> bool:
    """Return whether two tables of one family hold the same facts, in any order."""
    import pyarrow.compute as pc

    if expected.num_rows != found.num_rows:
        return False
    if not expected.num_rows:
        return True
    places = pc.index_in(expected[identity], value_set=found[identity].combine_chunks())
    if places.null_count:
        return False
    return all(expected[name].equals(found[name].take(places)) for name in expected.schema.names)


def _some(names: pyarrow.Array) -> str:
    listed = sorted(set(names.to_pylist()))
    more = f" and {len(listed) - 3} more" if len(listed) > 3 else ""
    return ", ".join(listed[:3]) + more
