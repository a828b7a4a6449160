"""Tells what a mapping file could make more of: readings that only the model's owner can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level
from archrepo.readers.archimate_table import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.reading import RawNode
    from archrepo.readers.archimate_model import ArchimateModel
    from archrepo.readers.archimate_paths import Link, Passing
    from archrepo.readers.archimate_table import ArchimateTable

_COVERING = ("Realization", "Serving", "Assignment")
_DEPENDING = ("Serving", "Triggering")


def tell_choices(
    model: ArchimateModel,
    table: ArchimateTable,
    nodes: Mapping[str, RawNode],
    links: Iterable[Link],
    passing: Passing,
) -> None:
    """Note where applications serve processes, or each other, and how to read that as more."""
    processes = between = 0
    for link in links:
        source, target = _kind(nodes, link.source), _kind(nodes, link.target)
        if target == "Journey" and link.type in _COVERING:
            behind = [_kind(nodes, way.node) for way in passing.behind(link.source)]
            processes += any(kind in COMPONENTS for kind in (source, *behind))
        if link.type in _DEPENDING and link.type not in table.flows:
            between += source in COMPONENTS and target in COMPONENTS
    _tell_drawn(model, table, nodes)
    if processes:
        message = f"relationships by which applications serve business processes: {processes}"
        hint = (
            "processes are journeys, which only pass through scopes; a mapping file reads them as "
            "scopes: archimate: {elements: {BusinessProcess: {kind: Scope}}}"
        )
        model.tell("AR175", Level.NOTE, message, 0, hint)
    if between:
        message = f"relationships by which components serve or trigger each other: {between}"
        hint = (
            "they are kept as properties; a mapping file reads them as flows: "
            "archimate: {flows: [Flow, Serving, Triggering]}"
        )
        model.tell("AR175", Level.NOTE, message, 0, hint)


def _tell_drawn(model: ArchimateModel, table: ArchimateTable, nodes: Mapping[str, RawNode]) -> None:
    """Note domains that hold scopes on views only, where views are not asked for."""
    holding = {r.source for r in model.relationships.values() if r.type in table.trees}
    drawn = {
        around
        for around, inside in model.nested
        if _kind(nodes, around) == "Domain" and _kind(nodes, inside) == "Scope"
    }
    if (apart := len(drawn - holding)) and not table.nesting:
        message = f"domains whose scopes are only drawn in them: {apart}"
        hint = (
            "no relationship says what they hold; a mapping file reads what is drawn: "
            "archimate: {nesting: views}"
        )
        model.tell("AR175", Level.NOTE, message, 0, hint)


def _kind(nodes: Mapping[str, RawNode], element: str) -> str:
    node = nodes.get(element)
    return node.kind if node else ""
