"""The oracle: PRJ-01 to PRJ-10, what a project does to other projects and to what it acts on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import segments_of
from tests.oracle.lines import MAJOR, MINOR, Cause, Way
from tests.oracle.living import ENDING, STARTING, valid
from tests.oracle.periods import holds
from tests.oracle.retire import Retirement
from tests.oracle.standing import Standing
from tests.oracle.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.facts import RelationFact
    from tests.oracle.project import Act, Asked, Facts

OVER = {"DONE", "STOPPED"}
CHANGES = {"MODIFY", "EXTEND"}
PHASES = ("planned", "phase_in", "active", "phase_out", "retired")
FOREVER = dt.date.max - dt.timedelta(days=1)


class Neighbours:
    """What happens around a project, its actions left aside."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.me = asked, asked.project.id
        self.world = asked.world((asked.nodes, asked.relations))

    def cause(self, node: str, effect: str, rule: str, base: int, *way: str, **more: Any) -> Cause:
        """Return a cause that no flow or coverage leads to."""
        return self.world.cause(node, effect, rule, base, Way((self.me, *way), 0), **more)

    # PRJ-01

    def collisions(self) -> list[Cause]:
        found = []
        mine = self.world.value(self.me, "start")
        for own in self.asked.acts:
            for other in self.world.actions():
                them = other.project
                over = them.values.get("status") in OVER
                if other.target != own.target or them.id in self.asked.family() or over:
                    continue
                if not _together((mine, own.day), (them.values.get("start"), other.day)):
                    continue
                mild = {own.action, other.action} <= CHANGES
                base = MINOR if mild else MAJOR
                found.append(self.cause(them.id, "COLLISION", "PRJ-01", base, own.target, them.id))
        return found

    # PRJ-02

    def redundancies(self) -> list[Cause]:
        found = []
        ended = {a.target for a in self.asked.acts if a.action in ENDING}
        for own in self.asked.acts:
            if own.action != "CREATE" or own.kind != "Application":
                continue
            day = own.day or self.asked.event.at
            there = Standing(*self.asked.state(), own.target, day, self.asked.plan)
            for r in there.all("COVERS"):
                end: Any = r.values.get("valid_to")
                if there.application(r.from_id) != own.target or (end and end <= day):
                    continue
                if self._full_by_another(there, r, ended):
                    way = Way((self.me, own.target), 0).to(r.from_id, r.to_id, hops=1)
                    found.append(there.cause(r.to_id, "REDUNDANCY_CREATED", "PRJ-02", MINOR, way))
        return found

    def _full_by_another(self, there: Standing, new: RelationFact, ended: set[str]) -> bool:
        items: Any = new.values.get("segments", ())
        coverages = there.coverages()
        stopping = ended | {a.target for a in there.actions() if a.counted and a.action in ENDING}
        return any(
            c.scope == new.to_id
            and c.level == "FULL"
            and c.app not in {there.target, *stopping}
            and there.by_itself(c.app, FOREVER)
            for segment in segments_of(there, new.to_id, coverages) or ["*"]
            if there.serves(items, segment)
            for c in coverages
            if there.serves(c.items, segment)
        )

    # PRJ-03, PRJ-06

    def waiting(self, project: str) -> Iterator[tuple[RelationFact, tuple[str, ...], Any]]:
        """Yield what depends on a project or a milestone of it, the way there, what it awaits."""
        for r in self.world.on("DEPENDS_ON", self.asked.event.at):
            if r.to_id == project:
                yield r, (r.from_id,), self.world.value(project, "end")
            elif any(
                c.from_id == project and c.to_id == r.to_id and c.to_kind == "Milestone"
                for c in self.world.all("CONTAINS")
            ):
                yield r, (r.to_id, r.from_id), self.world.value(r.to_id, "date")

    def slips(self) -> list[Cause]:
        days: dict[str, int] = {self.me: self.asked.event.slip}
        for _ in self.world.nodes:
            for late in list(days):
                for r, _, due in self.waiting(late):
                    by = self._passes(r, due, days[late])
                    if by > days.get(r.from_id, 0):
                        days[r.from_id] = by
        found = []

        def walk(late: str, by: int, way: tuple[str, ...]) -> None:
            for r, ids, due in self.waiting(late):
                passed = self._passes(r, due, by)
                if not passed or r.from_id in {self.me, *way}:
                    continue
                onward = (*way, *ids)
                if passed == days[r.from_id]:
                    found.append(self.cause(r.from_id, "SLIP_PROPAGATED", "PRJ-03", MAJOR, *onward))
                walk(r.from_id, passed, onward)

        walk(self.me, days[self.me], ())
        return found

    def _passes(self, waits: RelationFact, due: Any, slip: int) -> int:
        """Return by how many days what is awaited, once late, passes the start of who waits."""
        start = self.world.value(waits.from_id, "start")
        over = self.world.value(waits.from_id, "status") in OVER
        if start is None or due is None or due < self.asked.event.at or over:
            return 0
        lag: Any = waits.values.get("lag_days", 0)
        passed: int = (due + dt.timedelta(days=slip + lag) - start).days
        return max(0, min(slip, passed))

    def orphans(self) -> list[Cause]:
        parts = [
            r.to_id
            for r in self.world.all("CONTAINS")
            if r.from_id == self.me and r.to_kind == "Project"
        ]
        left = [(r.from_id, way) for r, way, _ in self.waiting(self.me)]
        left += [(part, (part,)) for part in parts]
        return [
            self.cause(who, "ORPHANED", "PRJ-06", MAJOR, *way)
            for who, way in left
            if self.world.value(who, "status") not in OVER
        ]

    # PRJ-04

    def gaps(self, before: Facts, after: Facts) -> list[Cause]:
        found = []
        for own in self.asked.acts:
            if own.action not in {"CREATE", "ROLL_OUT"} or own.kind != "Application":
                continue
            for r in self.world.all("REPLACED_BY"):
                day = self._ended(after, r.from_id) if r.to_id == own.target else None
                if day is None:
                    continue
                known = {(c.node, c.effect, c.gap) for c in self._gone(before, r.from_id, day)}
                for c in self._gone(after, r.from_id, day):
                    if (c.node, c.effect, c.gap) in known:
                        continue
                    way = Way((self.me, own.target, *c.way.ids), c.way.hops)
                    found.append(
                        self.world.cause(
                            c.node,
                            c.effect,
                            "PRJ-04",
                            c.base,
                            way,
                            gap=c.gap,
                            segments=c.segments,
                        )
                    )
        return found

    def _gone(self, facts: Facts, app: str, day: dt.date) -> list[Cause]:
        one = Retirement(World(*facts, app, day, self.asked.plan), 1, 500)
        one.answer()
        return [c for c in one.causes if c.rule in {"RET-01", "RET-02"}]

    def _ended(self, facts: Facts, app: str) -> dt.date | None:
        """Return when another project, or its own date, ends an application; None if P does."""
        mine = [a.day for a in self.asked.acts if a.target == app and a.action in ENDING]
        own = [day for day in mine if day is not None]
        others = [
            a.day
            for a in self.asked.world(facts).actions()
            if a.target == app and a.counted and a.action in ENDING and a.day is not None
        ]
        if own or others:
            return min(others) if others and (not own or min(others) <= min(own)) else None
        values: Any = self.asked.world(facts).nodes[app].values
        if values.get("phase") == "PLANNED" and not {"phase_in", "active"} & set(values):
            return None
        if "retired" in values:
            return values["retired"]  # type: ignore[no-any-return]
        return values.get("phase_on") if values.get("phase") == "RETIRED" else None

    # PRJ-05

    def dead_investments(self) -> list[Cause]:
        found = []
        for own in self.asked.acts:
            if own.action not in CHANGES or own.kind != "Application":
                continue
            eliminated = self.world.value(own.target, "disposition") == "ELIMINATE"
            dying = self._phase(own.target, own.day or self.asked.event.at)
            stated = [
                a.action
                for a in self.world.actions()
                if a.target == own.target and a.project.id in self.world.above(self.me)
            ]
            way_out = {*ENDING, "MIGRATE"} & set(stated)
            if (eliminated or dying in {"phase_out", "retired"}) and not way_out:
                found.append(self.cause(own.target, "INVEST_IN_DEAD", "PRJ-05", MAJOR, own.target))
        return found

    def _phase(self, app: str, day: dt.date) -> str | None:
        """Return the phase on a day by the dates; a later one stated without its date wins."""
        values: Any = self.world.nodes[app].values
        reached = [name for name in PHASES if name in values and values[name] <= day]
        stated = str(values["phase"]).lower() if "phase" in values else None
        if not reached:
            return stated
        since = values.get("phase_on")
        later = stated is not None and PHASES.index(stated) > PHASES.index(reached[-1])
        undated = later and stated not in values and (since is None or since <= day)
        return stated if undated else reached[-1]

    # PRJ-07

    def extensions(self) -> list[Cause]:
        cancel, found = self.asked.event.cancel, []
        for own in self.asked.acts:
            if own.action not in ENDING or own.kind != "Application" or self._is_past(own):
                continue
            if not own.was and not cancel:
                continue
            due = own.was or self.asked.event.at
            until = self._others_end(own.target) if cancel else own.day
            passed = [x for x in self._limits(own, due) if due <= x < (until or dt.date.max)]
            found += [
                self.cause(own.target, "EXTENSION_NEEDED", "PRJ-07", MAJOR, own.target)
                for _ in passed
            ]
        return found

    def _is_past(self, own: Act) -> bool:
        return own.was is not None and own.was < self.asked.event.at

    def _others_end(self, app: str) -> dt.date | None:
        """Return the first day on which another counted project ends an application."""
        days = [
            a.day
            for a in self.world.actions()
            if a.target == app and a.counted and a.action in ENDING and a.day is not None
            if a.project.id != self.me
        ]
        return min(days, default=None)

    def _limits(self, own: Act, due: dt.date) -> list[dt.date]:
        used = {
            r.to_id
            for r in self.world.all("USES_TECH")
            if self.world.application(r.from_id) == own.target and valid(r, due)
        }
        supplied = [
            r.values.get("contract_end")
            for r in self.world.all("SUPPLIES")
            if r.to_id in {own.target, *used} and valid(r, due)
        ]
        limits: list[Any] = [self.world.value(own.target, "contract_end"), *supplied]
        limits += [self.world.value(technology, "vendor_support_end") for technology in used]
        return [limit for limit in limits if limit is not None]

    # PRJ-09

    def undone(self) -> list[Cause]:
        found = []
        for own in self.asked.acts:
            if self._is_past(own):
                continue
            effect, base = "NOT_DONE", 0
            if own.kind == "Application" and own.action in ENDING:
                effect, base = "NOT_RETIRED", MINOR
            elif own.kind == "Application" and own.action in STARTING:
                effect, base = "NOT_DELIVERED", MINOR
            if effect == "NOT_DONE" or not self._happens_anyway(own):
                found.append(self.cause(own.target, effect, "PRJ-09", base, own.target))
        return found

    def _happens_anyway(self, own: Act) -> bool:
        """Return whether it has been done, or another counted project does it."""
        same = ENDING if own.action in ENDING else STARTING
        done = [a for a in self.asked.acts if self._is_past(a) and a.target == own.target]
        if any(a.action in same for a in done):
            return True
        if own.action in ENDING:
            other = self._others_end(own.target)
            return other is not None and other <= (own.was or self.asked.event.at)
        return any(
            a.target == own.target and a.counted and a.action in STARTING and a.day is not None
            for a in self.world.actions()
            if a.project.id != self.me
        )

    # PRJ-10

    def unanswered(self) -> list[Cause]:
        found = []
        answers = self.world.on("ANSWERS", self.asked.event.at)
        for need in {r.to_id for r in answers if r.from_id == self.me}:
            others = [
                r
                for r in answers
                if r.to_id == need and r.from_id != self.me
                if self.world.value(r.from_id, "status") not in OVER
            ]
            if not others and self.world.value(need, "status") not in {"DONE", "REJECTED"}:
                base = MAJOR if self.world.value(need, "priority") == "MUST" else MINOR
                found.append(self.cause(need, "NEED_UNANSWERED", "PRJ-10", base, need))
        return found

    # PRJ-08

    def freezes(self) -> list[Cause]:
        found = []
        for own in self.asked.acts:
            if own.day is None:
                continue
            there = Standing(*self.asked.state(), own.target, own.day, self.asked.plan)
            touched = {c.scope for c in there.coverages() if c.app == own.target}
            if own.kind == "Scope":
                touched = {own.target}
            for period in [n for n in there.nodes.values() if n.kind == "Period"]:
                if period.values.get("category") != "FREEZE" or not holds(period, own.day):
                    continue
                stated = [r for r in there.all("APPLIES_TO") if r.from_id == period.id]
                over = {r.to_id for r in stated if valid(r, own.day)}
                if any(not stated or over & there.above(scope) for scope in touched):
                    found.append(
                        self.cause(own.target, "FREEZE_CONFLICT", "PRJ-08", MAJOR, own.target)
                    )
        return found


def _together(mine: tuple[Any, Any], theirs: tuple[Any, Any]) -> bool:
    """Return whether two spans of days, the last left out, have a day in common.

    A project that acts on its first day or before acts on that day alone.
    """
    spans = []
    for start, end in (mine, theirs):
        last = (end or dt.date.max) - dt.timedelta(days=1)
        first = start or dt.date.min
        spans.append((first, last) if first <= last else (end, end))
    return bool(max(s for s, _ in spans) <= min(e for _, e in spans))
