"""What follows for journeys from what strikes the scopes they pass through."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.rules import rule_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archrepo.analysis.impact.findings import Findings
    from archrepo.analysis.impact.state import State


def journey_effects(
    state: State, findings: Findings, rule_id: str, effects: Iterable[str], gone: Collection[str]
) -> Iterator[Cause]:
    """Yield what happens to the journeys that pass through struck scopes.

    Args:
        state: The day of the event.
        findings: What strikes the scopes.
        rule_id: The rule, such as RET-19, with JOURNEY_BROKEN and JOURNEY_AT_RISK as outcomes.
        effects: The effects on scopes that count.
        gone: Those of them under which the scope is no longer served.
    """
    rule = rule_table().rules[rule_id]
    struck: Mapping[str, list[Cause]] = defaultdict(list)
    for (scope, _), causes in findings.worst("Scope", effects).items():
        struck[scope] += causes
    names = state.facts.nodes("Scope", sorted(struck))
    for relation in state.facts.entering("Scope", sorted(struck)):
        if relation.type != "PASSES_THROUGH" or not validity(relation).holds(state.day):
            continue
        essential = relation.values.get("essential", True)
        step = str(relation.values.get("step") or names[relation.to_id].name)
        unserved = [c for c in struck[relation.to_id] if c.effect in gone]
        broken = bool(essential and unserved)
        for cause in unserved if broken else struck[relation.to_id]:
            outcome = rule.outcome("JOURNEY_BROKEN" if broken else "JOURNEY_AT_RISK")
            base = outcome.base(cause=cause.base)
            if not state.wants(outcome, base):
                continue
            notes = [Note("step", {"name": step})]
            if not essential:
                notes.append(Note("not_essential"))
            yield Cause(
                "Journey",
                relation.from_id,
                rule.id,
                outcome,
                base,
                cause.path.along(relation),
                cause.objects,
                tuple(notes),
                gap=cause.gap,
            )
