"""The oracle: DAT-01 to DAT-04 and DAT-06 over a whole portfolio in memory, as worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import named
from tests.oracle.lines import INFO, MAJOR, MINOR, Cause, Way
from tests.oracle.living import valid
from tests.oracle.retire import Retirement
from tests.oracle.supply import origins

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tests.oracle.standing import Standing
    from tests.oracle.world import Access, Exchange

CLASSES = ("PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED")
NEEDS = {"PUBLIC": 0, "INTERNAL": 1, "CONFIDENTIAL": 3, "RESTRICTED": 4}
KINDS = ("NONE", "PERSONAL", "SENSITIVE")


def data_causes(
    world: Standing,
    action: str,
    by: str | None = None,
    to: str | None = None,
    personal: str | None = None,
) -> list[Cause]:
    """Return what changing the schema, source, class or master of the target object does."""
    change = DataChange(world)
    if action == "schema":
        return change.schema()
    if action == "stop-collecting":
        return change.uncollected(str(by))
    if action == "change-master":
        return change.remastered(str(to))
    return (change.reclassified(to) if to else []) + (change.personal(personal) if personal else [])


class DataChange:
    """One change of one data object, and of those it contains."""

    def __init__(self, world: Standing) -> None:
        self.world, self.data = world, world.target
        self.struck = world.below(self.data)
        self.brought = world.exchanges()
        self.accesses = world.accesses()

    def way_to(self, data: str) -> Way:
        """Return the way to a part of the object, or to a whole it is part of."""
        return self.world.way_between(self.data, data)

    def touching(self, struck: Iterable[str]) -> list[tuple[Access, Way]]:
        """Return who accesses those, with the ways to them."""
        some = set(struck)
        return [
            (a, self.way_to(a.stated).to(a.part, a.app)) for a in self.accesses if a.data in some
        ]

    def flowing(self, struck: Iterable[str]) -> list[tuple[Exchange, Way]]:
        """Return the exchanges of those, with the ways to their flows."""
        some = set(struck)
        return [
            (x, self.way_to(r.to_id).to(x.flow))
            for x in self.brought
            if x.data in some
            for r in self.world.all("CARRIES")
            if r.from_id == x.flow and x.data in self.world.with_parts({r.to_id})
            if any(valid(r, day) for day in self._read_on(x))
        ]

    def _read_on(self, x: Exchange) -> list[dt.date]:
        """Return the days on which an exchange is read."""
        return self.world.days(self.world.read_at(x.source_part, x.target_part))

    # DAT-01

    def schema(self) -> list[Cause]:
        cause = self.world.cause
        touching, flowing = self.touching(self.struck), self.flowing(self.struck)
        writes = [(a, way) for a, way in touching if a.role == "MASTER" or {"C", "U"} & set(a.crud)]
        changed = {a.app for a, _ in writes}
        found = [
            cause(a.app, "CHANGE_REQUIRED", "DAT-01", MAJOR, way, objects=frozenset({a.data}))
            for a, way in writes
        ]
        found += [
            cause(a.app, "REGRESSION_TEST", "DAT-01", MINOR, way, objects=frozenset({a.data}))
            for a, way in touching
            if a.app not in changed
        ]
        for x, way in flowing:
            objects = frozenset({str(x.data)})
            found.append(cause(x.flow, "CONTRACT_REVIEW", "DAT-01", MINOR, way, objects=objects))
            for part, app in ((x.source_part, x.source), (x.target_part, x.target)):
                if app not in changed:
                    found.append(
                        cause(
                            app,
                            "REGRESSION_TEST",
                            "DAT-01",
                            MINOR,
                            way.to(part, app, hops=1),
                            objects=objects,
                            flows=(x.flow,),
                        )
                    )
        return found

    # DAT-02

    def uncollected(self, by: str) -> list[Cause]:
        found = []
        for data in self.struck:
            before = origins(self.world, data, self.brought, self.accesses, by)
            lacking = self._reached(data, before) - self._reached(data, before - {by})
            ways = self._losing(data, by, lacking)
            found += self._still_supplied(data, by, self._reached(data, before - {by}))
            found += [cause for app, causes in ways.items() if app != by for cause in causes]
            found += self._starved(data, ways)
        retirement = Retirement(self.world, 1, 500)
        scopes = retirement.at_risk([c for c in found if c.effect != "USE_STARVED"])
        return found + scopes + retirement.journeys(scopes)

    def _reached(self, data: str, supplied: set[str]) -> set[str]:
        """Return to whom the object comes from some."""
        while True:
            more = {
                x.target for x in self.brought if x.data == data and x.source in supplied
            } - supplied
            if not more:
                return supplied
            supplied = supplied | more

    def _losing(self, data: str, by: str, lacking: set[str]) -> dict[str, list[Cause]]:
        """Return who lacks the object, the nearest to the collector first, and by which ways."""
        if by not in lacking:
            return {}
        objects = frozenset({data})
        start = self.world.cause(by, "", "", INFO, Way((self.data, by), 0), objects=objects)
        found = {by: [start]}
        ring, base, effect = [start], MAJOR, "INPUT_LOST"
        while ring:
            onward: dict[str, list[Cause]] = {}
            for cause in ring:
                for x in self.brought:
                    if (x.source, x.data) != (cause.node, data) or x.target not in lacking:
                        continue
                    if x.target in found:
                        continue
                    onward.setdefault(x.target, []).append(
                        self.world.cause(
                            x.target,
                            effect,
                            "DAT-02",
                            base,
                            cause.way.over(x),
                            objects=objects,
                            flows=(*cause.flows, x.flow),
                        )
                    )
            found |= onward
            ring = [cause for causes in onward.values() for cause in causes]
            base, effect = max(INFO, base - 1), "DATA_STALE"
        return found

    def _still_supplied(self, data: str, by: str, supplied: set[str]) -> list[Cause]:
        """Return that what is not collected any more still comes, and from whom."""
        others = frozenset(
            (x.source, x.flow, False)
            for x in self.brought
            if (x.target, x.data) == (by, data) and x.source in supplied
        )
        way, objects = Way((self.data, by), 0), frozenset({data})
        more = {"objects": objects, "alternatives": others}
        cause = self.world.cause(by, "INPUT_REDUNDANT", "DAT-02", INFO, way, **more)
        return [cause] if by in supplied else []

    def _starved(self, data: str, ways: dict[str, list[Cause]]) -> list[Cause]:
        users = {a.app for a in self.accesses if a.data == data and "USE" in a.stage}
        return [
            self.world.cause(
                app,
                "USE_STARVED",
                "DAT-02",
                MAJOR,
                cause.way,
                objects=cause.objects,
                flows=cause.flows,
            )
            for app, causes in ways.items()
            if app in users
            for cause in causes
        ]

    # DAT-03

    def reclassified(self, to: str) -> list[Cause]:
        world = self.world
        raised = []
        for data in self.struck:
            stated = world.value(data, "classification")
            if stated is None or CLASSES.index(str(stated)) < CLASSES.index(to):
                raised.append(data)
        found = []
        for a, way in self.touching(raised):
            need = world.value(a.part, "security_need_c")
            if need is None:
                need = world.value(a.app, "security_need_c")
            if need is None or need < NEEDS[to]:
                found.append(self._gap(a.app, "DAT-03", way, a.data, known=need is not None))
        for x, way in self.flowing(raised):
            encrypted = world.value(x.flow, "encrypted")
            exposure = world.value(x.flow, "exposure")
            if encrypted or exposure == "INTERNAL":
                continue
            known = encrypted is not None and exposure is not None
            found.append(self._gap(x.flow, "DAT-03", way, str(x.data), known=known))
        return found

    def _gap(self, node: str, rule: str, way: Way, data: str, *, known: bool) -> Cause:
        effect, base = ("CONTROL_GAP", MAJOR) if known else ("CONTROL_UNKNOWN", MINOR)
        return self.world.cause(node, effect, rule, base, way, objects=frozenset({data}))

    # DAT-06

    def personal(self, kind: str) -> list[Cause]:
        world = self.world
        raised = [
            data
            for data in self.struck
            if KINDS.index(str(world.value(data, "personal") or "NONE")) < KINDS.index(kind)
        ]
        found = [
            self._gap(data, "DAT-06", self.way_to(data), data, known=True)
            for data in raised
            if world.value(data, "retention_months") is None
        ]
        for r in world.all("ACCESSES"):
            reached = world.with_parts({r.to_id})
            if not world.does(r):
                continue
            app = str(world.application(r.from_id))
            way = self.way_to(r.to_id).to(r.from_id, app) if reached & set(raised) else None
            for data in sorted(reached & set(raised)):
                assert way is not None
                where: Any = world.value(r.from_id, "data_location")
                where = where or world.value(app, "data_location")
                documented = bool(r.values.get("purpose")) and bool(r.values.get("legal_basis"))
                if not documented or where == "OUTSIDE":
                    found.append(self._gap(app, "DAT-06", way, data, known=True))
                if where is None:
                    found.append(self._gap(app, "DAT-06", way, data, known=False))
        return found

    # DAT-04

    def remastered(self, to: str) -> list[Cause]:
        cause, found = self.world.cause, []
        for data in self.struck:
            objects = frozenset({data})
            masters = [
                a for a in self.accesses if (a.data, a.role) == (data, "MASTER") and a.app != to
            ]
            names = {a.app for a in masters}
            for x in self.brought:
                if x.data != data or to in {x.source, x.target}:
                    continue
                if x.target in names:
                    way = Way((self.data, x.target), 0)
                    way = way.to(x.target_part, x.flow, x.source_part, x.source, hops=1)
                    more: dict[str, Any] = {"objects": objects, "flows": (x.flow,)}
                    found.append(cause(x.source, "REDIRECT", "DAT-04", MAJOR, way, **more))
                if x.source in names:
                    way = Way((self.data, x.source), 0).over(x)
                    more = {"objects": objects, "flows": (x.flow,)}
                    found.append(cause(x.target, "REDIRECT", "DAT-04", MINOR, way, **more))
            found += self._doubled(data, masters)
        if not any(a.app == to and a.data == self.data for a in self.accesses):
            way = Way((self.data, to), 0)
            more = {"objects": frozenset({self.data})}
            found.append(cause(to, "NOT_READY", "DAT-04", MAJOR, way, **more))
        return found

    def _doubled(self, data: str, masters: list[Access]) -> list[Cause]:
        """Return DOUBLE_MASTER: several masters for one segment, or one of a whole, which stays."""
        world = self.world
        judged = Retirement(world, 1, 500).master_segments(data)
        above = world.above(self.data) - {self.data}
        doubled = set()
        for segment in judged:
            serving = [a for a in masters if world.serves(a.items, segment)]
            if len({a.app for a in serving}) > 1 or any(a.stated in above for a in serving):
                doubled.add(segment)
        if not doubled:
            return []
        return [
            world.cause(
                data,
                "DOUBLE_MASTER",
                "DAT-04",
                MAJOR,
                self.way_to(data),
                objects=frozenset({data}),
                segments=named(doubled, judged),
            )
        ]
