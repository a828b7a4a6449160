"""Attributes that nodes hold values of and the metamodel no longer has, or has of another type.

They were declared in an `archrepo.toml` since edited. Analyses do without those it does not have,
whoever takes a portfolio elsewhere takes them along or says so, and no change lets go of them
unasked. Values of another type cannot be read at all, but copied as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import snake_case
from archrepo.errors import ConfigError, ConflictError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import AttributeType, Metamodel

DROP_HINT = "declare them there again, or 'archrepo db upgrade --drop' lets go of them"
RETYPE_HINT = "declare them with the types it holds, or choose other names for the new types"


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


def parted(
    found: Iterable[Undeclared], metamodel: Metamodel
) -> tuple[tuple[Undeclared, ...], tuple[Undeclared, ...]]:
    """Return those of attributes found that a metamodel lacks, and those it has of another type."""
    lacking, otherwise = [], []
    for one in found:
        declared = metamodel.kinds[one.kind].attributes.get(one.name)
        if declared is None:
            lacking.append(one)
        elif declared.value_type != one.value_type:
            otherwise.append(one)
    return tuple(lacking), tuple(otherwise)


def typed(found: Iterable[Undeclared], metamodel: Metamodel) -> str:
    """Return how people are told of which type they are, and of which the metamodel has them."""

    def told(one: Undeclared) -> str:
        declared = metamodel.kinds[one.kind].attributes[one.name].value_type
        named = f"{one.kind}.{one.name}"
        return f"'{named}' ({one.value_type}, not {declared})"

    return "; ".join(sorted(map(told, found)))


def refuse_other_types(found: Iterable[Undeclared], metamodel: Metamodel) -> None:
    """Return where there is none: `found` are those that the metamodel has of another type.

    Raises:
        ConfigError: There is one: its values cannot be read.
    """
    if told := typed(found, metamodel):
        raise ConfigError(
            f"the portfolio holds values of other types than archrepo.toml says: {told}",
            hint=RETYPE_HINT,
        )


def refuse_to_lose(
    found: Iterable[Undeclared], metamodel: Metamodel, *, drop: bool = False
) -> None:
    """Return where a metamodel has all of these attributes as they are, or may drop what it lacks.

    Raises:
        ConfigError: It has one of another type.
        ConflictError: It lacks one, and that is not to be dropped.
    """
    lacking, otherwise = parted(found, metamodel)
    refuse_other_types(otherwise, metamodel)
    if not drop:
        refuse_to_drop(lacking)


def declared_again(
    declared: Mapping[str, Mapping[str, str]], found: Iterable[Undeclared]
) -> dict[str, dict[str, str]]:
    """Return the declarations (see `Metamodel.with_custom`) with those found, as they are there."""
    every = {table: dict(attributes) for table, attributes in declared.items()}
    for one in found:
        every.setdefault(snake_case(one.kind), {})[one.name] = str(one.value_type)
    return every
