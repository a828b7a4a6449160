"""Facts over a portfolio that is in memory: for scripts, what-ifs, tests, and many events."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

from archrepo.analysis.impact.facts import ENTERING, LEAVING, Presence
from archrepo.analysis.impact.joined import joined, part_of

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.domain.facts import NodeFact, RelationFact

    _ById = Mapping[str, Sequence[RelationFact]]

Key = TypeVar("Key", bound="Hashable")
Held = TypeVar("Held")

_by_key = attrgetter("key")
_KIND_AND_ID = {True: attrgetter("from_kind", "from_id"), False: attrgetter("to_kind", "to_id")}


class Families(Protocol):
    """A portfolio, family by family."""

    def nodes(self, kind: str) -> Mapping[str, NodeFact]:
        """Return every node of a kind, by id."""
        ...

    def relations(self, relation_type: str) -> Sequence[RelationFact]:
        """Return every relation of a type, by key."""
        ...

    def exchanges(self) -> Iterable[Exchange]:
        """Return every exchange, by flow."""
        ...


class FamilyFacts:
    """Answers from families; each is taken when first asked for."""

    def __init__(self, families: Families) -> None:
        self._families = families
        self._leaving: dict[str, Mapping[str, _ById]] = {}
        self._entering: dict[str, Mapping[str, _ById]] = {}
        self._around: dict[tuple[str, tuple[str, ...], bool], list[_ById]] = {}
        self._users: dict[str, list[RelationFact]] = {}

    def nodes(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        known = self._families.nodes(kind)
        return {i: known[i] for i in sorted(ids) if i in known}

    def profiles(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return self.nodes(kind, ids)

    def leaving(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some(kind, ids, LEAVING.get(kind, ()), start=True)

    def modules(self, applications: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some("Application", applications, ("CONTAINS",), start=True)

    def entering(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some(kind, ids, ENTERING.get(kind, ()))

    def actions_on(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._some(kind, ids, ("IMPACTS",))

    def exchanges_from(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return [e for i in sorted(ids) for e in self._sent.get((kind, i), ())]

    def exchanges_to(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return [e for i in sorted(ids) for e in self._received.get((kind, i), ())]

    def exchanges_of(self, objects: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return [e for o in sorted(objects) for e in self._carried.get(o, ())]

    def presence(self, kind: str, ids: Collection[str]) -> Mapping[str, Presence]:
        """See `Facts`."""
        exchanging = [
            *self._indexes(kind, ("EMITS",), start=True),
            *self._indexes(kind, ("FEEDS",), start=False),
        ]
        covering = self._indexes(kind, ("COVERS",), start=True)
        return {
            i: Presence(any(i in of for of in exchanging), any(i in of for of in covering))
            for i in self.nodes(kind, ids)
        }

    def users_of(self, technology: str, at_most: int | None = None) -> Sequence[RelationFact]:
        """See `Facts`."""
        if technology not in self._users:
            users = self._some("Technology", (technology,), ("USES_TECH",))
            self._users[technology] = sorted(users, key=attrgetter("from_id", "key"))
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
        relations = self._families.relations("RESPONSIBLE_FOR")
        return _grouped((str(r.values.get("role")), r) for r in relations)

    @cached_property
    def _periods(self) -> Sequence[NodeFact]:
        applied = {r.from_id for r in self._families.relations("APPLIES_TO")}
        periods = self._families.nodes("Period")
        return [periods[i] for i in sorted(periods) if i not in applied]

    @cached_property
    def _exchanges(self) -> Sequence[Exchange]:
        return list(self._families.exchanges())

    @cached_property
    def _sent(self) -> Mapping[tuple[str, str], Sequence[Exchange]]:
        return _grouped(((e.source_kind, e.source), e) for e in self._exchanges)

    @cached_property
    def _received(self) -> Mapping[tuple[str, str], Sequence[Exchange]]:
        return _grouped(((e.target_kind, e.target), e) for e in self._exchanges)

    @cached_property
    def _carried(self) -> Mapping[str | None, Sequence[Exchange]]:
        return _grouped((e.data_object, e) for e in self._exchanges)

    def _some(
        self, kind: str, ids: Collection[str], types: tuple[str, ...], *, start: bool = False
    ) -> list[RelationFact]:
        """Return the relations that lead to these nodes, or with `start` those that leave them."""
        found: list[RelationFact] = []
        indexes = self._indexes(kind, types, start=start)
        for i in sorted(ids):
            for of in indexes:
                if i in of:
                    found += of[i]
        return found

    def _indexes(self, kind: str, types: tuple[str, ...], *, start: bool) -> list[_ById]:
        """Return id → relations for each of these types that has any, in the order of keys."""
        known = self._around.get((kind, types, start))
        if known is None:
            in_order = sorted(types, key=lambda name: f"{name}|")  # as their keys begin
            indexes = (self._index(name, start=start).get(kind) for name in in_order)
            known = self._around[kind, types, start] = [of for of in indexes if of]
        return known

    def _index(self, relation_type: str, *, start: bool) -> Mapping[str, _ById]:
        """Return kind → id → the relations of a type at that end."""
        indexes = self._leaving if start else self._entering
        if relation_type not in indexes:
            by_kind: dict[str, dict[str, list[RelationFact]]] = defaultdict(
                lambda: defaultdict(list)
            )
            end = _KIND_AND_ID[start]
            for relation in self._families.relations(relation_type):
                kind, node = end(relation)
                by_kind[kind][node].append(relation)
            indexes[relation_type] = by_kind
        return indexes[relation_type]


class MemoryFacts(FamilyFacts):
    """Answers from nodes and relations given whole."""

    def __init__(self, nodes: Iterable[NodeFact], relations: Iterable[RelationFact]) -> None:
        super().__init__(_Given(nodes, relations))


class _Given:
    """Families of facts given in any order."""

    def __init__(self, nodes: Iterable[NodeFact], relations: Iterable[RelationFact]) -> None:
        self._nodes = _grouped((node.kind, node) for node in nodes)
        self._relations = _grouped((r.type, r) for r in sorted(relations, key=_by_key))
        self._by_id: dict[str, dict[str, NodeFact]] = {}

    def nodes(self, kind: str) -> Mapping[str, NodeFact]:
        """See `Families`."""
        if kind not in self._by_id:
            self._by_id[kind] = {node.id: node for node in self._nodes.get(kind, ())}
        return self._by_id[kind]

    def relations(self, relation_type: str) -> Sequence[RelationFact]:
        """See `Families`."""
        return self._relations.get(relation_type, ())

    def exchanges(self) -> Iterable[Exchange]:
        """See `Families`."""
        ends = (map(part_of, self.relations(name)) for name in ("EMITS", "FEEDS", "CARRIES"))
        return joined(self.nodes("Flow"), *map(_grouped, ends))


def _grouped(pairs: Iterable[tuple[Key, Held]]) -> Mapping[Key, list[Held]]:
    found: dict[Key, list[Held]] = defaultdict(list)
    for key, held in pairs:
        found[key].append(held)
    return dict(found)
