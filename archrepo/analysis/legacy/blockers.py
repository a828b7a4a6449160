"""What still hangs on applications that are to go, from the impact of retiring them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessment import retirements
from archrepo.analysis.impact.events import Retire
from archrepo.analysis.impact.facts import ENTERING, LEAVING
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.legacy.results import Blocker
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import NodeFact, RelationFact

_KINDS = (
    "Application", "DataObject", "Domain", "Flow", "Journey", "Module", "Organisation", "Period",
    "Person", "Project", "Scope", "Technology",
)  # fmt: skip
_EXTRA = ("IMPACTS", "EMITS", "FEEDS", "CARRIES", "APPLIES_TO")


def blockers_of(
    situation: Situation, leaving: Iterable[tuple[str, dt.date]], settings: ImpactSettings
) -> dict[str, tuple[Blocker, ...]]:
    """Return application → what its retirement on a day hits at MAJOR or worse.

    The whole portfolio is taken into memory once: there are many retirements to judge.
    """
    wanted = list(leaving)
    if not wanted:
        return {}
    facts = MemoryFacts(_nodes(situation), _relations(situation))
    plan = situation.portfolio.plan
    events = (Retire(application, day, plan) for application, day in wanted)
    return {
        event.target: tuple(
            Blocker(
                kind=line.kind,
                node=line.node,
                name=line.name,
                effect=line.effect,
                severity=line.final,
                rule=line.rule,
            )
            for line in lines
        )
        for event, lines in retirements(events, facts, settings, Severity.MAJOR)
    }


def _nodes(situation: Situation) -> Iterator[NodeFact]:
    for kind in _KINDS:
        yield from situation.nodes(kind).values()


def _relations(situation: Situation) -> Iterator[RelationFact]:
    types = {*_EXTRA}
    for declared in (*LEAVING.values(), *ENTERING.values()):
        types.update(declared)
    for name in sorted(types):
        yield from situation.relations(name)
