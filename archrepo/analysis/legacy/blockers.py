"""What still hangs on applications that are to go, from the impact of retiring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.events import Retire
from archrepo.analysis.impact.memory import FamilyFacts
from archrepo.analysis.impact.retirements import retirements
from archrepo.analysis.impact.scanned import every_exchange
from archrepo.analysis.legacy.results import Blocker
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact, RelationFact

_FOLLOWED = frozenset((
    "ACCESSES", "ALTERNATIVE_OF", "APPLIES_TO", "CONTAINS", "COVERS", "IMPACTS", "PASSES_THROUGH",
    "REPLACED_BY", "RUNS_ON", "USES", "USES_TECH",
))  # fmt: skip
"""What the rules of a retirement follow beside flows; the rest tells whom to inform."""


def blockers_of(
    situation: Situation, leaving: Iterable[tuple[str, dt.date]], settings: ImpactSettings
) -> dict[str, tuple[Blocker, ...]]:
    """Return application → what its retirement on a day hits at MAJOR or worse.

    The whole portfolio is taken into memory once: there are many retirements to judge.
    """
    wanted = list(leaving)
    if not wanted:
        return {}
    facts = FamilyFacts(_Followed(situation))
    plan = situation.portfolio.plan
    events = (Retire(application, day, plan) for application, day in wanted)
    return {
        event.target: tuple(
            Blocker(
                kind=effect.node.kind,
                node=effect.node.id,
                name=effect.node.name,
                effect=effect.name,
                severity=effect.final,
                rule=effect.causes[0].rule,
            )
            for effect in effects
        )
        for event, effects in retirements(events, facts, settings, Severity.MAJOR)
    }


class _Followed:
    """The families of a situation that the rules of a retirement follow."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation

    def nodes(self, kind: str) -> Mapping[str, NodeFact]:
        """See `Families`."""
        return self._situation.nodes(kind)

    def relations(self, relation_type: str) -> Sequence[RelationFact]:
        """See `Families`."""
        return self._situation.relations(relation_type) if relation_type in _FOLLOWED else ()

    def exchanges(self) -> Iterable[Exchange]:
        """See `Families`."""
        return every_exchange(self._situation, self._situation.nodes("Flow"))
