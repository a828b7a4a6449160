"""What is asked, checked before it is answered: names to ids, and options that go together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.events import ScopeAction, ScopeChange
from archrepo.analysis.impact.scope_tree import paths_below
from archrepo.analysis.impact.targets import check_projects, find_node, find_target
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from archrepo.analysis.impact.events import Event
    from archrepo.analysis.impact.facts import Facts
    from archrepo.domain.ports import GraphStore


def resolved(event: Event, facts: Facts, store: GraphStore) -> Event:
    """Return the event with ids for all that it names.

    Raises:
        NotFoundError: Something it names is unknown; the hint names the nearest.
        ConfigError: What is asked does not go together; the hint says what to give.
    """
    check_projects(event.plan, facts, store)
    found = replace(event, target=find_target(event, facts, store))
    check: Callable[[Any, Facts, GraphStore], Event] | None = _CHECKS.get(type(event))
    return check(found, facts, store) if check else found


def _scope_change(event: ScopeChange, facts: Facts, store: GraphStore) -> ScopeChange:
    """Return a change of a scope with the scope or domain it names besides."""
    for option, goes_with in (("into", ScopeAction.MERGE), ("under", ScopeAction.MOVE)):
        given = getattr(event, option) is not None
        if given and event.action is not goes_with:
            raise ConfigError(
                f"--{option} does not go with {event.action.value}",
                hint=f"only '{goes_with.value}' takes it",
            )
        if not given and event.action is goes_with:
            what = "DOMAIN-OR-SCOPE" if option == "under" else "SCOPE"
            raise ConfigError(
                f"to {goes_with.value} '{event.target}', say where", hint=f"add --{option} {what}"
            )
    if event.into is not None:
        into = find_node("Scope", event.into, facts, store)
        _check_apart(event, into, facts)
        return replace(event, into=into)
    if event.under is not None:
        kind = "Domain" if facts.nodes("Domain", [event.under]) else "Scope"
        under = find_node(kind, event.under, facts, store)
        _check_apart(event, under, facts)
        return replace(event, under=under)
    return event


def _check_apart(event: ScopeChange, home: str, facts: Facts) -> None:
    if home in paths_below(facts, event.target, event.at):
        what = "itself" if home == event.target else f"'{home}', which is part of it"
        verb = f"{event.action.value}d" if event.action is ScopeAction.MERGE else "moved"
        how = "into" if event.into else "under"
        raise ConfigError(f"'{event.target}' cannot be {verb} {how} {what}", hint="name another")


_CHECKS: Mapping[type[Event], Callable[[Any, Facts, GraphStore], Event]] = {
    ScopeChange: _scope_change,
}
"""Event → what checks the options of its own."""
