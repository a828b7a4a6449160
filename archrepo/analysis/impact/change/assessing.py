"""A change of an application: the rules of its kind; its own neighbours only, one step away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed, Assumed
from archrepo.analysis.impact.change.functional import (
    covered_scopes,
    journey_reviews,
    review_effects,
)
from archrepo.analysis.impact.change.model import model_effects
from archrepo.analysis.impact.change.neighbours import (
    contract_effects,
    dependences_on,
    dependent_effects,
)
from archrepo.analysis.impact.change.projects import project_effects
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.events import ChangeKind
from archrepo.analysis.impact.exchanges import received_by, sent_by
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.state import State

if TYPE_CHECKING:
    from collections.abc import Collection

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.events import Change
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.report import EventEcho
    from archrepo.analysis.impact.settings import ImpactSettings


def assess_change(
    event: Change, facts: Facts, settings: ImpactSettings, *, but: Collection[str] = ()
) -> Assessed:
    """Return what happens when the application `event.target`, an id, is changed.

    Args:
        event: The change.
        facts: The portfolio.
        settings: Thresholds of the rules.
        but: Projects whose change it is.
    """
    state = State.with_applications([event.target], facts, event.at, event.plan, settings)
    findings, assumed = Findings(settings.rules), Assumed()
    coverages: dict[str, ScopeCoverage] = {}
    tree = ObjectTree(facts, event.at)
    if event.kind is ChangeKind.FUNCTIONAL:
        coverages = covered_scopes(state, event.target)
        findings.add(review_effects(state, event.target))
        findings.add(list(journey_reviews(state, findings)))
    elif event.kind is ChangeKind.INTERFACE:
        findings.add(
            contract_effects(state, tree, event.target, event.flows, breaking=event.breaking)
        )
    elif event.kind is ChangeKind.DATA_MODEL:
        findings.add(model_effects(state, event.target))
    else:
        dependences = dependences_on(state, event.target)
        findings.add(dependent_effects(tree, state, event.target, dependences))
        assumed = Assumed(
            dependences=frozenset(
                d.flow for d in dependences if d.flow and d.is_sync and d.is_assumed
            ),
            modes=frozenset(d.flow for d in dependences if d.flow and d.mode is None),
        )
    findings.add(project_effects(state, event.target, but=but))
    return Assessed(
        echo=_echo(event, state),
        state=state,
        findings=findings,
        around={event.target, *(c.application for s in coverages.values() for c in s.stated)},
        coverages=tuple(coverages.values()),
        assumed=assumed,
    )


def _echo(event: Change, state: State) -> EventEcho:
    """Return what was asked, with the flows named that are not live on the day."""
    node, life = state.parties.node(event.target), state.parties.life(event.target)
    echo = echo_of(event, node, event.at, life)
    if not event.flows:
        return echo
    live = {
        e.flow.id
        for exchanges in (sent_by(state, [event.target]), received_by(state, [event.target]))
        for e in exchanges
    }
    idle = tuple(sorted(event.flows - live))
    return echo.model_copy(update={"idle_flows": idle}) if idle else echo
