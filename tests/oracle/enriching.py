"""What portfolios hold besides, where the event asked for strikes a scope, data or a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from archrepo.domain.facts import NodeFact
from tests.oracle.portfolios import around, attributes, seldom

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
