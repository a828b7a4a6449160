"""The flows of applications, their modules' included, and where data objects originate."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.parties import validity
from archrepo.domain.relation_vocabulary import AccessRole, Crud, Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact


def sent_by(state: State, applications: Collection[str]) -> list[Exchange]:
    """Return what these applications and their modules send to others, before the event."""
    modules = modules_of(state, applications)
    found = [
        *state.facts.exchanges_from("Application", applications),
        *state.facts.exchanges_from("Module", modules),
        *state.facts.exchanges_from("Organisation", _organisations(state, applications)),
    ]
    return between_applications(state, found)


def received_by(state: State, applications: Collection[str]) -> list[Exchange]:
    """Return what others send to these applications and their modules, before the event."""
    modules = modules_of(state, applications)
    found = [
        *state.facts.exchanges_to("Application", applications),
        *state.facts.exchanges_to("Module", modules),
        *state.facts.exchanges_to("Organisation", _organisations(state, applications)),
    ]
    return between_applications(state, found)


def by_flow(exchanges: Iterable[Exchange]) -> Iterator[list[Exchange]]:
    """Yield the exchanges of each flow between two parties, whatever they carry."""
    together = defaultdict(list)
    for exchange in exchanges:
        together[exchange.flow.id, exchange.source, exchange.target].append(exchange)
    for key in sorted(together):
        yield together[key]


def frequency(exchange: Exchange) -> str:
    """Return how often a flow runs; empty where it is not stated."""
    return str(exchange.flow.values.get("frequency", ""))


def modules_of(state: State, applications: Collection[str]) -> list[str]:
    """Return the modules of these applications, sorted; the state has met them."""
    modules = sorted({r.to_id for r in state.facts.modules(applications)})
    state.parties.meet("Module", modules)
    return modules


def _organisations(state: State, parties: Iterable[str]) -> list[str]:
    """Return the organisations among parties: at a flow's end they count as applications."""
    known = (party for party in parties if state.parties.is_known(party))
    return sorted(party for party in known if state.parties.node(party).kind == "Organisation")


def between_applications(state: State, exchanges: Sequence[Exchange]) -> list[Exchange]:
    """Return the exchanges that took place; those inside one application are ignored."""
    state.parties.meet_ends(exchanges)
    of = state.parties.application_of
    return [e for e in exchanges if of(e.source) != of(e.target) and state.flows(e)]


def ends_of(state: State, exchange: Exchange) -> tuple[str, str]:
    """Return source and target as applications."""
    of = state.parties.application_of
    return of(exchange.source), of(exchange.target)


def accesses_to(state: State, objects: Collection[str]) -> list[RelationFact]:
    """Return the accesses to these objects that were in use before the event."""
    accesses = accesses_stated(state, objects)
    return [r for r in accesses if state.did(r.from_id, validity(r))]


def accesses_stated(state: State, objects: Collection[str]) -> list[RelationFact]:
    """Return the accesses to these objects, whenever in use; the state has met who has them."""
    accesses = [r for r in state.facts.entering("DataObject", objects) if r.type == "ACCESSES"]
    for kind in ("Application", "Module"):
        state.parties.meet(kind, {r.from_id for r in accesses if r.from_kind == kind})
    return accesses


def is_origin(access: RelationFact) -> bool:
    """Return whether an access makes its application an origin of the object."""
    values = access.values
    return access.type == "ACCESSES" and (
        values.get("role") == AccessRole.MASTER
        or Crud.CREATE in _items(values.get("crud"))
        or Stage.COLLECT in _items(values.get("stage"))
    )


def _items(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
