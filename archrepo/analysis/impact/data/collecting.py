"""Who lives on what an application stops collecting: DAT-02."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.alternatives import in_words, merged
from archrepo.analysis.impact.assessed import Assumed
from archrepo.analysis.impact.data.struck import accesses
from archrepo.analysis.impact.findings import Alternative, Cause
from archrepo.analysis.impact.journeys import journey_effects
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.paths import Path, keep_shortest
from archrepo.analysis.impact.retire.consequences import coverage_at_risk
from archrepo.analysis.impact.retire.staleness import stale_effects
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.supplies import supplies_of
from archrepo.domain.relation_vocabulary import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.data.struck import StruckObjects
    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.paths import Reached
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.supplies import ObjectSupply


def add_starvation(
    state: State, struck: StruckObjects, collector: str, findings: Findings
) -> Assumed:
    """Find who is no longer supplied, and what that threatens; return what was assumed.

    The collector is no origin of the objects any more and keeps nothing of them: it goes on passing
    them only where somebody else supplies it.
    """
    objects = struck.parts[struck.target]
    tree = ObjectTree(state.facts, state.day)
    after = supplies_of(state, tree, objects, ceased=[collector])
    lacking = {
        o: supply
        for o, supply in after.items()
        if collector in supply.supply.before and not supply.supply.reaches(collector)
    }
    start = Path.at(struck.target).onto(collector)
    kept = [o for o in after if after[o].supply.reaches(collector)]
    findings.add(_still_supplied(state, {o: after[o] for o in kept}, collector, start))
    causes = list(_lost_inputs(state, lacking, collector, start))
    unsupplied: dict[str, Reached] = defaultdict(dict)
    for cause in causes:
        keep_shortest(unsupplied[cause.objects[0]], cause.path)
    causes += stale_effects(state, lacking, unsupplied, rule="DAT-02", told=[collector])
    findings.add(causes)
    findings.add(_starved(state, struck, lacking, collector, start, causes))
    findings.add(list(coverage_at_risk(state, findings)))
    at_risk = ("COVERAGE_AT_RISK",)
    findings.add(list(journey_effects(state, findings, "RET-19", at_risk, gone=())))
    unknown = (o for o, supply in lacking.items() if supply.supply.origin_unknown)
    return Assumed(unknown_origins=frozenset(unknown))


def _lost_inputs(
    state: State, lacking: dict[str, ObjectSupply], collector: str, start: Path
) -> Iterator[Cause]:
    """Yield those whom the collector feeds and nobody else supplies."""
    outcome = rule_table().rules["DAT-02"].outcome("INPUT_LOST")
    for o, supply in sorted(lacking.items()):
        for exchange in supply.out_of(collector):
            far = state.parties.application_of(exchange.target)
            if not supply.supply.reaches(far):
                kind = state.parties.node(far).kind
                path = start.over(exchange, far, (o,))
                yield Cause(kind, far, "DAT-02", outcome, outcome.base(), path, (o,))


def _still_supplied(
    state: State, kept: dict[str, ObjectSupply], collector: str, start: Path
) -> Iterator[Cause]:
    """Yield why nothing happens: what the collector stops collecting still reaches it."""
    outcome = rule_table().rules["DAT-02"].outcome("INPUT_REDUNDANT")
    for o, supply in sorted(kept.items()):
        feeding = [(state.parties.application_of(e.source), e) for e in supply.to(collector)]
        others = merged(
            Alternative(feeder, e.flow.id, (o,))
            for feeder, e in feeding
            if supply.supply.reaches(feeder)
        )
        notes = in_words(state, others)
        yield Cause(
            "Application", collector, "DAT-02", outcome, outcome.base(), start, (o,), notes, others
        )


def _starved(
    state: State,
    struck: StruckObjects,
    lacking: dict[str, ObjectSupply],
    collector: str,
    start: Path,
    causes: list[Cause],
) -> Iterator[Cause]:
    """Yield those who use what they no longer get, the collector among them."""
    outcome = rule_table().rules["DAT-02"].outcome("USE_STARVED")
    users = {
        (state.parties.application_of(access.from_id), o)
        for access in accesses(state, struck)
        if Stage.USE in access.values.get("stage", ())  # type: ignore[operator]
        for o in struck.counted(access.to_id)
    }
    for o in sorted(lacking):
        if (collector, o) in users:
            yield Cause("Application", collector, "DAT-02", outcome, outcome.base(), start, (o,))
    for cause in causes:
        if (cause.node, cause.objects[0]) in users:
            yield replace(cause, outcome=outcome, base=outcome.base())
