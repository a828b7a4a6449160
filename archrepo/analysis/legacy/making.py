"""Puts together what is legacy in a portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.settings import ImpactSettings
from archrepo.analysis.legacy.blockers import blockers_of
from archrepo.analysis.legacy.costs import domain_legacy, payers, run_cost
from archrepo.analysis.legacy.demand import needs_without_project, projects_without_need
from archrepo.analysis.legacy.order import way_out
from archrepo.analysis.legacy.results import AgedTechnology, Legacy, LegacyApplication, Successor
from archrepo.analysis.obsolescence import Ages
from archrepo.analysis.stated_values import as_day, as_number, as_text
from archrepo.domain.text import by_name
from archrepo.domain.validity import NEVER, phase_at
from archrepo.domain.vocabulary import Disposition, Phase

if TYPE_CHECKING:
    from archrepo.analysis.legacy.results import Reason
    from archrepo.analysis.situation import Situation

_ENDS = ("RETIRE", "REPLACE", "WITHDRAW")


def legacy(situation: Situation, settings: ImpactSettings | None = None) -> Legacy:
    """Return what is to go or has aged, with costs, blockers and the way out."""
    live = [a for a in situation.live_applications if situation.concerns(a)]
    ages = Ages(situation)
    bare = [item for a in live if (item := _application(situation, ages, a)) is not None]
    days = {item.id: item.judged_on for item in bare if item.leaving and item.judged_on}
    blockers = blockers_of(situation, sorted(days.items()), settings or ImpactSettings())
    needed_by = {
        a: {b.node for b in found if b.node in days and b.node != a}
        for a, found in blockers.items()
    }
    places = way_out(needed_by)
    told = {
        item.id: item.model_copy(
            update={
                "blockers": blockers.get(item.id, ()),
                "step": places[item.id].step if item.id in places else None,
                "together": item.id in places and places[item.id].together,
                "waits_for": situation.named(needed_by.get(item.id, ())),
            }
        )
        for item in bare
    }
    by_domain = list(situation.by_domain(live))
    return Legacy(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        currency=situation.main_currency,
        unstated=sum(run_cost(situation, a) is None for a in told),
        total=domain_legacy(situation, None, live, told),
        domains=tuple(domain_legacy(situation, d, found, told) for d, found in by_domain),
        applications=tuple(
            item
            for _, found in by_domain
            for item in sorted(
                (told[a] for a in found if a in told),
                key=lambda i: (i.step is None, i.step or 0, -(i.run_cost or 0), by_name(i)),
            )
        ),
        payers=payers(situation, live, set(told)),
        needs=needs_without_project(situation),
        projects=projects_without_need(situation),
    )


def _application(situation: Situation, ages: Ages, application: str) -> LegacyApplication | None:
    """Return a live application that has a reason to be told, its blockers still to come."""
    node = situation.portfolio.applications[application]
    values, end = node.values, situation.interval(application).end
    phase = phase_at(values, situation.day)
    aged = ages.unsupported(application)
    reasons: list[Reason] = []
    disposition = as_text(values.get("disposition"))
    if disposition == Disposition.TOLERATE:
        reasons.append("TOLERATE")
    if disposition == Disposition.ELIMINATE:
        reasons.append("ELIMINATE")
    if phase is Phase.PHASE_OUT:
        reasons.append("PHASE_OUT")
    elif end is not None:
        reasons.append("ENDING")
    if aged:
        reasons.append("UNSUPPORTED")
    if not reasons:
        return None
    ending = _ended_by(situation, application)
    leaving = end is not None or "ELIMINATE" in reasons or "PHASE_OUT" in reasons
    return LegacyApplication(
        id=application,
        name=node.name,
        domain=situation.homes.get(application),
        disposition=disposition,
        phase=phase.value if phase else None,
        reasons=tuple(reasons),
        run_cost=as_number(values.get("run_cost")),
        currency=as_text(values.get("currency")),
        leaving=leaving,
        end=end,
        ended_by=ending,
        ended_by_name=situation.nodes("Project")[ending].name if ending else None,
        contract_end=as_day(values.get("contract_end")),
        technologies=tuple(
            AgedTechnology(
                id=t.id,
                name=t.name,
                ended=ages.last_day(t) or situation.day,
                our_withdrawal=as_day(t.values.get("our_withdrawal")),
            )
            for t in aged
        ),
        successors=tuple(_successors(situation, application)),
        judged_on=(end or situation.day) if leaving else None,
    )


def _ended_by(situation: Situation, application: str) -> str | None:
    end, plan = situation.interval(application).end, situation.portfolio.plan
    found = [
        a.project
        for a in situation.portfolio.actions.get(application, ())
        if a.action in _ENDS and a.counts_in(plan) and a.day == end and end is not None
    ]
    return min(found, default=None)


def _successors(situation: Situation, application: str) -> list[Successor]:
    found = {r.to_id for r in situation.replacements.get(application, ())}
    lives = {a: situation.interval(a) for a in sorted(found, key=situation.application_key)}
    return [
        Successor(
            id=a,
            name=situation.application_name(a),
            start=None if life == NEVER else life.start,
        )
        for a, life in lives.items()
    ]
