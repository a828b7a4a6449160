"""The native interchange form: the whole portfolio, byte for byte the same for the same facts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.forms import PORTFOLIO_SCHEMA
from archrepo.domain.steadily import standing_still
from archrepo.writers.output import in_order, replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Attribute, Metamodel
    from archrepo.domain.ports import GraphStore, Report

_LEFT_OUT = frozenset({"batch_id", "id"})


def write_json(
    store: GraphStore, metamodel: Metamodel, out: Path | TextIO, report: Report | None = None
) -> None:
    """Write the portfolio to a file, or to an open text stream.

    Nodes stand by kind and id, relations by type and key, one a line so that diffs read well.
    What is unset, batches and batch ids are left out.

    Raises:
        ConfigError: If the file cannot be written.
    """
    if isinstance(out, Path):
        with replacing(out) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
            _write(store, metamodel, stream, report)
    else:
        _write(store, metamodel, out, report)


def _write(store: GraphStore, metamodel: Metamodel, out: TextIO, report: Report | None) -> None:
    with standing_still(store):
        out.write(f'{{"schema": "{PORTFOLIO_SCHEMA}",\n"nodes": [')
        _write_list(out, _nodes(store, metamodel, report))
        out.write('],\n"relations": [')
        _write_list(out, _relations(store, metamodel, report))
        out.write("]}\n")


def _write_list(out: TextIO, facts: Iterator[dict[str, Any]]) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    before = "\n"
    for fact in facts:
        out.write(before + encode(fact))
        before = ",\n"
    if before == ",\n":
        out.write("\n")


def _nodes(
    store: GraphStore, metamodel: Metamodel, report: Report | None
) -> Iterator[dict[str, Any]]:
    kinds = sorted(metamodel.portfolio_kinds)
    for done, kind in enumerate(kinds):
        if report is not None:
            report("exporting nodes", done, len(kinds))
        attributes = metamodel.kinds[kind].attributes
        for node in node_facts(store, kind, ordered=True):
            yield {"kind": kind, "id": node.id, **_plain(node.values, attributes)}


def _relations(
    store: GraphStore, metamodel: Metamodel, report: Report | None
) -> Iterator[dict[str, Any]]:
    names = sorted(metamodel.relations)
    for done, name in enumerate(names):
        if report is not None:
            report("exporting relations", done, len(names))
        attributes = metamodel.relations[name].attributes
        for relation in relation_facts(store, name, ordered=True):
            ends = {"type": name, "from": relation.from_id, "to": relation.to_id}
            yield ends | _plain(relation.values, attributes)


def _plain(values: Values, attributes: Mapping[str, Attribute]) -> dict[str, Any]:
    return {a.name: _json_value(value) for a, value in in_order(values, attributes, _LEFT_OUT)}


def _json_value(value: Value) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
