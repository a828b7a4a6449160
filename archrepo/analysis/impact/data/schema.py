"""Who must follow a change of a data object's schema: DAT-01, and CHG-03 for what one masters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.data.struck import accesses, exchanges, path_by
from archrepo.analysis.impact.findings import Cause
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.relation_vocabulary import AccessRole, Crud

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archrepo.analysis.impact.data.struck import StruckObjects
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact

_WRITES = {Crud.CREATE.value, Crud.UPDATE.value}


def schema_effects(
    state: State, struck: StruckObjects, *, rule: str = "DAT-01", but: Collection[str] = ()
) -> Iterator[Cause]:
    """Yield who must change with the objects, who must test, and the contracts to review.

    Args:
        state: The day of the change.
        struck: The objects whose schema changes.
        rule: The rule that says so, with the same effects as DAT-01.
        but: Applications left out, since the change is theirs.
    """
    required = rule_table().rules[rule].outcome("CHANGE_REQUIRED")
    test = rule_table().rules[rule].outcome("REGRESSION_TEST")
    of = state.parties.application_of
    in_use = [a for a in accesses(state, struck) if of(a.from_id) not in but]
    changing = {of(a.from_id) for a in in_use if _writes(a)}
    for access in in_use:
        application = of(access.from_id)
        if _writes(access) or application not in changing:
            outcome = required if _writes(access) else test
            yield Cause(
                "Application",
                application,
                rule,
                outcome,
                outcome.base(),
                path_by(state, struck, access),
                struck.counted(access.to_id),
            )
    yield from _contracts(state, struck, rule, {*but, *changing})


def _writes(access: RelationFact) -> bool:
    crud = access.values.get("crud", ())
    return access.values.get("role") == AccessRole.MASTER or bool(_WRITES.intersection(crud))  # type: ignore[arg-type]


def _contracts(
    state: State, struck: StruckObjects, rule: str, spared: Collection[str]
) -> Iterator[Cause]:
    """Yield the flows that carry the objects, and the applications at their ends."""
    review = rule_table().rules[rule].outcome("CONTRACT_REVIEW")
    test = rule_table().rules[rule].outcome("REGRESSION_TEST")
    told: set[tuple[str, ...]] = set()
    for exchange in exchanges(state, struck):
        stated = exchange.data_object or ""
        objects = struck.counted(stated)
        path = struck.paths[stated].to_flow(exchange)
        if (exchange.flow.id, stated) not in told:
            told.add((exchange.flow.id, stated))
            yield Cause("Flow", exchange.flow.id, rule, review, review.base(), path, objects)
        for party in (exchange.source, exchange.target):
            application = state.parties.application_of(party)
            if application in spared or (exchange.flow.id, stated, party) in told:
                continue
            told.add((exchange.flow.id, stated, party))
            kind = state.parties.node(application).kind
            to_end = path.to_end(exchange, party, application)
            yield Cause(kind, application, rule, test, test.base(), to_end, objects)
