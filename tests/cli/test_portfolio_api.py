"""The Python API: what a script is promised, beside what the command line shows of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

import archrepo
from archrepo import Portfolio
from archrepo.domain.entities import Application
from archrepo.errors import ConflictError, InvalidDataError, NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

CDP = Application(id="cdp", name="CDP")


@pytest.mark.parametrize("where", ["folder", "file", "store", "url", "below"])
def test_a_portfolio_is_opened_by_any_of_its_names(portfolio_folder: Path, where: str) -> None:
    store = portfolio_folder / ".archrepo" / "portfolio.lbug"
    below = portfolio_folder / "notes" / "2026"
    below.mkdir(parents=True)
    named = {
        "folder": portfolio_folder,
        "file": portfolio_folder / "archrepo.toml",
        "store": store,
        "url": f"ladybug://{store}",
        "below": below,
    }
    with Portfolio.open(named[where]) as portfolio:
        assert portfolio.list("application").total == 7


def test_nothing_is_found_where_there_is_nothing(tmp_path: Path) -> None:
    for where in (tmp_path, tmp_path / "nowhere", "ladybug:///nowhere/portfolio.lbug"):
        with pytest.raises(NotFoundError) as caught:
            Portfolio.open(where)
        assert "archrepo init" in (caught.value.hint or "")


def test_rows_are_planned_then_applied_whole(portfolio_folder: Path) -> None:
    with Portfolio.open() as portfolio:
        proposal = portfolio.plan(
            [CDP, {"type": "COVERS", "from": "cdp", "to": "s4", "level": "PARTIAL"}], source="crm"
        )
        assert proposal.counts == {"NEW": 2}
        assert portfolio.search("cdp").hits == ()
        batch = proposal.apply(actor="Marie", now=dt.datetime(2999, 11, 24, 9, tzinfo=dt.UTC))
        assert (batch.actor, batch.source) == ("Marie", "crm")
        assert batch.applied_at == "2999-11-24T09:00:00+00:00"
        sheet = portfolio.show("cdp")
        assert sheet.values["sources"] == ("crm",)
        assert [(r.type, r.node.id) for r in sheet.relations] == [("COVERS", "s4")]
        again = portfolio.plan([CDP], source="crm")
        assert again.plan.is_empty


def test_a_plan_that_others_overtook_is_refused(portfolio_folder: Path) -> None:
    with Portfolio.open() as mine, Portfolio.open() as theirs:
        stale = mine.plan([CDP])
        theirs.plan([{"kind": "Application", "id": "x", "name": "X"}]).apply()
        with pytest.raises(ConflictError):
            stale.apply()
    with Portfolio.open() as portfolio, pytest.raises(NotFoundError):
        portfolio.show("cdp")


def test_every_problem_of_rows_is_there_at_once(portfolio_folder: Path) -> None:
    with Portfolio.open() as portfolio:
        proposal = portfolio.plan(
            [
                {"kind": "Application", "id": "a", "name": "A", "criticality": "HUGE"},
                {"type": "COVERS", "from": "a", "to": "s99"},
                {"kind": "Application", "id": "Not an id", "name": "B"},
            ]
        )
        assert [str(d.place) for d in proposal.diagnostics] == ["python:1", "python:2", "python:3"]
        with pytest.raises(InvalidDataError) as caught:
            proposal.apply()
        assert caught.value.diagnostics == proposal.diagnostics


def test_attributes_of_ones_own_are_typed_kept_and_found(portfolio_folder: Path) -> None:
    with (portfolio_folder / "archrepo.toml").open("a", encoding="utf-8") as file:
        file.write('\n[attributes.application]\ncloud_ready = "bool"\nreviewed = "date"\n')
    with Portfolio.open() as portfolio:
        wrong = portfolio.plan([{"kind": "Application", "id": "crm", "cloud_ready": "perhaps"}])
        assert wrong.plan.errors
        right = {"kind": "Application", "id": "crm", "cloud_ready": "oui", "reviewed": "2026-11-01"}
        portfolio.plan([right]).apply()
        found = portfolio.list("application", where={"cloud_ready": "true"})
        assert [node["id"] for node in found.nodes] == ["crm"]
        assert portfolio.show("crm").values["reviewed"] == dt.date(2026, 11, 1)
        assert '"cloud_ready": true' in portfolio.export_json()
        answer = portfolio.query("MATCH (a:Application) WHERE a.cloud_ready RETURN a.id AS id")
        assert answer.rows == (("crm",),)


def test_an_export_goes_into_another_portfolio_byte_for_byte(
    portfolio_folder: Path, tmp_path: Path
) -> None:
    with Portfolio.open() as portfolio:
        exported = portfolio.export_json()
        portfolio.export_json(tmp_path / "all.json")
    with Portfolio.create(tmp_path / "other") as other:
        other.import_plan([tmp_path / "all.json"], source="sample-worked-example").apply()
        assert other.export_json() == exported


def test_progress_is_told(portfolio_folder: Path) -> None:
    told: list[str] = []
    with Portfolio.open(progress=lambda doing, done, total: told.append(doing)) as portfolio:
        portfolio.plan([CDP]).apply()
    assert told


def test_the_package_offers_the_portfolio_and_its_version() -> None:
    assert archrepo.Portfolio is Portfolio
    assert archrepo.__version__.count(".") == 2
    with pytest.raises(AttributeError):
        _ = archrepo.portfolios  # type: ignore[attr-defined]
