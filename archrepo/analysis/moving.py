"""What moves on the day: live flows between live parties, modules counted for applications."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.stated_values import as_text
from archrepo.domain.validity import lifecycle_interval, planned_interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.situation import Situation


@dataclass(frozen=True, slots=True)
class Movement:
    """A live flow from one party to another; parties are applications or organisations."""

    flow: str
    source: str
    target: str
    objects: tuple[str, ...]
    mode: str | None


def movements(situation: Situation) -> list[Movement]:
    """Return the flows of the day, pair of ends by pair, by flow; none within an application."""
    carried: dict[str, set[str]] = defaultdict(set)
    for relation in situation.in_force("CARRIES"):
        carried[relation.from_id].add(relation.to_id)
    sources = _ends(situation, ((r.to_id, r.from_id) for r in situation.in_force("EMITS")))
    targets = _ends(situation, ((r.from_id, r.to_id) for r in situation.in_force("FEEDS")))
    plan = situation.portfolio.plan
    found = []
    for flow, node in situation.nodes("Flow").items():
        if flow not in sources or flow not in targets:
            continue
        life = lifecycle_interval(node.values)
        life = planned_interval(life, situation.actions.get(flow, ()), plan)
        if not life.holds(situation.day):
            continue
        found += [
            Movement(
                flow,
                source,
                target,
                tuple(sorted(carried.get(flow, ()))),
                as_text(node.values.get("mode")),
            )
            for source in sorted(sources[flow])
            for target in sorted(targets[flow])
            if source != target
        ]
    return found


def _ends(situation: Situation, ends: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return flow → the live parties at one end."""
    found: dict[str, set[str]] = defaultdict(set)
    for flow, part in ends:
        if situation.is_part_live(part):
            found[flow].add(situation.application_of(part))
    return found
