"""Questions about changes of scopes, and what the oracle answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact import ScopeChange
from archrepo.analysis.impact.events import ScopeAction
from tests.oracle import chance as st
from tests.oracle.chance import assume
from tests.oracle.enriching import add_around_scopes, of_kind
from tests.oracle.lines import answer_of
from tests.oracle.portfolios import DAY, portfolio
from tests.oracle.scope import scope_causes
from tests.oracle.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import NodeFact, RelationFact
    from tests.oracle.lines import Answer
    from tests.oracle.portfolios import Case


def changed_scope(
    nodes: Iterable[NodeFact], relations: Iterable[RelationFact], event: ScopeChange
) -> Answer:
    """Return what changing a scope does, by the rules one after the other."""
    world = Standing(nodes, relations, event.target, event.at, event.plan)
    causes = scope_causes(world, event.action.value, event.into, event.under)
    return answer_of(world, causes, set())


@st.composite
def scope_changes(draw: st.DrawFn) -> Case:
    """Draw a scope and what is done to it."""
    drawn = portfolio(draw)
    add_around_scopes(drawn.drawing)
    scopes = of_kind(drawn.drawing, "Scope")
    action = draw(st.sampled_from(list(ScopeAction)))
    assume(scopes)
    target = draw(st.sampled_from(scopes))
    world = Standing(
        drawn.drawing.nodes.values(), drawn.drawing.relations.values(), target, DAY, drawn.plan
    )
    elsewhere = [s for s in scopes if s not in world.below(target)]
    into = under = None
    if action is ScopeAction.MERGE:
        assume(elsewhere)
        into = draw(st.sampled_from(elsewhere))
    if action is ScopeAction.MOVE:
        homes = [*elsewhere, *of_kind(drawn.drawing, "Domain")]
        assume(homes)
        under = draw(st.sampled_from(homes))
    event = ScopeChange(target, DAY, drawn.plan, action, into, under)
    return drawn.asked(event)
