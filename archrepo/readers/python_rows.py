"""Nodes and relations held by a Python script → what a file would have stated."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Place
from archrepo.domain.entities import Node
from archrepo.domain.metamodel import snake_case
from archrepo.domain.reading import RawNode, RawRelation, Reading, Ref
from archrepo.domain.relations import Relation
from archrepo.domain.text import did_you_mean
from archrepo.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import Metamodel

Row = Node | Relation
"""An entity such as `Application(id="crm", name="CRM")` or `Covers(from_id="crm", to_id="s1")`."""


def read_rows(
    rows: Iterable[Row | Mapping[str, Any]], metamodel: Metamodel, file: str = "python"
) -> Reading:
    """Return what `rows` state.

    Args:
        rows: Entities, or mappings of the native form: nodes with `kind`, relations with `type`,
            `from` and `to`. Values may be typed (dates, numbers, lists) or text.
        metamodel: The portfolio's.
        file: What to call where they come from.

    Raises:
        InvalidDataError: A row is neither, or its kind or type is unknown.
    """
    nodes: list[RawNode] = []
    relations: list[RawRelation] = []
    digest = hashlib.sha256()
    for number, row in enumerate(rows, 1):
        stated = _stated(row, number)
        digest.update(json.dumps(stated, sort_keys=True, default=str).encode())
        if "kind" in stated:
            kind = _known(str(stated.pop("kind")), metamodel.portfolio_kinds, "kind", number)
            nodes.append(RawNode(kind, stated, number))
        elif "type" in stated:
            name = _known(str(stated.pop("type")), metamodel.relations, "type", number)
            ends = (Ref(str(stated.pop("from", ""))), Ref(str(stated.pop("to", ""))))
            relations.append(RawRelation(name, *ends, stated, number))
        else:
            raise InvalidDataError(
                f"row {number} has neither 'kind' nor 'type'",
                hint="a node has a kind, a relation a type, from and to",
            )
    locate = partial(_locate, file)
    reading = Reading(file, "python", digest.hexdigest(), locate, nodes, relations)
    for node in nodes:
        reading.tally[node.kind, node.kind] += 1
    for relation in relations:
        reading.tally[relation.type, relation.type] += 1
    return reading


def _stated(row: Row | Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return the row as a mapping of the native form, without what is unset."""
    if isinstance(row, Node):
        return {"kind": type(row).__name__, **row.model_dump(exclude_unset=True, exclude_none=True)}
    if isinstance(row, Relation):
        values = row.model_dump(exclude_unset=True, exclude_none=True, by_alias=True)
        return {"type": snake_case(type(row).__name__).upper(), **values}
    try:
        return {name: value for name, value in dict(row).items() if value is not None}
    except (TypeError, ValueError):
        raise InvalidDataError(
            f"row {number} is neither an entity nor a mapping", hint=f"it is a {type(row).__name__}"
        ) from None


def _known(name: str, known: Iterable[str], noun: str, number: int) -> str:
    names = list(known)
    if name not in names:
        hint = did_you_mean(name, names) or f"one of {', '.join(names)}"
        raise InvalidDataError(f"row {number}: unknown {noun} '{name}'", hint=hint)
    return name


def _locate(file: str, mark: Any, attribute: str | None = None) -> Place:
    return Place(file, row=int(mark), path=attribute or "")
