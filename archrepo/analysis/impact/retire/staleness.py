"""Who is no longer refreshed further down the flows of a lost object: RET-08."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.analysis.impact.exchanges import ObjectSupply
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State


def stale_effects(
    state: State,
    supplies: Mapping[str, ObjectSupply],
    unsupplied: Mapping[str, Mapping[str, Path]],
) -> Iterator[Cause]:
    """Yield who loses an object because those who passed it on have lost it.

    Args:
        state: The day of the event.
        supplies: Object → its supply.
        unsupplied: Object → those whose input is lost at once → path. They are not told a second
            time that what they lack is stale.
    """
    for data_object in sorted(unsupplied):
        yield from _down_the_flows(state, supplies[data_object], unsupplied[data_object])


def _down_the_flows(
    state: State, supply: ObjectSupply, first: Mapping[str, Path]
) -> Iterator[Cause]:
    outcome = rule_table().rules["RET-08"].outcome("DATA_STALE")
    reached = set(first)
    level = dict(first)
    hops = 0
    while level:
        hops += 1
        nearest: dict[str, Path] = {}
        for application in sorted(level):
            for exchange in supply.out_of.get(application, ()):
                far = state.parties.application_of(exchange.target)
                if far in reached or far in supply.supply.supplied:
                    continue
                path = level[application].over(exchange, far, (supply.data_object,))
                kind = state.parties.node(far).kind
                base = outcome.base(hops=hops)
                yield Cause(kind, far, "RET-08", outcome, base, path, (supply.data_object,))
                if far not in nearest or path.sort_key < nearest[far].sort_key:
                    nearest[far] = path
        reached |= set(nearest)
        level = nearest
