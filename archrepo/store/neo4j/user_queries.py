"""What a stranger's Cypher may do on the server: read the graph, and nothing else.

A read transaction refuses writes, but would load files from anywhere, stop other people's
transactions and call any procedure that calls itself reading. So a text must begin as a query does,
and what the server's own plan of it shows is looked at before it runs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archrepo.errors import ConfigError
from archrepo.store.neo4j.failures import as_users_mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import neo4j

    from archrepo.store.neo4j.connection import Connection

_STARTS = {"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"}
_PROCEDURES = {
    "db.labels",
    "db.propertyKeys",
    "db.relationshipTypes",
    "db.schema.nodeTypeProperties",
    "db.schema.relTypeProperties",
    "db.schema.visualization",
}
_WORDS = re.compile(r"\b(LOAD\s+CSV|TERMINATE|SHOW|USE|IN\s+\w*\s*TRANSACTIONS)\b", re.IGNORECASE)
_CALLS = re.compile(r"\bCALL\b\s*([^\s({]*)", re.IGNORECASE)
_OPERATORS = re.compile(r"LoadCSV|Terminate|Show|Transaction")
# Strings, comments and quoted names: nothing in them is a keyword.
_OPAQUE = re.compile(
    r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/|(?P<name>`(?:``|[^`])*`)", re.DOTALL
)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_HINT = (
    "a query begins with MATCH, OPTIONAL MATCH, UNWIND, WITH, RETURN or CALL and only reads; "
    f"procedures: {', '.join(sorted(_PROCEDURES))}"
)


def vet(connection: Connection, text: str, parameters: Mapping[str, Any]) -> None:
    """Refuse a text that would do more than read the graph; nothing of it is run.

    Raises:
        ConfigError: It is refused, or does not compile.
    """
    _check_text(text)
    # The server reads escapes anywhere, before it looks for keywords and quotes.
    _check_text(_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text))
    query_type, plan = _explained(connection, text, parameters)
    for name, details in _operators(plan):
        called = re.match(r"[\w.`]+", details) if name.startswith("ProcedureCall") else None
        if called and called[0].replace("`", "") not in _PROCEDURES:
            raise _refusal(f"it calls {called[0]}")
        if _OPERATORS.search(name):
            raise _refusal(f"it would do {name}")
    if query_type != "r":
        raise _refusal("it writes")


def _check_text(text: str) -> None:
    code = _OPAQUE.sub(lambda found: " `quoted` " if found["name"] else " ", text)
    first = re.match(r"\s*(\w*)", code)
    word = first[1].upper() if first else ""
    if word not in _STARTS:
        raise _refusal(f"it begins with '{word}'" if word else "it begins with no keyword")
    if ";" in code.rstrip().removesuffix(";"):
        raise _refusal("it holds several statements")
    if found := _WORDS.search(code):
        raise _refusal(f"it holds {' '.join(found[0].upper().split())}")
    for called in _CALLS.findall(code):
        if called and called not in _PROCEDURES:
            raise _refusal(f"it calls {called}")


def _explained(
    connection: Connection, text: str, parameters: Mapping[str, Any]
) -> tuple[str | None, Mapping[str, Any]]:
    def work(tx: neo4j.ManagedTransaction) -> tuple[str | None, Mapping[str, Any]]:
        summary = tx.run(f"EXPLAIN {text}", dict(parameters)).consume()
        return summary.query_type, summary.plan or {}

    with as_users_mistake():
        return connection.reading(work)


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    waiting = [plan]
    while waiting:
        step = waiting.pop()
        name = str(step.get("operatorType", "")).partition("@")[0]
        yield name, str(step.get("args", {}).get("Details", ""))
        waiting += step.get("children", [])


def _refusal(reason: str) -> ConfigError:
    return ConfigError(f"the query is refused: {reason}", hint=_HINT)
