"""What is not known around an event: an answer over gaps is only a lower bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import modules_of
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.report import Knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.retire.flows import FlowEffects
    from archrepo.analysis.impact.state import State


_DOINGS = ("COVERS", "ACCESSES", "USES_TECH", "USES", "RUNS_ON")


def knowledge_around(
    state: State,
    owned: Callable[[Collection[str]], set[str]],
    applications: Collection[str],
    coverages: Iterable[ScopeCoverage],
    flows: FlowEffects,
    nobody_to_inform: int,
) -> Knowledge:
    """Return what is missing about `applications`, those impacted or adjacent.

    Args:
        state: The day of the event.
        owned: Tells which applications somebody answers for.
        applications: The applications looked at.
        coverages: The coverage that is lost in part or whole.
        flows: What had to be assumed about flows.
        nobody_to_inform: Struck nodes that nobody answers for.
    """
    state.parties.meet("Application", applications)
    known = sorted(a for a in applications if state.parties.is_known(a))
    exchanging, covering = _present(state, known)
    unknown = [a for a in known if "criticality" not in state.parties.node(a).values]
    lacking = [len(set(known) - those) for those in (exchanging, covering, owned(known))]
    stated = [c for coverage in coverages for c in coverage.before]
    return Knowledge(
        lower_bound=any((*lacking, unknown)),
        applications=len(known),
        applications_without_flows=lacking[0],
        applications_without_coverage=lacking[1],
        applications_without_owner=lacking[2],
        applications_of_unknown_criticality=len(unknown),
        applications_of_unknown_lifecycle=sum(not state.parties.has_known_life(a) for a in known),
        levels_unstated=sum("level" not in c.relation.values for c in stated),
        objects_of_unknown_origin=len(flows.unknown_origins),
        flows_without_object=len(flows.flows_without_object),
        facts_ended_earlier=len(set(_ended(state))),
        nobody_to_inform=nobody_to_inform,
    )


def _present(state: State, applications: list[str]) -> tuple[set[str], set[str]]:
    """Return who has flows and who has coverage, of any date, their modules' included."""
    modules = modules_of(state, applications)
    state.parties.meet("Module", modules)
    exchanging, covering = set(), set()
    for kind, ids in (("Application", applications), ("Module", modules)):
        for party, presence in state.facts.presence(kind, ids).items():
            application = state.parties.application_of(party)
            if presence.exchanges:
                exchanging.add(application)
            if presence.covers:
                covering.add(application)
    return exchanging, covering


def _ended(state: State) -> Iterator[str]:
    """Yield the facts of the lost ones that had ended before their eve."""
    ones = state.lost.ones
    for kind in ("Application", "Module"):
        ids = state.lost.ids(kind)
        leaving = [(r.from_id, r) for r in state.facts.leaving(kind, ids)]
        entering = [(r.to_id, r) for r in state.facts.entering(kind, ids)]
        for party, relation in (*leaving, *entering):
            if relation.type in _DOINGS and ones[party].had_done(validity(relation)):
                yield relation.key
        sent = [(e.source, e) for e in state.facts.exchanges_from(kind, ids)]
        received = [(e.target, e) for e in state.facts.exchanges_to(kind, ids)]
        for party, exchange in (*sent, *received):
            if ones[party].had_done(state.parties.span(exchange)):
                yield exchange.flow.id
