"""Facts over a portfolio that is in memory: for scripts, what-ifs and tests."""

from __future__ import annotations

from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from archrepo.analysis.impact.facts import ENTERING, LEAVING, Exchange, Presence
from archrepo.domain.validity import ALWAYS, relation_interval

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archrepo.domain.facts import NodeFact, RelationFact

    _Index = dict[tuple[str, str], dict[str, list[RelationFact]]]

_by_key = attrgetter("key")


@cache
def _in_order_of_keys(types: tuple[str, ...]) -> list[str]:
    """Return relation types in the order of the keys of their relations, which start so."""
    return sorted(types, key=lambda name: f"{name}|")


class MemoryFacts:
    """Answers from nodes and relations given whole."""

    def __init__(self, nodes: Iterable[NodeFact], relations: Iterable[RelationFact]) -> None:
        self._nodes = {(node.kind, node.id): node for node in nodes}
        self._from: _Index = {}
        self._to: _Index = {}
        self._by_flow: dict[str, list[Exchange]] = {}
        self._users: dict[str, list[RelationFact]] = {}
        for relation in sorted(relations, key=lambda r: r.key):
            start, end = (relation.from_kind, relation.from_id), (relation.to_kind, relation.to_id)
            self._from.setdefault(start, {}).setdefault(relation.type, []).append(relation)
            self._to.setdefault(end, {}).setdefault(relation.type, []).append(relation)

    def nodes(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return {i: self._nodes[kind, i] for i in sorted(ids) if (kind, i) in self._nodes}

    def profiles(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return self.nodes(kind, ids)

    def leaving(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some(self._from, kind, ids, LEAVING.get(kind, ()))

    def modules(self, applications: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return [r for r in self.leaving("Application", applications) if r.type == "CONTAINS"]

    def entering(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some(self._to, kind, ids, ENTERING.get(kind, ()))

    def actions_on(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some(self._to, kind, ids, ("IMPACTS",))

    def exchanges_from(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        emitted = self._some(self._from, kind, ids, ("EMITS",))
        return self._exchanges({r.to_id for r in emitted}, sources=set(ids))

    def exchanges_to(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        fed = self._some(self._to, kind, ids, ("FEEDS",))
        return self._exchanges({r.from_id for r in fed}, targets=set(ids))

    def exchanges_of(self, objects: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        carried = self._some(self._to, "DataObject", objects, ("CARRIES",))
        found = self._exchanges({r.from_id for r in carried})
        return [exchange for exchange in found if exchange.data_object in objects]

    def presence(self, kind: str, ids: Collection[str]) -> Mapping[str, Presence]:
        """See `Facts`."""
        found = {}
        for i in self.nodes(kind, ids):
            leaving, entering = self._from.get((kind, i), {}), self._to.get((kind, i), {})
            found[i] = Presence("EMITS" in leaving or "FEEDS" in entering, "COVERS" in leaving)
        return found

    def users_of(self, technology: str, at_most: int | None = None) -> Sequence[RelationFact]:
        """See `Facts`."""
        if technology not in self._users:
            users = self._some(self._to, "Technology", (technology,), ("USES_TECH",))
            self._users[technology] = sorted(users, key=lambda r: (r.from_id, r.key))
        return self._users[technology][:at_most]

    def holders_of(self, roles: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return sorted((r for role in roles for r in self._holders.get(role, ())), key=_by_key)

    def periods_of_everything(self) -> Sequence[NodeFact]:
        """See `Facts`."""
        return self._periods

    @cached_property
    def _holders(self) -> Mapping[str, Sequence[RelationFact]]:
        """Role → by what anybody holds it."""
        found: dict[str, list[RelationFact]] = {}
        for entering in self._to.values():
            for relation in entering.get("RESPONSIBLE_FOR", ()):
                found.setdefault(str(relation.values.get("role")), []).append(relation)
        return found

    @cached_property
    def _periods(self) -> Sequence[NodeFact]:
        periods = (node for (kind, _), node in sorted(self._nodes.items()) if kind == "Period")
        return [p for p in periods if "APPLIES_TO" not in self._from.get((p.kind, p.id), {})]

    def _some(
        self, index: _Index, kind: str, ids: Collection[str], types: Collection[str]
    ) -> list[RelationFact]:
        found: list[RelationFact] = []
        in_order = _in_order_of_keys(tuple(types))
        for i in sorted(ids):
            around = index.get((kind, i))
            if around:
                for name in in_order:
                    found += around.get(name, ())
        return found

    def _exchanges(
        self,
        flows: Collection[str],
        sources: Collection[str] | None = None,
        targets: Collection[str] | None = None,
    ) -> list[Exchange]:
        return [
            exchange
            for flow in sorted(flows)
            for exchange in self._of_flow(flow)
            if (sources is None or exchange.source in sources)
            and (targets is None or exchange.target in targets)
        ]

    def _of_flow(self, flow_id: str) -> Sequence[Exchange]:
        """Return every exchange a flow makes up; worked out once, whatever asks."""
        known = self._by_flow.get(flow_id)
        if known is None:
            flow, around = self._nodes["Flow", flow_id], ("Flow", flow_id)
            entering, leaving = self._to.get(around, {}), self._from.get(around, {})
            known = self._by_flow[flow_id] = [
                exchange_of(flow, emits, feeds, carries)
                for emits in entering.get("EMITS", ())
                for feeds in leaving.get("FEEDS", ())
                for carries in leaving.get("CARRIES", (None,))
            ]
        return known


def exchange_of(
    flow: NodeFact, emits: RelationFact, feeds: RelationFact, carries: RelationFact | None
) -> Exchange:
    """Return the exchange that a flow's relations make up."""
    parts = [part for part in (emits, feeds, carries) if part is not None]
    holds, confidence = ALWAYS, 1.0
    for part in parts:
        holds = holds.within(relation_interval(part.values))
        confidence *= float(str(part.values.get("confidence", 1)))
    return Exchange(
        flow,
        emits.from_id,
        emits.from_kind,
        feeds.to_id,
        feeds.to_kind,
        carries.to_id if carries else None,
        holds,
        confidence,
    )
