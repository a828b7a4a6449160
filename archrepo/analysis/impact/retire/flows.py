"""What becomes of those who live on a lost one's data, or send it theirs: RET-06 to 08, RET-10."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.alternatives import in_words, merged
from archrepo.analysis.impact.exchanges import (
    by_flow,
    ends_of,
    frequency,
    received_by,
    sent_by,
)
from archrepo.analysis.impact.findings import Alternative, Cause, Note
from archrepo.analysis.impact.paths import keep_shortest
from archrepo.analysis.impact.retire.staleness import stale_effects
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.supplies import supplies_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.objects import ObjectTree
    from archrepo.analysis.impact.paths import Path, Reached
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.successors import Successors
    from archrepo.analysis.impact.supplies import ObjectSupply


@dataclass(frozen=True, slots=True)
class FlowEffects:
    """What the loss of flows does, and what had to be assumed about it.

    Attributes:
        causes: Every effect.
        unknown_origins: Objects of which some origin had to be assumed.
        flows_without_object: Lost flows that carry no stated object.
    """

    causes: tuple[Cause, ...]
    unknown_origins: frozenset[str]
    flows_without_object: frozenset[str]


def flow_effects(state: State, successors: Successors, tree: ObjectTree) -> FlowEffects:
    """Return what happens to those who exchange data with the lost ones."""
    lost = state.lost.ids("Application")
    outgoing = [e for e in sent_by(state, lost) if not state.is_gone(e.target)]
    incoming = _incoming(state, lost)
    parts = tree.with_parts({e.data_object for e in outgoing if e.data_object})
    supplies = supplies_of(state, tree, {o for objects in parts.values() for o in objects})
    inputs = _Inputs(state, successors)
    for same_flow in by_flow(outgoing):
        inputs.judge(same_flow, parts, supplies)
    causes = [
        *inputs.causes,
        *stale_effects(state, supplies, inputs.unsupplied),
        *_outlets(state, successors, tree, incoming),
    ]
    return FlowEffects(
        tuple(causes),
        frozenset(o for o, found in supplies.items() if found.supply.origin_unknown),
        frozenset(e.flow.id for e in (*outgoing, *incoming) if e.data_object is None),
    )


def path_from_lost(state: State, exchange: Exchange, objects: Sequence[str] = ()) -> Path:
    """Return the path from the target over a lost one's flow to its receiver."""
    target = state.parties.application_of(exchange.target)
    return state.lost.ones[exchange.source].path.over(exchange, target, objects)


class _Inputs:
    """Judges, object by object, what lost flows brought: RET-06 and RET-07."""

    def __init__(self, state: State, successors: Successors) -> None:
        self._state = state
        self._successors = successors
        self.causes: list[Cause] = []
        self.unsupplied: dict[str, Reached] = defaultdict(dict)
        """Object → who lost it, by which path."""

    def judge(
        self,
        same_flow: Sequence[Exchange],
        parts: dict[str, tuple[str, ...]],
        supplies: dict[str, ObjectSupply],
    ) -> None:
        """Find what the receiver of one lost flow loses, and what it can have elsewhere."""
        exchange = same_flow[0]
        lost: list[str] = []
        kept: dict[bool, dict[str, list[Alternative]]] = {True: {}, False: {}}
        brought = {o for e in same_flow if e.data_object for o in parts[e.data_object]}
        receiver = self._state.parties.application_of(exchange.target)
        tells = self._tells_what_is_left(receiver)
        for data_object in sorted(brought):
            if not supplies[data_object].supply.reaches(receiver):
                lost.append(data_object)
            elif tells:
                others = self._alternatives(exchange, supplies[data_object])
                kept[any(a.declared for a in others)][data_object] = others
        if lost or not brought:
            self._lost(exchange, lost)
        for others_by_object in kept.values():
            if others_by_object:
                self._redundant(exchange, others_by_object)

    def _tells_what_is_left(self, receiver: str) -> bool:
        outcome = rule_table().rules["RET-07"].outcome("INPUT_REDUNDANT")
        node = self._state.parties.node(receiver)
        return self._state.wants(outcome, outcome.base(), node)

    def _alternatives(self, exchange: Exchange, supply: ObjectSupply) -> list[Alternative]:
        """Return who still brings the object to the receiver; itself where it is an origin."""
        source, target = ends_of(self._state, exchange)
        declared = self._successors.declared_for(source)
        instead_of = frequency(exchange)
        found = []
        for other in supply.to(target):
            feeder = self._state.parties.application_of(other.source)
            if supply.supply.reaches(feeder):
                found.append(
                    Alternative(
                        feeder,
                        other.flow.id,
                        (supply.data_object,),
                        feeder in declared,
                        frequency(other),
                        instead_of,
                    )
                )
        return found or [Alternative(target, "", (supply.data_object,), False, "", instead_of)]

    def _lost(self, exchange: Exchange, objects: Sequence[str]) -> None:
        path = path_from_lost(self._state, exchange, objects)
        for data_object in objects:
            keep_shortest(self.unsupplied[data_object], path)
        notes = () if objects else (Note("unknown_object"),)
        self._add("RET-06", "INPUT_LOST", exchange, path, objects, notes)

    def _redundant(self, exchange: Exchange, others: dict[str, list[Alternative]]) -> None:
        path = path_from_lost(self._state, exchange, list(others))
        alternatives = merged(a for found in others.values() for a in found)
        notes = in_words(self._state, alternatives)
        self._add("RET-07", "INPUT_REDUNDANT", exchange, path, list(others), notes, alternatives)

    def _add(
        self,
        rule: str,
        effect: str,
        exchange: Exchange,
        path: Path,
        objects: Sequence[str],
        notes: tuple[Note, ...],
        alternatives: tuple[Alternative, ...] = (),
    ) -> None:
        outcome = rule_table().rules[rule].outcome(effect)
        kind = _kind(self._state, exchange.target)
        self.causes.append(
            Cause(
                kind,
                path.end,
                rule,
                outcome,
                outcome.base(),
                path,
                tuple(objects),
                notes,
                alternatives,
            )
        )


def _incoming(state: State, lost: Sequence[str]) -> list[Exchange]:
    """Return what others send to the lost ones; none where it is not asked what becomes of it."""
    if not any(state.wants(o, o.base()) for o in rule_table().rules["RET-10"].outcomes):
        return []
    return [e for e in received_by(state, lost) if not state.is_gone(e.source)]


def _outlets(
    state: State, successors: Successors, tree: ObjectTree, incoming: Sequence[Exchange]
) -> Iterator[Cause]:
    """Yield what happens to those who sent data to a lost one: RET-10."""
    rule = rule_table().rules["RET-10"]
    transferred, ended = rule.outcome("OUTLET_TRANSFERRED"), rule.outcome("OUTLET_LOST")
    if not incoming:
        return
    heirs = {one: successors.of([one]) for one in state.lost.ids("Application")}
    everyone = {heir for found in heirs.values() for heir in found if state.is_live(heir)}
    to_heirs = received_by(state, everyone)
    parts = tree.with_parts({e.data_object for e in (*incoming, *to_heirs) if e.data_object})
    taken_over = {
        (source, o, heir)
        for exchange in to_heirs
        for source, heir in [ends_of(state, exchange)]
        for o in parts.get(exchange.data_object or "", ())
    }
    for same_flow in by_flow(incoming):
        exchange = same_flow[0]
        source, lost = ends_of(state, exchange)
        carried = {o for e in same_flow for o in parts.get(e.data_object or "", (None,))}
        moved = {o for o in carried if o and any((source, o, h) in taken_over for h in heirs[lost])}
        one = state.lost.ones[exchange.target]
        for outcome, objects in ((transferred, moved), (ended, carried - moved)):
            if not objects:
                continue
            named = tuple(sorted(o for o in objects if o))
            path = one.path.over(exchange, source, named, backwards=True)
            notes = () if named else (Note("unknown_object"),)
            kind = _kind(state, exchange.source)
            yield Cause(kind, source, rule.id, outcome, outcome.base(), path, named, notes)


def _kind(state: State, party: str) -> str:
    """Return the kind of what a party counts for."""
    return state.parties.node(state.parties.application_of(party)).kind
