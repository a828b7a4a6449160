"""The oracle: SCO-01 to SCO-09 over a whole portfolio in memory, rule by rule as worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import level, named, nearest_covered, segments_of
from tests.oracle.lines import CRITICAL, INFO, MAJOR, MINOR, Cause, Way

if TYPE_CHECKING:
    from tests.oracle.standing import Standing
    from tests.oracle.world import Coverage, Exchange

ENDING = {"RETIRE", "WITHDRAW", "REPLACE"}


def scope_causes(
    world: Standing, action: str, into: str | None = None, under: str | None = None
) -> list[Cause]:
    """Return what retiring, modifying, splitting, merging or moving the target scope does."""
    change = ScopeChange(world, action, into, under)
    if action == "retire":
        found = change.purposes() + change.unneeded()
    elif action == "modify":
        return change.changes()
    elif action == "merge":
        found = change.conflicts() + change.moved() + change.arbitration()
    elif action == "split":
        found = change.restated()
    else:
        return change.moved()
    return found + change.projects() + change.journeys()


class ScopeChange:
    """One change of one scope."""

    def __init__(self, world: Standing, action: str, into: str | None, under: str | None) -> None:
        self.world, self.action, self.into, self.under = world, action, into, under
        self.scope = world.target
        self.coverages = world.coverages()
        self.struck = self._struck()

    def _struck(self) -> list[str]:
        """Return the scopes struck: retiring takes those below along.

        Modifying one that nothing covers is modifying the nearest covered ones below.
        """
        if self.action == "retire":
            return self.world.below(self.scope)
        covered = {c.scope for c in self.coverages}
        if self.action == "modify" and self.scope not in covered:
            return sorted(nearest_covered(self.world, self.scope, covered))
        return [self.scope]

    def way_to(self, scope: str) -> Way:
        return self.world.way_down(self.scope, scope)

    def covering(self) -> list[Coverage]:
        return [c for c in self.coverages if c.scope in self.struck]

    def way_by(self, c: Coverage) -> Way:
        """Return the way to the application of a coverage."""
        return self.way_to(c.scope).to(c.part, c.app, hops=1)

    # SCO-01

    def purposes(self) -> list[Cause]:
        found = []
        for c in self.covering():
            elsewhere = any(o.app == c.app and o.scope not in self.struck for o in self.coverages)
            effect, base = (
                ("PURPOSE_REDUCED", INFO) if elsewhere else ("APP_WITHOUT_PURPOSE", MAJOR)
            )
            found.append(self.world.cause(c.app, effect, "SCO-01", base, self.way_by(c)))
        return found

    # SCO-02

    def projects(self) -> list[Cause]:
        found = []
        actions = self.world.actions()
        for act in actions:
            if act.target not in self.struck:
                continue
            if act.project.values.get("status") in {"DONE", "STOPPED"}:
                continue
            end: Any = act.project.values.get("end")
            over = end is not None and end <= self.world.day
            if over and not (act.day is not None and act.day > self.world.day):
                continue
            own = {act.project.id} | self.world.above(act.project.id)
            ends_it = any(
                o.project.id in own and o.target == act.target and o.action in ENDING
                for o in actions
            )
            if not ends_it:
                way = self.way_to(act.target).to(act.project.id)
                found.append(
                    self.world.cause(act.project.id, "PROJECT_CONFLICT", "SCO-02", MAJOR, way)
                )
        return found

    # SCO-03

    def changes(self) -> list[Cause]:
        found = []
        covering = {c.app for c in self.covering()}
        needed = self.world.with_parts(
            {
                r.to_id
                for r in self.world.on("NEEDS", self.world.day)
                if r.from_id in {self.scope, *self.struck}
            }
        )
        for c in self.covering():
            base = MAJOR if self.world.primary(c) else MINOR
            way = self.way_by(c)
            found.append(self.world.cause(c.app, "CHANGE_REQUIRED", "SCO-03", base, way))
            for x in self.world.exchanges():
                if x.data not in needed or c.app not in {x.source, x.target}:
                    continue
                end = x.target if x.source == c.app else x.source
                if end not in covering:
                    found.append(self._regression(x, end, way, base))
        return found

    def _regression(self, x: Exchange, end: str, way: Way, base: int) -> Cause:
        if end == x.target:
            onward = way.over(x)
        else:
            onward = way.to(x.target_part, x.flow, x.source_part, x.source, hops=1)
        return self.world.cause(
            end,
            "REGRESSION_TEST",
            "SCO-03",
            base - 1,
            onward,
            objects=frozenset({str(x.data)}),
            flows=(x.flow,),
        )

    # SCO-04, SCO-05

    def conflicts(self) -> list[Cause]:
        world, judged = self.world, self._segments_of_both()
        found: dict[tuple[str, str], tuple[set[str], list[Coverage]]] = {}
        for segment in judged:
            here = [c for c in self.covering() if world.serves(c.items, segment)]
            for app in {c.app for c in here}:
                mine = [c for c in here if c.app == app]
                there = [
                    c
                    for c in self.coverages
                    if c.app == app and c.scope == self.into and world.serves(c.items, segment)
                ]
                if not there:
                    effect = "COVERAGE_TO_RESTATE"
                elif max(map(level, mine)) != max(map(level, there)):
                    effect = "COVERAGE_MERGE_CONFLICT"
                else:
                    continue
                segments, coverages = found.setdefault((app, effect), (set(), []))
                segments.add(segment)
                coverages += mine
        return [
            world.cause(
                app,
                effect,
                "SCO-04",
                MINOR,
                self.way_by(c),
                segments=named(segments, judged),
            )
            for (app, effect), (segments, coverages) in found.items()
            for c in coverages
        ]

    def _segments_of_both(self) -> list[str]:
        both = (self.scope, str(self.into))
        return sorted({s for scope in both for s in segments_of(self.world, scope, self.coverages)})

    def restated(self) -> list[Cause]:
        return [
            self.world.cause(c.app, "COVERAGE_TO_RESTATE", "SCO-05", MINOR, self.way_by(c))
            for c in self.covering()
        ]

    # SCO-06

    def moved(self) -> list[Cause]:
        old = self._upwards(self.scope)[1:]
        new = self._upwards(str(self.into or self.under))
        found = []
        if self._managers(old) != self._managers(new):
            way = Way((self.scope,), 0)
            found.append(self.world.cause(self.scope, "OWNERSHIP_CHANGED", "SCO-06", MINOR, way))
        domains = [self._domains(chain)[:1] for chain in (old, new)]
        if domains[0] != domains[1]:
            for chain, nearest in zip((old, new), domains, strict=True):
                for domain in nearest:
                    way = Way((self.scope, *chain[: chain.index(domain) + 1]), 0)
                    found.append(self.world.cause(domain, "ROLLUP_CHANGED", "SCO-06", INFO, way))
        return found

    def _upwards(self, node: str) -> list[str]:
        """Return a node and what it is in, the nearest first."""
        chain = [node]
        while above := [r for r in self.world.all("CONTAINS") if r.to_id == chain[-1]]:
            chain.append(above[0].from_id)
        return chain

    def _domains(self, chain: list[str]) -> list[str]:
        return [node for node in chain if self.world.nodes[node].kind == "Domain"]

    def _managers(self, chain: list[str]) -> set[str]:
        """Return who manages the nearest domain that somebody manages."""
        for domain in self._domains(chain):
            managers = {
                r.from_id
                for r in self.world.on("RESPONSIBLE_FOR", self.world.day)
                if r.to_id == domain and r.values.get("role") == "DOMAIN_MANAGER"
            }
            if managers:
                return managers
        return set()

    # SCO-07

    def unneeded(self) -> list[Cause]:
        world = self.world
        needs = world.on("NEEDS", world.day)
        elsewhere = world.with_parts({r.to_id for r in needs if r.from_id not in self.struck})
        found = []
        for r in needs:
            if r.from_id not in self.struck:
                continue
            for data in world.with_parts({r.to_id}) - elsewhere:
                personal = world.value(data, "personal") in {"PERSONAL", "SENSITIVE"}
                way = self.way_to(r.from_id).to(r.to_id, data)
                base = MAJOR if personal else MINOR
                objects = frozenset({data})
                found.append(
                    world.cause(data, "DATA_WITHOUT_PURPOSE", "SCO-07", base, way, objects=objects)
                )
        return found

    # SCO-08

    def journeys(self) -> list[Cause]:
        found = []
        for step in self.world.on("PASSES_THROUGH", self.world.day):
            if step.to_id not in self.struck:
                continue
            broken = self.action == "retire" and step.values.get("essential", True)
            effect, base = ("JOURNEY_BROKEN", CRITICAL) if broken else ("JOURNEY_TO_RESTATE", MINOR)
            way = self.way_to(step.to_id).to(step.from_id)
            found.append(self.world.cause(step.from_id, effect, "SCO-08", base, way))
        return found

    # SCO-09

    def arbitration(self) -> list[Cause]:
        world, target = self.world, str(self.into)
        judged = self._segments_of_both()
        struck = set()
        for segment in judged:
            both = [
                c
                for c in self.coverages
                if c.scope in {self.scope, target} and world.serves(c.items, segment)
            ]
            primary = [c for c in both if world.primary_for(c, segment)]
            full = [c for c in both if c.level == "FULL"]
            for those in (primary, full):
                after = {c.app for c in those}
                before = {c.app for c in those if c.scope == target}
                if len(after) > 1 and after != before:
                    struck.add(segment)
        if not struck:
            return []
        way = Way((self.scope, target), 0)
        segments = named(struck, judged)
        return [
            world.cause(target, "COVERAGE_TO_ARBITRATE", "SCO-09", MAJOR, way, segments=segments)
        ]
