"""Who is at the other end of what changes: CHG-02 for contracts, CHG-04 for the technical base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.dependency import dependents_on
from archrepo.analysis.impact.exchanges import by_flow, ends_of, received_by, sent_by
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from archrepo.analysis.impact.dependency import Dependence
    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.objects import ObjectTree
    from archrepo.analysis.impact.state import State


def contract_effects(
    state: State, tree: ObjectTree, target: str, flows: Collection[str], *, breaking: bool
) -> Iterator[Cause]:
    """Yield those at the other end of the flows that change, whichever way they go (CHG-02).

    Args:
        state: The day of the change.
        tree: Objects as wholes and parts.
        target: The application that changes.
        flows: Those of its flows that do; none named means all.
        breaking: Whether the other ends must change with them.
    """
    rule = rule_table().rules["CHG-02"]
    outcome = rule.outcome("CONTRACT_BREAK" if breaking else "REGRESSION_TEST")
    for exchanges, backwards in (
        (sent_by(state, [target]), False),
        (received_by(state, [target]), True),
    ):
        for same_flow in by_flow(exchanges):
            if flows and same_flow[0].flow.id not in flows:
                continue
            other = ends_of(state, same_flow[0])[0 if backwards else 1]
            objects = objects_of(tree, same_flow)
            path = Path.at(target).over(same_flow[0], other, objects, backwards=backwards)
            notes = () if objects else (Note("unknown_object"),)
            kind = state.parties.node(other).kind
            yield Cause(kind, other, rule.id, outcome, outcome.base(), path, objects, notes)


def dependent_effects(
    tree: ObjectTree, state: State, target: str, dependences: Iterable[Dependence]
) -> Iterator[Cause]:
    """Yield who runs on the target, or depends on it synchronously (CHG-04)."""
    rule = rule_table().rules["CHG-04"]
    outcome = rule.outcome("REGRESSION_TEST")
    for dependence in dependences:
        if not dependence.is_sync:
            continue
        objects = objects_of(tree, dependence.exchanges)
        unknown = dependence.exchanges and not objects
        yield Cause(
            state.parties.node(dependence.dependent).kind,
            dependence.dependent,
            rule.id,
            outcome,
            outcome.base(),
            dependence.path(Path.at(target), objects),
            objects,
            (Note("unknown_object"),) if unknown else (),
        )


def dependences_on(state: State, target: str) -> list[Dependence]:
    """Return who depends on the target, itself left aside."""
    return [d for d in dependents_on(state, [target]) if d.dependent != target]


def objects_of(tree: ObjectTree, exchanges: Iterable[Exchange]) -> tuple[str, ...]:
    """Return what exchanges carry, with the parts of each, sorted."""
    carried = {e.data_object for e in exchanges if e.data_object}
    return tuple(sorted({o for parts in tree.with_parts(carried).values() for o in parts}))
