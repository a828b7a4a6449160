"""The shipped mappings on the files they are for: everything counted, nothing lost in silence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from archrepo import Portfolio
from archrepo.domain.diagnostics import Level
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import Reading
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.readers.registry import read
from archrepo.render.plan_text import render_table
from archrepo.render.registry import View
from tests.memory_store import MemoryStore

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
METAMODEL = builtin_metamodel()

pytestmark = pytest.mark.real_data


def mapped(name: str, path: str) -> Reading:
    source = DATA / path
    if not source.exists():
        pytest.skip(f"no shared/data/{path} beside the project")
    return read(source, METAMODEL, mapping=Path(name))


def errors(reading: Reading) -> list[str]:
    """Return the errors of reading and of planning into an empty portfolio.

    Planning takes the raw facts over, so this comes last.
    """
    options = ImportOptions(source="test")
    plan = plan_changes([reading], MemoryStore(METAMODEL), METAMODEL, options)
    found = {*reading.diagnostics, *plan.diagnostics}
    return [str(d) for d in found if d.level is Level.ERROR]


def kinds(reading: Reading) -> dict[str, int]:
    return dict(Counter(node.kind for node in reading.nodes))


def types(reading: Reading) -> dict[str, int]:
    return dict(Counter(relation.type for relation in reading.relations))


def test_waltz() -> None:
    reading = mapped("waltz", "waltz-sample")
    assert kinds(reading) == {
        "Organisation": 34,
        "Application": 101,
        "Domain": 6,
        "Scope": 117,
        "DataObject": 8,
        "Flow": 443,
        "Project": 232,
    }
    found = types(reading)
    assert (found["COVERS"], found["EMITS"], found["FEEDS"]) == (720, 443, 443)
    assert (found["CARRIES"], found["REPLACED_BY"], found["ACCESSES"]) == (451, 2, 22)
    assert reading.tally["measurable", "refused: no rule takes the row"] == 8560
    assert reading.tally["measurable_rating_planned_decommission", "merged"] == 2
    assert reading.tally["physical_flow", "properties"] == 612
    assert reading.tally["rating_scheme_item", "refused: left out by the mapping"] == 26
    assert [d for d in reading.diagnostics if d.level is Level.WARNING] == []
    assert errors(reading) == []


def test_capability_catalogue() -> None:
    reading = mapped("capability-catalogue", "capability-catalogue")
    assert kinds(reading) == {"Domain": 30, "Scope": 9697}
    assert types(reading) == {"CONTAINS": 9697}
    strategy = next(node for node in reading.nodes if node.values["id"] == "bc-100")
    assert strategy.values["aliases"] == ["Gestion stratégique"]
    with_french = sum("aliases" in node.values for node in reading.nodes if node.kind == "Scope")
    assert with_french == reading.tally["capabilities-fr", "merged"]
    assert errors(reading) == []


@pytest.mark.parametrize(("year", "rows"), [(2018, 149), (2019, 161), (2020, 225)])
def test_sill_whatever_the_year(year: int, rows: int) -> None:
    reading = mapped("sill", f"sill/sill-{year}.csv")
    assert types(reading)["COVERS"] == rows
    taken = reading.tally[f"sill-{year}", "Application"] + reading.tally[f"sill-{year}", "merged"]
    assert taken == rows
    assert [d for d in reading.diagnostics if d.code == "AR111"] == []
    assert errors(reading) == []


def test_sill_year_after_year(tmp_path: Path) -> None:
    """Headers, spellings and categories change every year; the plan tells what did."""
    told = []
    Portfolio.create(tmp_path)
    with Portfolio.open(tmp_path) as portfolio:
        for year in (2018, 2019, 2020):
            source = DATA / f"sill/sill-{year}.csv"
            if not source.exists():
                pytest.skip(f"no shared/data/sill/sill-{year}.csv beside the project")
            proposal = portfolio.import_plan(
                [source], mapping="sill", source="sill", mode="replace", allowed_removals=100
            )
            told.append(proposal.counts)
            problems = Counter(d.code for d in proposal.diagnostics)
            assert set(problems) <= {"ID-08"}, problems
            report = proposal.report()
            if year == 2020:
                text = render_table(report, View("en", width=200))
                assert "~ Application 7zip (logiciel-7zip)" in text
                assert "licence=LGPL V2 → LGPL-2.0-only; version=18.05 → 19; + année=2018" in text
            proposal.apply()
            again = portfolio.import_plan(
                [source], mapping="sill", source="sill", mode="replace", allowed_removals=0
            )
            assert again.plan.is_empty
    assert told == [
        {"NEW": 392},
        {"NEW": 247, "UPDATE": 124, "REMOVE": 216, "UNCHANGED": 52},
        {"NEW": 200, "UPDATE": 157, "REMOVE": 57, "UNCHANGED": 209},
    ]


def test_french_catalogue_in_two_encodings() -> None:
    reading = mapped("dnum-catalogue", "fr-csv")
    assert kinds(reading) == {
        "Organisation": 44,
        "Application": 1,
        "Person": 2,
        "DataObject": 20,
    }
    names = {node.values["name"] for node in reading.nodes}
    assert "Délégation à la Sécurité Routière" in names
    lost = [d for d in reading.diagnostics if d.code == "AR112" and d.level is Level.WARNING]
    assert "characters were lost" in lost[0].message
    assert errors(reading) == []
