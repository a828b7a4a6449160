"""Who is supplied with an object before and after the event, as the design words it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from tests.oracle.world import Access, Exchange, World


def declared(data: str, accesses: list[Access]) -> set[str]:
    """Return who is stated as an origin of an object."""
    return {
        access.app
        for access in accesses
        if access.data == data
        and (access.role == "MASTER" or "COLLECT" in access.stage or "C" in access.crud)
    }


def origins(
    world: World, data: str, brought: list[Exchange], accesses: list[Access], by: str | None = None
) -> set[str]:
    """Return the origins of an object before the event: declared, else assumed group by group.

    First those of the eve, when none of what the day begins or ends had happened. Then, of what
    goes on when the event is read, only groups in which nobody sent or had the object on the eve:
    where the others have it from is known. Whoever stops collecting (`by`) did so on the eve.
    """
    yesterday = declared(data, world.accesses(world.on_the_eve))
    flowed = [x for x in world.exchanges(world.on_the_eve) if x.data == data]
    assumed = {app for group in groups(flowed) if not group & yesterday for app in group}
    known = yesterday | {app for x in flowed for app in (x.source, x.target)}
    today = declared(data, accesses) | ({by} & yesterday)
    for group in groups([x for x in brought if x.data == data]):
        if not group & (known | today):
            assumed |= group
    return today | assumed


def groups(flowing: list[Exchange]) -> list[set[str]]:
    """Return the groups that exchange an object both ways, send it and get it from nobody else."""
    graph: nx.DiGraph[str] = nx.DiGraph((x.source, x.target) for x in flowing)
    return [
        group
        for group in nx.strongly_connected_components(graph)
        if any(source in group for source, _ in graph.edges)
        if not any(source not in group and target in group for source, target in graph.edges)
    ]


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
