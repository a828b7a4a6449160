"""Who pays what: to run applications, and to change them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.legacy.results import DomainLegacy, Payer
from archrepo.analysis.stated_values import as_number
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import ProjectStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from archrepo.analysis.legacy.results import LegacyApplication
    from archrepo.analysis.situation import Situation
    from archrepo.domain.facts import RelationFact

_REASONS = ("TOLERATE", "ELIMINATE", "PHASE_OUT", "ENDING", "UNSUPPORTED")
_OVER = (ProjectStatus.DONE, ProjectStatus.STOPPED)


def run_cost(situation: Situation, application: str) -> float | None:
    """Return the run cost of an application, if it is stated in the main currency."""
    values = situation.portfolio.applications[application].values
    same = (values.get("currency") or None) == situation.main_currency
    return as_number(values.get("run_cost")) if same else None


def domain_legacy(
    situation: Situation,
    domain: str | None,
    applications: Collection[str],
    told: Mapping[str, LegacyApplication],
) -> DomainLegacy:
    """Return the sums over some applications, those of `told` among them being legacy."""
    legacy = [told[a] for a in applications if a in told]
    costs = {a: run_cost(situation, a) or 0.0 for a in applications}
    having = {r: [item for item in legacy if r in item.reasons] for r in _REASONS}
    return DomainLegacy(
        domain=domain,
        name=situation.domain_name(domain),
        applications=len(applications),
        run_cost=sum(costs.values()),
        legacy=len(legacy),
        legacy_cost=sum(costs[item.id] for item in legacy),
        by_reason={r: len(items) for r, items in having.items() if items},
        cost_by_reason={
            r: sum(costs[item.id] for item in items) for r, items in having.items() if items
        },
        blocked=sum(bool(item.blockers) for item in legacy),
    )


def payers(
    situation: Situation, applications: Iterable[str], legacy: Collection[str]
) -> tuple[Payer, ...]:
    """Return who pays for applications and open projects, the largest payer first.

    What no share or amount states is shared equally among those who state nothing.
    """
    paid = situation.by_end("PAYS")
    sums: dict[str | None, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for application in applications:
        cost = run_cost(situation, application) or 0.0
        for payer, part in _parts(paid.get(application, ()), cost).items():
            sums[payer][0] += part
            sums[payer][1] += part if application in legacy else 0.0
    for project in situation.nodes("Project").values():
        values = project.values
        same = (values.get("currency") or None) == situation.main_currency
        budget = as_number(values.get("budget")) if same else None
        if budget and values.get("status") not in _OVER and situation.acts_within(project.id):
            for payer, part in _parts(paid.get(project.id, ()), budget).items():
                sums[payer][2] += part
    names = situation.nodes("Organisation")
    told = [
        Payer(
            id=payer,
            name=names[payer].name if payer in names else payer or "",
            run=round(found[0], 2),
            legacy=round(found[1], 2),
            change=round(found[2], 2),
        )
        for payer, found in sums.items()
        if any(found)
    ]
    return tuple(sorted(told, key=lambda p: (-p.run - p.change, name_key(p.name, p.id or ""))))


def _parts(relations: Sequence[RelationFact], amount: float) -> dict[str | None, float]:
    """Return payer → what they pay of an amount; None is what nobody is known to pay."""
    parts: dict[str | None, float] = defaultdict(float)
    silent: list[str] = []
    for relation in relations:
        share = as_number(relation.values.get("share"))
        fixed = as_number(relation.values.get("amount"))
        if share is not None:
            parts[relation.from_id] += amount * share / 100
        elif fixed is not None:
            parts[relation.from_id] += fixed
        else:
            silent.append(relation.from_id)
    rest = max(amount - sum(parts.values()), 0.0)
    for payer in silent:
        parts[payer] += rest / len(silent)
    if not silent and rest > 0.005 * amount:
        parts[None] += rest
    return parts
