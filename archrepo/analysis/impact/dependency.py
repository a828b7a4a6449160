"""Who depends on whom: by a flow, whichever way it brings data, or by running on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import by_flow, ends_of, received_by, sent_by
from archrepo.analysis.impact.parties import validity
from archrepo.domain.vocabulary import Criticality, Dependency, FlowMode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact

_ON_SOURCE = (None, Dependency.TARGET_ON_SOURCE, Dependency.BOTH)
_ON_TARGET = (Dependency.SOURCE_ON_TARGET, Dependency.BOTH)
_COPIES = (None, FlowMode.ASYNC, FlowMode.BATCH, FlowMode.FILE)
_GRAVE = (Criticality.BUSINESS_CRITICAL, Criticality.MISSION_CRITICAL)


@dataclass(frozen=True, slots=True)
class Dependence:
    """One application depends on another.

    Attributes:
        dependent: Who depends; an organisation at a flow's end counts as an application.
        on: On whom.
        exchanges: The flow by which it does, once for each object it carries.
        hosting: The RUNS_ON relation, where it runs on it.
        calls: Whether the flow goes from the dependent to the other, which it calls.
    """

    dependent: str
    on: str
    exchanges: tuple[Exchange, ...] = ()
    hosting: RelationFact | None = None
    calls: bool = False

    @property
    def flow(self) -> str | None:
        """Id of the flow, where it is one."""
        return self.exchanges[0].flow.id if self.exchanges else None

    @property
    def mode(self) -> str | None:
        """How the flow is carried out; running on somebody is as synchronous as can be."""
        return FlowMode.SYNC if self.hosting else mode_of(self.exchanges[0])

    @property
    def is_sync(self) -> bool:
        """Whether the dependent stops as soon as the other does."""
        return self.mode == FlowMode.SYNC

    @property
    def is_copy(self) -> bool:
        """Whether the dependent lives on what was sent last; so does one whose mode is unstated."""
        return self.mode in _COPIES

    @property
    def is_assumed(self) -> bool:
        """Whether the flow does not say who depends on whom."""
        return bool(self.exchanges) and depends_of(self.exchanges[0]) is None

    @property
    def criticality(self) -> str | None:
        """That of the flow, where stated."""
        stated = self.exchanges[0].flow.values.get("criticality") if self.exchanges else None
        return None if stated is None else str(stated)

    def stops(self, targets: Collection[str]) -> bool:
        """Return whether the dependent stops with the other, rather than limps.

        It does over a flow that is BUSINESS_CRITICAL or above; over one that does not say, only
        where the other is a target of the event.
        """
        if self.hosting is not None:
            return True
        stated = self.criticality
        return self.on in targets if stated is None else stated in _GRAVE

    def path(self, so_far: Path, objects: Collection[str] = ()) -> Path:
        """Return a path to the other gone on to the dependent."""
        if self.hosting is not None:
            return so_far.along(self.hosting, hop=True)
        return so_far.over(self.exchanges[0], self.dependent, sorted(objects), backwards=self.calls)


def dependents_on(state: State, applications: Collection[str]) -> list[Dependence]:
    """Return everyone live who depends on these live applications, or their modules."""
    return [
        *_hosted(state, applications),
        *_over_flows(state, sent_by(state, applications), calls=False),
        *_over_flows(state, received_by(state, applications), calls=True),
    ]


def _hosted(state: State, applications: Collection[str]) -> list[Dependence]:
    running = [
        r
        for r in state.facts.entering("Application", applications)
        if r.type == "RUNS_ON" and state.did(r.to_id, validity(r))
    ]
    state.parties.meet("Application", {r.from_id for r in running})
    return [
        Dependence(r.from_id, r.to_id, hosting=r)
        for r in running
        if state.parties.is_known(r.from_id) and state.is_live(r.from_id)
    ]


def _over_flows(state: State, exchanges: Iterable[Exchange], *, calls: bool) -> list[Dependence]:
    found = []
    for same_flow in by_flow(exchanges):
        source, target = ends_of(state, same_flow[0])
        if depends_of(same_flow[0]) in (_ON_TARGET if calls else _ON_SOURCE):
            ends = (source, target) if calls else (target, source)
            found.append(Dependence(*ends, tuple(same_flow), calls=calls))
    return found


def mode_of(exchange: Exchange) -> str | None:
    """Return how a flow is carried out, where stated."""
    stated = exchange.flow.values.get("mode")
    return None if stated is None else str(stated)


def depends_of(exchange: Exchange) -> str | None:
    """Return who depends on whom by a flow, where stated."""
    stated = exchange.flow.values.get("depends")
    return None if stated is None else str(stated)
