"""`check` and `explain` as people and pipelines run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from archrepo.portfolio import Portfolio

DAY = ("--at", "2026-11-24")
ROOT = Path(__file__).resolve().parents[2]
RULE = """\
// id: MY-01
// severity: MINOR
// title en: Something of my own
// params: at: date
MATCH (a:Application)
WHERE a._live_from_{{plan}} <= $at
RETURN a.id AS node
ORDER BY node
"""


@pytest.fixture(scope="module")
def orphaned(tmp_path_factory):
    """Return a portfolio in which one application of four is orphaned; never changed."""
    folder = tmp_path_factory.mktemp("orphaned") / "portfolio"
    with Portfolio.create(folder) as portfolio:
        rows = [{"kind": "Application", "id": f"a{n}", "name": f"Tool {n}"} for n in range(4)]
        rows += [{"kind": "Domain", "id": "d", "name": "Sales"}]
        rows += [{"kind": "Scope", "id": "s", "name": "Offers"}]
        rows += [{"type": "CONTAINS", "from": "d", "to": "s"}]
        rows += [{"type": "COVERS", "from": f"a{n}", "to": "s", "level": "FULL"} for n in range(3)]
        portfolio.plan(rows).apply()
    return folder


@pytest.fixture
def own(orphaned, tmp_path, monkeypatch):
    """Return such a portfolio of the test's own, with an empty folder of rules beside it."""
    folder = tmp_path / "own"
    shutil.copytree(orphaned, folder)
    (folder / "rules").mkdir()
    monkeypatch.chdir(folder)
    return folder


def found(result):
    told = json.loads(result.stdout)
    return {(v["rule"], v["node"], v["standing"]) for v in told["violations"]}


def test_it_fails_at_the_threshold_and_not_below(own, run):
    only = ("check", "--rule", "CO-05", *DAY)
    assert run(*only).exit_code == 1
    assert run(*only, "--fail-on", "critical").exit_code == 0
    assert found(run(*only, "--json")) == {("CO-05", "a3", "NEW")}
    by_name = run("check", "--rule", "orphan-application", *DAY, "--json")
    assert found(by_name) == {("CO-05", "a3", "NEW")}
    wrong = run("check", "--rule", "CO-99", *DAY)
    assert (wrong.exit_code, "no rule 'CO-99'" in wrong.stderr) == (3, True)
    assert run("check", "--fail-on", "MAJR", *DAY).exit_code == 2


def test_settings_change_severities_and_turn_rules_off(own, run):
    settings = own / "archrepo.toml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text(f'{kept}\n[check.severity]\nCO-05 = "BLOCKER"\nCO-02 = "OFF"\n', "utf-8")
    some = ("check", "--rule", "CO-02", "--rule", "CO-04", "--rule", "CO-05", *DAY, "--json")
    told = json.loads(run(*some).stdout)
    severities = {v["rule"]: v["severity"] for v in told["violations"]}
    assert severities["CO-05"] == "BLOCKER"
    assert "CO-02" not in severities
    settings.write_text(f'{kept}\n[check.domains.d]\nCO-04 = "CRITICAL"\n', "utf-8")
    told = json.loads(run(*some).stdout)
    assert {v["severity"] for v in told["violations"] if v["rule"] == "CO-04"} == {"CRITICAL"}
    settings.write_text(f'{kept}\n[check.severity]\nCO-55 = "INFO"\n', "utf-8")
    wrong = run("check", *DAY)
    assert (wrong.exit_code, "CO-55" in wrong.stderr) == (2, True)


def test_a_domain_has_what_belongs_to_it(own, run):
    asked = ("check", "--domain", "d", "--rule", "CO-04", "--rule", "CO-05", *DAY, "--json")
    assert found(run(*asked)) == {("CO-04", "s", "NEW")}
    with Portfolio.open() as portfolio:
        other = {"kind": "Scope", "id": "t", "name": "Returns"}
        portfolio.plan([other, {"type": "CONTAINS", "from": "d", "to": "t"}]).apply()
    named = run("check", "--domain", "sales", *asked[3:])
    assert found(named) == {("CO-04", "s", "NEW")}
    scope = run("check", "--domain", "s", *asked[3:])
    assert found(scope) == {("CO-04", "s", "NEW")}
    assert not found(run("check", "--domain", "returns", *asked[3:]))
    assert "in Sales:" in run("check", "--domain", "sales", *DAY).stdout
    wrong = run("check", "--domain", "saless", *DAY)
    assert (wrong.exit_code, "(Sales)?" in wrong.stderr) == (3, True)


def test_what_is_too_sketchy_is_one_line(own, run):
    only = ("check", "--rule", "RE-01", *DAY, "--json")
    told = json.loads(run(*only).stdout)
    doubts = {d["rule"]: (d["filled"], d["total"]) for d in told["not_assessed"]}
    assert doubts["RE-01"] == (0, 4)
    assert not [v for v in told["violations"] if v["rule"] == "RE-01"]
    with Portfolio.open() as portfolio:
        rows = [{"kind": "Person", "id": "p", "name": "Owner"}]
        link = {"type": "RESPONSIBLE_FOR", "from": "p", "to": "a0", "role": "BUSINESS_OWNER"}
        portfolio.plan([*rows, link]).apply()
    told = json.loads(run(*only).stdout)
    assert len([v for v in told["violations"] if v["rule"] == "RE-01"]) == 3


def test_a_baseline_leaves_what_is_new_and_tells_what_is_fixed(own, run):
    assert run("check", "--write-baseline", *DAY).exit_code == 0
    written = (own / "archrepo-baseline.yaml").read_text(encoding="utf-8")
    known = yaml.safe_load(written)["known"]
    assert {"rule": "CO-05", "node": "a3"} in known
    assert known == sorted(known, key=lambda e: (e["rule"], e["node"], e.get("other", "")))
    assert run("check", *DAY, "--fail-on", "INFO").exit_code == 0
    run("check", "--write-baseline", *DAY)
    assert (own / "archrepo-baseline.yaml").read_text(encoding="utf-8") == written
    run("link", "a3", "COVERS", "s", "--yes")
    told = json.loads(run("check", *DAY, "--json").stdout)
    assert {"rule": "CO-05", "node": "a3"} in told["fixed"]
    run("add", "application", "Tool 4", "--yes")
    assert run("check", *DAY).exit_code == 1
    run("check", "--write-baseline", *DAY)
    pruned = yaml.safe_load((own / "archrepo-baseline.yaml").read_text(encoding="utf-8"))["known"]
    assert {"rule": "CO-05", "node": "a3"} not in pruned
    assert {"rule": "CO-05", "node": "tool-4"} in pruned
    assert run("check", "--write-baseline", "--rule", "CO-05").exit_code == 2


def test_a_waiver_holds_until_its_day_and_survives_a_new_baseline(own, run):
    waiver = (
        "# decided in March\nwaivers:\n  - rule: CO-05\n    node: a3  # the old one\n"
        "    reason: goes soon\n    author: board\n    until: 2027-04-01\n"
    )
    file = own / "archrepo-baseline.yaml"
    file.write_text(waiver, encoding="utf-8")
    only = ("check", "--rule", "CO-05")
    assert run(*only, "--at", "2027-03-31").exit_code == 0
    late = run(*only, "--at", "2027-04-01")
    assert (late.exit_code, "waiver ended on 2027-04-01" in late.stdout) == (1, True)
    run("check", "--write-baseline", *DAY)
    text = file.read_text(encoding="utf-8")
    assert waiver in text
    assert {"rule": "CO-05", "node": "a3"} not in yaml.safe_load(text)["known"]
    assert found(run(*only, "--at", "2027-03-31", "--json")) == {("CO-05", "a3", "WAIVED")}
    file.write_text("waivers:\n  - {rule: CO-05, node: a3, until: 2027-04-01}\n", encoding="utf-8")
    wrong = run("check", *DAY)
    assert (wrong.exit_code, "has no author" in wrong.stderr) == (2, True)


def test_rules_of_ones_own_are_asked_and_can_only_read(own, run, tmp_path):
    (own / "rules" / "mine.cypher").write_text(RULE, encoding="utf-8")
    asked = run("check", "--rules", "rules", "--rule", "MY-01", *DAY, "--json")
    assert {v[1] for v in found(asked)} == {"a0", "a1", "a2", "a3"}
    target = tmp_path / "stolen.csv"
    for text in (
        "MATCH (a:Application) DELETE a",
        f"COPY (MATCH (a:Application) RETURN a.id) TO '{target}'",
        "LOAD FROM '/etc/passwd' RETURN *",
        "MATCH (a:Application) SET a.name = 'x' RETURN a.id AS node",
    ):
        body = f"// id: MY-01\n// severity: MAJOR\n{text}\n"
        (own / "rules" / "mine.cypher").write_text(body, encoding="utf-8")
        refused = run("check", "--rules", "rules", "--rule", "MY-01", *DAY)
        assert refused.exit_code == 2, text
        assert "MY-01" in refused.stderr
    assert not target.exists()
    assert json.loads(run("list", "application", "--json").stdout)["total"] == 4


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("// severity: MAJOR", "needs an id"),
        ("// id: MY-01", "needs a severity"),
        ("// id: CO-01\n// severity: MAJOR", "already"),
        ("// id: MY-01\n// severity: MAJOR\n// params: x: int", "asks for $x"),
        ("// id: MY-01\n// severity: MAJOR\n// detail: Phases", "Hint: did you mean 'Phase'?"),
    ],
)
def test_a_header_that_will_not_do_is_told(own, run, header, says):
    text = f"{header}\nMATCH (a:Application) RETURN a.id AS node"
    (own / "rules" / "mine.cypher").write_text(text, encoding="utf-8")
    refused = run("check", "--rules", "rules", "--rule", "MY-01", *DAY)
    assert (refused.exit_code, says in refused.stderr) == (2, True)


def test_explain_tells_what_why_how_and_the_query(run, portfolio_folder):
    told = run("explain", "CO-01").stdout
    assert "CO-01 uncovered-scope (Major): A scope is covered by no application" in told
    assert "Why it matters" in told
    assert "MATCH (s:Scope)" in told
    assert "{{" not in told
    assert "Pourquoi c’est important" in run("explain", "CO-01", "--lang", "fr").stdout
    assert "did you mean" in run("explain", "CO-99").stderr


def test_every_form_is_written(own, run):
    for form in ("table", "json", "csv", "markdown", "github", "sarif"):
        result = run("check", "--rule", "CO-05", *DAY, "--format", form, "-o", f"out.{form}")
        assert result.exit_code == 1, form
        assert "a3" in (own / f"out.{form}").read_text(encoding="utf-8"), form


def test_the_pipeline_of_the_how_to_works(own, run, tmp_path):
    """Run the steps of `docs/checks-in-ci.md` but those that install and upload."""
    text = (ROOT / "docs" / "checks-in-ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", text, re.DOTALL)
    pipeline = next(yaml.safe_load(b) for name, b in blocks if name == "yaml" and "jobs:" in b)
    run("check", "--write-baseline", *DAY)
    run("export", "yaml", "--output", str(tmp_path / "repo" / "portfolio"))
    repository = tmp_path / "repo"
    settings = next(body for name, body in blocks if name == "toml")
    (repository / "archrepo.toml").write_text(settings, encoding="utf-8")
    rule = next(body for name, body in blocks if name == "cypher")
    (repository / "rules").mkdir()
    (repository / "rules" / "mine.cypher").write_text(rule, encoding="utf-8")
    shutil.copy(own / "archrepo-baseline.yaml", repository)
    steps = [s["run"] for s in pipeline["jobs"]["check"]["steps"] if "run" in s]
    for step in (s for s in steps if "pip install" not in s):
        done = subprocess.run(
            ["bash", "-e", "-c", step],
            cwd=repository,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert json.loads((repository / "build" / "check.sarif").read_text(encoding="utf-8"))["runs"]
    assert "::notice title=archrepo check::" in done.stdout
