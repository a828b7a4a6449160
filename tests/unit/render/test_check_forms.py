"""A check as text, Markdown, CSV, annotations and SARIF."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import jsonschema
import pytest

from archrepo.analysis.checks.report import (
    CheckReport,
    NotAssessed,
    RuleText,
    Standing,
    Violation,
    Waived,
)
from archrepo.domain.vocabulary import Severity
from archrepo.render.registry import View, render

SCHEMA = Path(__file__).resolve().parents[2] / "data_files" / "sarif" / "sarif-2.1.0-rtm.5.json"
DAY = dt.date(2026, 12, 31)


def text(name: str, severity: Severity = Severity.MAJOR) -> RuleText:
    words = {"en": f"{name} in words", "fr": f"{name} en mots"}
    return RuleText(name=name, severity=severity, title=words, why=words, remedy=words)


@pytest.fixture
def report() -> CheckReport:
    waiver = Waived(reason="soon | done", author="board", until=dt.date(2027, 4, 1))
    own = {"rule": "CO-05", "rule_name": "orphan", "severity": Severity.MAJOR}
    found = (
        Violation(
            rule="LC-07",
            rule_name="gap",
            severity=Severity.CRITICAL,
            node="old",
            name="=Old <b>,\n::error::x%",
            kind="Application",
            other="new",
            relation="REPLACED_BY|old|new",
            date=dt.date(2027, 1, 31),
            until=dt.date(2027, 3, 15),
            days=43,
        ),
        *(Violation(**own, node=f"app-{n:02}", parent="d", parent_name="Dom") for n in range(30)),
        Violation(**own, node="known", standing=Standing.KNOWN),
        Violation(**own, node="waived", standing=Standing.WAIVED, waiver=waiver),
        Violation(**own, node="over", standing=Standing.EXPIRED, waiver=waiver),
        *(
            Violation(rule="FL-04", rule_name="dep", severity=Severity.INFO, node=f"f{n}")
            for n in range(3)
        ),
    )
    return CheckReport(
        version="1.0",
        day=DAY,
        plan="committed",
        rules={
            "LC-07": text("gap"),
            "CO-05": text("orphan"),
            "FL-04": text("dep"),
            "RE-02": text("it"),
        },
        asked=69,
        counts={"CRITICAL": 1, "MAJOR": 31, "INFO": 3},
        fail_on=Severity.MAJOR,
        failed=True,
        violations=found,
        not_assessed=(
            NotAssessed(
                rule="RE-02", rule_name="it", what="COVERS.role", filled=0, total=720, would_be=700
            ),
        ),
        has_baseline=True,
    )


def test_the_screen_folds_and_counts(report: CheckReport) -> None:
    shown = render(report, "table", View(width=120))
    assert "1 critical, 31 major, 3 information" in shown
    assert "Fails: 32 of Major or worse." in shown
    assert "2027-01-31 → 2027-03-15 (43 days)" in shown
    assert "Dom (d): 30 under it: app-00, app-01" in shown
    assert "app-29" not in shown
    assert "3 more, folded (--all): FL-04 dep in words (3)" in shown
    assert "hardly anything is recorded:\n    RE-02 it in words (recorded for 0 of 720)" in shown
    assert "1 known, in the baseline" in shown
    assert "its waiver ended on 2027-04-01" in shown
    whole = render(report, "table", View(width=120, unfold=True))
    assert "app-29" in whole
    assert "waived until 2027-04-01 by board" in whole


def test_the_screen_speaks_french(report: CheckReport) -> None:
    shown = render(report, "table", View(lang="fr", width=120))
    assert "Échec\u00a0: 32" in shown
    assert "gap en mots" in shown
    assert "43 jours" in shown


def in_words(lang: str = "en", *, unfold: bool = False, **texts: str) -> str:
    """Return on a screen one violation, or two, of a rule whose detail holds `holds`."""
    holds, detail = texts["holds"], texts["detail"]
    severity = Severity.MINOR
    own = {"rule": "XX-01", "rule_name": "own", "severity": severity, "kind": "DataObject"}
    words = text("own", severity).model_copy(update={"detail": holds, "many_kinds": holds == ""})
    found = [Violation(**own, node=node, detail=detail) for node in texts["nodes"].split()]
    report = CheckReport(
        version="1.0",
        day=DAY,
        plan="committed",
        rules={"XX-01": words},
        asked=1,
        counts={"MINOR": len(found)},
        fail_on=Severity.MAJOR,
        failed=False,
        violations=tuple(found),
        names={"crm": "Customers", "crm-2": "Customers", "erp": "Back office"},
    )
    return str(render(report, "table", View(lang=lang, width=120, unfold=unfold)))


@pytest.mark.parametrize(
    ("holds", "detail", "told"),
    [
        ("Application", "crm, erp", "n; Back office, Customers\n"),
        ("Application, Module", "crm, crm-2", "n; Customers (crm), Customers (crm-2)\n"),
        ("Application", "gone", "n; gone\n"),
        ("Disposition", "INVEST <> TOLERATE", "n; invest <> tolerate\n"),
        ("CoverageLevel", "PARTIAL < FULL: brand-a", "n; partial < full: brand-a\n"),
        ("attributes", "2: disposition run_cost", "n; for level 2: Disposition, Yearly run cost\n"),
        ("none", "BUSINESS_OWNER", " n\n"),
        ("", "as written", " Data object n; as written\n"),
    ],
)
def test_details_are_told_in_words(holds: str, detail: str, told: str) -> None:
    assert told in in_words(holds=holds, detail=detail, nodes="n")


def test_details_are_told_in_french() -> None:
    told = in_words("fr", holds="Disposition", detail="ELIMINATE", nodes="n")
    assert "n\u202f; éliminer" in told


def test_those_who_lack_the_same_are_told_once() -> None:
    told, whole = (
        in_words(holds="attributes", detail="1: category", nodes="a b c", unfold=unfold)
        for unfold in (False, True)
    )
    assert "for level 1: Category (3): a, b, c\n" in told
    assert whole.count("for level 1: Category") == 3


def test_json_and_csv_hold_everything(report: CheckReport) -> None:
    told = json.loads(render(report, "json", View()))
    assert told["schema"] == "archrepo/check-report/1"
    assert len(told["violations"]) == len(report.violations)
    rows = list(csv.DictReader(io.StringIO(str(render(report, "csv", View())))))
    assert len(rows) == len(report.violations)
    assert rows[0]["name"].startswith("'=Old")
    assert (rows[0]["date"], rows[0]["days"]) == ("2027-01-31", "43")


def test_markdown_lets_no_name_form_a_table(report: CheckReport) -> None:
    shown = str(render(report, "markdown", View()))
    assert "### Major CO-05: orphan in words" in shown
    assert r"soon \| done" in shown
    assert "<b>" not in shown.replace(r"\<b\>", "")


def test_annotations_are_one_line_each_and_cannot_be_broken_out_of(report: CheckReport) -> None:
    lines = str(render(report, "github", View())).splitlines()
    assert lines[0].startswith("::error title=LC-07 gap (CRITICAL)::gap in words: =Old <b>")
    assert "x%25" in lines[0]
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert not any("waived" in line or "known" in line for line in lines)
    assert lines[-1].startswith("::notice title=archrepo check::Coherence on 2026-12-31")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_sarif_is_what_the_standard_says(report: CheckReport, lang: str) -> None:
    log = json.loads(render(report, "sarif", View(lang=lang)))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    formats = jsonschema.Draft4Validator.FORMAT_CHECKER
    jsonschema.Draft4Validator(schema, format_checker=formats).validate(log)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    prints = [result["partialFingerprints"]["violation/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    states = {r["properties"]["node"]: r["baselineState"] for r in run["results"]}
    assert (states["known"], states["old"]) == ("unchanged", "new")
    assert [r["properties"]["node"] for r in run["results"] if "suppressions" in r] == ["waived"]
