"""What many retirements share changes none of them; supply is what trying every way finds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as hst

from archrepo.analysis.impact import ImpactSettings, Retire
from archrepo.analysis.impact.assessment import lines_without_people
from archrepo.analysis.impact.lines import lines_of
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.impact.retirements import retirements
from archrepo.analysis.impact.supply import Edge, SupplyGraph
from archrepo.domain.vocabulary import Severity
from tests.oracle import chance as st
from tests.oracle.portfolios import DAY, Case, portfolio

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact.report import ImpactLine

few = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def leaving(draw: st.DrawFn) -> tuple[Case, list[Retire]]:
    """Draw a portfolio, and every application of it to retire, on one of three days."""
    drawn = portfolio(draw)
    days = st.sampled_from([DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=400)])
    events = [Retire(app, draw(days), drawn.plan) for app in drawn.applications]
    return drawn.asked(events[0]), events


@few
@given(leaving().strategy)
def test_many_retirements_are_each_what_they_are_alone(drawn: tuple[Case, list[Retire]]) -> None:
    case, events = drawn
    chosen = ImpactSettings()
    facts = MemoryFacts(case.nodes, case.relations)
    for event, effects in retirements(events, facts, chosen):
        alone = lines_without_people(event, MemoryFacts(case.nodes, case.relations), chosen)
        assert lines_of(effects, {}) == alone


@few
@given(leaving().strategy)
def test_only_the_worst_lines_are_the_others_left_out(drawn: tuple[Case, list[Retire]]) -> None:
    """Their other causes, with the objects of these, may be left out too."""

    def bare(lines: Iterable[ImpactLine]) -> list[ImpactLine]:
        return [line.model_copy(update={"causes": (), "objects": ()}) for line in lines]

    case, events = drawn
    facts = MemoryFacts(case.nodes, case.relations)
    whole = retirements(events, facts, ImpactSettings())
    worst = retirements(events, facts, ImpactSettings(), Severity.MAJOR)
    for (_, effects), (_, some) in zip(whole, worst, strict=True):
        bad = [effect for effect in effects if effect.final.rank >= Severity.MAJOR.rank]
        assert bare(lines_of(some, {})) == bare(lines_of(bad, {}))


NAMES = hst.sampled_from("abcdefgh")


@given(
    hst.sets(hst.tuples(NAMES, NAMES).filter(lambda edge: edge[0] != edge[1])),
    hst.frozensets(NAMES, max_size=2),
    hst.lists(hst.tuples(hst.sets(NAMES, max_size=3), hst.sets(NAMES, max_size=2)), min_size=1),
)
def test_supply_is_what_trying_every_way_finds(
    edges: set[Edge], declared: frozenset[str], asked: list[tuple[set[str], set[str]]]
) -> None:
    graph = SupplyGraph(edges)
    for gone, ceased in asked:
        assumed = graph.assumed(declared)
        assert assumed == _assumed(edges, declared)
        supply = graph.supply(declared, assumed, gone, ceased)
        origins = declared | assumed
        assert supply.origins == origins
        assert supply.origin_unknown == bool(assumed)
        left = {(a, b) for a, b in edges if not {a, b} & gone}
        assert set(filter(supply.reaches, "abcdefgh")) == _reached(origins - gone - ceased, left)


def _assumed(edges: set[Edge], declared: frozenset[str]) -> set[str]:
    """Return the senders whom only those feed whom they feed, none of them declared."""
    found = set()
    for sender in {a for a, _ in edges}:
        ahead = _reached({sender}, edges)
        behind = _reached({sender}, {(b, a) for a, b in edges})
        if behind <= ahead and not behind & declared:
            found.add(sender)
    return found


def _reached(start: set[str] | frozenset[str], edges: set[Edge]) -> set[str]:
    found = set(start)
    while new := {b for a, b in edges if a in found} - found:
        found |= new
    return found
