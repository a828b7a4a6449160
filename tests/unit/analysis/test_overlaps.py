"""Overlaps against a computation by brute force, on portfolios drawn at random."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archrepo.analysis.coverage import judge, segments_of, serves
from archrepo.analysis.coverages import (
    coverage_gaps,
    coverage_matrix,
    overlaps,
    residual_coverage,
)
from archrepo.analysis.coverages.overlaps import WEIGHTS
from archrepo.analysis.situation import Situation
from archrepo.domain.validity import PlanChoice
from archrepo.errors import NotFoundError
from tests.map_portfolios import Builder

DAY = dt.date(2026, 12, 1)
LEVELS = {"FULL": 1.0, "PARTIAL": 0.5, "MARGINAL": 0.25, "PLANNED": 0.0, None: 1.0}
SEGMENTS = ((), (), ("brand-a",), ("brand-b",), ("brand-a", "brand-b"))
APPLICATIONS, SCOPES, OBJECTS = 5, 6, 4

coverage = st.tuples(
    st.integers(0, APPLICATIONS - 1),
    st.integers(0, SCOPES - 1),
    st.sampled_from(list(LEVELS)),
    st.sampled_from(SEGMENTS),
)
drawn = st.tuples(
    st.lists(coverage, max_size=14, unique_by=lambda c: (c[0], c[1], c[3])),
    st.lists(
        st.tuples(st.integers(0, APPLICATIONS - 1), st.integers(0, OBJECTS - 1)),
        max_size=8,
        unique=True,
    ),
    st.lists(
        st.tuples(st.integers(0, APPLICATIONS - 1), st.integers(0, 2), st.integers(0, 50)),
        max_size=8,
        unique_by=lambda u: u[:2],
    ),
    st.lists(st.none() | st.integers(1, 9), min_size=APPLICATIONS, max_size=APPLICATIONS),
)
Drawn = tuple[list[Any], list[Any], list[Any], list[Any]]


def made_of(facts: Drawn) -> Builder:
    covers, accesses, uses, costs = facts
    made = Builder()
    made.node("Domain", "d")
    for n in range(SCOPES):
        made.node("Scope", f"s{n}")
        made.relate("CONTAINS", "d", f"s{n}")
    for n in range(OBJECTS):
        made.node("DataObject", f"o{n}")
    for n in range(3):
        made.node("Organisation", f"u{n}")
    for n in range(APPLICATIONS):
        made.node("Application", f"a{n}", run_cost=costs[n])
    for a, s, level, segments in covers:
        made.relate("COVERS", f"a{a}", f"s{s}", level=level, segments=segments)
    for a, o in accesses:
        made.relate("ACCESSES", f"a{a}", f"o{o}")
    for a, u, count in uses:
        made.relate("USES", f"u{u}", f"a{a}", users_count=count or None)
    return made


def situation(made: Builder) -> Situation:
    return Situation.read(made.store(), DAY, PlanChoice())


def by_force(facts: Drawn) -> list[tuple[float, str, str]]:
    """Return score and pair, worked out pair by pair and scope by scope."""
    covers, accesses, uses, costs = facts
    measured = []
    for left, right in combinations(range(APPLICATIONS), 2):
        weight, shared = 0.0, False
        for scope in range(SCOPES):
            here = [c for c in covers if c[1] == scope]
            named = {item for c in here for item in c[3]}
            if not named or any(not c[3] and LEVELS[c[2]] for c in here):
                named |= {""}
            for segment in named:
                best = []
                for application in (left, right):
                    held = [
                        LEVELS[c[2]]
                        for c in here
                        if c[0] == application and (not c[3] or segment in c[3])
                    ]
                    best.append(max(held, default=0.0))
                if min(best) > 0:
                    shared = True
                    weight += min(best) / len(named)
        if not shared:
            continue
        objects = {o for a, o in accesses if a == left} & {o for a, o in accesses if a == right}
        mine = {u: max(n, 1) for a, u, n in uses if a == left}
        theirs = {u: max(n, 1) for a, u, n in uses if a == right}
        users = sum(min(mine[u], theirs[u]) for u in mine.keys() & theirs.keys())
        both = [costs[left], costs[right]]
        cost = 0 if None in both else min(both)
        measured.append(((weight, len(objects), cost, users), f"a{left}", f"a{right}"))
    most = [max((m[0][i] for m in measured), default=0) or 1 for i in range(4)]
    scores = [WEIGHTS[name] for name in ("scopes", "objects", "cost", "users")]
    ranked = [
        (round(100 * sum(w * v / m for w, v, m in zip(scores, m[0], most, strict=True)), 1), *m[1:])
        for m in measured
    ]
    return sorted(ranked, key=lambda r: (-r[0], r[1:]))


@settings(max_examples=50, deadline=None)
@given(drawn)
def test_the_ranking_is_that_of_brute_force(facts: Drawn) -> None:
    found = overlaps(situation(made_of(facts)), None)
    told = [(p.score, p.left.id, p.right.id) for p in found.pairs]
    expected = by_force(facts)
    assert {t[1:] for t in told} == {e[1:] for e in expected}
    assert sorted(t[0] for t in told) == pytest.approx(sorted(e[0] for e in expected), abs=0.11)
    assert [t[0] for t in told] == sorted((t[0] for t in told), reverse=True)


@settings(max_examples=50, deadline=None)
@given(drawn)
def test_what_one_alone_covers_is_what_goes_with_it(facts: Drawn) -> None:
    here = situation(made_of(facts))
    for pair in overlaps(here, None).pairs:
        for side in (pair.left, pair.right):
            lost = residual_coverage(here, [side.id]).scopes
            gone = {s.scope for s in lost if s.effect in ("LOST", "GAP")}
            assert {s.id for s in side.sole} == gone


@settings(max_examples=50, deadline=None)
@given(drawn)
def test_groups_are_all_who_cover_a_scope_for_somebody(facts: Drawn) -> None:
    found = overlaps(situation(made_of(facts)), None)
    covers = [c for c in facts[0] if LEVELS[c[2]]]
    expected = set()
    for scope in range(SCOPES):
        for segment in ("", "brand-a", "brand-b"):
            members = {
                f"a{c[0]}" for c in covers if c[1] == scope and (not c[3] or segment in c[3])
            }
            named = {item for c in facts[0] if c[1] == scope for item in c[3]}
            judged = not named or (segment in named) or (segment == "" and bool(members))
            if len(members) > 2 and judged:
                expected.add(tuple(sorted(members)))
    told = {tuple(m.id for m in group.members) for group in found.groups}
    # A brand nobody names on the scope is no segment of it: its members are those of everyone.
    assert told <= expected
    assert {m for m in expected if m not in told} == set()


@settings(max_examples=50, deadline=None)
@given(drawn, st.sets(st.integers(0, APPLICATIONS - 1), min_size=1))
def test_residual_coverage_is_the_best_of_what_is_left(facts: Drawn, gone: set[int]) -> None:
    here = situation(made_of(facts))
    ids = {f"a{n}" for n in gone}
    for scope in residual_coverage(here, sorted(ids)).scopes:
        live = [c.stated for c in here.live_coverings(scope.scope)]
        left = [s for s in live if s.application not in ids]
        levels = []
        for segment in segments_of(live, live):
            with_all = judge([s for s in live if serves(s, segment)], ()).level
            without = judge([s for s in left if serves(s, segment)], ()).level
            levels.append((with_all.value, without.value))
        assert (scope.before, scope.after) in levels
        lost = any(b not in ("NONE", "PLANNED") and a in ("NONE", "PLANNED") for b, a in levels)
        assert (scope.effect in ("LOST", "GAP")) == lost


@settings(max_examples=50, deadline=None)
@given(drawn)
def test_every_coverage_has_its_cell_and_every_bare_scope_its_gap(facts: Drawn) -> None:
    here = situation(made_of(facts))
    matrix = coverage_matrix(here)
    assert {(c.application, c.scope) for c in matrix.cells} == {
        (f"a{a}", f"s{s}") for a, s, _, _ in facts[0]
    }
    bare = {f"s{n}" for n in range(SCOPES)} - {
        f"s{s}" for _, s, level, _ in facts[0] if LEVELS[level]
    }
    gaps = {g.scope for g in coverage_gaps(here).gaps if not g.segments}
    assert (
        bare == {g.scope for g in coverage_gaps(here).gaps if g.level in ("NONE", "PLANNED")} & bare
    )
    assert gaps <= bare


def test_two_countries_are_no_double() -> None:
    made = Builder()
    for scope in ("offers", "points"):
        made.node("Scope", scope)
    for application, country in (("crm-fr", "france"), ("crm-be", "belgium")):
        made.node("Application", application)
        for scope in ("offers", "points"):
            made.relate("COVERS", application, scope, level="FULL", segments=(country,))
    assert overlaps(situation(made)).total == 0


def test_a_parent_weighs_as_much_as_its_leaves() -> None:
    made = Builder()
    made.node("Scope", "whole")
    for n in range(3):
        made.node("Scope", f"part{n}")
        made.relate("CONTAINS", "whole", f"part{n}")
    for application in ("a", "b"):
        made.node("Application", application)
        made.relate("COVERS", application, "whole", level="PARTIAL")
    (pair,) = overlaps(situation(made)).pairs
    assert pair.scope_weight == 1.5


def test_an_unknown_application_is_told_with_the_nearest() -> None:
    made = Builder()
    made.node("Application", "crm", "CRM")
    with pytest.raises(NotFoundError) as raised:
        residual_coverage(situation(made), ["cmr"])
    assert "crm" in str(raised.value.hint)
