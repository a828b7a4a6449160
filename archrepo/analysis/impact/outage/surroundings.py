"""Who else feels an outage: users who are blocked, and those who send: OUT-08, OUT-10."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.dependency import depends_of, mode_of
from archrepo.analysis.impact.exchanges import by_flow, ends_of, received_by
from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.rules import rule_table
from archrepo.domain.vocabulary import Dependency, FlowMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.outage.down import Outreach


def user_effects(outreach: Outreach) -> Iterator[Cause]:
    """Yield the organisations that cannot work (OUT-08)."""
    rule, state = rule_table().rules["OUT-08"], outreach.state
    for relation in state.facts.entering("Application", sorted(outreach.down)):
        if relation.type != "USES" or not state.did(relation.to_id, validity(relation)):
            continue
        count = relation.values.get("users_count")
        many = count is not None and int(str(count)) >= state.settings.users_threshold
        outcome = rule.outcome("USERS_BLOCKED", "many" if many else "")
        name = state.parties.name(relation.to_id)
        note = Note("users_unknown", {"name": name})
        if count is not None:
            note = Note("users", {"count": int(str(count)), "name": name})
        for way in outreach.ways[relation.to_id]:
            yield Cause(
                "Organisation",
                relation.from_id,
                rule.id,
                outcome,
                outcome.base(),
                way.along(relation),
                notes=(note,),
            )


def sender_effects(outreach: Outreach) -> Iterator[Cause]:
    """Yield those who send to a down one: they may wait, or must queue (OUT-10)."""
    rule, state = rule_table().rules["OUT-10"], outreach.state
    for same_flow in by_flow(received_by(state, sorted(outreach.down))):
        source, target = ends_of(state, same_flow[0])
        stated, mode = depends_of(same_flow[0]), mode_of(same_flow[0])
        if source in outreach.down | outreach.targets:
            continue
        if stated in (Dependency.SOURCE_ON_TARGET, Dependency.BOTH):
            continue  # it depends on it, which OUT-02 and OUT-03 tell
        waits = stated is None and mode == FlowMode.SYNC
        outcome = rule.outcome("CALL_TO_CONFIRM" if waits else "BACKLOG")
        objects = tuple(sorted(outreach.feeds.objects_of(same_flow)))
        notes = () if objects else (Note("unknown_object"),)
        kind = state.parties.node(source).kind
        for way in outreach.ways[target]:
            path = way.over(same_flow[0], source, objects, backwards=True)
            yield Cause(kind, source, rule.id, outcome, outcome.base(), path, objects, notes)
