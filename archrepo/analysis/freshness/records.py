"""Records with their level, what they lack, when they were confirmed and who answers for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.analysis.freshness.levels import CONFIRMED, LEVELS, Levels
from archrepo.analysis.stated_values import as_day
from archrepo.domain.many_facts import unchanging
from archrepo.domain.relation_vocabulary import DEFAULT_RACI, Raci, Responsibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact

_DAYS_IN_MONTH = 30.44
Item = tuple[int, str, frozenset[str]]
"""A level, what it asks as it is stated, and the nodes that have it."""


@unchanging
class Record:
    """A record: `owner` is who answers for it, `lacks` what the levels ask and is not there.

    It is fresh where it was confirmed lately.
    """

    node: NodeFact
    level: int
    lacks: tuple[tuple[int, str], ...]
    owner: str | None
    domain: str | None
    confirmed: dt.date | None
    is_fresh: bool


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

    def all(self) -> Iterator[Record]:
        """Yield the records in the part asked about; applications that are over are left out."""
        for kind in sorted(self.levels):
            asked = self._asked(kind)
            for node in self.situation.nodes(kind).values():
                if self._is_told(kind, node.id):
                    yield self._record(node, asked)

    def _is_told(self, kind: str, node: str) -> bool:
        situation = self.situation
        if kind == "Application":
            end = situation.interval(node).end
            return situation.concerns(node) and (end is None or end > situation.day)
        if kind == "Scope":
            return situation.is_within(node) and situation.is_live(node)
        return situation.domain is None

    def _record(self, node: NodeFact, asked: Sequence[Item]) -> Record:
        lacks = tuple([(level, item) for level, item, having in asked if node.id not in having])
        level = lacks[0][0] - 1 if lacks else LEVELS[-1]
        confirmed = as_day(node.values.get("confirmed_on"))
        domain = self._domain(node.kind, node.id)
        owner = self._owner(node.id, domain)
        return Record(node, level, lacks, owner, domain, confirmed, self._is_fresh(confirmed))

    def _is_fresh(self, confirmed: dt.date | None) -> bool:
        return confirmed is not None and confirmed >= self.oldest

    def _asked(self, kind: str) -> list[Item]:
        """Return what the levels of a kind ask, the lowest level first."""
        levels = self.levels[kind]
        return [
            (level, item, frozenset().union(*(self._having(kind, p) for p in item.split("|"))))
            for level in LEVELS
            for item in levels.get(level, ())
        ]

    def _having(self, kind: str, part: str) -> Iterable[str]:
        """Return the nodes of a kind with an attribute, or that a relation type touches."""
        if part.isupper():
            return self._touching(part)[kind]
        nodes = self.situation.nodes(kind).values()
        if part == CONFIRMED:
            return [n.id for n in nodes if self._is_fresh(as_day(n.values.get("confirmed_on")))]
        return [n.id for n in nodes if n.values.get(part) not in (None, (), "")]

    @cached_property
    def _touched(self) -> dict[str, Mapping[str, frozenset[str]]]:
        return {}

    def _touching(self, relation_type: str) -> Mapping[str, frozenset[str]]:
        """Return kind → nodes that a relation of a type touches; a module's counts for its own."""
        if relation_type not in self._touched:
            import pyarrow.compute as pc

            found: dict[str, frozenset[str]] = defaultdict(frozenset)
            table = self.situation.ends_in_force(relation_type)
            for end in ("from", "to"):
                for kind in table[f"{end}_kind"].unique().to_pylist():
                    ends = table.filter(pc.equal(table[f"{end}_kind"], kind))[end]
                    found[kind] |= frozenset(ends.unique().to_pylist())
            found["Application"] |= {self.situation.application_of(m) for m in found["Module"]}
            self._touched[relation_type] = found
        return self._touched[relation_type]

    def _domain(self, kind: str, node: str) -> str | None:
        if kind == "Scope":
            return self.situation.domain_of(node)
        return self.situation.homes.get(node) if kind == "Application" else None

    def _owner(self, node: str, domain: str | None) -> str | None:
        """Return who answers for a node: the accountable before the responsible.

        Else who owns or operates it, else the manager of its domain; for a flow, its sender's.
        """
        if node in self._stated:
            return self._stated[node]
        if domain is not None and domain in self._answering:
            return self._answering[domain]
        sender = self._senders.get(node)
        if sender is None:
            return None
        return self._owner(sender, self.situation.homes.get(sender))

    @cached_property
    def _senders(self) -> dict[str, str]:
        """Flow → the application that sends it, whose owner answers for it."""
        found: dict[str, str] = {}
        emitted = self.situation.ends_in_force("EMITS")
        for part, flow in zip(emitted["from"].to_pylist(), emitted["to"].to_pylist(), strict=True):
            application = self.situation.application_of(part)
            found[flow] = min(application, found.get(flow, application))
        return found

    @cached_property
    def _stated(self) -> dict[str, str]:
        """Node → who answers for it, else who owns it, else who operates it."""
        found: dict[str, str] = {}
        for relation_type in ("OPERATES", "OWNS"):
            held = self.situation.by_end(relation_type)
            found |= {node: min(r.from_id for r in relations) for node, relations in held.items()}
        return found | self._answering

    @cached_property
    def _answering(self) -> dict[str, str]:
        """Node → who answers for it by the first RACI letter, of those still there."""
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
        return {node: min(people)[1] for node, people in found.items()}

    def name_of(self, owner: str | None) -> str:
        """Return the name of an owner; empty for nobody."""
        for kind in ("Person", "Organisation"):
            node = self.situation.nodes(kind).get(owner or "")
            if node is not None:
                return node.name
        return owner or ""
