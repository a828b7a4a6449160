"""What the engine says of a query that does not compile, in words of those who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

READS = "a query reads: it starts with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN"
_ONE_TYPE = "give it values of one type; date('2026-12-31') is a date"
_EXCEPTION = re.compile(r"^(?:\w+ exception: )+", re.IGNORECASE)


def mistake(problem: str) -> ConfigError:
    """Return what is wrong with a query, and what to do, from what the engine says of it."""
    said = _EXCEPTION.sub("", problem.strip())
    for pattern, told in _TOLD:
        if found := re.search(pattern, said, re.DOTALL):
            return told(found)
    return ConfigError(
        f"the query does not compile: {said.splitlines()[0].rstrip('.')}", hint=READS
    )


def _syntax(found: re.Match[str]) -> ConfigError:
    line, column = int(found["line"]), int(found["offset"]) + 1
    shown, _, marks = found["shown"].strip("\n").rpartition("\n")
    start, end = marks.find("^"), marks.rfind("^") + 1
    near = shown[start:end].strip('"\n ') if marks.strip("^ ") == "" and start >= 0 else ""
    where = f"line {line}, column {column}"
    if not near:
        return ConfigError(
            f"the query does not compile: it breaks off at {where}",
            hint="end it with what it is to return",
        )
    return ConfigError(
        f"the query does not compile: '{near}' is not expected at {where}",
        hint="look at the word, the bracket or the quote before it",
    )


def _table(found: re.Match[str]) -> ConfigError:
    metamodel = builtin_metamodel()
    near = did_you_mean(found[1], [*metamodel.kinds, *metamodel.relations])
    return ConfigError(
        f"the query does not compile: there is no kind or relation '{found[1]}'",
        hint=near or "see the metamodel's kinds and relations",
    )


def _attribute(found: re.Match[str]) -> ConfigError:
    metamodel = builtin_metamodel()
    known = {name for kind in metamodel.kinds.values() for name in kind.attributes}
    known |= {name for of in metamodel.relations.values() for name in of.attributes}
    return ConfigError(
        f"the query does not compile: '{found[2]}' has no attribute '{found[1]}'",
        hint=did_you_mean(found[1], known) or "see the metamodel's attributes",
    )


def _variable(found: re.Match[str]) -> ConfigError:
    return ConfigError(
        f"the query does not compile: nothing in it is called '{found[1]}'",
        hint=f"a text stands in quotes: '{found[1]}'",
    )


def _function(found: re.Match[str]) -> ConfigError:
    return ConfigError(
        f"the query does not compile: there is no function '{found[1]}'",
        hint="there are count, collect, coalesce, lower, size and the others of Cypher",
    )


def _compared(found: re.Match[str]) -> ConfigError:
    return ConfigError(
        f"the query does not compile: {found[1]} and {found[2]} do not compare", hint=_ONE_TYPE
    )


def _expected(found: re.Match[str]) -> ConfigError:
    return ConfigError(
        f"the query does not compile: '{found[1]}' is {found[2]}, where {found[3]} is expected",
        hint=_ONE_TYPE,
    )


def _types(found: re.Match[str]) -> ConfigError:
    return ConfigError(
        f"the query does not compile: '{found[1]}' does not take {found[2]}",
        hint=_ONE_TYPE,
    )


def _date(found: re.Match[str]) -> ConfigError:
    return ConfigError(
        f"the query does not compile: '{found[1]}' is not a date",
        hint="a date is written date('2026-12-31')",
    )


def _writes(_: re.Match[str]) -> ConfigError:
    return ConfigError("the query is refused: it writes", hint=READS)


def _several(_: re.Match[str]) -> ConfigError:
    return ConfigError("the query is refused: it is more than one", hint="ask one at a time")


_TOLD: tuple[tuple[str, Callable[[re.Match[str]], ConfigError]], ...] = (
    (r"\(line: (?P<line>\d+), offset: (?P<offset>\d+)\)(?P<shown>.*)", _syntax),
    (r"Table (\w+) does not exist", _table),
    (r"Cannot find property (\w+) for (\w+)", _attribute),
    (r"Variable (\w+) is not in scope", _variable),
    (r"[Ff]unction (\w+) does not exist", _function),
    (r"given\sfunction\s(\S+?)\(([^)]*)\)", _types),
    (r"Function (\w+) did not receive correct arguments:\s+Actual:\s+\(([^)]*)\)", _types),
    (r"Cannot compare types (\w+) and (\w+)", _compared),
    (r"Expression (\S+) has data type (\w+) but expected (\w+)", _expected),
    (r"(\S+) has data type (\w+) but (\w+) was expected", _expected),
    (r'parsing\sdate\.\sGiven: "([^"]*)"', _date),
    (r"write\soperations\sin", _writes),
    (r"multiple\sstatements", _several),
)
