"""Plateaus as they will be: what is live on their day, under the projects that lead to them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.covered_portfolio import read_covered_portfolio
from archrepo.analysis.named import Named, named
from archrepo.analysis.scenarios.plateau_facts import read_plateau_facts
from archrepo.analysis.scenarios.results import (
    CoverageCount,
    Scenario,
    ScenarioItem,
    ScenarioList,
    Turn,
)
from archrepo.analysis.stated_values import as_day, as_text
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import PlateauCategory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.covered_portfolio import CoveredPortfolio
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.scenarios.plateau_facts import PlateauFacts
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

_ASIDE = "ASIDE"
_UNCOVERED = {"NONE", "PLANNED"}


def list_scenarios(store: GraphStore, metamodel: Metamodel) -> ScenarioList:
    """Return every plateau, with how its scopes fare on its day."""
    facts = read_plateau_facts(store)
    return ScenarioList(
        scenarios=tuple(_item(store, metamodel, facts, plateau) for plateau in facts.plateaus)
    )


def _item(
    store: GraphStore, metamodel: Metamodel, facts: PlateauFacts, plateau: NodeFact
) -> ScenarioItem:
    day = as_day(plateau.values.get("date"))
    item = ScenarioItem(
        id=plateau.id,
        name=plateau.name,
        category=as_text(plateau.values.get("category")),
        date=day,
        projects=_named(facts, facts.bringing.get(plateau.id, ())),
    )
    if day is None:
        return item
    plan = facts.plan_of(plateau)
    drawn = capability_map(store, metamodel, MapRequest(day, plan))
    live = _live(read_covered_portfolio(store, plan), day)
    return item.model_copy(update={"coverage": _coverage(drawn), "applications": len(live)})


def show_scenario(
    store: GraphStore,
    metamodel: Metamodel,
    wanted: str,
    today: dt.date,
    plan: PlanChoice | None = None,
) -> Scenario:
    """Return a plateau on its day, compared with the as-is.

    Args:
        store: The portfolio's.
        metamodel: The portfolio's.
        wanted: Id or name of the plateau.
        today: Where it starts from, if no as-is plateau says so.
        plan: Whose actions count; of the projects that lead to it where None.

    Raises:
        NotFoundError: There is no such plateau.
        ConfigError: It has no date.
    """
    facts = read_plateau_facts(store)
    plateau = facts.plateau(wanted)
    day, chosen = facts.day_of(plateau), plan or facts.plan_of(plateau)
    portfolio = read_covered_portfolio(store, chosen)
    since = min(_as_is(facts, today), day)
    drawn = capability_map(store, metamodel, MapRequest(day, chosen))
    return Scenario(
        id=plateau.id,
        name=plateau.name,
        category=as_text(plateau.values.get("category")),
        date=day,
        description=as_text(plateau.values.get("description")),
        plan=str(chosen),
        since=since,
        projects=_named(facts, facts.bringing.get(plateau.id, ())),
        leading=_named(facts, facts.leading_to(plateau)),
        coverage=_coverage(drawn),
        applications=len(_live(portfolio, day)),
        starting=_turns(portfolio, since, day, starts=True),
        stopping=_turns(portfolio, since, day, starts=False),
        map=drawn,
    )


def _as_is(facts: PlateauFacts, today: dt.date) -> dt.date:
    days = [
        on
        for plateau in facts.plateaus
        if as_text(plateau.values.get("category")) == PlateauCategory.AS_IS
        and (on := as_day(plateau.values.get("date"))) is not None
    ]
    return max(days, default=today)


def _live(portfolio: CoveredPortfolio, day: dt.date) -> list[str]:
    return [a for a in portfolio.applications if portfolio.intervals[a].holds(day)]


def _turns(
    portfolio: CoveredPortfolio, since: dt.date, until: dt.date, *, starts: bool
) -> tuple[Turn, ...]:
    found = []
    for application in portfolio.applications.values():
        interval = portfolio.intervals[application.id]
        on = interval.start if starts else interval.end
        if on is not None and since < on <= until:
            found.append(Turn(id=application.id, name=application.name, on=on))
    return tuple(sorted(found, key=lambda turn: (turn.on, by_name(turn))))


def _coverage(drawn: CapabilityMap) -> CoverageCount:
    by_level = {entry.name: entry.leaves for entry in drawn.legend if entry.name != _ASIDE}
    total = sum(by_level.values())
    lacking = sum(count for level, count in by_level.items() if level in _UNCOVERED)
    return CoverageCount(covered=total - lacking, total=total, by_level=by_level)


def _named(facts: PlateauFacts, projects: Iterable[str]) -> tuple[Named, ...]:
    return named(facts.projects.projects[project] for project in projects)
