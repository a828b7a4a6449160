"""The oracle: who is down during an outage, how it came there, and who stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.lines import Way
from tests.oracle.supply import origins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.facts import RelationFact
    from tests.oracle.lines import Alternative
    from tests.oracle.touched import Dependence, Touched

Came = tuple[Way, tuple[str, ...]]
"""How an outage came somewhere: the way, and the flows on it."""


class Down:
    """The applications that are down with the target, over what depends on what."""

    def __init__(self, world: Touched) -> None:
        self.world = world
        self.brought = world.exchanges()
        self.accesses = world.accesses()
        self.depends = [d for d in world.dependences() if d.who not in world.targets]
        self.struck = set(world.targets)
        self.down: set[str] = set()
        self._grow()
        self.came = self._came()

    def _grow(self) -> None:
        while True:
            self.down = {x for x in self.struck if not self.stand_ins(x)}
            more = {d.who for d in self.depends if d.on in self.down and self.stops(d)}
            if more <= self.struck:
                return
            self.struck |= more

    def stand_ins(self, x: str) -> set[str]:
        """Return who keeps a struck one up: the unstruck of every group with enough of them."""
        found: set[str] = set()
        for name in {r.values.get("group") for r in self.grouped(x)}:
            group = {x}
            least = [1]
            for _ in self.world.nodes:
                for r in self.world.on("ALTERNATIVE_OF", self.world.day):
                    if r.values.get("group") == name and {r.from_id, r.to_id} & group:
                        group |= {r.from_id, r.to_id}
                        least.append(int(str(r.values.get("min_up", 1))))
            up = {m for m in group - self.struck if self.world.live(m, self.world.day)}
            if len(up) >= max(least):
                found |= up
        return found

    def grouped(self, x: str) -> list[RelationFact]:
        alternatives = self.world.on("ALTERNATIVE_OF", self.world.day)
        return [r for r in alternatives if x in {r.from_id, r.to_id}]

    def stops(self, d: Dependence) -> bool:
        """Return whether the dependent is struck with the one it depends on, which is down."""
        return self.missed(d) and self.grave(d)

    def missed(self, d: Dependence) -> bool:
        """Return whether it depends by SYNC, and nobody else brings the object by SYNC."""
        return d.mode == "SYNC" and not self.others(d, sync=True)

    def grave(self, d: Dependence) -> bool:
        if d.flow is None:
            return True
        stated = self.world.value(d.flow, "criticality")
        if stated is None:
            return d.on in self.world.targets
        return stated in {"BUSINESS_CRITICAL", "MISSION_CRITICAL"}

    def others(self, d: Dependence, *, sync: bool) -> set[tuple[str, str]]:
        """Return who, and by which flow, else brings the object of a dependence."""
        if d.data is None or d.calls:
            return set()
        supplied = self.supplied(d.data)
        return {
            (x.source, x.flow)
            for x in self.brought
            if (x.target, x.data) == (d.who, d.data)
            and x.source not in self.down
            and x.source in supplied
            and (not sync or self.world.value(x.flow, "mode") == "SYNC")
        }

    def supplied(self, data: str) -> set[str]:
        """Return to whom the object is still supplied without the down ones."""
        supplied = origins(self.world, data, self.brought, self.accesses) - self.down
        for _ in self.world.nodes:
            supplied |= {
                x.target
                for x in self.brought
                if x.data == data and x.source in supplied and x.target not in self.down
            }
        return supplied

    def _came(self) -> dict[str, list[Came]]:
        """Return every way by which the outage comes to a down one, never twice by anybody."""
        found: dict[str, list[Came]] = {}

        def walk(node: str, way: Way, flows: tuple[str, ...], passed: frozenset[str]) -> None:
            found.setdefault(node, []).append((way, flows))
            for d in self.depends:
                if d.on == node and d.who in self.down - passed and self.stops(d):
                    walk(d.who, way.to(*d.ids, hops=1), self._over(flows, d), passed | {d.who})

        for target in sorted(self.world.targets & self.down):
            walk(target, Way((target,), 0), (), frozenset({target}))
        return found

    def _over(self, flows: tuple[str, ...], d: Dependence) -> tuple[str, ...]:
        return (*flows, d.flow) if d.flow else flows

    def reaching(self, d: Dependence) -> Iterator[Came]:
        """Yield every way to the dependent over the down one it depends on."""
        for way, flows in self.came[d.on]:
            yield way.to(*d.ids, hops=1), self._over(flows, d)

    def on_down(self) -> list[Dependence]:
        return [d for d in self.depends if d.on in self.down]

    def told(self, on: str, others: set[tuple[str, str]]) -> frozenset[Alternative]:
        """Return alternatives with whether each is declared to stand in for a down one."""
        declared = {
            r.to_id
            for r in self.world.all("REPLACED_BY")
            if r.from_id == on and r.to_id not in self.down
        }
        declared |= self.world.standing_in(on, self.down)
        return frozenset((who, flow, who in declared) for who, flow in others)
