"""Reading a file of another schema: a private copy in which what it lacks is there, unset.

An older archrepo, or an `archrepo.toml` since edited, made the file from another metamodel, and a
statement that names a missing column would not compile. The next write loads everything afresh.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from archrepo.domain.undeclared import Undeclared
from archrepo.errors import ConfigError, StoreUnavailableError
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
        ConfigError: An attribute has another type there.
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
                places = {"label": kind, "column": column}
                (row,) = database.rows(statement("store.filled", "ladybug").filled(places))
                if row["filled"]:
                    yield Undeclared(kind, column, attribute_type(of_type), row["filled"])


def _adapt(database: Database, metamodel: Metamodel) -> None:
    tables = {row["name"] for row in database.rows(statement("store.tables", "ladybug"))}
    creations = list(ladybug_schema(metamodel))[1:]  # the first is of the node that is there
    for family, create in zip(families(metamodel), creations, strict=True):
        if family not in tables:
            database.write(create)
            continue
        _add_columns(database, metamodel, family)
        if family in metamodel.relations:
            add = statement("store.add_pair", "ladybug")
            for source, target in metamodel.relations[family].pairs:
                database.write(add.filled({"type": family, "source": source, "target": target}))


def _add_columns(database: Database, metamodel: Metamodel, family: str) -> None:
    there = _columns(database, family)
    add = statement("store.add_column", "ladybug")
    for attribute in physical_attributes(metamodel, family):
        of_type = ladybug_type(attribute)
        if attribute.name not in there:
            places = {"table": family, "column": attribute.name, "type": of_type}
            database.write(add.filled(places))
        elif there[attribute.name] != of_type:
            raise ConfigError(
                f"{family}.{attribute.name} is {there[attribute.name]} in the portfolio, "
                f"and {of_type} ('{attribute.value_type}') in the configuration",
                hint="give the attribute its former type back, or another name",
            )


def _columns(database: Database, family: str) -> dict[str, str]:
    asked = statement("store.columns", "ladybug").filled({"table": family})
    return {row["name"]: row["type"] for row in database.rows(asked)}
