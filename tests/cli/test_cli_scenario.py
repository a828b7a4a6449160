"""`scenario list`, `show` and `diff`: what the architecture is to become."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.portfolio import Portfolio

if TYPE_CHECKING:
    from pathlib import Path

# A shop (a1) covers the only scope; project p retires it for a2 by the target; the alternative
# keeps it.
FACTS: list[dict[str, Any]] = [
    {"kind": "Domain", "id": "d", "name": "Sales"},
    {"kind": "Scope", "id": "s", "name": "Selling"},
    {"kind": "Application", "id": "a1", "name": "Old shop", "active": "2020-01-01"},
    {"kind": "Application", "id": "a2", "name": "New shop"},
    {"kind": "Project", "id": "p", "name": "New shop project", "status": "FRAMING"},
    {"kind": "Plateau", "id": "now", "name": "Now", "category": "AS_IS", "date": "2026-11-01"},
    {"kind": "Plateau", "id": "goal", "name": "Goal", "category": "TARGET", "date": "2028-06-30"},
    {"kind": "Plateau", "id": "keep", "name": "Keep", "category": "ALTERNATIVE",
     "date": "2028-06-30"},
    {"kind": "Plateau", "id": "some-day", "name": "Some day"},
    {"type": "CONTAINS", "from": "d", "to": "s"},
    {"type": "COVERS", "from": "a1", "to": "s", "level": "FULL"},
    {"type": "COVERS", "from": "a2", "to": "s", "level": "PARTIAL"},
    {"type": "AT", "from": "p", "to": "goal"},
    {"type": "IMPACTS", "from": "p", "to": "a1", "action": "RETIRE", "date": "2028-01-01"},
    {"type": "IMPACTS", "from": "p", "to": "a2", "action": "CREATE", "date": "2027-12-01"},
]  # fmt: skip


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "planned"
    with Portfolio.create(folder) as portfolio:
        portfolio.plan(FACTS).apply()
    monkeypatch.chdir(folder)
    return folder


def test_each_plateau_stands_under_what_leads_to_it(planned: Path, run: Any) -> None:
    found = json.loads(run("scenario", "list", "--json").stdout)["scenarios"]
    told = {s["id"]: (s.get("coverage") or {}).get("by_level") for s in found}
    assert told["now"]["FULL"] == 1
    assert told["goal"]["PARTIAL"] == 1
    assert told["keep"]["FULL"] == 1
    assert told["some-day"] is None
    assert [s["id"] for s in found] == ["now", "goal", "keep", "some-day"]


def test_a_difference_names_its_plateaus(planned: Path, run: Any) -> None:
    assert "Now (2026-11-01) → Goal (2028-06-30)" in run("scenario", "diff", "now", "goal").stdout
    french = run("scenario", "diff", "now", "goal", "--lang", "fr").stdout
    assert "Now (01/11/2026) → Goal (30/06/2028)" in french


def test_a_plateau_tells_what_starts_and_stops_since_the_as_is(planned: Path, run: Any) -> None:
    found = json.loads(run("scenario", "show", "goal", "--json").stdout)
    assert found["plan"] == "p"
    assert [(t["id"], t["on"]) for t in found["starting"]] == [("a2", "2027-12-01")]
    assert [(t["id"], t["on"]) for t in found["stopping"]] == [("a1", "2028-01-01")]


def test_a_plan_that_is_asked_for_wins(planned: Path, run: Any) -> None:
    found = json.loads(run("scenario", "show", "goal", "--plan", "none", "--json").stdout)
    assert (found["starting"], found["stopping"]) == ([], [])


def test_two_plateaus_differ_by_what_their_projects_do(planned: Path, run: Any) -> None:
    done = run("scenario", "diff", "now", "goal", "--json")
    changes = {(c["kind"], c["id"]): c["sign"] for c in json.loads(done.stdout)["changes"]}
    assert changes["Scope", "s"] == "WORSE"
    assert changes["Application", "a1"] == "REMOVED"


def test_a_plateau_is_drawn_as_a_map(planned: Path, run: Any) -> None:
    assert run("scenario", "show", "goal", "-o", "goal.svg").exit_code == 0
    drawn = (planned / "goal.svg").read_text(encoding="utf-8")
    assert "New shop" in drawn
    assert "<title>Goal (application coverage)</title>" in drawn
    assert "projects: New shop project<" in drawn


def test_two_plateaus_side_by_side_stand_under_their_names(planned: Path, run: Any) -> None:
    asked = ("scenario", "diff", "now", "goal", "--side-by-side", "--lang", "fr")
    assert run(*asked, "-o", "both.svg").exit_code == 0
    drawn = (planned / "both.svg").read_text(encoding="utf-8")
    assert ">Now (01/11/2026) · 1 domaine" in drawn
    assert ">Goal (30/06/2028) · 1 domaine" in drawn


def test_a_plateau_without_a_date_says_how_to_give_one(planned: Path, run: Any) -> None:
    done = run("scenario", "show", "some day")
    assert done.exit_code == 2
    assert "has no date" in done.stderr
    assert "archrepo set some-day date=" in done.stderr


def test_an_unknown_plateau_suggests_the_nearest(planned: Path, run: Any) -> None:
    done = run("scenario", "diff", "now", "gaol")
    assert done.exit_code == 3
    assert "'goal'" in done.stderr
