"""Shows a part of a report: what is computed stays the same, and what is hidden is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.hidden import Hidden
from archrepo.analysis.impact.scope_tree import chains_above
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.report import ImpactLine, ImpactReport


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What to show of a report.

    Attributes:
        depth: Lines at most so many hops away.
        severity: Lines at least that bad.
        place: Lines in that domain or scope.
    """

    depth: int | None = None
    severity: Severity | None = None
    place: str | None = None

    @property
    def shows_all(self) -> bool:
        """Whether nothing is hidden."""
        return self == Narrowing()


def narrowed(report: ImpactReport, by: Narrowing, facts: Facts) -> ImpactReport:
    """Return the report with only some of its lines, and the others counted.

    The verdict and what is not known stay those of the whole answer.

    Args:
        report: The whole answer.
        by: What to show of it.
        facts: Tell which domain a line belongs to.
    """
    if by.shows_all:
        return report
    inside = _inside(report, by.place, facts) if by.place else set(map(_key, report.lines))
    shown = [line for line in report.lines if _key(line) in inside and _is_near(line, by)]
    kept = set(map(_key, shown))
    hidden = [line for line in report.lines if _key(line) not in kept]
    nodes = {line.node for line in shown}
    people = [
        told.model_copy(
            update={
                "nodes": tuple(n for n in told.nodes if n in nodes),
                "inherited": tuple(n for n in told.inherited if n in nodes),
            }
        )
        for told in report.inform
    ]
    return report.model_copy(
        update={
            "lines": tuple(shown),
            "benefits": tuple(b for b in report.benefits if (b.kind, b.node, b.effect) in kept),
            "inform": tuple(told for told in people if told.nodes),
            "hidden": _counted(hidden, by),
        }
    )


def _key(line: ImpactLine) -> tuple[str, str, str]:
    return (line.kind, line.node, line.effect)


def _is_near(line: ImpactLine, by: Narrowing) -> bool:
    near = by.depth is None or line.hops <= by.depth
    return near and (by.severity is None or line.final.rank >= by.severity.rank)


def _counted(hidden: Sequence[ImpactLine], by: Narrowing) -> Hidden:
    counts = Counter(line.final for line in hidden)
    return Hidden(
        lines=len(hidden),
        by_severity={s: counts[s] for s in reversed(Severity) if counts[s]},
        depth=by.depth,
        severity=by.severity,
        place=by.place,
    )


def _inside(report: ImpactReport, place: str, facts: Facts) -> set[tuple[str, str, str]]:
    """Return the lines of a domain or scope: by the last scope or application on their path."""
    ids = sorted({node for line in report.lines for node in (*line.path, line.node)})
    scopes = set(facts.nodes("Scope", ids))
    applications = set(facts.nodes("Application", ids))
    covered = _covered(facts, sorted(applications))
    wanted = sorted(scopes | {s for found in covered.values() for s in found})
    chains = chains_above(facts, wanted, report.event.at)
    within = {
        scope
        for scope, chain in chains.items()
        if place == scope or any(relation.from_id == place for relation in chain)
    }
    found = set()
    for line in report.lines:
        for node in reversed((*line.path, line.node)):
            if node in scopes or node in applications:
                if node in within or covered.get(node, set()) & within:
                    found.add(_key(line))
                break
    return found


def _covered(facts: Facts, applications: Iterable[str]) -> dict[str, set[str]]:
    """Return application → the scopes it covers on any date, its modules' included."""
    found: dict[str, set[str]] = {application: set() for application in applications}
    owner = {
        relation.to_id: relation.from_id
        for relation in facts.leaving("Application", sorted(found))
        if relation.type == "CONTAINS"
    }
    for kind, ids in (("Application", sorted(found)), ("Module", sorted(owner))):
        for relation in facts.leaving(kind, ids):
            if relation.type == "COVERS":
                found[owner.get(relation.from_id, relation.from_id)].add(relation.to_id)
    return found
