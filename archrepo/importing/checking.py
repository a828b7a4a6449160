"""Looks at what a reading states by itself: its values, and what identifies its nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.importing.problems import Problems, Where
from archrepo.importing.stated import read_values

if TYPE_CHECKING:
    from archrepo.domain.diagnostics import Diagnostic
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.reading import Reading

_NODE_SKIP = frozenset({"id", "batch_id"})
_RELATION_SKIP = frozenset({"key", "batch_id", "type"})


def check_values(reading: Reading, metamodel: Metamodel) -> tuple[Diagnostic, ...]:
    """Return every problem of a reading that needs no portfolio to be seen, in their places."""
    problems = Problems()
    problems.found += reading.diagnostics
    for node in reading.nodes:
        where = Where(reading, node.mark)
        known = metamodel.kinds[node.kind].attributes
        stated = read_values(known, node.values, where, problems, _NODE_SKIP)
        if not node.values.get("id") and not stated.values.keys() & {"name", "external_ids"}:
            unnamed_flow = node.kind == "Flow"  # known by its ends
            if not unnamed_flow:
                message = f"a {node.kind} with neither id nor name"
                problems.error("ID-02", message, where, "name", "give it a name")
    for relation in reading.relations:
        where = Where(reading, relation.mark)
        known = metamodel.relations[relation.type].attributes
        read_values(known, relation.values, where, problems, _RELATION_SKIP)
    return tuple(sorted(problems.found, key=lambda d: (d.place, d.code, d.message)))
