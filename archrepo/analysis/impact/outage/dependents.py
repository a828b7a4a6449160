"""What becomes of those who depend on a down one synchronously: OUT-01, OUT-02, OUT-09."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.alternatives import in_words, merged
from archrepo.analysis.impact.exchanges import frequency
from archrepo.analysis.impact.findings import Alternative, Cause, Note
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.successors import successors_of
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.outage.down import Need, Outreach


def dependent_effects(outreach: Outreach) -> Iterator[Cause]:
    """Yield who is kept up, who is down, who limps, and who falls back on what."""
    state, lost = outreach.state, outreach.dark.lost
    successors = successors_of(state.facts, state.parties, lost, state.day)
    for target in sorted(outreach.targets & outreach.spared.keys()):
        yield _spared(outreach, target, Path.at(target))
    for need in outreach.needs:
        who, on = need.dependence.dependent, need.dependence.on
        declared = successors.declared_for(on)
        for way in outreach.ways[on]:
            if outreach.strikes(need) and who in outreach.spared:
                yield _spared(outreach, who, need.dependence.path(way, need.missing))
            elif outreach.strikes(need):
                yield _stopped(outreach, need, way, "SERVICE_DOWN")
            elif need.is_missed and who not in outreach.down:
                yield _stopped(outreach, need, way, "SERVICE_DEGRADED")
            if need.otherwise and who not in outreach.down:
                yield _switching(outreach, need, way, declared)
            yield from _on_a_copy(outreach, need, way, declared)


def _spared(outreach: Outreach, application: str, path: Path) -> Cause:
    rule = rule_table().rules["OUT-01"]
    outcome = rule.outcome("REDUNDANCY_USED")
    members = outreach.spared[application]
    parties = outreach.state.parties
    note = Note(
        "stand_in", {"names": ", ".join(sorted((parties.name(m) for m in members), key=name_key))}
    )
    alternatives = tuple(Alternative(member, declared=True) for member in members)
    return Cause(
        "Application",
        application,
        rule.id,
        outcome,
        outcome.base(),
        path,
        notes=(note,),
        alternatives=alternatives,
    )


def _stopped(outreach: Outreach, need: Need, way: Path, effect: str) -> Cause:
    rule = rule_table().rules["OUT-02"]
    outcome = rule.outcome(effect)
    who = need.dependence.dependent
    notes = []
    if need.dependence.hosting is None and not need.missing:
        notes.append(Note("unknown_object"))
    if effect == "SERVICE_DEGRADED" and need.dependence.criticality is None:
        notes.append(Note("flow_criticality_unknown"))
    return Cause(
        outreach.state.parties.node(who).kind,
        who,
        rule.id,
        outcome,
        outcome.base(),
        need.dependence.path(way, need.missing),
        need.missing,
        tuple(notes),
    )


def _switching(outreach: Outreach, need: Need, way: Path, declared: set[str]) -> Cause:
    """Return that somebody else brings the same, synchronously too: told, not silent."""
    rule = rule_table().rules["OUT-02"]
    outcome = rule.outcome("INPUT_REDUNDANT")
    who = need.dependence.dependent
    instead_of = frequency(need.dependence.exchanges[0])
    alternatives = merged(
        replace(a, declared=a.node in declared, instead_of=instead_of)
        for others in need.otherwise.values()
        for a in others
    )
    objects = tuple(need.otherwise)
    return Cause(
        outreach.state.parties.node(who).kind,
        who,
        rule.id,
        outcome,
        outcome.base(),
        need.dependence.path(way, objects),
        objects,
        in_words(outreach.state, alternatives),
        alternatives,
    )


def _on_a_copy(outreach: Outreach, need: Need, way: Path, declared: set[str]) -> Iterator[Cause]:
    """Yield the copies that somebody cut off can fall back on."""
    if need.dependence.calls:
        return
    rule = rule_table().rules["OUT-09"]
    outcome = rule.outcome("FALLBACK_ON_COPY")
    who, state = need.dependence.dependent, outreach.state
    for data_object in need.missing:
        copies = outreach.feeds.copies(outreach.dark, who, data_object)
        if not copies:
            continue
        found = set()
        for copy in copies:
            source = state.parties.application_of(copy.source)
            found.add(
                Alternative(
                    source, copy.flow.id, (data_object,), source in declared, frequency(copy)
                )
            )
        alternatives = merged(found)
        notes = tuple(
            Note(
                "copy",
                {
                    "flow": a.flow,
                    "name": state.parties.name(a.node),
                    "frequency": a.frequency or "?",
                },
            )
            for a in alternatives
        )
        yield Cause(
            state.parties.node(who).kind,
            who,
            rule.id,
            outcome,
            outcome.base(),
            need.dependence.path(way, [data_object]),
            (data_object,),
            notes,
            alternatives,
        )
