"""What must be kept longer than its contracts or its support last: PRJ-07."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.exchanges import modules_of
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.project.planned import ended_by_others
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archrepo.analysis.impact.events import ProjectEvent
    from archrepo.analysis.impact.project.planned import Planned
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import NodeFact, Values


@dataclass(frozen=True, slots=True)
class _Limit:
    """A day up to which something lasts: which note tells of it, and whose it is."""

    day: dt.date
    note: str
    filled: dict[str, str]


def extensions(
    state: State, project: str, planned: Sequence[Planned], event: ProjectEvent
) -> Iterator[Cause]:
    """Yield what outlives a contract or a support, the project being late or given up (PRJ-07).

    Given up, what it was to retire stays until another counted project ends it, or for ever.
    """
    outcome = rule_table().rules["PRJ-07"].outcome("EXTENSION_NEEDED")
    for own in planned:
        if not own.ends or own.relation.to_kind != "Application" or own.is_past(event.at):
            continue
        due = own.was or (event.at if event.cancel else None)
        if due is None or (own.day == own.was and not event.cancel):
            continue
        values = state.facts.profiles("Application", [own.target])[own.target].values
        until = own.day
        if event.cancel:
            until = ended_by_others(state.facts, state.plan, own.target)
        path = Path.at(project).along(own.relation)
        limits = _limits(state, own.target, due, values)
        for limit in sorted(limits, key=lambda one: one.day):
            if due <= limit.day and (until is None or limit.day < until):
                notes = (_told(limit, until), *run_cost(values, due, until))
                yield Cause(
                    "Application",
                    own.target,
                    "PRJ-07",
                    outcome,
                    outcome.base(),
                    path,
                    notes=notes,
                )


def _told(limit: _Limit, until: dt.date | None) -> Note:
    filled: dict[str, Any] = {**limit.filled, "limit": limit.day}
    if until is None:
        return Note(f"outlives_{limit.note}", filled)
    return Note(f"past_{limit.note}", {**filled, "days": (until - limit.day).days})


def run_cost(values: Values, due: dt.date, until: dt.date | None) -> Iterator[Note]:
    """Yield what running an application longer costs, where stated: in all, or a year."""
    cost = values.get("run_cost")
    if not cost:
        return
    filled: dict[str, Any] = {"currency": str(values.get("currency", ""))}
    if until is None:
        yield Note("cost_kept", {**filled, "amount": round(float(str(cost)))})
        return
    days = (until - due).days
    amount = round(float(str(cost)) * days / 365)
    yield Note("cost_of_delay", {**filled, "amount": amount, "days": days})


def _limits(state: State, application: str, due: dt.date, values: Values) -> Iterator[_Limit]:
    """Yield how long an application lasts by its contracts, and by what it is built with."""
    contract: Any = values.get("contract_end")
    if contract is not None:
        yield _Limit(contract, "contract", {})
    yield from _supplied(state, "Application", [application], due)
    modules = modules_of(state, [application])
    used = sorted(
        {
            relation.to_id
            for kind, ids in (("Application", [application]), ("Module", modules))
            for relation in state.facts.leaving(kind, ids)
            if relation.type == "USES_TECH" and validity(relation).holds(due)
        }
    )
    nodes = state.facts.nodes("Technology", used)
    for technology in used:
        support: Any = nodes[technology].values.get("vendor_support_end")
        if support is not None:
            yield _Limit(support, "support", {"name": nodes[technology].name})
    yield from _supplied(state, "Technology", used, due, nodes.values())


def _supplied(
    state: State, kind: str, ids: Sequence[str], due: dt.date, named: Iterable[NodeFact] = ()
) -> Iterator[_Limit]:
    """Yield until when providers supply these, by contracts in force on the day due."""
    names = {node.id: node.name for node in named}
    supplies = [r for r in state.facts.entering(kind, ids) if r.type == "SUPPLIES"]
    providers = state.facts.nodes("Provider", sorted({r.from_id for r in supplies}))
    for relation in supplies:
        end: Any = relation.values.get("contract_end")
        if end is None or not validity(relation).holds(due):
            continue
        filled = {"provider": providers[relation.from_id].name}
        if kind == "Technology":
            yield _Limit(end, "supply_of", {**filled, "name": names[relation.to_id]})
        else:
            yield _Limit(end, "supply", filled)
