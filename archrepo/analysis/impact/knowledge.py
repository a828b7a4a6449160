"""What is not known around an event: an answer over gaps is only a lower bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_of
from archrepo.analysis.impact.exchanges import modules_of
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.report import Knowledge

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from archrepo.analysis.impact.people import People
    from archrepo.analysis.impact.retire.flows import FlowEffects
    from archrepo.analysis.impact.state import State


_DOINGS = ("COVERS", "ACCESSES", "USES_TECH", "USES", "RUNS_ON")


def knowledge_around(
    state: State,
    people: People,
    applications: Collection[str],
    scopes: Iterable[str],
    flows: FlowEffects,
    nobody_to_inform: int,
) -> Knowledge:
    """Return what is missing about `applications`, those impacted or adjacent.

    Args:
        state: The day of the event.
        people: Who answers for what.
        applications: The applications looked at.
        scopes: The scopes whose coverage is lost.
        flows: What had to be assumed about flows.
        nobody_to_inform: Struck nodes that nobody answers for.
    """
    known = sorted(applications)
    state.parties.meet("Application", known)
    known = [a for a in known if state.parties.is_known(a)]
    exchanging, covering = _present(state, known)
    without_flows = len(set(known) - exchanging)
    without_coverage = len(set(known) - covering)
    without_owner = len(known) - len(people.owned(known))
    nodes = [state.parties.node(a) for a in known]
    unknown_criticality = sum("criticality" not in node.values for node in nodes)
    stated = [c for found in coverage_of(state, set(scopes)).values() for c in found.before]
    return Knowledge(
        lower_bound=any((without_flows, without_coverage, without_owner, unknown_criticality)),
        applications=len(known),
        applications_without_flows=without_flows,
        applications_without_coverage=without_coverage,
        applications_without_owner=without_owner,
        applications_of_unknown_criticality=unknown_criticality,
        applications_of_unknown_lifecycle=sum(not state.parties.has_known_life(a) for a in known),
        levels_unstated=sum("level" not in c.relation.values for c in stated),
        objects_of_unknown_origin=len(flows.unknown_origins),
        flows_without_object=len(flows.flows_without_object),
        facts_ended_earlier=_ended_earlier(state),
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


def _ended_earlier(state: State) -> int:
    """Return how many facts of the lost ones had ended before their eve."""
    return len(set(_ended(state)))


def _ended(state: State) -> Iterator[str]:
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
