"""What the rules of one event found, with what its report needs besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.lacking import Parity
    from archrepo.analysis.impact.report import EventEcho, Merger
    from archrepo.analysis.impact.state import State


@dataclass(frozen=True, slots=True)
class Assumed:
    """What had to be assumed for want of facts, each by its ids; it is counted in the answer.

    Attributes:
        unknown_origins: Objects of which some origin was assumed.
        flows_without_object: Flows that carry no stated object.
        dependences: Flows that do not say who depends on whom: the target on the source.
        modes: Flows of unknown mode, taken as not synchronous.
        flow_criticalities: Flows of unknown criticality, taken as no reason to stop.
        tolerances: Scopes that do not say how long they may be down.
        calls: Senders of which it is not known whether they wait for an answer.
    """

    unknown_origins: frozenset[str] = frozenset()
    flows_without_object: frozenset[str] = frozenset()
    dependences: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    flow_criticalities: frozenset[str] = frozenset()
    tolerances: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()

    @classmethod
    def together(cls, several: Iterable[Assumed]) -> Assumed:
        """Return what several events assumed."""
        them = list(several)
        return cls(
            *(
                frozenset().union(*(getattr(one, name) for one in them))
                for name in cls.__dataclass_fields__
            )
        )


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one event does, as its rules found it; `composing` makes the report of it.

    Attributes:
        echo: What was asked.
        state: The portfolio as the rules saw it.
        findings: Every cause of every effect.
        around: Applications impacted or adjacent, those struck left aside.
        coverages: The coverage of the scopes that were looked at.
        parity: What successors still miss.
        assumed: What had to be assumed.
        also_told: Roles whose holders are told of the target in any case.
        merger: What a scope is after another is merged into it.
    """

    echo: EventEcho
    state: State
    findings: Findings
    around: Collection[str] = ()
    coverages: Collection[ScopeCoverage] = ()
    parity: tuple[Parity, ...] = ()
    assumed: Assumed = field(default_factory=Assumed)
    also_told: tuple[str, ...] = ()
    merger: Merger | None = None
