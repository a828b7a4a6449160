"""The oracle: RET-06 to RET-10, what is no longer brought once applications are lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import is_primary, segments_of
from tests.oracle.lines import INFO, MAJOR, MINOR, Alternative, Cause, Way, adjusted
from tests.oracle.supply import supplied_after

if TYPE_CHECKING:
    from tests.oracle.world import Exchange, World


class LostSupply:
    """What the lost ones brought, and to whom."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ways = self._ways()
        self.coverages = world.coverages()
        self.brought = world.exchanges()
        self.accesses = world.accesses()

    def cause(self, node: str, effect: str, rule: str, base: int, way: Way, **more: Any) -> Cause:
        """Return a cause; its final follows from the criticality of the node, and of flows."""
        final = adjusted(self.world, node, base, more.get("flows", ()))
        return Cause(node, effect, rule, base, final, way, **more)

    def _ways(self) -> dict[str, Way]:
        """Return the best way to each lost application, over what runs on what."""
        ways = {target: Way((target,), 0) for target in self.world.targets}
        hosting = [r for r in self.world.all("RUNS_ON") if self.world.hosted(r)]
        hosting = [r for r in hosting if not self.world.left(r, self.world.lost)]
        for _ in self.world.lost:
            for runs in hosting:
                if runs.to_id in ways and runs.from_id in self.world.lost:
                    way = ways[runs.to_id].to(runs.from_id, hops=1)
                    known = ways.get(runs.from_id)
                    if known is None or way.rank < known.rank:
                        ways[runs.from_id] = way
        return ways

    def lost_exchanges(self) -> list[Exchange]:
        """Return what flows from a lost one to another that is not."""
        lost = self.world.lost
        return [x for x in self.brought if x.source in lost and x.target not in lost]

    def declared(self, lost: str) -> set[str]:
        """Return the successors of a lost one and the members of its redundancy groups."""
        return set(self.world.successors(lost)) | self.world.standing_in(lost, self.world.lost)

    # RET-06, RET-07

    def inputs(self) -> list[Cause]:
        found = []
        for x in self.lost_exchanges():
            way = self.ways[x.source].over(x)
            if x.data is None or x.target not in self.supplied(x.data):
                objects = frozenset({x.data} if x.data else ())
                final = adjusted(self.world, x.target, MAJOR, [x.flow])
                found.append(
                    Cause(
                        x.target,
                        "INPUT_LOST",
                        "RET-06",
                        MAJOR,
                        final,
                        way,
                        objects,
                        flows=(x.flow,),
                    )
                )
                continue
            others = self.alternatives(x)
            declared = any(declared for _, _, declared in others)
            final = adjusted(self.world, x.target, MINOR, [x.flow], up=not declared)
            found.append(
                Cause(
                    x.target,
                    "INPUT_REDUNDANT",
                    "RET-07",
                    MINOR,
                    final,
                    way,
                    frozenset({x.data}),
                    alternatives=others,
                    flows=(x.flow,),
                )
            )
        return found

    def supplied(self, data: str) -> set[str]:
        return supplied_after(self.world, data, self.brought, self.accesses)

    def alternatives(self, lost: Exchange) -> frozenset[Alternative]:
        """Return who still brings the object of a lost exchange; itself where nobody does."""
        assert lost.data is not None
        declared = self.declared(lost.source)
        supplied = self.supplied(lost.data) - self.world.lost
        others: set[Alternative] = {
            (x.source, x.flow, x.source in declared)
            for x in self.brought
            if (x.target, x.data) == (lost.target, lost.data) and x.source in supplied
        }
        return frozenset(others or {(lost.target, None, False)})

    # RET-08

    def stale(self) -> list[Cause]:
        found = []
        for data in sorted({x.data for x in self.lost_exchanges() if x.data}):
            supplied = self.supplied(data)
            first: list[tuple[str, Way, tuple[str, ...]]] = [
                (x.target, self.ways[x.source].over(x), (x.flow,))
                for x in self.lost_exchanges()
                if x.data == data and x.target not in supplied
            ]
            told: set[str] = set()
            base = MAJOR
            while first:
                told |= {app for app, _, _ in first}
                base = max(INFO, base - 1)
                onward = [
                    (x.target, way.over(x), (*flows, x.flow))
                    for app, way, flows in first
                    for x in self.brought
                    if (x.source, x.data) == (app, data)
                    and x.target not in self.world.lost | supplied | told
                ]
                found += [
                    self.cause(
                        app,
                        "DATA_STALE",
                        "RET-08",
                        base,
                        way,
                        objects=frozenset({data}),
                        flows=flows,
                    )
                    for app, way, flows in onward
                ]
                first = onward
        return found

    # RET-09

    def at_risk(self, flows: list[Cause]) -> list[Cause]:
        found = []
        for struck in flows:
            if struck.base < MINOR:
                continue
            for c in self.coverages:
                if c.lost or c.app != struck.node:
                    continue
                roles = {}
                segments = segments_of(self.world, c.scope, self.coverages)
                for segment in segments:
                    if self.world.serves(c.items, segment):
                        among = [
                            o
                            for o in self.coverages
                            if o.scope == c.scope
                            and not o.lost
                            and self.world.serves(o.items, segment)
                        ]
                        roles[segment] = is_primary(c, among)
                primary = any(roles.values())
                at_risk = {s for s, is_one in roles.items() if is_one == primary}
                base = max(INFO, struck.base - (1 if primary else 2))
                found.append(
                    self.cause(
                        c.scope,
                        "COVERAGE_AT_RISK",
                        "RET-09",
                        base,
                        struck.way.to(c.part, c.scope, hops=1),
                        objects=struck.objects,
                        segments=frozenset(at_risk),
                        flows=struck.flows,
                    )
                )
        return found

    # RET-10

    def outlets(self) -> list[Cause]:
        found = []
        for x in self.brought:
            if x.target not in self.world.lost or x.source in self.world.lost:
                continue
            heirs = set(self.world.successors(x.target))
            also = x.data is not None and any(
                o.source == x.source and o.data == x.data and o.target in heirs
                for o in self.brought
            )
            way = self.ways[x.target].to(x.target_part, x.flow, x.source_part, x.source, hops=1)
            objects = frozenset({x.data} if x.data else ())
            effect, base = ("OUTLET_TRANSFERRED", INFO) if also else ("OUTLET_LOST", MINOR)
            found.append(Cause(x.source, effect, "RET-10", base, base, way, objects))
        return found
