"""Flows put together from their relations: who emits each, who is fed by it, what it carries."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from archrepo.analysis.impact.facts import Exchange
from archrepo.domain.validity import ALWAYS, Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.domain.facts import NodeFact, RelationFact

    Parts = Mapping[str, list["Part"]]


class Part(NamedTuple):
    """What a flow has at one of its relations: a party, or an object, since when and how surely."""

    kind: str
    id: str
    holds: Interval
    confidence: float


_NO_OBJECT = [Part("", "", ALWAYS, 1.0)]


def part(kind: str, node: str, start: Any, end: Any, confidence: Any) -> Part:
    """Return the part that a relation with that validity makes."""
    holds = ALWAYS if start is None and end is None else Interval(start, end)
    return Part(kind, node, holds, 1.0 if confidence is None else float(confidence))


def part_of(relation: RelationFact) -> tuple[str, Part]:
    """Return the flow of an EMITS, FEEDS or CARRIES, and what it has there."""
    flow, kind, node = relation.from_id, relation.to_kind, relation.to_id
    if relation.type == "EMITS":
        flow, kind, node = node, relation.from_kind, relation.from_id
    stated = map(relation.values.get, ("valid_from", "valid_to", "confidence"))
    return flow, part(kind, node, *stated)


def joined(
    flows: Mapping[str, NodeFact], emits: Parts, feeds: Parts, carries: Parts
) -> Iterator[Exchange]:
    """Yield every exchange of these flows, in the order of flows and of what they have.

    Args:
        flows: By id.
        emits: Flow → who emits it.
        feeds: Flow → who is fed by it.
        carries: Flow → what it carries; the exchange has no object where it carries nothing.
    """
    for flow in sorted(emits.keys() & feeds.keys() & flows.keys()):
        node, carried = flows[flow], _by_id(carries.get(flow, _NO_OBJECT))
        targets = _by_id(feeds[flow])
        for source in _by_id(emits[flow]):
            for target in targets:
                ends, sure = (
                    source.holds.within(target.holds),
                    source.confidence * target.confidence,
                )
                for what in carried:
                    yield Exchange(
                        node,
                        source.id,
                        source.kind,
                        target.id,
                        target.kind,
                        what.id or None,
                        ends.within(what.holds),
                        sure * what.confidence,
                    )


def _by_id(parts: list[Part]) -> list[Part]:
    return parts if len(parts) < 2 else sorted(parts, key=itemgetter(1))
