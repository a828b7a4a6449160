"""Reading a file of another schema: a private copy in which what it lacks is there, unset.

An older archrepo, or an `archrepo.toml` since edited, made the file from another metamodel, and a
statement that names a missing column would not compile. The next write loads everything afresh.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from archrepo.domain.undeclared import Undeclared, refuse_other_types
from archrepo.errors import StoreUnavailableError
from archrepo.store.catalog import statement
from archrepo.store.ladybug.engine import Database
from archrepo.store.ladybug.families import scan_family
from archrepo.store.ladybug.loading import set_lives
from archrepo.store.lives import lives_of_everything
from archrepo.store.schema import (
    attribute_type,
    families,
    ladybug_schema,
    ladybug_type,
    physical_attributes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel


def adapt_copy(source: Path, copy: Path, metamodel: Metamodel) -> tuple[Undeclared, ...]:
    """Make `copy` of `source`, with every table, column and pair the metamodel has.

    Returns:
        The attributes that say something there and that the metamodel does not have.

    Raises:
        ConfigError: Attributes say something there that is of another type.
        StoreUnavailableError: There is no room for the copy.
    """
    try:
        shutil.copyfile(source, copy)
    except OSError as error:
        raise StoreUnavailableError(
            f"cannot copy {source}: {error.strerror}", hint="free some space"
        ) from error
    database = Database(copy, writing=True)
    try:
        _adapt(database, metamodel)
        undeclared = tuple(_undeclared(database, metamodel))
        set_lives(
            database,
            lives_of_everything(metamodel, lambda name: scan_family(database, metamodel, name)),
        )
        database.write(statement("store.checkpoint", "ladybug"))
        return undeclared
    finally:
        database.close()


def _undeclared(database: Database, metamodel: Metamodel) -> Iterator[Undeclared]:
    for kind in metamodel.portfolio_kinds:
        declared = {attribute.name for attribute in physical_attributes(metamodel, kind)}
        for column, of_type in _columns(database, kind).items():
            if column not in declared and not column.startswith("_"):
                yield from _filled(database, kind, column, of_type)


def _filled(database: Database, kind: str, column: str, of_type: str) -> Iterator[Undeclared]:
    """Yield the attribute that a column is, if it says something."""
    asked = statement("store.filled", "ladybug").filled({"label": kind, "column": column})
    (row,) = database.rows(asked)
    if row["filled"]:
        yield Undeclared(kind, column, attribute_type(of_type), row["filled"])


def _adapt(database: Database, metamodel: Metamodel) -> None:
    tables = {row["name"] for row in database.rows(statement("store.tables", "ladybug"))}
    otherwise: list[Undeclared] = []
    creations = list(ladybug_schema(metamodel))[1:]  # the first is of the node that is there
    for family, create in zip(families(metamodel), creations, strict=True):
        if family not in tables:
            database.write(create)
            continue
        otherwise += _add_columns(database, metamodel, family)
        if family in metamodel.relations:
            add = statement("store.add_pair", "ladybug")
            for source, target in metamodel.relations[family].pairs:
                database.write(add.filled({"type": family, "source": source, "target": target}))
    refuse_other_types(otherwise, metamodel)


def _add_columns(database: Database, metamodel: Metamodel, family: str) -> Iterator[Undeclared]:
    """Add what a table lacks, and yield what is there of another type and says something."""
    there = _columns(database, family)
    add, drop = (statement(f"store.{name}_column", "ladybug") for name in ("add", "drop"))
    for attribute in physical_attributes(metamodel, family):
        column, of_type = attribute.name, ladybug_type(attribute)
        if there.get(column, of_type) != of_type:
            held = list(_filled(database, family, column, there[column]))
            yield from held
            if held:
                continue
            database.write(drop.filled({"table": family, "column": column}))
        elif column in there:
            continue
        database.write(add.filled({"table": family, "column": column, "type": of_type}))


def _columns(database: Database, family: str) -> dict[str, str]:
    asked = statement("store.columns", "ladybug").filled({"table": family})
    return {row["name"]: row["type"] for row in database.rows(asked)}
