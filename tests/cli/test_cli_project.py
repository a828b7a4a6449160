"""`project list`, `show` and `onboard`, as somebody who joins a project meets them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

AT = ("--at", "2026-12-01")


def test_the_list_names_projects_and_counts_them(portfolio_folder: Path, run: Any) -> None:
    done = run("project", "list", *AT)
    assert done.exit_code == 0
    assert "Catalogue 360" in done.stdout
    assert done.stdout.endswith("2 projects\n")


def test_a_project_is_found_by_name(portfolio_folder: Path, run: Any) -> None:
    done = run("project", "show", "catalogue 360", *AT)
    assert done.exit_code == 0
    assert done.stdout.startswith("Catalogue 360 (p2)\n")
    assert "(end of the project)" in done.stdout


def test_an_unknown_project_says_which_there_are(portfolio_folder: Path, run: Any) -> None:
    done = run("project", "show", "p3", *AT)
    assert done.exit_code == 3
    assert "no project is called 'p3'" in done.stderr


def test_the_dossier_is_json_for_scripts(portfolio_folder: Path, run: Any) -> None:
    dossier = json.loads(run("project", "onboard", "p1", *AT, "--json").stdout)
    assert dossier["schema"] == "archrepo/project-dossier/1"
    assert [n["project"]["id"] for n in dossier["neighbours"]] == ["p2"]
    assert "maps" not in dossier


def test_the_dossier_is_a_page_that_asks_for_nothing(portfolio_folder: Path, run: Any) -> None:
    run("set", "p1", "name=<script>alert(1)</script>", "--yes")
    assert run("project", "onboard", "p1", *AT, "--lang", "fr", "-o", "d.html").exit_code == 0
    page = (portfolio_folder / "d.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<svg" in page


def test_the_dossier_is_the_same_pdf_twice(portfolio_folder: Path, run: Any) -> None:
    for name in ("one.pdf", "two.pdf"):
        assert run("project", "onboard", "p1", *AT, "-o", name).exit_code == 0
    one, two = (portfolio_folder / name for name in ("one.pdf", "two.pdf"))
    assert one.read_bytes().startswith(b"%PDF-")
    assert one.read_bytes() == two.read_bytes()


def test_collisions_are_listed_and_a_slip_is_an_impact(portfolio_folder: Path, run: Any) -> None:
    found = json.loads(run("project", "collisions", *AT, "--json").stdout)["collisions"]
    assert [(c["target"]["id"], c["first"]["id"], c["second"]["id"]) for c in found] == [
        ("pim1", "p1", "p2")
    ]
    done = run("project", "slip", "p1", "60", *AT, "--json")
    assert json.loads(done.stdout)["event"]["type"] == "project"
