"""Questions about projects: on time, late or given up, with all that hangs on them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.impact import ProjectEvent
from archrepo.domain.facts import NodeFact
from tests.oracle import chance as st
from tests.oracle.enriching import add_actions, add_values, at_least, of_kind
from tests.oracle.portfolios import DAY, around, portfolio, seldom

if TYPE_CHECKING:
    from tests.oracle.portfolios import Case, Drawing

STATUS = st.sampled_from([None, "FRAMING", "BUILD", "BUILD", "DONE", "STOPPED"])


@st.composite
def projects(draw: st.DrawFn) -> Case:
    """Draw a project with much to do, and who waits for it."""
    drawn = portfolio(draw)
    drawing = drawn.drawing
    others = of_kind(drawing, "Project")
    drawing.nodes["pp"] = NodeFact("Project", "pp", {"name": "pp"})
    more = drawing.add("Project", "q", 0, 3, status=STATUS)
    add_values(
        drawing,
        "Project",
        start=seldom(around(-30, 0, 1, 30), 2),
        end=seldom(around(-1, 0, 1, 30), 2),
    )
    if draw(st.booleans()):
        drawing.tree([*more, "pp"] if draw(st.booleans()) else ["pp", *more])
    _waiting(drawing, [*others, "pp", *more])
    _what_it_does(drawing)
    _what_it_answers(drawing)
    _who_supplies(drawing)
    _what_it_replaces(drawing, drawn.applications)
    cancel = draw(st.sampled_from([False, False, False, True]))
    slip = 0 if cancel else draw(st.sampled_from([30, 90, 3, 1, 0]))
    return drawn.asked(ProjectEvent("pp", DAY, drawn.plan, slip, cancel))


def _waiting(drawing: Drawing, all_of_them: list[str]) -> None:
    """Draw milestones, and who waits for whom with what lag."""
    milestones = drawing.add("Milestone", "k", 0, 2, date=seldom(around(-1, 0, 1, 30), 2))
    for milestone in milestones:
        drawing.link("CONTAINS", drawing.draw(st.sampled_from(["pp", *all_of_them])), milestone)
    lag = st.sampled_from([None, 0, 5, 30, 60])
    awaited = ["pp", "pp", *all_of_them, *milestones]
    drawing.links("DEPENDS_ON", all_of_them, awaited, 5, dated=8, lag_days=lag)


def _what_it_does(drawing: Drawing) -> None:
    applications = of_kind(drawing, "Application")
    at_least(drawing, "DataObject", "o", 1)
    add_values(
        drawing,
        "Application",
        disposition=seldom(st.sampled_from(["ELIMINATE", "INVEST"]), 3),
        contract_end=seldom(around(-1, 0, 1, 30), 2),
    )
    add_values(drawing, "Technology", vendor_support_end=seldom(around(-1, 0, 1, 30), 2))
    kinds = ("Scope", "DataObject", "Technology", "Flow")
    own = [*applications * 3, *of_kind(drawing, *kinds)]
    targets = drawing.draw(st.lists(st.sampled_from(own), min_size=1, max_size=4))
    for target in targets:
        _act(drawing, "pp", target)
    add_actions(drawing, [*targets, *applications], 3)


def _what_it_answers(drawing: Drawing) -> None:
    needs = drawing.add(
        "Need",
        "n",
        0,
        2,
        status=st.sampled_from([None, "RAISED", "DONE", "REJECTED"]),
        priority=st.sampled_from([None, "HIGH", "MUST"]),
    )
    answering = ["pp", "pp", *of_kind(drawing, "Project")]
    drawing.links("ANSWERS", answering, needs, 3, dated=8)


def _who_supplies(drawing: Drawing) -> None:
    providers = drawing.add("Provider", "x", 0, 1)
    supplied = of_kind(drawing, "Application", "Technology")
    ends = seldom(around(-1, 0, 1, 30), 2)
    drawing.links("SUPPLIES", providers, supplied, 3, dated=4, contract_end=ends)


def _act(drawing: Drawing, project: str, target: str, action: str | None = None) -> None:
    actions = ["RETIRE", "CREATE", "MODIFY", "REPLACE", "EXTEND", "MIGRATE", "ROLL_OUT"]
    drawing.link(
        "IMPACTS",
        project,
        target,
        dated=0,
        action=st.just(action) if action else st.sampled_from(actions),
        date=seldom(around(-1, 0, 1, 2, 30), 2),
        committed=st.sampled_from([None, True, False]),
    )


def _what_it_replaces(drawing: Drawing, applications: list[str]) -> None:
    """Draw what it brings in the place of something that ends anyway, mostly."""
    if len(applications) < 2 or not drawing.draw(st.integers(0, 3)):
        return
    new, old = drawing.draw(st.permutations(applications))[:2]
    _act(drawing, "pp", new, "CREATE")
    drawing.link("REPLACED_BY", old, new, dated=0)
    for scope in of_kind(drawing, "Scope")[-2:]:
        drawing.link("COVERS", new, scope, dated=0)
        drawing.link("COVERS", old, scope, dated=0)
    if drawing.draw(st.booleans()):
        node = drawing.nodes[old]
        ends = DAY + dt.timedelta(days=drawing.draw(st.sampled_from([0, 1, 30])))
        drawing.nodes[old] = NodeFact("Application", old, {**node.values, "retired": ends})
