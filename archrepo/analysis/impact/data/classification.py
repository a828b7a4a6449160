"""What is not fit for a data object of a higher class, or of persons: DAT-03 and DAT-06."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.data.struck import accesses, exchanges, path_by
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.vocabulary import Classification, DataLocation, Exposure, Personal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from enum import StrEnum

    from archrepo.analysis.impact.data.struck import StruckObjects
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import NodeFact, RelationFact

_NEEDED = {
    Classification.PUBLIC: 0,
    Classification.INTERNAL: 1,
    Classification.CONFIDENTIAL: 3,
    Classification.RESTRICTED: 4,
}
"""Class → the confidentiality need (the C of DICT) that whoever handles it must have."""


@dataclass(frozen=True, slots=True)
class _Struck:
    """A node that a gap strikes: what it is, the way to it, the objects it is for."""

    kind: str
    node: str
    path: Path
    objects: tuple[str, ...]

    def cause(self, rule: str, *notes: Note, known: bool) -> Cause:
        """Return the gap, or that nobody knows whether there is one."""
        outcome = rule_table().rules[rule].outcome("CONTROL_GAP" if known else "CONTROL_UNKNOWN")
        return Cause(
            self.kind,
            self.node,
            rule,
            outcome,
            outcome.base(),
            self.path,
            self.objects,
            notes,
        )


def class_effects(state: State, struck: StruckObjects, to: Classification) -> Iterator[Cause]:
    """Yield who and what does not protect the objects as their new class asks (DAT-03)."""
    raised = _raised(state, struck, "classification", to)
    for access, one in _accessing(state, struck, raised):
        need = _stated(state, access, "security_need_c")
        wanted = _NEEDED[to]
        if need is None:
            yield one.cause("DAT-03", Note("need_unknown", {"wanted": wanted}), known=False)
        elif int(str(need)) < wanted:
            filled = {"need": int(str(need)), "wanted": wanted}
            yield one.cause("DAT-03", Note("need_too_low", filled), known=True)
    yield from _flow_gaps(state, struck, raised)


def _flow_gaps(state: State, struck: StruckObjects, raised: Collection[str]) -> Iterator[Cause]:
    carried = exchanges(state, struck)
    flows = state.facts.nodes("Flow", sorted({e.flow.id for e in carried}))
    told = set()
    for exchange in carried:
        stated = exchange.data_object or ""
        objects = struck.counted(stated, raised)
        values = flows[exchange.flow.id].values
        encrypted, exposure = values.get("encrypted"), values.get("exposure")
        key = (exchange.flow.id, stated)
        if not objects or key in told or encrypted or exposure == Exposure.INTERNAL:
            continue
        told.add(key)
        path = struck.paths[stated].to_flow(exchange)
        one = _Struck("Flow", exchange.flow.id, path, objects)
        known = encrypted is not None and exposure is not None
        note = Note("open_flow", {"exposure": str(exposure)}) if known else Note("flow_unknown")
        yield one.cause("DAT-03", note, known=known)


def personal_effects(state: State, struck: StruckObjects, to: Personal) -> Iterator[Cause]:
    """Yield what the law asks of personal data and is not there, or not known (DAT-06)."""
    raised = _raised(state, struck, "personal", to)
    nodes = state.facts.nodes("DataObject", raised)
    for o in raised:
        if nodes[o].values.get("retention_months") is None:
            one = _Struck("DataObject", o, struck.paths[o], (o,))
            yield one.cause("DAT-06", Note("no_retention"), known=True)
    for access, one in _accessing(state, struck, raised):
        location = _stated(state, access, "data_location")
        missing = [k for k in ("purpose", "legal_basis") if not access.values.get(k)]
        gaps = [Note(f"no_{key}") for key in missing]
        gaps += [Note("located_outside")] if location == DataLocation.OUTSIDE else []
        if gaps:
            yield one.cause("DAT-06", *gaps, known=True)
        if location is None:
            yield one.cause("DAT-06", Note("location_unknown"), known=False)


def _raised(state: State, struck: StruckObjects, name: str, to: StrEnum) -> list[str]:
    """Return the struck objects of which an attribute rises; the others are there already."""
    ranks = {member.value: rank for rank, member in enumerate(type(to))}
    objects = struck.parts[struck.target]
    nodes: Iterable[NodeFact] = state.facts.nodes("DataObject", objects).values()
    return [
        node.id
        for node in nodes
        if name not in node.values or ranks[str(node.values[name])] < ranks[to.value]
    ]


def _accessing(
    state: State, struck: StruckObjects, raised: Collection[str]
) -> Iterator[tuple[RelationFact, _Struck]]:
    """Yield the accesses to objects that rise, each with the application that has it."""
    for access in accesses(state, struck):
        objects = struck.counted(access.to_id, raised)
        if objects:
            application = state.parties.application_of(access.from_id)
            path = path_by(state, struck, access)
            yield access, _Struck("Application", application, path, objects)


def _stated(state: State, access: RelationFact, name: str) -> object:
    """Return an attribute of whoever has an access; a module's is its application's, if unset."""
    of_kind = [(access.from_kind, access.from_id)]
    of_kind.append(("Application", state.parties.application_of(access.from_id)))
    for kind, party in of_kind:
        value = state.facts.profiles(kind, [party])[party].values.get(name)
        if value is not None:
            return value
    return None
