"""Raw relations → planned relations: ends resolved, values read, identity found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.facts import relation_key
from archrepo.domain.text import did_you_mean
from archrepo.importing.problems import Problems, Where
from archrepo.importing.references import ReferenceResolver, Rejected
from archrepo.importing.stated import Stated, read_values
from archrepo.importing.values import shown

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel, RelationType
    from archrepo.domain.reading import RawRelation, Reading
    from archrepo.importing.directory import Directory

_SKIP = frozenset({"key", "batch_id", "type"})


@dataclass(slots=True, eq=False)
class PlannedRelation:
    """A relation an import speaks of; `key` follows from what is stated."""

    type: str
    key: str
    from_id: str
    to_id: str
    stated: Stated
    where: Where


class LinkMerger:
    """Gathers what is stated of each relation."""

    def __init__(
        self,
        directory: Directory,
        metamodel: Metamodel,
        resolver: ReferenceResolver,
        problems: Problems,
    ) -> None:
        self._directory = directory
        self._metamodel = metamodel
        self._resolver = resolver
        self._problems = problems
        self.planned: dict[str, PlannedRelation] = {}
        self.dropped = 0

    def merge(self, reading: Reading) -> None:
        """Take every relation of `reading`."""
        for raw in reading.relations:
            where = Where(reading, raw.mark)
            relation = self._metamodel.relations.get(raw.type)
            if relation is None:
                hint = did_you_mean(raw.type, self._metamodel.relations)
                self._problems.error("AR105", f"unknown relation '{raw.type}'", where, "type", hint)
                continue
            try:
                ends = self._ends(relation, raw, where)
            except Rejected:
                self.dropped += 1
                continue
            if ends is not None:
                stated = read_values(relation.attributes, raw.values, where, self._problems, _SKIP)
                self.add(relation, *ends, stated, where)

    def _ends(
        self, relation: RelationType, raw: RawRelation, where: Where
    ) -> tuple[str, str] | None:
        start = "parent" if relation.name == "CONTAINS" else "from"
        from_id = self._resolver.resolve(raw.source, relation.sources, where, start)
        targets = relation.targets_of.get(
            self._directory.kinds.get(from_id or "", ""), relation.targets
        )
        to_id = self._resolver.resolve(raw.target, targets, where, "to")
        if from_id is None or to_id is None:
            return None
        pair = (self._directory.kinds[from_id], self._directory.kinds[to_id])
        if pair in relation.pairs:
            return from_id, to_id
        allowed = ", ".join(f"{a} → {b}" for a, b in relation.pairs[:6])
        more = " …" if len(relation.pairs) > 6 else ""
        self._problems.error(
            "ST-07",
            f"{relation.name} cannot join {pair[0]} '{from_id}' and {pair[1]} '{to_id}'",
            where,
            "to",
            f"it joins {allowed}{more}",
        )
        return None

    def add(
        self, relation: RelationType, from_id: str, to_id: str, stated: Stated, where: Where
    ) -> None:
        """Take one relation; a second statement of the same must agree with the first."""
        key = relation_key(relation, from_id, to_id, stated.values)
        earlier = self.planned.get(key)
        if earlier is None:
            self.planned[key] = PlannedRelation(relation.name, key, from_id, to_id, stated, where)
            return
        for name, value in stated.values.items():
            first = earlier.stated.values.setdefault(name, value)
            if first != value:
                place = earlier.where.place(name)
                self._problems.error(
                    "AR210",
                    f"{relation.name} {from_id} → {to_id} is stated twice, with {name} "
                    f"'{shown(first)}' and '{shown(value)}'",
                    where,
                    name,
                    f"also stated at {place}",
                )

    def drop(self, refused: set[str]) -> None:
        """Set aside the relations that hang on refused nodes."""
        if refused:
            hanging = [
                key
                for key, relation in self.planned.items()
                if relation.from_id in refused or relation.to_id in refused
            ]
            self.dropped += len(hanging)
            for key in hanging:
                del self.planned[key]
