"""How well applications cover a scope, by levels, roles and segments."""

from __future__ import annotations

import pytest

from archrepo.analysis.coverage import EVERYONE, Stated, best_of, judge, role_of, serves
from archrepo.domain.relation_vocabulary import CoverageLevel, CoverageRole

NONE, PLANNED, MARGINAL, PARTIAL, FULL = CoverageLevel


def by(application: str, level: CoverageLevel | None, *segments: str) -> Stated:
    return Stated(application, level, None, segments)


def test_best_level_counts_and_partials_are_never_added() -> None:
    assert judge([by("a", PARTIAL), by("b", PARTIAL), by("c", MARGINAL)]).level is PARTIAL


def test_nothing_covers_without_coverage_or_with_planned_coverage_only() -> None:
    assert judge([]).level is NONE
    planned = judge([by("a", PLANNED)])
    assert (planned.level, planned.covered) == (PLANNED, False)


@pytest.mark.parametrize(
    ("others", "unstated"), [([], True), ([PARTIAL], True), ([FULL], False), ([None], True)]
)
def test_unstated_level_compares_as_full_and_is_said_so(
    others: list[CoverageLevel | None], unstated: bool
) -> None:
    found = judge([by("a", None), *(by("b", level) for level in others)])
    assert (found.level, found.unstated) == (FULL, unstated)


def test_best_of_does_not_depend_on_order() -> None:
    assert best_of([by("a", FULL), by("b", None)]) == best_of([by("b", None), by("a", FULL)])


def test_unstated_role_is_primary_when_alone_at_the_best_level() -> None:
    best, second = by("a", FULL), by("b", PARTIAL)
    assert role_of(best, [second]) is CoverageRole.PRIMARY
    assert role_of(second, [best]) is CoverageRole.SECONDARY
    assert role_of(best, [by("b", None)]) is CoverageRole.SECONDARY
    assert role_of(Stated("b", PARTIAL, CoverageRole.PRIMARY), [best]) is CoverageRole.PRIMARY


@pytest.mark.parametrize(
    ("held", "segment", "served"),
    [
        ((), "brand-a", True),
        (("brand-a",), "brand-a", True),
        (("brand-a",), "brand-b", False),
        (("brand-a",), EVERYONE, False),
        (("group",), "brand-a", True),
        (("brand-a",), "group", False),
        (("brand-a",), "brand-a+belgium", True),
        (("brand-a+belgium",), "brand-a", False),
        (("europe+brand-a",), "brand-a+belgium", True),
        (("brand-b", "belgium"), "brand-a+belgium", True),
    ],
)
def test_which_segments_a_coverage_serves(
    held: tuple[str, ...], segment: str, served: bool
) -> None:
    parents = {"brand-a": "group", "brand-b": "group", "belgium": "europe"}
    assert serves(Stated("a", FULL, None, held), segment, parents) is served


def test_worst_segment_counts_and_is_named() -> None:
    found = judge([by("a", FULL, "france"), by("b", PARTIAL, "belgium")])
    assert (found.level, found.weakest) == (PARTIAL, ("belgium",))


def test_segment_whose_coverage_ended_is_still_judged() -> None:
    france, belgium = by("a", FULL, "france"), by("b", FULL, "belgium")
    found = judge([france], stated=[france, belgium])
    assert (found.level, found.weakest) == (NONE, ("belgium",))


def test_everyone_else_is_a_segment_only_where_live_coverage_names_nobody() -> None:
    named = by("a", FULL, "france")
    assert judge([named]).segments == ("france",)
    assert judge([named, by("b", MARGINAL)]).weakest == (EVERYONE,)
    assert judge([named], stated=[named, by("b", MARGINAL)]).level is FULL


def test_organisations_that_contain_each_other_do_not_hang() -> None:
    assert not serves(by("a", FULL, "c"), "a", {"a": "b", "b": "a"})
