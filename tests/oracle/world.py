"""A portfolio around the day of an event, told by plain loops: the oracle's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.oracle.living import Living, valid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.facts import RelationFact
    from tests.oracle.living import Days

ACCESS_LISTS = ("crud", "stage", "segments")


@dataclass(frozen=True)
class Coverage:
    """An application (itself, or by a module) covers a scope; lost with it, or there on the day."""

    app: str
    part: str
    scope: str
    level: str
    role: str | None
    items: tuple[str, ...]
    lost: bool


@dataclass(frozen=True)
class Exchange:
    """One object (None: not stated) brought from one application to another by a flow."""

    source: str
    source_part: str
    flow: str
    target: str
    target_part: str
    data: str | None


@dataclass(frozen=True)
class Access:
    """An application (itself, or by a module) keeps or handles a data object.

    What is stated of a whole counts for its parts: `data` is `stated`, or within.
    """

    app: str
    part: str
    stated: str
    data: str
    role: str | None
    crud: tuple[str, ...]
    stage: tuple[str, ...]
    items: tuple[str, ...]
    lost: bool


class World(Living):
    """What is done around the event, and for whom."""

    # What is done

    def coverages(self) -> list[Coverage]:
        """Return what is covered, above PLANNED, by the lost and by the others."""
        found = []
        for relation in self.all("COVERS"):
            level = relation.values.get("level", "FULL")
            if not self.does(relation) or level in {"NONE", "PLANNED"}:
                continue
            app = self.application(relation.from_id)
            assert app is not None
            found.append(
                Coverage(
                    app,
                    relation.from_id,
                    relation.to_id,
                    str(level),
                    relation.values.get("role"),  # type: ignore[arg-type]
                    tuple(relation.values.get("segments", ())),  # type: ignore[arg-type]
                    app in self.lost,
                )
            )
        return found

    def exchanges(self, days: Days | None = None) -> list[Exchange]:
        """Return every object that a flow brings, pair by pair of its ends.

        Args:
            days: Party → when what it does is read; None: as the event reads it.
        """
        found = []
        for flow in [n.id for n in self.nodes.values() if n.kind == "Flow"]:
            for emits in self.all("EMITS"):
                for feeds in self.all("FEEDS"):
                    if emits.to_id == flow == feeds.from_id:
                        found += list(self._exchanged(flow, emits, feeds, days or self.days))
        return found

    def _exchanged(
        self, flow: str, emits: RelationFact, feeds: RelationFact, days_of: Days
    ) -> Iterator[Exchange]:
        source, target = self.application(emits.from_id), self.application(feeds.to_id)
        if source is None or target is None or source == target:
            return
        if not days_of(emits.from_id) or not days_of(feeds.to_id):
            return
        read = [days_of(self.read_at(emits.from_id, feeds.to_id))]
        if {source, target} <= self.lost:  # each of them is to have done it, when it is read
            read = [days_of(emits.from_id), days_of(feeds.to_id)]

        def ran(carries: RelationFact | None) -> bool:
            parts = [emits, feeds, *([carries] if carries else [])]
            return all(
                any(self.by_itself(flow, day) and all(valid(r, day) for r in parts) for day in days)
                for days in read
            )

        stated = [r for r in self.all("CARRIES") if r.from_id == flow]
        objects: set[str | None] = set(self.with_parts({r.to_id for r in stated if ran(r)}))
        if not stated and ran(None):
            objects = {None}
        # One that states what it carries, but nothing for that day, brings nothing.
        for data in sorted(objects, key=str):
            yield Exchange(source, emits.from_id, flow, target, feeds.to_id, data)

    def read_at(self, source: str, target: str) -> str:
        """Return at which end of a flow its days are read: at a lost one, if one is."""
        return source if self.application(source) in self.lost else target

    def accesses(self, days: Days | None = None) -> list[Access]:
        """Return who keeps or handles which object, or a whole it is part of.

        Args:
            days: Party → when what it does is read; None: as the event reads it.
        """
        found = []
        for relation in self.all("ACCESSES"):
            if not self.does(relation, days):
                continue
            app = self.application(relation.from_id)
            assert app is not None
            values: Any = relation.values
            crud, stage, items = (tuple(values.get(name, ())) for name in ACCESS_LISTS)
            ends, role = (app, relation.from_id, relation.to_id), values.get("role")
            found += [
                Access(*ends, data, role, crud, stage, items, app in self.lost)
                for data in sorted(self.with_parts({relation.to_id}))
            ]
        return found

    def with_parts(self, wholes: set[str]) -> set[str]:
        """Return what is given and all it contains."""
        found = set(wholes)
        while True:
            more = {r.to_id for r in self.all("CONTAINS") if r.from_id in found}
            if more <= found:
                return found
            found |= more

    def above(self, node: str) -> set[str]:
        """Return a node and all that contain it."""
        found = {node}
        while True:
            more = {r.from_id for r in self.all("CONTAINS") if r.to_id in found}
            if more <= found:
                return found
            found |= more

    def down_to(self, whole: str, part: str) -> tuple[str, ...]:
        """Return the ids from a whole to one of its parts, both included."""
        told = [part]
        while told[0] != whole:
            told.insert(0, next(r.from_id for r in self.all("CONTAINS") if r.to_id == told[0]))
        return tuple(told)

    def standing_in(self, one: str, gone: set[str]) -> set[str]:
        """Return the members of the redundancy groups of one that is gone, none of them gone.

        What states it is to hold on the day; of those that are gone, when they are read.
        """
        stated = []
        for r in self.all("ALTERNATIVE_OF"):
            ends = {r.from_id, r.to_id} & gone
            read = [self.days(end) for end in ends] or [[self.day]]
            if all(any(valid(r, day) for day in days) for days in read):
                stated.append(r)
        found: set[str] = set()
        for name in {r.values.get("group") for r in stated if one in {r.from_id, r.to_id}}:
            group = {one}
            for _ in self.nodes:
                for r in stated:
                    if r.values.get("group") == name and {r.from_id, r.to_id} & group:
                        group |= {r.from_id, r.to_id}
            found |= group
        return found - gone

    def successors(self, old: str) -> dict[str, list[tuple[str, ...]]]:
        """Return who replaces an application, and for which scopes (none: all)."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for relation in self.all("REPLACED_BY"):
            if relation.from_id == old and relation.to_id not in self.lost:
                scopes: Any = relation.values.get("scopes", ())
                found.setdefault(relation.to_id, []).append(tuple(scopes))
        return found

    # For whom

    def serves(self, items: tuple[str, ...], segment: str) -> bool:
        """Return whether what is for `items` is for a segment; `*` is everyone else."""
        if not items:
            return True
        if segment == "*":
            return False
        parts = segment.split("+")
        return any(
            all(any(p in self._or_above(s) for s in parts) for p in item.split("+"))
            for item in items
        )

    def _or_above(self, part: str) -> set[str]:
        return self.above(part) if part in self.nodes else {part}

    def informed(self, node: str) -> frozenset[str]:
        """Return who answers for a node on the day; for a struck one, when it is read, too."""
        days = {self.day}
        of = self.application(node) if self.nodes[node].kind in {"Application", "Module"} else None
        if of is not None and of in self.lost | self.targets:
            days |= set(self.days(node))
        return frozenset(
            r.from_id
            for r in self.all("RESPONSIBLE_FOR")
            if r.to_id == node and any(valid(r, day) for day in days)
        )
