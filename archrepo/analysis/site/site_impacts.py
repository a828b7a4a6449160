"""What retiring each application does, as much of it as a site shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact import Retire
from archrepo.analysis.impact.lines import lines_of
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.retirements import retirements
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.capability_map import MapRequest
    from archrepo.analysis.impact import ImpactSettings
    from archrepo.analysis.impact.report import ImpactLine
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import Report

_LINES = 40


@dataclass(frozen=True, slots=True)
class SiteImpact:
    """What the retirement of one application does.

    Attributes:
        lines: The worst, as many as a page shows; the command line gives the rest.
        counts: How many lines there are of each severity, the least first.
    """

    lines: tuple[ImpactLine, ...]
    counts: tuple[int, ...]

    @property
    def verdict(self) -> Severity:
        """The worst severity."""
        found = (severity for severity in Severity if self.counts[severity.rank])
        return max(found, key=lambda severity: severity.rank, default=Severity.INFO)


def site_impacts(
    nodes: dict[str, list[NodeFact]],
    relations: dict[str, list[RelationFact]],
    request: MapRequest,
    settings: ImpactSettings,
    progress: Report | None,
) -> Iterator[tuple[str, SiteImpact]]:
    """Yield each application with what retiring it on the day of `request` does."""
    facts = MemoryFacts(
        (node for found in nodes.values() for node in found),
        (relation for found in relations.values() for relation in found),
    )
    applications = nodes["Application"]
    events = (Retire(application.id, request.at, request.plan) for application in applications)
    for number, (event, effects) in enumerate(retirements(events, facts, settings)):
        if progress is not None:
            progress("impacts", number, len(applications))
        counts = Counter(effect.final for effect in effects)
        shown = lines_of(effects[:_LINES], {})
        yield event.target, SiteImpact(shown, tuple(counts[s] for s in Severity))
