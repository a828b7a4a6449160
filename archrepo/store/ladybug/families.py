"""Whole families out of an open file: every node of a kind, every relation of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.errors import QueryError
from archrepo.store.arrow import scan_columns, scan_schema
from archrepo.store.catalog import statement
from archrepo.store.schema import ID, LIVE_ATTRIBUTES, families

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow

    from archrepo.domain.metamodel import Metamodel
    from archrepo.store.ladybug.engine import Database
    from archrepo.store.lives import Read

_SOME = 3  # families
_SMALL = 64 << 20  # bytes of a file


def scan_family(
    database: Database, metamodel: Metamodel, family: str, names: Sequence[str] = ()
) -> pyarrow.Table:
    """Return every fact of a family, with the columns `GraphStore.scan` promises.

    Raises:
        QueryError: There is no such family.
    """
    schema = scan_schema(metamodel, family, names)
    items = scan_columns(metamodel, family, names)
    if family in metamodel.kinds:
        asked = statement("store.scan_kind", "ladybug").filled({"label": family}, {"column": items})
    else:
        asked = statement("store.scan_relation", "ladybug")
        asked = asked.filled(_between(metamodel, family), {"column": items})
    table = database.arrow(asked).select(schema.names)
    if not table.schema.equals(schema):
        return table.cast(schema)
    # As a rule only what items of lists are called differs; what casts takes 40 ms to load.
    return table.from_arrays(table.columns, schema=schema)


def scan_lives(database: Database, kind: str) -> pyarrow.Table:
    """Return when every node of a kind is live, as it is stored."""
    columns = [{"name": a.name} for a in (ID, *LIVE_ATTRIBUTES)]
    scan = statement("store.scan_kind", "ladybug")
    return database.arrow(scan.filled({"label": kind}, {"column": columns}))


def reader(database: Database) -> Read:
    """Return what reads the statements of `store.lives` in a file."""

    def read(name: str, label: str | None, ids: list[str] | None) -> list[dict[str, Any]]:
        asked = statement(name, "ladybug")
        if label is not None:
            asked = asked.filled({"label": label})
        if ids is None:
            return database.rows(asked)
        return [row for node_id in ids for row in database.rows(asked, {"id": node_id})]

    return read


def count_families(database: Database, metamodel: Metamodel) -> dict[str, int]:
    """Return how many facts each family of a file that is only read has."""
    for alike in (metamodel.kinds, metamodel.relations):
        _count_all(database, metamodel, alike)
    return {family: database.counts[family] for family in families(metamodel)}


def count_family(database: Database, metamodel: Metamodel, family: str) -> int:
    """Return how many facts a family of a file that is only read has.

    Who asks for some kinds, or relation types, asks for most, and all at once take as long as four:
    where there are not so many facts that to count them all would be felt.

    Raises:
        QueryError: There is no such family.
    """
    if family not in database.counts:
        if family not in families(metamodel):
            raise QueryError(f"no kind or relation type is named {family!r}")
        alike = metamodel.kinds if family in metamodel.kinds else metamodel.relations
        if len(alike.keys() & database.counts.keys()) >= _SOME and _is_small(database):
            _count_all(database, metamodel, alike)
        else:
            database.counts[family] = _counted(database, metamodel, family)
    return database.counts[family]


def _count_all(database: Database, metamodel: Metamodel, alike: Mapping[str, Any]) -> None:
    """Count every kind, or every relation type, unless they are known."""
    if alike.keys() <= database.counts.keys():
        return
    name = "store.count_nodes" if alike is metamodel.kinds else "store.count_relations"
    counts = dict.fromkeys(alike, 0)
    for row in database.rows(statement(name, "ladybug")):
        if row["family"] in counts:  # the portfolio's own record is no fact
            counts[row["family"]] = int(row["count"])
    database.counts |= counts


def _is_small(database: Database) -> bool:
    try:
        return database.path.stat().st_size <= _SMALL
    except OSError:  # gone meanwhile; it stays open
        return False


def _counted(database: Database, metamodel: Metamodel, family: str) -> int:
    if family in metamodel.kinds:
        asked = statement("store.count_kind", "ladybug").filled({"label": family})
    else:
        asked = statement("store.count_relation", "ladybug").filled(_between(metamodel, family))
    return int(database.rows(asked)[0]["count"])


def _between(metamodel: Metamodel, relation_type: str) -> dict[str, str]:
    """Return what fills a statement about a relation type, between the kinds it may join."""
    sources, targets = zip(*metamodel.relations[relation_type].pairs, strict=True)
    return {
        "type": relation_type,
        "source": "|".join(sorted(set(sources))),
        "target": "|".join(sorted(set(targets))),
    }
