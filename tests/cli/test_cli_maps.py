"""`map`: every picture from the command line, what it refuses, and states of the past compared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from archrepo.portfolio import Portfolio

pytestmark = pytest.mark.usefixtures("portfolio_folder")


@pytest.mark.parametrize(
    "words",
    [
        ("capability", "--heat", "obsolescence"),
        ("capability", "--heat", "violations"),
        ("compare", "--to", "2027-06-30"),
        ("board", "--to", "2027-06-30"),
        ("landscape",),
        ("flows", "pim1"),
        ("data", "product-sheet"),
        ("roadmap",),
    ],
)
def test_every_picture_answers_and_draws(run, words: tuple[str, ...], tmp_path: Path) -> None:
    said = run("map", *words, "--at", "2026-12-01")
    assert (said.exit_code, said.stderr) == (0, "")
    assert max(map(len, said.stdout.splitlines())) <= 80
    file = tmp_path / "drawn.svg"
    drawn = run("map", *words, "--at", "2026-12-01", "--theme", "dark", "-o", str(file))
    assert drawn.exit_code == 0, drawn.stderr
    assert file.read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_roadmap_of_the_first_and_last_days_that_can_be_written(
    run, day: str, tmp_path: Path
) -> None:
    drawn = run("map", "roadmap", "--at", day, "-o", str(tmp_path / "drawn.svg"))
    assert drawn.exit_code == 0, drawn.stderr


def test_an_impact_report_is_laid_over_the_map(run) -> None:
    report = run("impact", "retire", "pim1", "--at", "2026-12-31", "--json").stdout
    done = run("map", "capability", "--heat", "impact", "--report", "-", input=report)
    assert done.stdout.startswith("Retiring PIM1")
    assert "Where it starts: 0" not in done.stdout  # it is an application, no leaf
    assert "2026-12-31" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (("capability", "--heat", "coverrage"), 2, "coverage"),
        (("capability", "--heat", "impact"), 2, "--report"),
        (("flows", "pim"), 3, "pim1"),
        (("journey", "none"), 3, "journey"),
        (("board",), 2, "--to"),
        (("compare", "--batch", "none"), 3, "history"),
    ],
)
def test_what_is_refused_says_what_to_do(run, words: tuple[str, ...], code: int, hint: str) -> None:
    done = run("map", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert hint in done.stderr


def test_a_state_of_the_past_is_compared(run, tmp_path: Path) -> None:
    batch = json.loads(run("history", "--json").stdout)[0]["id"]
    backup = tmp_path / "before.backup"
    assert run("db", "backup", str(backup)).exit_code == 0
    assert run("unlink", "dam", "COVERS", "s2", "--yes").exit_code == 0
    for state in (("--batch", batch), ("--backup", str(backup))):
        told = run("map", "compare", "--at", "2026-12-01", *state, "--json")
        assert told.exit_code == 0, told.stderr
        (change,) = (c for c in json.loads(told.stdout)["changes"] if c["kind"] == "Application")
        assert (change["id"], change["sign"]) == ("dam", "REMOVED")
        said = run("map", "compare", "--at", "2026-12-01", *state).stdout
        assert "(committed projects) as it stands now" in " ".join(said.split())


def test_a_comparison_with_nothing_to_compare_with_is_refused(run) -> None:
    told = run("map", "compare")
    assert told.exit_code == 2
    assert "--to DATE" in told.stderr


def test_a_landscape_tells_how_to_see_who_stands_in_no_group(run, tmp_path, monkeypatch) -> None:
    facts = [
        *({"kind": "Application", "id": one, "name": one.upper()} for one in ("a", "b")),
        {"kind": "Flow", "id": "f", "name": "F"},
        {"type": "EMITS", "from": "a", "to": "f"},
        {"type": "FEEDS", "from": "f", "to": "b"},
    ]
    with Portfolio.create(tmp_path / "loose") as portfolio:
        portfolio.plan(facts).apply()
    monkeypatch.chdir(tmp_path / "loose")
    folded = run("map", "landscape").stdout
    assert "2 applications stand in no group: --expand '~nowhere'" in " ".join(folded.split())
    drawn = run("map", "landscape", "--expand", "~nowhere", "--format", "dot").stdout
    assert "stand in no group" not in drawn
    assert drawn.count(" -> ") == 1


def test_what_costs_the_same_is_of_the_same_class_in_both_states(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts: list[dict[str, object]] = [{"kind": "Domain", "id": "d", "name": "Sales"}]
    for n, cost in enumerate((10, 20, 30, 40, 500, 600, 700, 800)):
        end = {"retired": "2027-01-01"} if cost >= 500 else {}
        facts += [
            {"kind": "Scope", "id": f"s{n}", "name": f"Scope {n}"},
            {"type": "CONTAINS", "from": "d", "to": f"s{n}"},
            {"kind": "Application", "id": f"a{n}", "name": f"App {n}", "run_cost": cost, **end},
            {"type": "COVERS", "from": f"a{n}", "to": f"s{n}", "level": "FULL"},
        ]
    with Portfolio.create(tmp_path / "costly") as portfolio:
        portfolio.plan(facts).apply()
    monkeypatch.chdir(tmp_path / "costly")
    days = ("--at", "2026-12-01", "--to", "2028-01-01", "--heat", "cost")
    page = run("map", "board", *days).stdout
    assert "figure: run cost a year" in page
    assert "2.7k" in page  # what the domain costs before, rather than how many scopes do well
    assert "4/8" not in page
    asked = ("map", "compare", *days)
    told = json.loads(run(*asked, "--json").stdout)
    assert {c["id"] for c in told["changes"] if c["kind"] == "Scope"} == {"s4", "s5", "s6", "s7"}
    assert told["merged"]["scale"] == [30, 500, 700]


def crowd(folder: Path, domains: int, leaves: int) -> None:
    """Make a portfolio of domains with ten groups of so many leaves each."""
    facts: list[dict[str, object]] = []
    for d in range(domains):
        facts.append({"kind": "Domain", "id": f"d{d}", "name": f"Domain {d}"})
        for g in range(10):
            facts.append({"kind": "Scope", "id": f"d{d}g{g}", "name": f"Group {g}"})
            facts.append({"type": "CONTAINS", "from": f"d{d}", "to": f"d{d}g{g}"})
            for s in range(leaves):
                facts.append({"kind": "Scope", "id": f"d{d}g{g}s{s}", "name": f"Leaf {s}"})
                facts.append({"type": "CONTAINS", "from": f"d{d}g{g}", "to": f"d{d}g{g}s{s}"})
    with Portfolio.create(folder) as portfolio:
        portfolio.plan(facts).apply()


def test_a_map_too_large_to_be_read_says_how_to_get_one_that_is(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(tmp_path / "crowded", 12, 20)
    monkeypatch.chdir(tmp_path / "crowded")
    for command in (("map", "capability"), ("map", "compare", "--to", "2030-01-01")):
        said = run(*command, "--format", "dot").stderr
        assert said.startswith("Warning: 2532 boxes are too many for one picture")
        folded = "--depth 1 or --domain ID" if "capability" in command else "Hint: --domain ID"
        assert f"{folded} draws one that reads at a glance" in said  # comparisons fold nothing
        assert "--format pdf" in said
        assert "archrepo site" in said
    french = run("map", "capability", "--format", "dot", "--lang", "fr").stderr
    assert french.startswith("Attention\u00a0: 2532 cases sont trop pour une image")
    assert "Conseil\u00a0: --depth 1 ou --domain ID" in french
    assert run("map", "capability", "--depth", "1", "--format", "dot").stderr == ""
    assert run("map", "capability", "--format", "json").stderr == ""
    assert run("map", "capability", "--format", "dot", "--quiet").stderr == ""


def test_a_map_that_does_not_read_on_the_page_asked_for_says_so(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(tmp_path / "crowded", 1, 45)
    monkeypatch.chdir(tmp_path / "crowded")
    asked = ("map", "capability", "--format", "dot", "--size")
    shortened = run(*asked, "a3").stderr
    assert shortened.startswith(
        "Note: names may be shortened to be read on one page of the size a3"
    )
    said = run(*asked, "slide").stderr
    assert said.startswith("Warning: 461 boxes cannot be read on one page of the size slide")


def test_two_maps_side_by_side_that_do_not_read_on_the_page_asked_for_say_so(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(tmp_path / "crowded", 1, 20)
    monkeypatch.chdir(tmp_path / "crowded")
    asked = ("map", "compare", "--to", "2030-01-01", "--format", "dot", "--size")
    sides = (*asked, "a3", "--side-by-side")
    assert run(*asked, "a3").stderr == ""
    both = run(*sides)
    assert both.stderr.startswith(
        "Note: names may be shortened to be read on one page of the size a3"
    )
    assert "names shortened" in both.stdout
    small = run(*asked, "slide", "--side-by-side").stderr
    assert "cannot be read on one page of the size slide" in small
    assert "'archrepo map board' both on a slide" in small
    assert "--depth" not in small


def test_flows_of_many_parties_are_told_to_be_drawn_nearer(
    run, portfolio_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archrepo.render.flows.flow_columns._MOST_IN_COLUMN", 1)
    asked = ("map", "flows", "pim1", "--format", "dot", "--hops")
    done = run(*asked, "99")
    assert "are much for one picture" in done.stderr
    (fewer,) = re.findall(r"--hops (\d+) draws fewer", done.stderr)
    assert run(*asked, int(fewer) + 1).stdout.count(" -> ") == done.stdout.count(" -> ")
    assert run(*asked, fewer).stdout.count(" -> ") < done.stdout.count(" -> ")


def test_a_large_impact_is_told_to_be_drawn_in_part(
    run, portfolio_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("map", "impact", "retire", "pim1", "--at", "2026-12-31", "--format", "dot")
    assert run(*asked).stderr == ""
    monkeypatch.setattr("archrepo.render.impact_graph.bundles.MOST_BOXES", 2)
    monkeypatch.setattr("archrepo.render.impact_graph.bundles._MOST_BUNDLES", 1)
    done = run(*asked)
    assert "Note: " in done.stderr
    assert "--severity, --depth or --domain" in done.stderr
    assert "--" not in "".join(line for line in done.stdout.splitlines() if "struck alike" in line)


def test_an_object_exchanged_by_many_is_told_to_be_drawn_in_part(
    run, portfolio_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("map", "data", "product-sheet", "--format", "dot")
    whole = run(*asked)
    assert whole.stderr == ""
    monkeypatch.setattr("archrepo.render.flows.data_columns._MOST_BOXES", 4)
    done = run(*asked)
    assert done.stdout.count('id="hop-') < whole.stdout.count('id="hop-')
    shown, all_of = (
        [drawn.stdout.count(f'id="{what}-') for what in ("holder", "hop")]
        for drawn in (done, whole)
    )
    assert f"Note: {shown[0]} of {all_of[0]} holders have room in one picture" in done.stderr
    assert f"Note: {shown[1]} of {all_of[1]} exchanges are drawn" in done.stderr
    assert "archrepo data trace OBJECT" in done.stderr
    assert run("map", "data", "product-sheet").stderr == ""


def test_a_long_roadmap_tells_how_to_see_all_its_lines(
    run, portfolio_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("map", "roadmap", "--at", "2026-12-31", "--format", "dot")
    whole = run(*asked)
    assert whole.stderr == ""
    monkeypatch.setattr("archrepo.render.roadmap.folding.MOST_ROWS", 3)
    done = run(*asked)
    (lines,) = re.findall(r"Note: 3 of (\d+) lines have room in one picture", done.stderr)
    left = int(lines) - 3
    assert whole.stdout.count('ID="name-') - done.stdout.count('ID="name-') == left
    assert "--domain ID draws a part of it, 'archrepo roadmap' tells all" in done.stderr
    assert f"{left} lines are counted in the bars of their domains" in done.stdout.replace("\n", "")
