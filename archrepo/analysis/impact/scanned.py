"""The exchanges of very many objects at once: whole families read, filtered before Python."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.memory import exchange_of
from archrepo.domain.contents import node_facts, relation_facts

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.domain.facts import RelationFact
    from archrepo.domain.ports import GraphStore


def exchanges_in(store: GraphStore, objects: Collection[str]) -> dict[str, list[Exchange]]:
    """Return object → its exchanges, for objects by the hundred."""
    carries = list(relation_facts(store, "CARRIES", to_ids=objects))
    flows = {relation.from_id for relation in carries}
    emits: dict[str, list[RelationFact]] = defaultdict(list)
    for emit in relation_facts(store, "EMITS", to_ids=flows):
        emits[emit.to_id].append(emit)
    feeds: dict[str, list[RelationFact]] = defaultdict(list)
    for feed in relation_facts(store, "FEEDS", flows):
        feeds[feed.from_id].append(feed)
    nodes = {node.id: node for node in node_facts(store, "Flow", flows)}
    found: dict[str, list[Exchange]] = {o: [] for o in objects}
    for carry in carries:
        found[carry.to_id] += [
            exchange_of(nodes[carry.from_id], emit, feed, carry)
            for emit in emits[carry.from_id]
            for feed in feeds[carry.from_id]
        ]
    return found
