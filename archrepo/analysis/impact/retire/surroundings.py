"""Hosted applications, users, technologies and costs of the lost ones: RET-13, 15 and 16."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.struck import StruckOne

_FEW_USERS = 25  # enough to see that others use a technology, without reading all who do


def hosting_effects(state: State) -> Iterator[Cause]:
    """Yield the applications that lose what they run on (RET-13)."""
    outcome = rule_table().rules["RET-13"].outcome("HOST_LOST")
    for one in state.lost.hosted():
        yield Cause("Application", one.id, "RET-13", outcome, outcome.base(), one.path)


def user_effects(state: State) -> Iterator[Cause]:
    """Yield the organisations whose users must move (RET-15)."""
    rule = rule_table().rules["RET-15"]
    for relation in state.facts.entering("Application", state.lost.ids("Application")):
        if relation.type != "USES" or not state.did(relation.to_id, validity(relation)):
            continue
        count = relation.values.get("users_count")
        many = count is not None and int(str(count)) >= state.settings.users_threshold
        outcome = rule.outcome("USERS_TO_MIGRATE", "many" if many else "")
        name = state.parties.name(relation.to_id)
        note = Note("users_unknown", {"name": name})
        if count is not None:
            note = Note("users", {"count": int(str(count)), "name": name})
        path = state.lost.ones[relation.to_id].path.along(relation)
        yield Cause(
            "Organisation", relation.from_id, rule.id, outcome, outcome.base(), path, notes=(note,)
        )


def freed(state: State) -> Iterator[Cause]:
    """Yield what is no longer needed: technologies, and what applications cost (RET-16)."""
    rule = rule_table().rules["RET-16"]
    if not any(state.wants(outcome, outcome.base()) for outcome in rule.outcomes):
        return
    for one in state.lost.ones.values():
        values = state.parties.node(one.id).values
        if one.kind == "Application" and values.get("run_cost"):
            contract_end = values.get("contract_end")
            day = max(state.day, contract_end) if isinstance(contract_end, dt.date) else state.day
            yield _cost(one, float(str(values["run_cost"])), str(values.get("currency", "")), day)
    used = [
        r
        for kind in ("Application", "Module")
        for r in state.facts.leaving(kind, state.lost.ids(kind))
        if r.type == "USES_TECH" and state.did(r.from_id, validity(r))
    ]
    kept: dict[str, bool] = {}
    for relation in used:
        if relation.to_id not in kept:
            kept[relation.to_id] = _is_used_by_others(state, relation.to_id)
    outcome = rule.outcome("TECH_FREED")
    for relation in used:
        if not kept[relation.to_id]:
            names = {
                state.parties.name(state.parties.application_of(r.from_id))
                for r in used
                if r.to_id == relation.to_id
            }
            note = Note("only_by", {"names": ", ".join(sorted(names, key=name_key))})
            path = state.lost.ones[relation.from_id].own_path.along(relation)
            yield Cause(
                "Technology", relation.to_id, rule.id, outcome, outcome.base(), path, notes=(note,)
            )


def _cost(one: StruckOne, amount: float, currency: str, day: dt.date) -> Cause:
    rule = rule_table().rules["RET-16"]
    outcome = rule.outcome("COST_FREED")
    note = Note("cost", {"amount": round(amount), "currency": currency, "day": day})
    return Cause(
        "Application",
        one.id,
        rule.id,
        outcome,
        outcome.base(),
        one.path,
        notes=(note,),
        amount=(amount, currency, day),
    )


def _is_used_by_others(state: State, technology: str) -> bool:
    """Return whether somebody who stays uses it; as few users as needed are read."""
    for at_most in (_FEW_USERS, None):
        users = state.facts.users_of(technology, at_most)
        for kind in ("Application", "Module"):
            state.parties.meet(kind, {r.from_id for r in users if r.from_kind == kind})
        if any(state.is_live(r.from_id) and validity(r).holds(state.day) for r in users):
            return True
        if at_most is not None and len(users) < at_most:
            return False
    return False
