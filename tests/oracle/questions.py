"""Questions about random portfolios, by event, and who answers them slowly and surely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact import (
    Change,
    DataChange,
    Outage,
    ProjectEvent,
    Retire,
    ScopeChange,
    TechnologyEnd,
)
from tests.oracle import chance as st
from tests.oracle.asked_projects import projects
from tests.oracle.change import change, changes
from tests.oracle.changed_data import changed_data, data_changes
from tests.oracle.changed_scopes import changed_scope, scope_changes
from tests.oracle.outage import outage, outages
from tests.oracle.portfolios import DAY, portfolio
from tests.oracle.project import project
from tests.oracle.retire import retire
from tests.oracle.technology import technology_end, technology_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archrepo.analysis.impact import Event
    from archrepo.domain.facts import NodeFact, RelationFact
    from tests.oracle.lines import Answer
    from tests.oracle.portfolios import Case

    Oracle = Callable[[Iterable[NodeFact], Iterable[RelationFact], Any], Answer]

ORACLES: dict[type[Event], Oracle] = {
    Retire: retire,
    Change: change,
    Outage: outage,
    ScopeChange: changed_scope,
    DataChange: changed_data,
    TechnologyEnd: technology_end,
    ProjectEvent: project,
}
"""Event → its oracle; each event that can be asked for has a row."""


def oracle_answer(case: Case) -> Answer:
    """Return what the oracle of the event says."""
    return ORACLES[type(case.event)](case.nodes, case.relations, case.event)


@st.composite
def retirements(draw: st.DrawFn) -> Case:
    """Draw an application to retire."""
    drawn = portfolio(draw)
    return drawn.asked(Retire(drawn.application(), DAY, drawn.plan))


QUESTIONS: dict[str, Callable[[], st.SearchStrategy[Case]]] = {
    "retire": retirements,
    "change": changes,
    "outage": outages,
    "scope": scope_changes,
    "data": data_changes,
    "technology": technology_ends,
    "project": projects,
}
"""Event → questions about it."""
