"""`impact`, `map` and `explain`: forms, filters, exit codes; what they say is tested elsewhere."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("portfolio_folder")

RETIRE = ("impact", "retire", "pim1", "--at", "2026-12-31")


def test_impact_as_json(run) -> None:
    done = run(*RETIRE, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["schema"] == "archrepo/impact-report/1"
    assert report["verdict"] == "CRITICAL"
    assert report["event"]["at"] == "2026-12-31"


@pytest.mark.parametrize("fmt", ["table", "markdown"])
def test_impact_for_people(run, fmt: str) -> None:
    done = run(*RETIRE, "--format", fmt)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "E-commerce" in done.stdout
    assert "\x1b" not in done.stdout


def test_informative_lines_are_folded_unless_all_are_wanted(run) -> None:
    assert "RET-16" not in run(*RETIRE).stdout
    assert "RET-16" in run(*RETIRE, "--all").stdout


def test_impact_in_french(run) -> None:
    assert "critique" in run(*RETIRE, "--lang", "fr").stdout.lower()


@pytest.mark.parametrize(("threshold", "code"), [("CRITICAL", 1), ("minor", 1), ("BLOCKER", 0)])
def test_the_exit_code_follows_the_verdict(run, threshold: str, code: int) -> None:
    assert run(*RETIRE, "--fail-on", threshold, "--json").exit_code == code


def test_a_wrong_severity_is_guessed(run) -> None:
    done = run(*RETIRE, "--fail-on", "CRITCAL")
    assert done.exit_code == 2
    assert "'CRITICAL'" in done.stderr


def test_settings_reach_the_rules(run) -> None:
    def gap(**environment: str) -> str:
        report = json.loads(run(*RETIRE, "--json", env=environment).stdout)
        return next(x["base"] for x in report["lines"] if x["effect"] == "COVERAGE_GAP")

    assert gap() == "CRITICAL"
    assert gap(ARCHREPO_IMPACT_GAP_TOLERANCE_DAYS="60") == "MINOR"


@pytest.mark.parametrize("target", ["pim", "PIM 3"])
def test_an_unknown_application(run, target: str) -> None:
    done = run("impact", "retire", target)
    assert done.exit_code == 3
    assert done.stdout == ""
    assert "'pim1'" in done.stderr


def test_a_scope_is_not_retired_as_an_application(run) -> None:
    done = run("impact", "retire", "s1")
    assert done.exit_code in (2, 3)
    assert "s1" in done.stderr


def test_an_unknown_project_in_the_plan(run) -> None:
    done = run(*RETIRE, "--plan", "p7")
    assert done.exit_code == 3
    assert "p7" in done.stderr


def test_map_in_the_terminal(run) -> None:
    done = run("map", "capability", "--at", "2026-12-31")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Product reference" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("suffix", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"")]
)
def test_the_map_as_a_file(run, portfolio_folder, suffix: str, start: bytes) -> None:
    done = run("map", "capability", "--heat", "lifecycle", "-o", f"map.{suffix}")
    assert (done.exit_code, done.stdout) == (0, "")
    drawn = (portfolio_folder / f"map.{suffix}").read_bytes()
    assert drawn.startswith(start)
    assert len(drawn) > 1000


def test_the_map_as_json_on_stdout(run) -> None:
    assert json.loads(run("map", "capability", "--json").stdout)["schema"].startswith("archrepo/")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--heat", "lifecicle"), 2, "lifecycle"),
        (("--domain", "nowhere"), 3, "nowhere"),
        (("--depth", "-1"), 2, "--depth"),
        (("--format", "jpeg"), 2, "jpeg"),
    ],
)
def test_a_map_that_cannot_be_drawn(run, words: tuple[str, str], code: int, said: str) -> None:
    done = run("map", "capability", *words)
    assert done.exit_code == code
    assert done.stdout == ""
    assert said in done.stderr


def test_without_graphviz_the_picture_is_refused_and_its_text_is_not(
    run, portfolio_folder, monkeypatch
) -> None:
    monkeypatch.setenv("PATH", str(portfolio_folder))
    monkeypatch.setenv("ARCHREPO_GRAPHVIZ", "dot")
    done = run("map", "capability", "-o", "map.svg")
    assert done.exit_code == 7
    assert "--format dot" in done.stderr
    assert not (portfolio_folder / "map.svg").exists()
    assert run("map", "capability", "--format", "dot").exit_code == 0


def test_a_picture_on_stdout_is_its_bytes(run_process) -> None:
    done = run_process("map", "capability", "--format", "png", text=False)
    assert done.returncode == 0
    assert done.stdout.startswith(b"\x89PNG")


@pytest.mark.parametrize("code", ["RET-06", "ret-06", "AR104", "ID-05"])
def test_explain(run, code: str) -> None:
    for lang in ("en", "fr"):
        done = run("explain", code, "--lang", lang)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(code.upper())


def test_an_unknown_code_is_guessed(run) -> None:
    done = run("explain", "RET-99")
    assert done.exit_code == 3
    assert "RET-" in done.stderr.splitlines()[1]


def test_the_earliest_day(run) -> None:
    done = run(*RETIRE, "--earliest")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "PIM2 must feed E-commerce with Product sheet" in done.stdout
    assert run(*RETIRE, "--earliest", "--fail-on", "MAJOR").exit_code == 1
    told = json.loads(run(*RETIRE, "--earliest", "--below", "blocker", "--json").stdout)
    assert (told["day"], told["below"]) == ("2026-12-31", "BLOCKER")


def test_below_needs_earliest(run) -> None:
    done = run(*RETIRE, "--below", "MINOR")
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_part_of_the_answer_says_what_it_hides(run) -> None:
    part = json.loads(
        run(*RETIRE, "--severity", "critical", "--domain", "commerce", "--json").stdout
    )
    assert [line["node"] for line in part["lines"]] == ["ecom"]
    assert (part["verdict"], part["hidden"]["lines"]) == ("CRITICAL", 10)
    assert (
        "Not shown: 10 of 11 lines"
        in run(*RETIRE, "--severity", "critical", "--domain", "commerce").stdout
    )
    assert run(*RETIRE, "--depth", "0", "--fail-on", "critical").exit_code == 1
    assert run(*RETIRE, "--domain", "comerce").exit_code == 3


def test_map_impact_draws_any_event(run, tmp_path) -> None:
    drawn = run("map", *RETIRE)
    assert "├─ ─f2[Product sheet]→ E-commerce" in drawn.stdout
    assert run("map", *RETIRE, "-o", tmp_path / "a.svg", "--theme", "dark").exit_code == 0
    assert b"Online catalogue" in (tmp_path / "a.svg").read_bytes()
    assert run("map", *RETIRE, "--format", "pdf").stdout_bytes.startswith(b"%PDF")
    assert "else tree" in " ".join(run("map", "impact", "retire", "--help").stdout.split())
    assert "else table" in " ".join(run("impact", "retire", "--help").stdout.split())


def test_rules_of_ones_own_change_the_answer_and_are_told(run, portfolio_folder) -> None:
    settings = portfolio_folder / "archrepo.toml"
    stated = settings.read_text(encoding="utf-8")
    rules = '\n[impact.rules."RET-06"]\noff = true\n[impact.rules."RET-11"]\nbase = "MINOR"\n'
    settings.write_text(stated + rules, encoding="utf-8")
    told = json.loads(run(*RETIRE, "--json").stdout)
    assert "RET-06" not in {line["rule"] for line in told["lines"]}
    assert [change["rule"] for change in told["rules_changed"]] == ["RET-06", "RET-11"]
    assert "rules changed by this portfolio: RET-06 off" in " ".join(run(*RETIRE).stdout.split())
    assert "switched off" in run("explain", "RET-06").stdout
    assert "rated Minor" in run("explain", "RET-11").stdout


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ('[impact.rules."RTE-06"]\noff = true\n', "RET-06"),
        ('[impact.rules."RET-06"]\noff = "maybe"\n', "off"),
        ('[impact.rules."RET-06"]\nbase = "MAJR"\n', "MAJOR"),
        ('[impact.rules."RET-06"]\nbse = "MAJOR"\n', "'base'"),
    ],
)
def test_rules_that_cannot_be_are_refused(run, portfolio_folder, rules: str, said: str) -> None:
    settings = portfolio_folder / "archrepo.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n" + rules, encoding="utf-8")
    done = run(*RETIRE)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_scope_that_moves_where_rules_weigh_otherwise_has_another_ruleset(
    run, portfolio_folder
) -> None:
    def effects() -> set[str]:
        done = run("impact", "scope", "s1", "move", "--under", "other", "--json")
        assert done.exit_code == 0, done.stderr
        return {line["effect"] for line in json.loads(done.stdout)["lines"]}

    assert run("add", "domain", "Other", "id=other", "--yes").exit_code == 0
    assert "RULESET_CHANGED" not in effects()
    settings = portfolio_folder / "archrepo.toml"
    stated = settings.read_text(encoding="utf-8")
    settings.write_text(stated + '\n[check.domains.other]\n"CO-01" = "OFF"\n', encoding="utf-8")
    assert "RULESET_CHANGED" in effects()
