"""Legacy, obsolescence and TIME, on portfolios as small as they can be."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archrepo.analysis.legacy import legacy
from archrepo.analysis.legacy.order import way_out
from archrepo.analysis.obsolescence import obsolescence
from archrepo.analysis.situation import Situation
from archrepo.analysis.time_chart import time_chart
from archrepo.domain.validity import PlanChoice
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder

DAY = dt.date(2026, 12, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def situation(made: Builder, domain: str | None = None) -> Situation:
    return Situation.read(made.store(), DAY, PlanChoice(), domain)


@pytest.fixture
def made() -> Builder:
    """Return two applications to go, the second fed by the first, and one to stay."""
    made = Builder()
    made.node("Domain", "sales", "Sales")
    made.node("Scope", "quotes", "Quotes")
    made.relate("CONTAINS", "sales", "quotes")
    made.node("DataObject", "order", "Order")
    for name, disposition, cost in (
        ("a", "ELIMINATE", 10.0),
        ("b", "ELIMINATE", 20.0),
        ("c", "INVEST", 40.0),
    ):
        made.node(
            "Application", name, name.upper(), disposition=disposition, run_cost=cost,
            currency="EUR", functional_fit="PERFECT", technical_fit="UNREASONABLE",
        )  # fmt: skip
    made.relate("COVERS", "c", "quotes", level="FULL")
    made.node("Flow", "f", "Orders")
    made.relate("EMITS", "a", "f")
    made.relate("FEEDS", "f", "b")
    made.relate("CARRIES", "f", "order")
    made.node("Organisation", "it", "IT")
    made.relate("PAYS", "it", "a")
    made.relate("PAYS", "it", "b", share=50.0)
    return made


def test_what_still_needs_an_application_goes_first(made: Builder) -> None:
    found = {a.id: a for a in legacy(situation(made)).applications}
    assert found.keys() == {"a", "b"}
    assert [(b.node, b.effect) for b in found["a"].blockers] == [("b", "INPUT_LOST")]
    assert (found["b"].step, found["a"].step) == (1, 2)
    assert [w.id for w in found["a"].waits_for] == ["b"]


def test_sums_count_each_application_once(made: Builder) -> None:
    made.node("Technology", "db", "DB 9", vendor_support_end=day("2020-01-01"))
    made.relate("USES_TECH", "a", "db")
    total = legacy(situation(made)).total
    assert (total.applications, total.legacy) == (3, 2)
    assert (total.run_cost, total.legacy_cost) == (70.0, 30.0)
    assert total.cost_by_reason == {"ELIMINATE": 30.0, "UNSUPPORTED": 10.0}


def test_payers_bear_their_share_and_the_rest_is_nobodys(made: Builder) -> None:
    paid = {p.id: (p.run, p.legacy) for p in legacy(situation(made)).payers}
    assert paid == {"it": (20.0, 20.0), None: (50.0, 10.0)}


def test_a_need_without_project_and_a_project_without_need(made: Builder) -> None:
    made.node("Need", "asked", "Asked for", status="RAISED")
    made.node("Need", "met", "Met", status="PLANNED")
    made.node("Project", "doing", "Doing", status="BUILD")
    made.node("Project", "idle", "For nothing", status="BUILD")
    made.relate("ANSWERS", "doing", "met")
    found = legacy(situation(made))
    assert [n.id for n in found.needs] == ["asked"]
    assert [p.id for p in found.projects] == ["idle"]


graphs = st.integers(1, 7).flatmap(
    lambda n: st.lists(
        st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda e: e[0] != e[1]),
        unique=True,
    ).map(lambda edges: {str(i): {str(b) for a, b in edges if a == i} for i in range(n)})
)


@settings(max_examples=80, deadline=None)
@given(graphs)
def test_the_way_out_is_an_order(needed_by: dict[str, set[str]]) -> None:
    places = way_out(needed_by)

    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            for following in needed_by[waiting.pop()] - seen:
                seen.add(following)
                waiting.append(following)
        return seen

    for one, first in needed_by.items():
        assert places[one].together == (one in reaches(one))
        for other in first:
            circle = one in reaches(other)
            assert circle == (places[one].step == places[other].step)
            assert circle or places[other].step < places[one].step
    steps = sorted({place.step for place in places.values()})
    assert steps[0] == 1
    assert all(b == a + 1 for a, b in pairwise(steps))


def test_the_vendors_end_and_ours_stand_apart(made: Builder) -> None:
    made.node(
        "Technology",
        "db",
        "DB",
        vendor_support_end=day("2027-03-01"),
        our_withdrawal=day("2027-05-01"),
    )
    made.relate("USES_TECH", "c", "db")
    found = obsolescence(situation(made))
    (technology,) = found.technologies
    assert (technology.vendor, technology.late) == ("ENDS_SOON", 61)
    (scope,) = found.scopes
    assert (scope.some_from, scope.all_from) == (day("2027-03-01"), day("2027-03-01"))
    assert scope.ours_first == day("2027-05-01")
    assert [a.id for a in scope.by] == ["c"]


def test_a_scope_is_all_out_of_support_only_when_every_carrier_is(made: Builder) -> None:
    made.node("Technology", "db", "DB", vendor_support_end=day("2020-03-01"))
    made.relate("USES_TECH", "c", "db")
    made.relate("COVERS", "a", "quotes", level="FULL")
    (scope,) = obsolescence(situation(made)).scopes
    assert scope.some_from == day("2020-03-01")
    assert scope.all_from is None


def test_the_fits_say_what_was_not_declared(made: Builder) -> None:
    found = time_chart(situation(made))
    assert {p.quadrant for p in found.points} == {"MIGRATE"}
    assert [p.id for p in found.points if p.differs] == ["c", "b", "a"]


def test_the_chart_says_what_shades_sizes_and_dashes_mean(made: Builder) -> None:
    drawn = str(render(time_chart(situation(made)), "svg", View(lang="en")))
    said = " ".join(ET.fromstring(drawn).itertext())
    assert "committed projects · 3 applications" in said
    assert "users not stated" in said
    assert "area: run cost · dashed: declared otherwise" in said


def test_a_long_title_takes_lines_and_the_chart_stands_below_them(made: Builder) -> None:
    found = time_chart(situation(made))
    name = "Relation client, fidélité, animation commerciale et connaissance des foyers"
    long = found.model_copy(update={"domain_name": name})
    svg = "{http://www.w3.org/2000/svg}"
    usual, drawn = (ET.fromstring(str(render(one, "svg", View()))) for one in (found, long))
    title = [t for t in drawn.iter(f"{svg}text") if t.get("font-size") == "20"]
    assert len(title) > 1
    assert " ".join(str(t.text) for t in title).endswith(name)
    lower = float(str(drawn.get("height"))) - float(str(usual.get("height")))
    assert lower == float(str(title[-1].get("y"))) - float(str(title[0].get("y")))
    assert f"translate(0 {lower:.0f})" in [g.get("transform") for g in drawn.iter(f"{svg}g")]


@pytest.mark.parametrize("name", ["<b>&x</b>", 'a"b', "\x00\u202eevil", "é" * 200])
def test_any_name_makes_a_sound_picture(made: Builder, name: str) -> None:
    made.node(
        "Application", "z", name, functional_fit="PERFECT", technical_fit="ADEQUATE", run_cost=1e9
    )
    drawn = str(render(time_chart(situation(made)), "svg", View()))
    root: Any = ET.fromstring(drawn)
    assert len(root.findall(".//{http://www.w3.org/2000/svg}circle")) == 4


def test_bubbles_stay_in_their_field_and_apart() -> None:
    made = Builder()
    for n in range(60):
        made.node(
            "Application", f"a{n}", functional_fit="PERFECT", technical_fit="ADEQUATE",
            run_cost=float(n * n + 1),
        )  # fmt: skip
    drawn = str(render(time_chart(situation(made)), "svg", View()))
    root: Any = ET.fromstring(drawn)
    circles = [
        tuple(float(c.get(key)) for key in ("cx", "cy", "r"))
        for c in root.findall(".//{http://www.w3.org/2000/svg}circle")
    ]
    for n, (x, y, r) in enumerate(circles):
        for other_x, other_y, other_r in circles[n + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (r + other_r - 0.2) ** 2


def test_bubbles_of_one_size_are_numbered_from_left_to_right_by_name() -> None:
    made = Builder()
    for identifier, name in (("a", "Zenith"), ("b", "atlas")):
        made.node(
            "Application", identifier, name, functional_fit="PERFECT", technical_fit="ADEQUATE"
        )
    root: Any = ET.fromstring(str(render(time_chart(situation(made)), "svg", View())))
    svg = "{http://www.w3.org/2000/svg}"
    left = {id: root.find(f".//{svg}g[@id='{id}']/{svg}circle").get("cx") for id in ("a", "b")}
    assert float(left["b"]) < float(left["a"])


def test_the_key_writes_names_whole_and_of_very_many_applications_names_the_dearest() -> None:
    made = Builder()
    for n in range(200):
        name = f"Application of number {n} with a name that takes two lines"
        made.node(
            "Application", f"a{n:03}", name,
            functional_fit="PERFECT", technical_fit="ADEQUATE", run_cost=float(n),
        )  # fmt: skip
    drawn = str(render(time_chart(situation(made)), "svg", View()))
    root: Any = ET.fromstring(drawn)
    svg = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{svg}circle")) == 200
    key = [t for t in root.iter(f"{svg}text") if t.get("font-size") == "10.5"]
    numbers = [t.text for t in key if (t.text or "").isdigit()]
    named = len(numbers)
    assert numbers == [str(n) for n in range(1, named + 1)]
    assert named < 200
    said = " ".join(t.text for t in key if not (t.text or "").isdigit())
    for n in range(200):
        whole = f"Application of number {n} with a name that takes two lines"
        assert (whole in said) == (n >= 200 - named)
    assert f"named: the {named} dearest" in " ".join(root.itertext())
    assert max(float(t.get("y")) for t in key) < float(root.get("height"))
