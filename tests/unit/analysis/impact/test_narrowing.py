"""A part of a report: what it shows, and what it says it hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.impact.narrowing import Narrowing, narrowed
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from tests.unit.analysis.impact.conftest import Build


@pytest.fixture
def chain(build: Build) -> Build:
    """Return an application that feeds another, which feeds a third and covers a scope."""
    build.app("a", "b", "c").flow("f", "a", "b", "o").flow("g", "b", "c", "o")
    build.add("Domain", "d", "e").covers("a", "s").covers("b", "t")
    build.link("d", "CONTAINS", "s").link("e", "CONTAINS", "t")
    build.add("Person", "p").link("p", "RESPONSIBLE_FOR", "b", role="IT_OWNER")
    return build.link("p", "RESPONSIBLE_FOR", "s", role="BUSINESS_OWNER")


def shown(build: Build, **by: object) -> list[tuple[str, str]]:
    report = narrowed(build.retire(), Narrowing(**by), build.facts())  # type: ignore[arg-type]
    return [(line.node, line.effect) for line in report.lines]


def test_nothing_is_hidden_unless_asked(chain: Build) -> None:
    report = chain.retire()
    assert narrowed(report, Narrowing(), chain.facts()) == report
    assert report.hidden is None


def test_depth_counts_flows_and_coverages(chain: Build) -> None:
    assert shown(chain, depth=1) == [("s", "COVERAGE_LOST"), ("b", "INPUT_LOST")]
    assert ("c", "DATA_STALE") in shown(chain, depth=2)


def test_a_severity_and_worse(chain: Build) -> None:
    assert shown(chain, severity=Severity.CRITICAL) == [("s", "COVERAGE_LOST")]


def test_a_domain_with_what_covers_its_scopes(chain: Build) -> None:
    assert shown(chain, place="e") == [("b", "INPUT_LOST"), ("t", "COVERAGE_AT_RISK")]
    assert shown(chain, place="s") == [("s", "COVERAGE_LOST")]


def test_verdict_and_knowledge_stay_and_what_is_hidden_is_counted(chain: Build) -> None:
    whole = chain.retire()
    part = narrowed(whole, Narrowing(place="e"), chain.facts())
    assert (part.verdict, part.knowledge) == (whole.verdict, whole.knowledge)
    assert part.hidden is not None
    assert part.hidden.lines == len(whole.lines) - len(part.lines)
    assert part.hidden.by_severity[Severity.CRITICAL] == 1
    assert [told.nodes for told in part.inform] == [("b",)]
