"""A stranger's query, let through only when the engine's own plan shows that it reads.

Opening a file read-only does not keep a query from writing other files, reading them, changing
settings, or leaving a log beside the portfolio that keeps every reader out. So it meets a hard link
in a folder of its own, and must pass in turn: its first keyword, compilation as one statement, and
the operators of its plan, all of which must be known to do nothing but read the graph.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.domain.ports import QueryResult
from archrepo.errors import ConfigError, QueryError
from archrepo.store.ladybug.engine import Database
from archrepo.store.ladybug.mistakes import READS, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FIRST = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"}
SECONDS = 60.0
_LEADING = re.compile(r"(?:\s+|//[^\n]*(?:\n|$)|/\*.*?\*/)*", re.DOTALL)
_OPAQUE = re.compile(
    r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL
)
# Compiling a LOAD already opens the file it names.
_LOADS = re.compile(r"\bLOAD\s+(?:FROM|WITH)\b", re.IGNORECASE)

_OPERATORS = {
    "AGGREGATE",
    "AGGREGATE_FINALIZE",
    "AGGREGATE_SCAN",
    "COUNT_REL_TABLE",
    "CROSS_PRODUCT",
    "DUMMY_SCAN",
    "DUMMY_SINK",
    "EMPTY_RESULT",
    "FILTER",
    "FLATTEN",
    "HASH_JOIN_BUILD",
    "HASH_JOIN_PROBE",
    "INTERSECT",
    "INTERSECT_BUILD",
    "LIMIT",
    "MULTIPLICITY_REDUCER",
    "ORDER_BY",
    "ORDER_BY_MERGE",
    "ORDER_BY_SCAN",
    "PATH_PROPERTY_PROBE",
    "PRIMARY_KEY_SCAN_NODE_TABLE",
    "PROJECTION",
    "QUERY_PRIMARY_KEY_LOOKUP",
    "RECURSIVE_EXTEND",
    "RESULT_COLLECTOR",
    "SCAN_NODE_TABLE",
    "SCAN_REL_TABLE",
    "SEMI_MASKER",
    "SKIP",
    "TABLE_FUNCTION_CALL",  # only to read what the query itself gathered: see `_refused`
    "TOP_K",
    "TOP_K_SCAN",
    "UNION_ALL_SCAN",
    "UNWIND",
    "UNWIND_DEDUPLICATE",
}
_OWN_TABLE = "READ_FTABLE"
_OPERATOR = re.compile(r"\b([A-Z][A-Z_0-9]*)\[(\d+)\]")
_FUNCTION = re.compile(r"Function:\s*([^\s│]*)")


def vetted_query(path: Path, text: str, parameters: Mapping[str, Any]) -> QueryResult:
    """Return the result of a stranger's query on the file at `path`.

    Raises:
        ConfigError: It is refused, does not compile, or takes too long.
    """
    _check_text(text, parameters)
    with _apart(path) as link:
        database = Database(link)
        try:
            database.limit_time(SECONDS)
            if problem := database.prepare(text):
                raise mistake(problem)
            if refused := _refused(database, text, parameters):
                raise ConfigError(f"the query is refused: {refused}", hint=READS)
            columns, rows = database.table(text, parameters)
        except QueryError as error:
            if "Interrupted" in error.message:
                raise ConfigError(
                    f"the query took longer than {SECONDS:g} s", hint="ask for less at once"
                ) from error
            raise ConfigError(
                f"the query failed: {_told(error.message)}", hint=error.hint
            ) from error
        finally:
            database.close()
    return QueryResult(columns, [[_plain(value) for value in row] for row in rows])


def _check_text(text: str, parameters: Mapping[str, Any]) -> None:
    lead = _LEADING.match(text)
    first = re.match(r"\w*", text[lead.end() if lead else 0 :])
    keyword = first[0].upper() if first else ""
    if keyword not in _FIRST:
        shown = f"it starts with {keyword}" if keyword else "it starts with no keyword"
        raise ConfigError(f"the query is refused: {shown}", hint=READS)
    code = _OPAQUE.sub(" ", text)
    if _LOADS.search(code):
        raise ConfigError("the query is refused: it reads a file (LOAD)", hint=READS)
    if missing := sorted(set(re.findall(r"\$(\w+)", code)) - set(parameters)):
        raise ConfigError(
            f"the query has no value for ${missing[0]}", hint="give one for every parameter"
        )


def _refused(database: Database, text: str, parameters: Mapping[str, Any]) -> str:
    """Return what the engine would do that is not reading; empty where it only reads.

    The plan is a drawing: boxes headed `NAME[number]`, numbered from 0. Names of the query's own
    stand in it too; they can add a heading, and so have a query refused, but not hide one.
    """
    _, rows = database.table(f"EXPLAIN {text}", parameters)
    drawing = "\n".join(str(row[0]) for row in rows)
    operators = {(name, int(number)) for name, number in _OPERATOR.findall(drawing)}
    for name, _ in sorted(operators):
        if name not in _OPERATORS:
            return f"it would do {name}"
    functions = _FUNCTION.findall(drawing)
    for function in functions:
        if function != _OWN_TABLE:
            return f"it would call {function}"
    calls = sum(name == "TABLE_FUNCTION_CALL" for name, _ in operators)
    numbers = sorted(number for _, number in operators)
    if not numbers or numbers != list(range(len(numbers))) or len(functions) < calls:
        return "its plan cannot be read for sure"
    return ""


@contextmanager
def _apart(path: Path) -> Iterator[Path]:
    """Give another path to the file, in a folder that goes with whatever is left in it."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".query-", dir=path.parent))
    except OSError:  # the folder cannot be written: nothing can be left beside the file
        folder = Path(tempfile.mkdtemp(prefix="archrepo-query-"))
    link = folder / path.name
    try:
        try:
            link.hardlink_to(path)
        except OSError:
            link.symlink_to(path.resolve())
        yield link
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _told(problem: str) -> str:
    return re.sub(r"^\w+ exception: ", "", problem.strip()).rstrip(".")


def _plain(value: Any) -> Any:
    """Return a value with nodes and relations as maps of what they have, paths as lists of them."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "_NODES" in value and "_RELS" in value:
        return [_plain(part) for part in (*value["_NODES"], *value["_RELS"])]
    if "_LABEL" not in value:
        return {key: _plain(item) for key, item in value.items()}
    shown = {k: _plain(v) for k, v in sorted(value.items()) if v is not None and k[0] != "_"}
    if "_SRC" not in value:
        return {"kind": value["_LABEL"], **shown}
    _, start, end = (*str(shown.get("key", "")).split("|", 3), "", "", "")[:3]
    return {"type": value["_LABEL"], "from": start, "to": end, **shown}
