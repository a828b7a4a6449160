"""Attributes that nodes hold values of and the metamodel no longer has; what becomes of them.

They were declared in an `archrepo.toml` since edited. Analyses do without them, whoever takes a
portfolio elsewhere takes them along or says so, and no change lets go of them unasked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import snake_case
from archrepo.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import AttributeType

DROP_HINT = "declare them there again, or 'archrepo db upgrade --drop' lets go of them"


@dataclass(frozen=True, slots=True)
class Undeclared:
    """One such attribute.

    Attributes:
        kind: Of the nodes that hold it.
        name: Its name.
        value_type: Type of its values.
        filled: On how many nodes it says something.
    """

    kind: str
    name: str
    value_type: AttributeType
    filled: int


def listed(found: Iterable[Undeclared]) -> str:
    """Return how people are told which they are."""
    return ", ".join(sorted(f"{one.kind}.{one.name} ({one.filled})" for one in found))


def refuse_to_drop(found: Iterable[Undeclared]) -> None:
    """Return where there is none.

    Raises:
        ConflictError: There is one: what is written now would be without it.
    """
    if held := listed(found):
        raise ConflictError(
            f"the portfolio holds values of attributes that archrepo.toml does not have: {held}",
            hint=DROP_HINT,
        )


def declared_again(
    declared: Mapping[str, Mapping[str, str]], found: Iterable[Undeclared]
) -> dict[str, dict[str, str]]:
    """Return the declarations (see `Metamodel.with_custom`) with those found among them."""
    every = {table: dict(attributes) for table, attributes in declared.items()}
    for one in found:
        every.setdefault(snake_case(one.kind), {})[one.name] = str(one.value_type)
    return every
