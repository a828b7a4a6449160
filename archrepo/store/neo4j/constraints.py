"""What makes ids and keys unique in a database, made where it is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.errors import AuthError
from archrepo.store.schema import neo4j_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Row


def constrain(
    metamodel: Metamodel,
    read: Callable[[str], Sequence[Row]],
    run: Callable[[Sequence[str]], None],
) -> None:
    """Make the constraints a metamodel needs; who may not make any needs none if all are there.

    A role may make them and not be shown them: each is then asked for, and made where it is not.

    Args:
        metamodel: What shapes the portfolio.
        read: Returns the rows of the statement so named.
        run: Runs texts that change the schema.

    Raises:
        AuthError: One is to be made, and the user may not.
        StoreUnavailableError: The server cannot be reached.
    """
    try:
        there = {row["name"] for row in read("store.constraints")}
    except AuthError:
        there = set()
    run([made.text for name, made in neo4j_schema(metamodel).items() if name not in there])
