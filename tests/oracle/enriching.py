"""What portfolios hold besides, where the event asked for strikes a scope, data or a project."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from archrepo.domain.facts import NodeFact
from tests.oracle import chance as st
from tests.oracle.portfolios import CRUD, ITEMS, around, attributes, seldom

if TYPE_CHECKING:
    from tests.oracle.portfolios import Drawing

ACTIONS = st.sampled_from(
    ["CREATE", "MODIFY", "EXTEND", "REPLACE", "RETIRE", "MIGRATE", "ROLL_OUT", "WITHDRAW"]
)


def of_kind(drawing: Drawing, *kinds: str) -> list[str]:
    """Return the ids of what is drawn of some kinds."""
    return [i for i, node in drawing.nodes.items() if node.kind in kinds]


def at_least(drawing: Drawing, kind: str, prefix: str, least: int) -> list[str]:
    """Return the ids of a kind, after adding plain ones where there are too few."""
    ids = of_kind(drawing, kind)
    for n in range(len(ids), least):
        drawing.nodes[f"{prefix}{n}"] = NodeFact(kind, f"{prefix}{n}", {"name": f"{prefix}{n}"})
    return of_kind(drawing, kind)


def add_values(drawing: Drawing, kind: str, **strategies: st.SearchStrategy[object]) -> None:
    """Draw more attributes of every node of a kind."""
    for id_ in of_kind(drawing, kind):
        node = drawing.nodes[id_]
        values = {**node.values, **attributes(drawing.draw, **strategies)}
        drawing.nodes[id_] = NodeFact(kind, id_, values)


def add_around_scopes(drawing: Drawing) -> None:
    """Draw what scopes need, who passes through them, manages their domains, acts on them."""
    scopes, domains = of_kind(drawing, "Scope"), of_kind(drawing, "Domain")
    objects = at_least(drawing, "DataObject", "o", 1)
    add_values(drawing, "DataObject", personal=st.sampled_from([None, "NONE", "PERSONAL"]))
    drawing.links("NEEDS", scopes, objects, 5, dated=8)
    people = at_least(drawing, "Person", "h", drawing.draw(st.integers(0, 3)))
    manager = st.sampled_from(["DOMAIN_MANAGER", "DOMAIN_MANAGER", "ARCHITECT"])
    drawing.links("RESPONSIBLE_FOR", people, domains, 3, dated=8, role=manager)
    add_actions(drawing, scopes, 3)


def add_actions(drawing: Drawing, targets: list[str], most: int) -> None:
    """Draw what projects do to some."""
    drawing.links(
        "IMPACTS",
        of_kind(drawing, "Project"),
        targets,
        most,
        dated=0,
        action=ACTIONS,
        date=seldom(around(), 2),
        committed=st.sampled_from([None, True, False]),
    )


def add_around_data(drawing: Drawing) -> None:
    """Draw how data are classified, protected, passed on and used."""
    objects = at_least(drawing, "DataObject", "o", 1)
    applications = of_kind(drawing, "Application")
    parts = [*applications, *of_kind(drawing, "Module")]
    need = st.sampled_from([None, 0, 1, 3, 4])
    location = st.sampled_from([None, "EEA", "OUTSIDE"])
    for kind in ("Application", "Module"):
        add_values(drawing, kind, security_need_c=need, data_location=location)
    add_values(drawing, "DataObject", classification=st.sampled_from([None, "PUBLIC", "INTERNAL"]))
    for source, target in drawing.draw(st.lists(st.tuples(*_two_of(parts)), max_size=4)):
        add_flow(drawing, source, target, drawing.draw(st.sampled_from(objects)))
    add_values(
        drawing,
        "Flow",
        encrypted=st.sampled_from([None, True, False]),
        exposure=st.sampled_from([None, "INTERNAL", "PARTNER", "INTERNET"]),
    )
    drawing.links(
        "ACCESSES",
        parts,
        objects,
        5,
        dated=8,
        role=st.sampled_from([None, "MASTER", "MASTER", "CONSUMER"]),
        crud=seldom(CRUD, 2),
        stage=st.sampled_from([None, ("COLLECT",), ("USE",), ("COLLECT", "USE")]),
        purpose=st.sampled_from([None, "sales"]),
        legal_basis=st.sampled_from([None, "CONSENT"]),
        segments=seldom(ITEMS, 3),
    )


def add_flow(drawing: Drawing, source: str, target: str, data: str) -> None:
    """Draw a flow that carries an object."""
    flow = f"w{len(of_kind(drawing, 'Flow'))}"
    drawing.nodes[flow] = NodeFact("Flow", flow, {"name": flow})
    drawing.link("EMITS", source, flow, dated=0)
    drawing.link("FEEDS", flow, target, dated=0)
    drawing.link("CARRIES", flow, data, dated=8)


def add_chain(drawing: Drawing, start: str, data: str, **access: st.SearchStrategy[object]) -> None:
    """Draw one that keeps an object, and the flows by which it is passed on, mostly."""
    if drawing.draw(st.integers(0, 3)):
        drawing.link("ACCESSES", start, data, dated=0, **access)
    others = [app for app in of_kind(drawing, "Application") if app != start]
    chain = [start, *drawing.draw(st.permutations(others))[: drawing.draw(st.integers(0, 3))]]
    for source, target in itertools.pairwise(chain):
        add_flow(drawing, source, target, data)


def _two_of(parts: list[str]) -> list[st.SearchStrategy[str]]:
    return [st.sampled_from(parts)] * 2
