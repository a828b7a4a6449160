"""A portfolio in a Neo4j database that an earlier archrepo or other settings left: told, upgraded.

No property is in its way: there is nothing to rewrite, and values of attributes that the metamodel
does not have stay where they are until somebody lets go of them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import AttributeType
from archrepo.domain.undeclared import Undeclared
from archrepo.store.lives import lives_of_everything
from archrepo.store.neo4j.rows import HIDDEN, plain
from archrepo.store.neo4j.running import BATCH_ROWS, run
from archrepo.store.neo4j.writing import APPLY_WITHIN, lock_at, set_lives, set_portfolio
from archrepo.store.schema import stored_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import neo4j
    import pyarrow

    from archrepo.domain.metamodel import Metamodel
    from archrepo.store.neo4j.connection import Connection

_TYPES = {
    bool: AttributeType.BOOLEAN,
    int: AttributeType.INTEGER,
    float: AttributeType.NUMBER,
    dt.date: AttributeType.DATE,
    list: AttributeType.STRINGS,
}


def undeclared(tx: neo4j.ManagedTransaction, metamodel: Metamodel) -> tuple[Undeclared, ...]:
    """Return the attributes that nodes hold and the metamodel does not have; all are read."""
    return tuple(_found(tx, metamodel))


def let_go(
    connection: Connection, metamodel: Metamodel, revision: str, found: Iterable[Undeclared]
) -> None:
    """Unset these attributes wherever they say something, and note whose schema it is now."""

    def work(tx: neo4j.ManagedTransaction) -> None:
        lock_at(tx, revision, "upgrade")
        for one in found:
            places = {"label": one.kind, "column": one.name}
            while run(tx, "store.let_go", {"some": BATCH_ROWS}, places)[0]["written"]:
                pass
        set_portfolio(tx, revision, metamodel)

    connection.writing(work, APPLY_WITHIN)


def store_lives(
    connection: Connection,
    metamodel: Metamodel,
    revision: str,
    scan: Callable[[str], pyarrow.Table],
) -> None:
    """Store when everything is live, where an earlier archrepo did not."""
    lives = lives_of_everything(metamodel, scan)

    def work(tx: neo4j.ManagedTransaction) -> None:
        lock_at(tx, revision, "upgrade")
        set_lives(tx, lives)
        set_portfolio(tx, revision, metamodel)

    connection.writing(work, APPLY_WITHIN)


def _found(tx: neo4j.ManagedTransaction, metamodel: Metamodel) -> Iterator[Undeclared]:
    for kind in metamodel.portfolio_kinds:
        known = [attribute.name for attribute in stored_attributes(metamodel, kind)]
        for row in run(tx, "store.undeclared", {"known": known}, {"label": kind}):
            if not row["name"].startswith(HIDDEN):
                of_type = _type_of([plain(value) for value in row["ends"]])
                yield Undeclared(kind, row["name"], of_type, row["filled"])


def _type_of(ends: list[Any]) -> AttributeType:
    """Return the type of values of which these are the least and the greatest."""
    first, last = (_TYPES.get(type(value), AttributeType.STRING) for value in ends)
    # The server sorts whole numbers and others together.
    return first if first == last else AttributeType.NUMBER
