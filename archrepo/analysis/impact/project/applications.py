"""What a project brings and changes, and when: PRJ-02, PRJ-05 and PRJ-08."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_by, coverage_of
from archrepo.analysis.impact.exchanges import modules_of
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import project_actions, validity
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.periods import periods_over
from archrepo.analysis.impact.programmes import ENDING, programmes
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.state import State
from archrepo.domain.relation_vocabulary import Action, CoverageLevel
from archrepo.domain.text import name_key
from archrepo.domain.validity import phase_at
from archrepo.domain.vocabulary import Disposition, PeriodCategory, Phase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.coverage import Coverage, ScopeCoverage
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.project.planned import Planned

_CHANGES = (Action.MODIFY, Action.EXTEND)
_ENOUGH = (*ENDING, Action.MIGRATE)
_DEAD = (Phase.PHASE_OUT, Phase.RETIRED)


def redundancies(state: State, project: str, planned: Sequence[Planned]) -> Iterator[Cause]:
    """Yield the scopes that what it creates will cover, and another covers fully (PRJ-02)."""
    outcome = rule_table().rules["PRJ-02"].outcome("REDUNDANCY_CREATED")
    ended_by_it = {p.target for p in planned if p.ends}
    for own in planned:
        if own.action != Action.CREATE or own.relation.to_kind != "Application":
            continue
        day = own.day or state.day
        there = State.on(state.facts, day, state.plan, state.settings)
        scopes = coverage_of(there, _scopes_of(there, own.target))
        for scope, found in scopes.items():
            for new in found.stated:
                if new.application != own.target or not _lasts(new, day):
                    continue
                others = _full_by_others(there, found, new, ended_by_it)
                if others:
                    path = Path.at(project).along(own.relation)
                    path = path.inside(new.party) if new.party != own.target else path
                    note = Note("full_by", {"names": ", ".join(others)})
                    yield Cause(
                        "Scope",
                        scope,
                        "PRJ-02",
                        outcome,
                        outcome.base(),
                        path.along(new.relation, hop=True),
                        notes=(note,),
                    )


def _scopes_of(state: State, application: str) -> set[str]:
    """Return the scopes it covers on any day, its modules' included."""
    modules = modules_of(state, [application])
    leaving = [
        *state.facts.leaving("Application", [application]),
        *state.facts.leaving("Module", modules),
    ]
    return {r.to_id for r in leaving if r.type == "COVERS"}


def _lasts(coverage: Coverage, day: dt.date) -> bool:
    end = validity(coverage.relation).end
    return end is None or end > day


def _full_by_others(
    state: State, found: ScopeCoverage, new: Coverage, ended: set[str]
) -> list[str]:
    """Return the names of those that cover the scope fully for some of the same, and stay."""
    names = set()
    for segment in found.segments() or ["*"]:
        if not found.tree.serves(new.segments, segment):
            continue
        for other in found.serving(found.remaining, segment):
            life = state.parties.life(other.application)
            is_other = other.application != new.application and other.application not in ended
            stays = life.end is None and not _ended_by_project(state, other.application)
            if is_other and stays and other.level is CoverageLevel.FULL:
                names.add(state.parties.name(other.application))
    return sorted(names, key=name_key)


def _ended_by_project(state: State, application: str) -> bool:
    return any(
        action.action in ENDING and action.counts_in(state.plan)
        for _, action in project_actions(state.facts, "Application", [application])
    )


def dead_investments(
    facts: Facts, project: str, planned: Sequence[Planned], today: dt.date
) -> Iterator[Cause]:
    """Yield what a project develops though it is on its way out (PRJ-05)."""
    outcome = rule_table().rules["PRJ-05"].outcome("INVEST_IN_DEAD")
    family = programmes(facts, [project])[project]
    for own in planned:
        if own.action not in _CHANGES or own.relation.to_kind != "Application":
            continue
        values = facts.profiles("Application", [own.target])[own.target].values
        phase = phase_at(values, own.day or today)
        eliminated = values.get("disposition") == Disposition.ELIMINATE
        if not eliminated and phase not in _DEAD:
            continue
        stated = project_actions(facts, "Application", [own.target])
        mine = [p.action for p in planned if p.target == own.target]
        theirs = [a.action for _, a in stated if a.project in family]
        if not any(action in _ENOUGH for action in (*mine, *theirs)):
            path = Path.at(project).along(own.relation)
            why = Disposition.ELIMINATE.value if eliminated or phase is None else phase.value
            day: dt.date | str = own.day or "…"
            told: dict[str, str | dt.date] = {"action": own.action, "day": day, "state": why}
            note = Note("invests", told)
            yield Cause(
                "Application",
                own.target,
                "PRJ-05",
                outcome,
                outcome.base(),
                path,
                notes=(note,),
            )


def freeze_conflicts(state: State, project: str, planned: Sequence[Planned]) -> Iterator[Cause]:
    """Yield what a project touches in a freeze (PRJ-08)."""
    outcome = rule_table().rules["PRJ-08"].outcome("FREEZE_CONFLICT")
    for own in planned:
        if own.day is None:
            continue
        kind = own.relation.to_kind
        there = State.on(state.facts, own.day, state.plan, state.settings)
        for freeze in periods_over(
            state.facts, PeriodCategory.FREEZE, _scopes_touched(there, own), own.day
        ):
            filled: dict[str, str | dt.date] = {
                "action": own.action,
                "day": own.day,
                "name": freeze.name,
                "start": freeze.start or "…",
                "end": freeze.end or "…",
            }
            yield Cause(
                kind,
                own.target,
                "PRJ-08",
                outcome,
                outcome.base(),
                Path.at(project).along(own.relation),
                notes=(Note("acts_in_freeze", filled),),
            )


def _scopes_touched(state: State, own: Planned) -> list[str]:
    """Return the scopes that an action touches: its own, or those its application covers."""
    if own.relation.to_kind == "Scope":
        return [own.target]
    if own.relation.to_kind == "Application":
        covering = coverage_by(state, [own.target])
        return sorted({c.relation.to_id for c in covering.get(own.target, ())})
    return []
