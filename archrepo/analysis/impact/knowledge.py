"""What is not known around an event: an answer over gaps is only a lower bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assumed
from archrepo.analysis.impact.exchanges import modules_of
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.report import Knowledge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from archrepo.analysis.impact.assessed import Assessed
    from archrepo.analysis.impact.state import State


_DOINGS = ("COVERS", "ACCESSES", "USES_TECH", "USES", "RUNS_ON")


def knowledge_around(
    several: Sequence[Assessed],
    owned: Callable[[Collection[str]], set[str]],
    *,
    struck: Collection[str],
    nobody_to_inform: int,
) -> Knowledge:
    """Return what is missing about the applications impacted or adjacent.

    Args:
        several: What the events do.
        owned: Tells which applications somebody answers for.
        struck: The applications that suffer something.
        nobody_to_inform: Struck nodes that nobody answers for.
    """
    state = several[0].state
    applications = {*struck, *(a for one in several for a in one.around)}
    state.parties.meet("Application", applications)
    known = sorted(a for a in applications if state.parties.is_known(a))
    exchanging, covering = _present(state, known)
    unknown = [a for a in known if "criticality" not in state.parties.node(a).values]
    lacking = [len(set(known) - those) for those in (exchanging, covering, owned(known))]
    stated = {c.relation.key: c for one in several for s in one.coverages for c in s.before}
    assumed = Assumed.together(one.assumed for one in several)
    return Knowledge(
        lower_bound=any((*lacking, unknown)),
        applications=len(known),
        applications_without_flows=lacking[0],
        applications_without_coverage=lacking[1],
        applications_without_owner=lacking[2],
        applications_of_unknown_criticality=len(unknown),
        applications_of_unknown_lifecycle=sum(not state.parties.has_known_life(a) for a in known),
        levels_unstated=sum("level" not in c.relation.values for c in stated.values()),
        objects_of_unknown_origin=len(assumed.unknown_origins),
        flows_without_object=len(assumed.flows_without_object),
        facts_ended_earlier=len({fact for one in several for fact in _ended(one.state)}),
        nobody_to_inform=nobody_to_inform,
        dependences_assumed=len(assumed.dependences) or None,
        modes_unstated=len(assumed.modes) or None,
        flow_criticalities_unstated=len(assumed.flow_criticalities) or None,
        tolerances_unstated=len(assumed.tolerances) or None,
        calls_to_confirm=len(assumed.calls) or None,
    )


def _present(state: State, applications: list[str]) -> tuple[set[str], set[str]]:
    """Return who has flows and who has coverage, of any date, their modules' included."""
    modules = modules_of(state, applications)
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
