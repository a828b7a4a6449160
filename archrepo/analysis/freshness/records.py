"""Records with their level, what they lack, when they were confirmed and who answers for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.analysis.freshness.levels import CONFIRMED, LEVELS, Levels
from archrepo.analysis.stated_values import as_day
from archrepo.domain.relation_vocabulary import DEFAULT_RACI, Raci, Responsibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact, RelationFact

_DAYS_IN_MONTH = 30.44
_OWNING = ("OWNS", "OPERATES")
Item = tuple[str, list[tuple[str, frozenset[str] | None]]]
"""What a level asks, as it is stated, and its alternatives; see `Records._alternatives`."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record: `owner` is who answers for it, `lacks` what the levels ask and is not there."""

    node: NodeFact
    level: int
    lacks: tuple[tuple[int, str], ...]
    owner: str | None
    domain: str | None
    confirmed: dt.date | None


@dataclass(frozen=True)
class Records:
    """Reads records of the kinds that have levels."""

    situation: Situation
    levels: Levels
    months: int

    @cached_property
    def oldest(self) -> dt.date:
        """The first day on which a confirmation still counts."""
        days = round(self.months * _DAYS_IN_MONTH)
        return dt.date.fromordinal(max(self.situation.day.toordinal() - days, 1))

    def is_fresh(self, record: Record) -> bool:
        """Return whether a record was confirmed lately."""
        return record.confirmed is not None and record.confirmed >= self.oldest

    def all(self) -> Iterator[Record]:
        """Yield the records in the part asked about; applications that are over are left out."""
        for kind in sorted(self.levels):
            for node in self.situation.nodes(kind).values():
                if self._is_told(kind, node.id):
                    yield self._record(kind, node)

    def _is_told(self, kind: str, node: str) -> bool:
        situation = self.situation
        if kind == "Application":
            end = situation.interval(node).end
            return situation.concerns(node) and (end is None or end > situation.day)
        if kind == "Scope":
            return situation.is_within(node) and situation.is_live(node)
        return situation.domain is None

    def _record(self, kind: str, node: NodeFact) -> Record:
        confirmed = as_day(node.values.get("confirmed_on"))
        fresh = confirmed is not None and confirmed >= self.oldest
        level = 0
        lacks: list[tuple[int, str]] = []
        for number, items in self._asked[kind]:
            for item, parts in items:
                if not any(_has(node, fresh, part, touched) for part, touched in parts):
                    lacks.append((number, item))
            level = level if lacks else number
        domain = self._domain(kind, node.id)
        owner = self._owner(node.id, domain)
        return Record(node, level, tuple(lacks), owner, domain, confirmed)

    @cached_property
    def _asked(self) -> dict[str, list[tuple[int, list[Item]]]]:
        """Kind → level → items, each with its alternatives."""
        return {
            kind: [
                (
                    number,
                    [(item, self._alternatives(kind, item)) for item in levels.get(number, ())],
                )
                for number in LEVELS
            ]
            for kind, levels in self.levels.items()
        }

    def _alternatives(self, kind: str, item: str) -> list[tuple[str, frozenset[str] | None]]:
        """Return attributes, and relation types with the nodes of a kind they touch."""
        parts = item.split("|")
        return [(p, self._touching(p)[kind] if p.isupper() else None) for p in parts]

    @cached_property
    def _touched(self) -> dict[str, Mapping[str, frozenset[str]]]:
        return {}

    def _touching(self, relation_type: str) -> Mapping[str, frozenset[str]]:
        """Return kind → nodes that a relation of a type touches; a module's counts for its own."""
        if relation_type not in self._touched:
            found: dict[str, set[str]] = defaultdict(set)
            for from_kind, start, to_kind, end in self.situation.ends_in_force(relation_type):
                found[from_kind].add(start)
                found[to_kind].add(end)
            application_of = self.situation.application_of
            found["Application"] |= {application_of(module) for module in found["Module"]}
            self._touched[relation_type] = defaultdict(
                frozenset, {kind: frozenset(nodes) for kind, nodes in found.items()}
            )
        return self._touched[relation_type]

    def _domain(self, kind: str, node: str) -> str | None:
        if kind == "Scope":
            return self.situation.domain_of(node)
        return self.situation.homes.get(node) if kind == "Application" else None

    def _owner(self, node: str, domain: str | None) -> str | None:
        """Return who answers for a node: the accountable before the responsible.

        Else who owns or operates it, else the manager of its domain; for a flow, its sender's.
        """
        if node in self._answering:
            return self._answering[node][1]
        for relation_type in _OWNING:
            found = self._owning[relation_type].get(node)
            if found:
                return min(r.from_id for r in found)
        if domain is not None and domain in self._answering:
            return self._answering[domain][1]
        sender = self._senders.get(node)
        if sender is None:
            return None
        return self._owner(sender, self.situation.homes.get(sender))

    @cached_property
    def _senders(self) -> dict[str, str]:
        """Flow → the application that sends it, whose owner answers for it."""
        found: dict[str, str] = {}
        for _, part, _, flow in self.situation.ends_in_force("EMITS"):
            application = self.situation.application_of(part)
            found[flow] = min(application, found.get(flow, application))
        return found

    @cached_property
    def _owning(self) -> dict[str, dict[str, list[RelationFact]]]:
        return {name: self.situation.by_end(name) for name in _OWNING}

    @cached_property
    def _answering(self) -> dict[str, tuple[int, str]]:
        """Node → (order of its RACI letter, who), the first of those still there."""
        order = list(Raci)
        left = {
            person.id
            for person in self.situation.nodes("Person").values()
            if (day := as_day(person.values.get("left_on"))) and day <= self.situation.day
        }
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for relation in self.situation.in_force("RESPONSIBLE_FOR"):
            if relation.from_id in left:
                continue
            stated, role = relation.values.get("raci"), relation.values.get("role")
            default = DEFAULT_RACI[Responsibility(str(role))] if role else Raci.RESPONSIBLE
            raci = Raci(str(stated)) if stated else default
            found[relation.to_id].append((order.index(raci), relation.from_id))
        return {node: min(people) for node, people in found.items()}

    def name_of(self, owner: str | None) -> str:
        """Return the name of an owner; empty for nobody."""
        for kind in ("Person", "Organisation"):
            node = self.situation.nodes(kind).get(owner or "")
            if node is not None:
                return node.name
        return owner or ""


def _has(node: NodeFact, fresh: bool, part: str, touched: frozenset[str] | None) -> bool:
    if part == CONFIRMED:
        return fresh
    if touched is not None:
        return node.id in touched
    return node.values.get(part) not in (None, (), "")
