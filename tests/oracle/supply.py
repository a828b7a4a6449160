"""Who is supplied with an object before and after the event, as the design words it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from tests.oracle.world import Access, Exchange, World


def origins(world: World, data: str, brought: list[Exchange], accesses: list[Access]) -> set[str]:
    """Return the origins of an object before the event: declared, else assumed group by group."""
    declared = {
        access.app
        for access in accesses
        if access.data == data
        and (access.role == "MASTER" or "COLLECT" in access.stage or "C" in access.crud)
    }
    graph: nx.DiGraph[str] = nx.DiGraph((x.source, x.target) for x in brought if x.data == data)
    found = set(declared)
    for group in nx.strongly_connected_components(graph):
        fed = any(source not in group and target in group for source, target in graph.edges)
        sends = any(source in group for source, _ in graph.edges)
        if sends and not fed and not group & declared:
            found |= group
    return found


def supplied_after(
    world: World, data: str, brought: list[Exchange], accesses: list[Access]
) -> set[str]:
    """Return to whom the object still comes once the lost ones are gone."""
    supplied = origins(world, data, brought, accesses) - world.lost
    while True:
        more = {
            x.target
            for x in brought
            if x.data == data and x.source in supplied and x.target not in world.lost
        }
        if more <= supplied:
            return supplied
        supplied |= more
