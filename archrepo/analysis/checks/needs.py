"""What a portfolio must hold for a rule to find anything, read off the rule's text.

A pattern that must be there, `MATCH (p:Project)-[:IMPACTS]->(a:Application)`, has no rows where no
project, no application or no IMPACTS is held; and where every branch of a `UNION` has such a
pattern, the rule finds nothing and need not be asked. On a young portfolio that is half of them,
and to compile a statement costs more than to run it.

Patterns after OPTIONAL, and those in `EXISTS { }` or a condition, need nothing. Neither do those
before an aggregate that groups by nothing: it has a row even of none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Need = frozenset[str]
"""Kinds, or types of relations, one of which must be held."""

_OPAQUE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*")
_BRACES = re.compile(r"\{[^{}]*\}")
_BRACKETS = re.compile(r"\([^()\[\]]*\)|\[[^()\[\]]*\]")
_CLAUSE = re.compile(r"\b(OPTIONAL MATCH|MATCH|WHERE|WITH|UNWIND|RETURN|ORDER BY|SKIP|LIMIT)\b")
_LABELS = re.compile(r"\(\w*:([A-Z]\w*(?:\|[A-Z]\w*)*)\s*\)")
_TYPES = re.compile(r"\[\w*:([A-Z_]+(?:\|[A-Z_]+)*)\s*\]")  # not `*0..`: it may follow none
_AGGREGATE = re.compile(r"\b(?:count|collect|sum|avg|min|max)\s*\(", re.IGNORECASE)
_PLAIN = re.compile(r"\s*(?:DISTINCT\s+)?[a-z]\w*(?:\.\w+)?(?:\s+AS\s+\w+)?\s*")


def may_find(text: str, holds: Callable[[str], bool]) -> bool:
    """Return whether a rule's text can have rows, given which kinds and relations are held."""
    return any(all(any(map(holds, need)) for need in branch) for branch in needs(text))


@cache
def needs(text: str) -> tuple[tuple[Need, ...], ...]:
    """Return what each branch of a text needs: one of each of these."""
    code = _without(_BRACES, _OPAQUE.sub(" ", text), " ")
    return tuple(_needs(branch) for branch in re.split(r"\bUNION(?: ALL)?\b", code))


def _needs(branch: str) -> tuple[Need, ...]:
    found: set[Need] = set()
    _, *parts = _CLAUSE.split(branch)
    for clause, body in zip(parts[::2], parts[1::2], strict=True):
        if clause == "MATCH":
            stated = [*_LABELS.findall(body), *_TYPES.findall(body)]
            found |= {frozenset(names.split("|")) for names in stated}
        elif _AGGREGATE.search(body) and not _groups(body):
            found.clear()
    return tuple(sorted(found, key=sorted))


def _groups(projection: str) -> bool:
    """Return whether an item is a plain name: there is no row then where there was none before."""
    return any(map(_PLAIN.fullmatch, _without(_BRACKETS, projection, "#").split(",")))


def _without(innermost: re.Pattern[str], text: str, mark: str) -> str:
    while text != (shorter := innermost.sub(mark, text)):
        text = shorter
    return text
