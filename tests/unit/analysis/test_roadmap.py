"""The roadmap: what comes and goes, and the days between."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.analysis.coverage_windows import between
from archrepo.analysis.roadmap import Roadmap, roadmap
from archrepo.analysis.situation import Situation
from archrepo.domain.validity import Interval, PlanChoice
from archrepo.errors import NotFoundError
from tests.map_portfolios import Builder

DAY = dt.date(2026, 12, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def made() -> Builder:
    """Return an old application that goes two months before its successor comes."""
    made = Builder()
    made.node("Domain", "sales", "Sales")
    made.node("Scope", "quotes", "Quotes")
    made.node("Application", "old", "Old", active=day("2015-01-01"), retired=day("2027-01-01"))
    made.node("Application", "new", "New", phase_in=day("2027-03-01"))
    made.node("Application", "still", "Still", active=day("2015-01-01"))
    made.relate("CONTAINS", "sales", "quotes")
    for application in ("old", "new"):
        made.relate("COVERS", application, "quotes", level="FULL")
    made.relate("REPLACED_BY", "old", "new")
    return made


def told(made: Builder, plan: str = "committed", domain: str | None = None) -> Roadmap:
    return roadmap(Situation.read(made.store(), DAY, PlanChoice.parse(plan), domain))


def test_the_days_without_coverage_are_told(made: Builder) -> None:
    (gap,) = told(made).gaps
    assert (gap.scope, gap.start, gap.end, gap.days) == (
        "quotes",
        day("2027-01-01"),
        day("2027-03-01"),
        59,
    )
    assert [a.id for a in gap.lost] == ["old"]
    assert [a.id for a in gap.back] == ["new"]


def test_only_what_comes_or_goes_is_told_and_the_rest_counted(made: Builder) -> None:
    found = told(made)
    assert [a.id for row in found.rows for a in row.applications] == ["old", "new"]
    assert found.unchanged == 1


def test_a_project_of_the_plan_moves_both_ends(made: Builder) -> None:
    made.node("Project", "p", "Move", status="IDEA", end=day("2027-03-01"))
    made.relate("IMPACTS", "p", "old", action="RETIRE")
    assert told(made).replacements[0].meeting == "GAP"
    counted = told(made, "all")
    assert counted.replacements[0].meeting == "SEAMLESS"
    assert counted.gaps == ()
    (bar,) = [a for row in counted.rows for a in row.applications if a.id == "old"]
    assert (bar.end, bar.ended_by) == (day("2027-03-01"), "p")


def test_a_gap_for_one_brand_names_the_brand(made: Builder) -> None:
    made.node("Application", "brand-tool", "Brand tool", retired=day("2027-06-01"))
    made.node("Scope", "prices", "Prices")
    made.relate("CONTAINS", "sales", "prices")
    made.relate("COVERS", "brand-tool", "prices", level="FULL", segments=("brand-a",))
    made.relate("COVERS", "still", "prices", level="FULL", segments=("brand-b",))
    (gap,) = [g for g in told(made).gaps if g.scope == "prices"]
    assert gap.segments == ("brand-a",)
    assert gap.end is None


def test_an_unknown_domain_is_told_with_the_nearest(made: Builder) -> None:
    with pytest.raises(NotFoundError, match="no domain or scope is called 'slaes'") as raised:
        told(made, domain="slaes")
    assert "sales" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(None, None)], []),
        ([("2020-01-01", "2021-01-01"), ("2021-01-01", None)], []),
        ([("2020-01-01", "2021-01-01"), ("2022-01-01", None)], [("2021-01-01", "2022-01-01")]),
        ([("2020-01-01", "2021-01-01")], [("2021-01-01", None)]),
        ([("2020-01-01", "2025-01-01"), ("2021-01-01", "2022-01-01")], [("2025-01-01", None)]),
    ],
)
def test_stretches_between_spans(
    spans: list[tuple[str | None, str | None]], expected: list[tuple[str, str | None]]
) -> None:
    held = [Interval(s and day(s), e and day(e)) for s, e in spans]
    assert between(held) == [(day(s), e and day(e)) for s, e in expected]
