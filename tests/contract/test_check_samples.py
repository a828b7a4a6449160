"""The samples of every language: the flaws put there are found, on both engines alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.checks import CheckRequest, check
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.vocabulary import Severity
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.readers.registry import read_all
from archrepo.render.registry import View, render
from tests.contract.engines import on_newest_server
from tests.readings import NOW
from tests.sample_portfolio import SAMPLES, TODAY, sample

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "checks"

if TYPE_CHECKING:
    from archrepo.analysis.checks import CheckReport
    from archrepo.domain.ports import GraphStore


def load_sample(store: GraphStore, name: str) -> None:
    readings = read_all([SAMPLES / name], builtin_metamodel())
    plan = plan_changes(readings, store, builtin_metamodel(), ImportOptions())
    apply_plan(plan, store, actor="tester", now=NOW)


@on_newest_server
@pytest.mark.parametrize("name", ["marketing", "marketing-fr"])
def test_the_flaws_listed_are_found_and_nothing_else_above_minor(
    empty_store: GraphStore, name: str
) -> None:
    load_sample(empty_store, name)
    report = check(CheckRequest(TODAY), empty_store)
    listed = sample(name).flaws_listed()
    assert listed <= told(report, Severity.INFO)
    assert told(report, Severity.MAJOR) <= listed
    assert not report.not_assessed
    # Every engine tells the same, minor findings too; read it when it changes.
    lang = "fr" if name.endswith("-fr") else "en"
    shown = render(report, "table", View(lang=lang, width=100, unfold=True))
    assert shown == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def told(report: CheckReport, least: Severity) -> set[tuple[str, str]]:
    """Return (rule, node) of what is that bad; of a collision, both projects."""
    found = set()
    for violation in report.violations:
        if violation.severity.rank >= least.rank:
            found.add((violation.rule, violation.node))
            if violation.rule == "PR-03":
                found.add((violation.rule, str(violation.other)))
    return found
