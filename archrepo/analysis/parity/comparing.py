"""Compares an application with the one that is to replace it, whether or not that is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.carriages import Carriages
from archrepo.analysis.impact.coverage import lost_coverage
from archrepo.analysis.impact.lost import lost_set
from archrepo.analysis.impact.retire.parity import missing_in
from archrepo.analysis.impact.settings import ImpactSettings
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.stored import StoredFacts
from archrepo.analysis.impact.successors import Successors
from archrepo.analysis.impact.targets import check_projects, find_node
from archrepo.analysis.parity.items import Listing
from archrepo.analysis.parity.result import ParityCount, ParityReport
from archrepo.domain.facts import RelationFact
from archrepo.domain.steadily import steadily
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from archrepo.analysis.impact.coverage import ScopeCoverage
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.lacking import Parity
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

_NOBODY = ""
"""Has nothing: what it lacks is all there is to take over."""


def parity_between(
    store: GraphStore, old: str, new: str, at: dt.date, plan: PlanChoice
) -> ParityReport:
    """Return what `new` still lacks on a day of what `old` does.

    Args:
        store: The portfolio.
        old: Id, name or alias of the application to replace.
        new: The same of its successor.
        at: The day.
        plan: Which projects' actions count.

    Raises:
        NotFoundError: One of them, or a project of the plan, is unknown.
        ConfigError: They are one and the same, or one is no application.
    """

    def answer() -> ParityReport:
        facts = StoredFacts(store)
        check_projects(plan, facts, store)
        ids = [find_node("Application", wanted, facts, store) for wanted in (old, new)]
        if ids[0] == ids[1]:
            raise ConfigError(f"'{ids[0]}' cannot replace itself", hint="name another with --by")
        return parity(facts, ids[0], ids[1], at, plan)

    return steadily(store, answer)


def parity(facts: Facts, old: str, new: str, at: dt.date, plan: PlanChoice) -> ParityReport:
    """Return what the application `new` still lacks on a day of what `old` does."""
    carriages = Carriages(facts, plan)
    parties = carriages.parties
    lost = lost_set(facts, parties, {old}, at)
    parties.meet("Application", [new])
    state = State.on(facts, at, plan, ImpactSettings(), carriages=carriages, lost=lost)
    declared = [
        r for r in facts.leaving("Application", [old])
        if r.type == "REPLACED_BY" and r.to_id == new
    ]  # fmt: skip
    coverages = lost_coverage(state)
    lacking = _lacking(state, coverages, old, new, declared)
    everything = _lacking(state, coverages, old, _NOBODY, declared)
    listing = Listing(state, coverages, lacking, everything)
    return ParityReport(
        old=old,
        old_name=parties.name(old),
        new=new,
        new_name=parties.name(new),
        at=at,
        plan=str(plan),
        declared=bool(declared),
        live=lacking.live,
        live_from=lacking.live_from,
        counts=_counts(lacking, everything),
        items=listing.items(),
    )


def _lacking(
    state: State,
    coverages: Mapping[str, ScopeCoverage],
    old: str,
    new: str,
    declared: list[RelationFact],
) -> Parity:
    """Return what `new` lacks, for the scopes it is declared to take over, else for all."""
    scopes = [relation.values for relation in declared] or [{}]
    ends = ("Application", old, "Application", new)
    relations = [RelationFact("REPLACED_BY", "", *ends, values) for values in scopes]
    return missing_in(state, Successors({old: relations}), coverages, new, {old})


def _counts(lacking: Parity, everything: Parity) -> tuple[ParityCount, ...]:
    counted = []
    for topic, name in (
        ("coverage", "coverage"),
        ("feeds", "feeds"),
        ("fed_by", "fed_by"),
        ("master", "masters"),
        ("users", "users"),
    ):
        total = len(getattr(everything, name))
        done = total - len(getattr(lacking, name))
        counted.append(ParityCount(topic=topic, done=done, total=total))
    return tuple(counted)
