"""What is told of projects: lists, sheets and the dossier of whoever joins one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from archrepo.analysis.projects.collisions import list_collisions
from archrepo.analysis.projects.dossier import project_dossier
from archrepo.analysis.projects.listing import list_projects
from archrepo.analysis.projects.sheet import show_project
from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import NotFoundError
from tests.memory_store import MemoryStore

DAY = dt.date(2026, 12, 1)
METAMODEL = builtin_metamodel()


def node(kind: str, node_id: str, **values: Any) -> NodeFact:
    return NodeFact(kind, node_id, {"name": node_id.upper(), **values})


def link(name: str, start: NodeFact, end: NodeFact, **values: Any) -> RelationFact:
    key = relation_key(METAMODEL.relations[name], start.id, end.id, values)
    return RelationFact(name, key, start.kind, start.id, end.kind, end.id, values)


DOMAIN = node("Domain", "product")
SCOPE = node("Scope", "reference")
OLD = node("Application", "old", disposition="ELIMINATE")
NEW = node("Application", "new")
SHOP = node("Application", "shop")
FLOW = node("Flow", "f1")
SHEET = node("DataObject", "sheet", personal="PERSONAL")
PROGRAMME = node("Project", "programme", start=dt.date(2026, 1, 1))
MOVE = node(
    "Project",
    "move",
    status="BUILD",
    method="AGILE",
    start=dt.date(2026, 6, 1),
    end=dt.date(2027, 6, 30),
)
OTHER = node("Project", "other", status="BUILD", start=dt.date(2026, 3, 1))
DONE = node("Project", "done", status="DONE")
DIRECTOR = node("Person", "director", external=True)
SPONSOR = node("Person", "sponsor")
LEFT = node("Person", "left", left_on=dt.date(2026, 1, 1))
LIVE = node("Milestone", "live", date=dt.date(2026, 12, 11))
WAS = node("Milestone", "was", date=dt.date(2026, 11, 21))
BOARD = node("Organisation", "board")
CHOICE = node("Decision", "choice", status="PROPOSED", due=dt.date(2027, 1, 31))
NODES = [
    DOMAIN, SCOPE, OLD, NEW, SHOP, FLOW, SHEET, PROGRAMME, MOVE, OTHER, DONE, DIRECTOR, SPONSOR,
    LEFT, LIVE, WAS, BOARD, CHOICE,
]  # fmt: skip
RELATIONS = [
    link("CONTAINS", DOMAIN, SCOPE),
    link("COVERS", OLD, SCOPE),
    link("COVERS", NEW, SCOPE),
    link("EMITS", OLD, FLOW),
    link("FEEDS", FLOW, SHOP),
    link("CARRIES", FLOW, SHEET),
    link("CONTAINS", PROGRAMME, MOVE),
    link("CONTAINS", MOVE, LIVE),
    link("CONTAINS", MOVE, WAS),
    link("IMPACTS", MOVE, OLD, action="RETIRE", date=dt.date(2027, 3, 1)),
    link("IMPACTS", MOVE, NEW, action="CREATE"),
    link("IMPACTS", OTHER, OLD, action="MODIFY", date=dt.date(2027, 2, 1)),
    link("IMPACTS", DONE, OLD, action="MODIFY", date=dt.date(2026, 2, 1)),
    link("RESPONSIBLE_FOR", DIRECTOR, MOVE, role="PROJECT_DIRECTOR"),
    link("RESPONSIBLE_FOR", LEFT, MOVE, role="SPONSOR"),
    link("RESPONSIBLE_FOR", SPONSOR, PROGRAMME, role="SPONSOR"),
    link("DECIDES", CHOICE, OLD),
    link("TAKEN_BY", CHOICE, BOARD),
]


@pytest.fixture
def store() -> Any:
    return MemoryStore(METAMODEL, NODES, RELATIONS)


def test_projects_stand_below_their_programme(store: Any) -> None:
    listed = list_projects(store, DAY).projects
    assert [p.id for p in listed] == ["programme", "move", "other", "done"]
    move = listed[1]
    assert (move.programme, move.targets) == ("PROGRAMME", 2)
    assert move.director is not None
    assert (move.director.name, move.director.external) == ("DIRECTOR", True)
    assert move.next_milestone is not None
    assert (move.next_milestone.id, move.next_milestone.days) == ("live", 10)


def test_a_sheet_dates_what_has_no_date_by_the_end_of_the_project(store: Any) -> None:
    sheet = show_project(store, "MOVE", DAY)
    assert [(a.action, a.target.id, a.on, a.dated) for a in sheet.actions] == [
        ("RETIRE", "old", dt.date(2027, 3, 1), True),
        ("CREATE", "new", dt.date(2027, 6, 30), False),
    ]
    assert [m.days for m in sheet.milestones] == [-10, 10]
    assert [p.id for p in sheet.people] == ["director"]


def test_a_programme_does_what_its_projects_do(store: Any) -> None:
    sheet = show_project(store, "programme", DAY)
    assert [part.id for part in sheet.parts] == ["move"]
    assert {action.project for action in sheet.actions} == {"move"}


def test_an_unknown_project_is_told_with_the_nearest(store: Any) -> None:
    with pytest.raises(NotFoundError) as caught:
        show_project(store, "mov", DAY)
    assert "move" in (caught.value.hint or "").lower()


def test_a_dossier_tells_what_is_around(store: Any) -> None:
    dossier = project_dossier(store, "move", DAY)
    assert [(a.id, a.place) for a in dossier.applications] == [
        ("new", "acted-on"),
        ("old", "acted-on"),
        ("shop", "neighbour"),
    ]
    assert [(s.id, s.place) for s in dossier.scopes] == [("reference", ("PRODUCT",))]
    assert [r.name for r in dossier.scopes[0].covered_by] == ["NEW", "OLD"]
    assert [(f.id, [t.id for t in f.targets]) for f in dossier.flows] == [("f1", ["shop"])]
    assert [d.id for d in dossier.data] == ["sheet"]
    assert [domain.id for domain in dossier.domains] == ["product"]
    assert [p.id for p in dossier.behind] == ["sponsor"]


def test_a_project_that_is_over_is_no_neighbour(store: Any) -> None:
    dossier = project_dossier(store, "move", DAY)
    assert [(n.project.id, [t.id for t in n.same_targets]) for n in dossier.neighbours] == [
        ("other", ["old"])
    ]


def test_what_goes_is_legacy_by_every_reason(store: Any) -> None:
    (entry,) = project_dossier(store, "move", DAY).legacy
    assert [(r.code, r.on) for r in entry.reasons] == [
        ("eliminate", None),
        ("retired", dt.date(2027, 3, 1)),
    ]


def test_questions_come_from_gaps_and_name_whom_to_ask(store: Any) -> None:
    asked = project_dossier(store, "move", DAY).questions
    keys = [question.key for question in asked]
    assert keys[:6] == ["successor", "same-target", "decision", "undated", "masterless", "personal"]
    assert len(asked) == 10
    whom = {question.key: [p.id for p in question.whom] for question in asked}
    assert whom["decision"] == ["board"]
    assert whom["successor"] == ["sponsor"]


def test_a_gap_that_is_filled_asks_nothing(store: Any) -> None:
    store.relations += [
        link("REPLACED_BY", OLD, NEW),
        link("ACCESSES", NEW, SHEET, role="MASTER"),
    ]
    keys = {question.key for question in project_dossier(store, "move", DAY).questions}
    assert not keys & {"successor", "masterless"}


def test_data_mastered_far_from_the_project_has_a_master(store: Any) -> None:
    far = node("Application", "far")
    store.nodes.append(far)
    store.relations.append(link("ACCESSES", far, SHEET, role="MASTER"))
    dossier = project_dossier(store, "move", DAY)
    assert [[m.id for m in d.masters] for d in dossier.data if d.id == "sheet"] == [["far"]]
    assert "masterless" not in {question.key for question in dossier.questions}


def test_projects_collide_where_their_windows_meet(store: Any) -> None:
    (found,) = list_collisions(store, DAY).collisions
    assert (found.target.id, found.first.id, found.second.id) == ("old", "move", "other")
    assert (found.first_action, found.second_action) == ("RETIRE", "MODIFY")
    assert (found.start, found.end) == (dt.date(2026, 6, 1), dt.date(2027, 2, 1))
    assert list_collisions(store, DAY, "programme").collisions == (found,)


@pytest.mark.parametrize(
    ("start", "end", "collides"),
    [
        (dt.date(2027, 3, 1), None, False),  # the day on which the other retires it
        (dt.date(2027, 2, 28), None, True),
        (dt.date(2027, 2, 28), dt.date(2027, 2, 28), True),  # a day's work
    ],
)
def test_projects_that_follow_each_other_do_not_collide(
    store: Any, start: dt.date, end: dt.date | None, collides: bool
) -> None:
    fix = node("Project", "fix", start=start, end=end)
    store.nodes.append(fix)
    store.relations.append(link("IMPACTS", fix, OLD, action="MODIFY"))
    found = list_collisions(store, DAY, "fix").collisions
    assert [(c.first.id, c.second.id) for c in found] == [("fix", "move")] * collides


def test_a_collision_that_is_past_is_none(store: Any) -> None:
    assert list_collisions(store, dt.date(2027, 1, 31)).collisions
    assert not list_collisions(store, dt.date(2027, 2, 1)).collisions


def test_a_programme_does_not_collide_with_its_own(store: Any) -> None:
    store.relations.append(link("CONTAINS", PROGRAMME, OTHER))
    store.relations.append(link("IMPACTS", PROGRAMME, OLD, action="EXTEND"))
    among = list_collisions(store, DAY).collisions
    assert "programme" not in {c.first.id for c in among} | {c.second.id for c in among}
