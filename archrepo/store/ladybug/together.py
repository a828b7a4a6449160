"""A statement around one id, for many ids at once: which of the two costs less.

One id at a time costs what is around it: its anchor is found by the index. `UNWIND $ids` finds
anchors by a scan and reads the families of relations whole: it costs what the portfolio holds,
whatever the ids. On 10,000 applications, the two cost the same at 100 to 150 applications or
scopes where relations are followed, at 10 where only nodes are read; on ten times as many, at ten
times that: what counts is the share of their kind.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from archrepo.store.catalog import statement

if TYPE_CHECKING:
    from archrepo.store.catalog import Statement
    from archrepo.store.ladybug.engine import Database

SHARE, SHARE_OF_NODES = 100, 1_000
"""One id in so many of its kind, and more, are asked for at once; the second, without relations."""

FEWEST = 50
"""Fewer ids are asked for one by one: they cost little, and a few may have much around them."""

_ANCHOR = re.compile(r"\(\w+:(\w+) \{id: \$id\}")
_BRANCH = re.compile(r"\A|(?<=^UNION\n)|(?<=^UNION ALL\n)", re.MULTILINE)


def is_worth(database: Database, asked: Statement, ids: int) -> bool:
    """Return whether `asked` costs less at once than for so many ids one by one."""
    anchor = _ANCHOR.search(asked.text)
    if anchor is None or ids < FEWEST or "LIMIT" in asked.text:  # a limit holds for each id
        return False
    share = SHARE if "-[" in asked.text else SHARE_OF_NODES
    return ids * share >= _count(database, anchor[1])


@cache
def at_once(name: str) -> Statement:
    """Return the statement of that name with a param `ids` instead of `id`, in the same order."""
    asked = statement(name, "ladybug")
    text = _BRANCH.sub("UNWIND $ids AS id\n", asked.text.replace("{id: $id}", "{id: id}"))
    others = {param: kind for param, kind in asked.params.items() if param != "id"}
    return replace(asked, text=text, params={"ids": "list", **others})


def _count(database: Database, kind: str) -> int:
    counting = statement("store.count_kind", "ladybug").filled({"label": kind})
    return int(database.rows(counting)[0]["count"])
