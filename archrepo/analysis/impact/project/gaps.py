"""Scopes left without coverage because a replacement comes late, or never: PRJ-04."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.events import Retire
from archrepo.analysis.impact.findings import Cause
from archrepo.analysis.impact.parties import Parties
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.project.planned import ended_by_others
from archrepo.analysis.impact.retire.assessing import assess_retirement
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.validity import NEVER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.project.planned import Planned
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.domain.validity import PlanChoice

_GAP, _LOST = "COVERAGE_GAP", "COVERAGE_LOST"


def replacement_gaps(
    before: Facts,
    after: Facts,
    project: str,
    planned: Sequence[Planned],
    plan: PlanChoice,
    settings: ImpactSettings,
) -> Iterator[Cause]:
    """Yield the scopes of what others retire before its replacement is there (PRJ-04).

    Only what the delay, or the end of the project, changes: a gap that was there anyway is told
    where it grows.

    Args:
        before: The portfolio with the project on time.
        after: The portfolio with the project late, or without it.
        project: Its id.
        planned: Its actions, as late as it is.
        plan: Which projects' actions count.
        settings: Thresholds of the rules.
    """
    for own in planned:
        if not own.starts or own.relation.to_kind != "Application":
            continue
        for replaced in before.entering("Application", [own.target]):
            if replaced.type != "REPLACED_BY":
                continue
            day = _ended_otherwise(after, replaced.from_id, planned, plan)
            if day is not None:
                path = Path.at(project).along(own.relation).along(replaced)
                yield from _grown(
                    before, after, path, Retire(replaced.from_id, day, plan), settings
                )


def _ended_otherwise(
    facts: Facts, application: str, planned: Sequence[Planned], plan: PlanChoice
) -> dt.date | None:
    """Return the day on which another project, or its own date, ends an application."""
    own = [p.day for p in planned if p.ends and p.target == application and p.day is not None]
    others = ended_by_others(facts, plan, application)
    if others is not None:
        return others if not own or others <= min(own) else None
    if own:
        return None
    parties = Parties(facts, plan)
    parties.meet("Application", [application])
    life = parties.life(application) if parties.is_known(application) else NEVER
    return None if life == NEVER else life.end


def _grown(
    before: Facts, after: Facts, path: Path, event: Retire, settings: ImpactSettings
) -> Iterator[Cause]:
    known = _gone(before, event, settings)
    for scope, cause in _gone(after, event, settings).items():
        old = known.get(scope)
        same = old is not None and (old.effect, old.gap) == (cause.effect, cause.gap)
        if same:
            continue
        outcome = rule_table().rules["PRJ-04"].outcome(cause.effect, cause.outcome.when)
        way = path.then(cause.path)
        yield replace(cause, rule="PRJ-04", outcome=outcome, base=outcome.base(), path=way)


def _gone(facts: Facts, event: Retire, settings: ImpactSettings) -> dict[str, Cause]:
    """Return the scopes that a retirement leaves without coverage, or with a gap."""
    found: dict[str, Cause] = {}
    for causes in assess_retirement(event, facts, settings).findings:
        for cause in causes:
            if cause.effect in (_GAP, _LOST) and cause.rule in ("RET-01", "RET-02"):
                known = found.get(cause.node)
                if known is None or cause.path.sort_key < known.path.sort_key:
                    found[cause.node] = cause
    return found
