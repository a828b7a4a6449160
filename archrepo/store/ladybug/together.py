"""A statement around one id, for many ids at once: which of the two costs less; and its order.

One id at a time costs what is around it, and a tenth of a millisecond: its anchor is found by the
index. `UNWIND $ids` finds the anchors by the index too, but reads the families of relations whole:
it costs what the portfolio holds, whatever the ids. So nodes alone are always asked for at once,
and what projects do too, where there are not very many of them. Other relations, on 10,000
applications, cost the same at 100 to 150 applications or scopes; on ten times as many, at ten times
that: what counts is the share of their kind.

`ORDER BY` costs a third of a statement around an id: the few rows of each are sorted here instead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from archrepo.store.catalog import statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from archrepo.domain.ports import Row
    from archrepo.store.catalog import Statement

    Order = tuple[str, ...]

SHARE = 100
"""One id in so many of its kind, and more, are asked for at once."""

FEWEST = 50
"""Fewer ids are asked for one by one: they cost little, and a few may have much around them."""

PROJECTS = 10
"""What so many projects or less do, for each id, is read whole."""

_ANCHOR = re.compile(r"\(\w+:(\w+) \{id: \$id\}")
_TYPES = re.compile(r"\[\w*:([A-Z_|]+)")
_ORDER = re.compile(r"ORDER BY (\w+(?:, \w+)*)\s*\Z")
_BRANCH = re.compile(r"\A|(?<=^UNION\n)|(?<=^UNION ALL\n)", re.MULTILINE)


def is_worth(asked: Statement, ids: int, count: Callable[[str], int]) -> bool:
    """Return whether `asked` costs less at once than for so many ids one by one.

    Args:
        asked: A statement around an id.
        ids: For how many.
        count: Returns how many nodes a kind has.
    """
    anchor, types = _around(asked.name)
    if not anchor or ids < 2:
        return False
    if not types:
        return True
    if types == {"IMPACTS"}:
        return ids * PROJECTS >= count("Project")
    return ids >= FEWEST and ids * SHARE >= count(anchor)


@cache
def _around(name: str) -> tuple[str, frozenset[str]]:
    """Return the kind around whose nodes a statement asks, and the types of relations it follows.

    No kind: it has a limit, which holds for each id.
    """
    text = statement(name, "ladybug").text
    anchor = _ANCHOR.search(text)
    types = frozenset(t for found in _TYPES.findall(text) for t in found.split("|"))
    return (anchor[1] if anchor and "LIMIT" not in text else "", types)


@cache
def one_by_one(name: str) -> tuple[Statement, Order]:
    """Return the statement of that name, and the columns to sort its rows by."""
    return _unordered(statement(name, "ladybug"))


def in_columns(rows: list[Row], columns: Order) -> list[Row]:
    """Return rows sorted by some columns, what is unset last, as the engine does."""
    if not columns or len(rows) < 2:
        return rows
    try:
        return sorted(rows, key=itemgetter(*columns))
    except TypeError:  # something is unset in some of them
        return sorted(rows, key=lambda row: [(row[name] is None, row[name]) for name in columns])


@cache
def at_once(name: str) -> tuple[Statement, Order]:
    """Return the same with a param `ids` instead of `id`."""
    asked = statement(name, "ladybug")
    text = _BRANCH.sub("UNWIND $ids AS id\n", asked.text.replace("{id: $id}", "{id: id}"))
    others = {param: kind for param, kind in asked.params.items() if param != "id"}
    return _unordered(replace(asked, text=text, params={"ids": "list", **others}))


def _unordered(asked: Statement) -> tuple[Statement, Order]:
    """Return a statement without its `ORDER BY`, and the columns it orders by.

    It stays as it is, with no columns, where it orders by what it does not return.
    """
    found = _ORDER.search(asked.text)
    columns = tuple(name.strip() for name in found[1].split(",")) if found else ()
    if found is None or not set(columns) <= set(asked.returns):
        return asked, ()
    return replace(asked, text=asked.text[: found.start()]), columns
