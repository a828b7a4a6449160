"""Rules switched off or re-rated: what they find changes, and the answer says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact import ImpactSettings
from archrepo.analysis.impact.changed_rules import ChangedRules, RuleChange
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError
from archrepo.render.registry import View, render

if TYPE_CHECKING:
    from archrepo.analysis.impact import ImpactReport
    from tests.unit.analysis.impact.conftest import Build


def told(build: Build, **changes: RuleChange) -> ImpactReport:
    stated = {rule.replace("_", "-"): change for rule, change in changes.items()}
    return build.retire(settings=ImpactSettings(rules=ChangedRules.of(stated)))


def lines(report: ImpactReport) -> list[tuple[str, str, str]]:
    return [(line.node, line.rule, line.base) for line in report.lines]


@pytest.fixture
def chain(build: Build) -> Build:
    """Return an application that feeds another, which feeds a third and covers a scope."""
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    return build.covers("b", "t")


def test_a_rule_that_is_off_finds_nothing_and_nothing_follows(chain: Build) -> None:
    assert lines(told(chain)) == [
        ("b", "RET-06", "MAJOR"),
        ("c", "RET-08", "MINOR"),
        ("t", "RET-09", "MINOR"),
    ]
    off = told(chain, RET_06=RuleChange(off=True), RET_08=RuleChange(off=True))
    assert lines(off) == []
    assert off.verdict is Severity.INFO


def test_a_base_of_ones_own_travels_on(chain: Build) -> None:
    assert lines(told(chain, RET_06=RuleChange(Severity.BLOCKER))) == [
        ("b", "RET-06", "BLOCKER"),
        ("t", "RET-09", "CRITICAL"),
        ("c", "RET-08", "MINOR"),
    ]


def test_what_distance_takes_off_is_taken_off_it_too(chain: Build) -> None:
    report = told(chain, RET_08=RuleChange(Severity.CRITICAL))
    assert ("c", "RET-08", "MAJOR") in lines(report)
    assert ("t", "RET-09", "MAJOR") in lines(told(chain, RET_09=RuleChange(Severity.MAJOR)))


def test_the_answer_says_so_in_every_form(chain: Build) -> None:
    report = told(chain, RET_15=RuleChange(off=True), RET_06=RuleChange(Severity.CRITICAL))
    assert [(c.rule, c.base, c.off) for c in report.rules_changed] == [
        ("RET-06", Severity.CRITICAL, None),
        ("RET-15", None, True),
    ]
    said = "Computed with rules changed by this portfolio: RET-06 rated Critical, RET-15 off."
    for fmt in ("table", "markdown", "tree", "html"):
        assert said in str(render(report, fmt, View(width=0)))
    assert "RET-15 désactivée" in str(render(report, "table", View(width=0, lang="fr")))
    assert told(chain).rules_changed == ()


def test_an_unknown_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigError) as refused:
        ChangedRules.of({"RTE-15": RuleChange(off=True)})
    assert "RET-15" in str(refused.value.hint)
