"""Who has which data on the day, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import EVERYONE, Stated, serves
from archrepo.analysis.data_use.results import Access, Answerable
from archrepo.analysis.stated_values import as_day, as_text, as_texts
from archrepo.domain.relation_vocabulary import AccessRole, Crud, Responsibility, Stage
from archrepo.domain.text import by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.data_use.results import DataFinding
    from archrepo.analysis.situation import Situation

_CRUD = "".join(Crud)
_STAGES = [stage.value for stage in Stage]
_ROLES: list[str | None] = [*(role.value for role in AccessRole), None]
_ANSWERING: list[str | None] = [*(role.value for role in Responsibility), None]
_OWNERS = (Responsibility.DATA_OWNER, Responsibility.DATA_STEWARD, Responsibility.DATA_MANAGER)


@dataclass(frozen=True)
class Holdings:
    """Accesses of live applications; an access to a whole counts for its parts."""

    situation: Situation

    @cached_property
    def wholes(self) -> dict[str, str]:
        """Object → what it is part of."""
        contains = self.situation.in_force("CONTAINS")
        return {r.to_id: r.from_id for r in contains if r.to_kind == "DataObject"}

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """Object → what it is made of."""
        found: dict[str, list[str]] = defaultdict(list)
        nodes = self.situation.nodes("DataObject")
        for part, whole in self.wholes.items():
            found[whole].append(part)
        for parts in found.values():
            parts.sort(key=lambda part: by_name(nodes[part]))
        return found

    def above(self, data_object: str) -> list[str]:
        """Return what an object is part of, the nearest first."""
        found: list[str] = []
        here = self.wholes.get(data_object)
        while here is not None and here not in found:
            found.append(here)
            here = self.wholes.get(here)
        return found

    @cached_property
    def _own(self) -> dict[str, list[Access]]:
        situation = self.situation
        found: dict[str, list[Access]] = defaultdict(list)
        for relation in situation.in_force("ACCESSES"):
            part, values = relation.from_id, relation.values
            if not situation.is_part_live(part):
                continue
            application = situation.application_of(part)
            node = situation.portfolio.carrier(application)
            found[relation.to_id].append(
                Access(
                    application=application,
                    name=node.name,
                    module=part if part != application else None,
                    module_name=situation.portfolio.carrier(part).name
                    if part != application
                    else None,
                    role=as_text(values.get("role")),
                    crud="".join(sorted(as_texts(values.get("crud")), key=_CRUD.index)),
                    stages=tuple(sorted(as_texts(values.get("stage")), key=_STAGES.index)),
                    segments=as_texts(values.get("segments")),
                    purpose=as_text(values.get("purpose")),
                    legal_basis=as_text(values.get("legal_basis")),
                    data_location=as_text(node.values.get("data_location")),
                )
            )
        return found

    @cached_property
    def _collecting_is_told(self) -> bool:
        """Whether the portfolio says of any object who collects or creates it.

        ArchiMate, for one, has no word for it: nothing follows from its absence then.
        """
        accesses = (a for some in self._own.values() for a in some)
        return any(Stage.COLLECT in a.stages or Crud.CREATE in a.crud for a in accesses)

    def of(self, data_object: str) -> list[Access]:
        """Return who accesses an object, by itself or as part of a whole; masters first."""
        found = list(self._own.get(data_object, ()))
        for whole in self.above(data_object):
            found += [a.model_copy(update={"via": whole}) for a in self._own.get(whole, ())]
        return sorted(
            found,
            key=lambda a: (
                _ROLES.index(a.role),
                self.situation.application_key(a.application),
                a.module or "",
                a.segments,
            ),
        )

    @cached_property
    def people(self) -> dict[str, list[Answerable]]:
        """Object → who answers for it."""
        situation = self.situation
        found: dict[str, list[Answerable]] = defaultdict(list)
        for relation in situation.in_force("RESPONSIBLE_FOR"):
            if relation.to_kind != "DataObject":
                continue
            node = situation.nodes(relation.from_kind).get(relation.from_id)
            left = as_day(node.values.get("left_on")) if node else None
            if node is not None and (left is None or left > situation.day):
                role = as_text(relation.values.get("role"))
                found[relation.to_id].append(Answerable(id=node.id, name=node.name, role=role))
        for people in found.values():
            people.sort(key=lambda p: (_ANSWERING.index(p.role), by_name(p)))
        return found

    def masters(self, data_object: str) -> list[Access]:
        """Return the masters of an object."""
        return [a for a in self.of(data_object) if a.role == AccessRole.MASTER]

    def twice(self, masters: Sequence[Access]) -> list[Access]:
        """Return those masters that share somebody they master for with another application."""
        parents = self.situation.portfolio.organisation_parents
        stated = [(m, Stated(m.application, segments=m.segments)) for m in masters]
        named = {s for m in masters for s in m.segments}
        if not named or any(not m.segments for m in masters):
            named.add(EVERYONE)
        doubled: set[int] = set()
        for segment in named:
            serving = [n for n, (_, s) in enumerate(stated) if serves(s, segment, parents)]
            if len({masters[n].application for n in serving}) > 1:
                doubled.update(serving)
        return [masters[n] for n in sorted(doubled)]

    def findings(self, data_object: str) -> tuple[DataFinding, ...]:
        """Return what is wrong with an object on the day."""
        accesses = self.of(data_object)
        found: list[DataFinding] = []
        if not accesses:
            return ("UNUSED",)
        masters = self.masters(data_object)
        if not masters:
            found.append("NO_MASTER")
        elif self.twice(masters):
            found.append("SEVERAL_MASTERS")
        stages = {stage for a in accesses for stage in a.stages}
        collected = "COLLECT" in stages or any("C" in a.crud for a in accesses)
        used = "USE" in stages or any(not a.stages and "R" in a.crud for a in accesses)
        silent = any(not a.stages and not a.crud for a in accesses)
        if used and not collected and not silent and self._collecting_is_told:
            found.append("USED_NEVER_COLLECTED")
        if collected and not used and not silent:
            found.append("COLLECTED_NEVER_USED")
        people = self.people.get(data_object, ())
        if not any(p.role in _OWNERS for p in people):
            found.append("NO_OWNER")
        values = self.situation.nodes("DataObject")[data_object].values
        personal = values.get("personal") not in (None, "NONE")
        if personal and values.get("retention_months") is None:
            found.append("NO_RETENTION")
        return tuple(found)
