"""The exchanges of very many objects at once: whole families read, filtered before Python."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.joined import joined, part
from archrepo.domain.contents import columns, node_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.joined import Part
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore, Scans

_STATED = ("valid_from", "valid_to", "confidence")
_NOTHING = [None] * len(_STATED)
_SENDER = ("to", "from_kind", "from", *_STATED)
_FED = ("from", "to_kind", "to", *_STATED)


def exchanges_in(store: GraphStore, objects: Collection[str]) -> dict[str, list[Exchange]]:
    """Return object → its exchanges, for objects by the hundred."""
    carried = _parts(store, "CARRIES", _FED, ("to", objects))
    flows = carried.keys()
    nodes = {node.id: node for node in node_facts(store, "Flow", flows)}
    found: dict[str, list[Exchange]] = {o: [] for o in objects}
    emits = _parts(store, "EMITS", _SENDER, ("to", flows))
    feeds = _parts(store, "FEEDS", _FED, ("from", flows))
    for exchange in joined(nodes, emits, feeds, carried):
        found[exchange.data_object or ""].append(exchange)
    return found


def every_exchange(store: Scans, flows: Mapping[str, NodeFact]) -> list[Exchange]:
    """Return every exchange of a portfolio, by flow; `flows` are its flows by id."""
    emits = _parts(store, "EMITS", _SENDER)
    feeds, carries = (_parts(store, name, _FED) for name in ("FEEDS", "CARRIES"))
    return list(joined(flows, emits, feeds, carries))


def _parts(
    store: Scans,
    family: str,
    names: tuple[str, ...],
    among: tuple[str, Collection[str]] | None = None,
) -> dict[str, list[Part]]:
    """Return flow → what it has by relations of a type, all or those whose end is among ids."""
    found: dict[str, list[Part]] = defaultdict(list)
    bare: dict[str, Part] = {}  # most relations state nothing: one part does for all of a node's
    for flow, kind, node, *stated in columns(store, family, names, among=among):
        made = bare.get(node) if stated == _NOTHING else part(kind, node, *stated)
        if made is None:
            made = bare[node] = part(kind, node, *stated)
        found[flow].append(made)
    return found
