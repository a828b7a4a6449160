"""Who is no longer refreshed further down the flows of a lost object: RET-08."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause
from archrepo.analysis.impact.paths import keep_shortest
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.analysis.impact.paths import Reached
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.supplies import ObjectSupply


def stale_effects(
    state: State,
    supplies: Mapping[str, ObjectSupply],
    unsupplied: Mapping[str, Reached],
    *,
    rule: str = "RET-08",
    told: Collection[str] = (),
) -> Iterator[Cause]:
    """Yield who loses an object because those who passed it on have lost it.

    Args:
        state: The day of the event.
        supplies: Object → its supply.
        unsupplied: Object → those whose input is lost at once → path. They are not told a second
            time that what they lack is stale.
        rule: The rule that says so.
        told: Who else is told of it by other rules.
    """
    for data_object in sorted(unsupplied):
        first = unsupplied[data_object]
        spared = {*told, *(application for application, _ in first)}
        yield from _down_the_flows(state, supplies[data_object], first, rule, spared)


def _down_the_flows(
    state: State, supply: ObjectSupply, first: Reached, rule: str, told: set[str]
) -> Iterator[Cause]:
    outcome = rule_table().rules[rule].outcome("DATA_STALE")
    level = first
    hops = 0
    while level:
        hops += 1
        base = outcome.base(hops=hops)
        if not state.wants(outcome, base):
            break
        nearest: Reached = {}
        for (application, _), so_far in sorted(level.items()):
            for exchange in supply.out_of(application):
                far = state.parties.application_of(exchange.target)
                if far in told or supply.supply.reaches(far):
                    continue
                path = so_far.over(exchange, far, (supply.data_object,))
                kind = state.parties.node(far).kind
                yield Cause(kind, far, rule, outcome, base, path, (supply.data_object,))
                keep_shortest(nearest, path)
        told |= {application for application, _ in nearest}
        level = nearest
