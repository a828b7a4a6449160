"""Every event but `retire`, `--also`, `--earliest`, `parity` and `data trace`, as they are asked.

What the rules say is tested elsewhere: here, exit codes, what is told of a mistake, and forms.
"""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("portfolio_folder")

AT = ("--at", "2026-12-01")
OUTAGE = ("impact", "outage", "pim1", "--hours", "8", *AT)
RETIRE = ("impact", "retire", "pim1", "--at", "2026-12-31")
PARITY = ("parity", "pim1", "--by", "pim2", *AT)
TRACE = ("data", "trace", "product-sheet", *AT)
EVENTS = {
    "outage": (*OUTAGE, "OUT-04"),
    "change": ("impact", "change", "pim1", "--kind", "interface", "--breaking", *AT, "CHG-02"),
    "scope": ("impact", "scope", "s1", "modify", *AT, "SCO-03"),
    "data": ("impact", "data", "product-sheet", "schema", *AT, "DAT-01"),
    "technology": ("impact", "technology", "oracle-12c", *AT, "TEC-02"),
    "project": ("impact", "project", "p1", *AT, "PRJ-01"),
}
"""Event → what asks for it, and a rule that fires."""


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_an_event_as_json_and_its_verdict_as_an_exit_code(run, event: str) -> None:
    *words, rule = EVENTS[event]
    done = run(*words, "--json", "--fail-on", "minor")
    assert (done.exit_code, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    assert (report["schema"], report["event"]["type"]) == ("archrepo/impact-report/1", event)
    assert rule in {line["rule"] for line in report["lines"]}
    assert run(*words, "--fail-on", "blocker").exit_code == 0


@pytest.mark.parametrize(
    ("event", "title"),
    [
        ("outage", "Arrêt de PIM1 pendant 8\u00a0h le 01/12/2026"),
        ("change", "Changement d’interface de PIM1 avec rupture de compatibilité le 01/12/2026"),
        ("scope", "Évolution du périmètre Product reference le 01/12/2026"),
        ("data", "Changement de schéma de Product sheet le 01/12/2026"),
        ("technology", "Fin du support d’Oracle 12c le 01/12/2026"),
        ("project", "Projet Switch off the old PIM, vu du 01/12/2026"),
    ],
)
def test_an_event_in_french(run, event: str, title: str) -> None:
    done = run(*EVENTS[event][:-1], "--lang", "fr")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(title)
    assert "Verdict\u00a0: " in done.stdout


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("impact", "outage", "pim", "--hours", "4"), "'pim1'"),
        (("impact", "change", "pim1", "--kind", "interface", "--flow", "f22"), "'f2'"),
        (("impact", "scope", "s11", "retire"), "'s1'"),
        (("impact", "scope", "s1", "merge", "--into", "s22"), "'s2'"),
        (("impact", "data", "product-shet", "schema"), "'product-sheet'"),
        (("impact", "data", "product-sheet", "change-master", "--to", "emco"), "'ecom'"),
        (("impact", "technology", "oracle-12"), "'oracle-12c'"),
        (("impact", "project", "p11"), "'p1'"),
        ((*RETIRE, "--also", "retire cmr"), "'crm'"),
        (("impact", "retire", "pim", "--earliest"), "'pim1'"),
        (("parity", "pim1", "--by", "pim22"), "'pim2'"),
        (("data", "trace", "product-shet"), "'product-sheet'"),
    ],
)
def test_a_typing_error_is_told_with_the_nearest(run, words: tuple[str, ...], near: str) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (3, "")
    assert near in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("impact", "outage", "pim1"), "Missing option '--hours'"),
        (("impact", "change", "pim1"), "Missing option '--kind'"),
        (
            ("impact", "change", "pim1", "--kind", "functional", "--flow", "f2"),
            "only --kind interface takes it",
        ),
        (("impact", "change", "pim1", "--kind", "technical", "--breaking"), "--kind interface"),
        (("impact", "scope", "s1", "merge"), "add --into SCOPE"),
        (("impact", "scope", "s1", "retire", "--under", "s2"), "only 'move' takes it"),
        (("impact", "data", "product-sheet", "reclassify"), "add --to CLASS, or --personal"),
        (("impact", "data", "product-sheet", "stop-collecting"), "add --by APPLICATION"),
        (("impact", "data", "product-sheet", "schema", "--by", "crm"), "it takes none of --by"),
        (("impact", "data", "product-sheet", "schem"), "did you mean 'schema'"),
        (("impact", "project", "p1", "--slip", "3", "--cancel"), "give one"),
        ((*RETIRE, "--also", "retir crm"), "did you mean 'retire'"),
        ((*RETIRE, "--also", "outage crm"), "Missing option '--hours'"),
        ((*RETIRE, "--also", "retire crm --json"), "--json is of the answer, not of an event"),
        ((*RETIRE, "--also", "retire crm", "--earliest"), "leave out --also"),
        (("parity", "pim1"), "Missing option '--by'"),
        ((*TRACE, "-o", "x.docx"), "no form goes by '.docx'"),
    ],
)
def test_what_does_not_go_together_is_told_with_what_to_give(
    run, words: tuple[str, ...], told: str
) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "suffix", "start", "said"),
    [
        (OUTAGE, "md", "## PIM1 down for 8 h", "service down"),
        (OUTAGE, "csv", "final,base,kind,node,", "SERVICE_DOWN"),
        (OUTAGE, "html", "<!DOCTYPE html>", "service down"),
        (OUTAGE, "svg", "<?xml", "service down"),
        (EVENTS["project"][:-1], "md", "## Project Switch off the old PIM", "collision"),
        ((*RETIRE, "--earliest"), "md", "## ", "PIM2 must feed E-commerce"),
        (PARITY, "md", "## ", "Product reference"),
        (PARITY, "csv", "", "product-sheet"),
        (TRACE, "md", "## ", "E-commerce (ecom)"),
        (TRACE, "csv", "lineage,direction", "strict,downstream,1,pim1"),
    ],
)
def test_the_form_follows_the_suffix(
    run, portfolio_folder, words: tuple[str, ...], suffix: str, start: str, said: str
) -> None:
    done = run(*words, "-o", f"answer.{suffix}")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"Wrote answer.{suffix}\n"
    written = (portfolio_folder / f"answer.{suffix}").read_text(encoding="utf-8")
    assert written.startswith(start)
    assert said in written


def test_events_together_name_the_event_of_each_line(run) -> None:
    words = (*RETIRE, "--also", "retire crm --at 2027-01-31")
    report = json.loads(run(*words, "--json").stdout)
    assert [event["target"] for event in report["also"]] == ["crm"]
    events = {line["event"] for line in report["lines"]}
    assert events == {"retire pim1 2026-12-31", "retire crm 2027-01-31"}
    french = run(*words, "--format", "markdown", "--lang", "fr").stdout
    assert "événement\u00a0: retrait de CRM le 31/01/2027" in french
    assert "PIM2 remplace PIM1" in french


def test_what_is_retired_together_is_not_an_alternative(run) -> None:
    """ERP feeds CRM with what PIM1 feeds it with: without both, CRM has nothing left."""

    def effects(*words: str) -> set[tuple[str, str]]:
        lines = json.loads(run(*words, "--json").stdout)["lines"]
        return {(line["node"], line["effect"]) for line in lines}

    assert ("crm", "INPUT_REDUNDANT") in effects(*RETIRE)
    assert ("crm", "INPUT_LOST") in effects(*RETIRE, "--also", "retire erp")


def test_trace_draws_what_map_data_draws(run, portfolio_folder) -> None:
    for suffix in ("svg", "dot"):
        assert run(*TRACE, "-o", f"trace.{suffix}").exit_code == 0
        assert run("map", *TRACE[:1], *TRACE[2:], "-o", f"map.{suffix}").exit_code == 0
        drawn = (portfolio_folder / f"trace.{suffix}").read_bytes()
        assert drawn == (portfolio_folder / f"map.{suffix}").read_bytes()
        assert len(drawn) > 1000


def test_parity_and_trace_as_json_carry_their_schema(run) -> None:
    assert json.loads(run(*PARITY, "--json").stdout)["schema"] == "archrepo/parity-report/1"
    assert json.loads(run(*TRACE, "--json").stdout)["schema"] == "archrepo/lineage/1"
    assert run(*TRACE, "--lang", "fr").stdout != run(*TRACE).stdout
