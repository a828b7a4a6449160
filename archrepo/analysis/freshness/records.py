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
    from collections.abc import Iterator

    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact, RelationFact

_DAYS_IN_MONTH = 30.44
_OWNING = ("OWNS", "OPERATES")


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
        return self.situation.day - dt.timedelta(days=round(self.months * _DAYS_IN_MONTH))

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
        level = 0
        lacks: list[tuple[int, str]] = []
        complete = True
        for number in LEVELS:
            for item in self.levels[kind].get(number, ()):
                if not any(self._has(kind, node, part) for part in item.split("|")):
                    lacks.append((number, item))
                    complete = False
            level = number if complete else level
        domain = self._domain(kind, node.id)
        owner = self._owner(node.id, domain)
        return Record(node, level, tuple(lacks), owner, domain, confirmed)

    def _has(self, kind: str, node: NodeFact, item: str) -> bool:
        if item == CONFIRMED:
            confirmed = as_day(node.values.get("confirmed_on"))
            return confirmed is not None and confirmed >= self.oldest
        if item.isupper():
            return (kind, node.id) in self._touching(item)
        return node.values.get(item) not in (None, (), "")

    @cached_property
    def _touched(self) -> dict[str, frozenset[tuple[str, str]]]:
        return {}

    def _touching(self, relation_type: str) -> frozenset[tuple[str, str]]:
        """Return the nodes that a relation of a type touches; a module's counts for its own."""
        if relation_type not in self._touched:
            found: set[tuple[str, str]] = set()
            for relation in self.situation.in_force(relation_type):
                for kind, node in (
                    (relation.from_kind, relation.from_id),
                    (relation.to_kind, relation.to_id),
                ):
                    found.add((kind, node))
                    if kind == "Module":
                        found.add(("Application", self.situation.application_of(node)))
            self._touched[relation_type] = frozenset(found)
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
        for relation in self.situation.in_force("EMITS"):
            application = self.situation.application_of(relation.from_id)
            found[relation.to_id] = min(application, found.get(relation.to_id, application))
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
