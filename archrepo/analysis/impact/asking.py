"""What is asked, checked before it is answered: names to ids, and options that go together."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.events import (
    Change,
    ChangeKind,
    DataAction,
    DataChange,
    Outage,
    ProjectEvent,
    ScopeAction,
    ScopeChange,
)
from archrepo.analysis.impact.exchanges import is_origin
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.scope_tree import paths_below
from archrepo.analysis.impact.targets import check_projects, find_node, find_target
from archrepo.domain.text import did_you_mean
from archrepo.domain.vocabulary import Classification, Personal
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    from archrepo.analysis.impact.events import Event
    from archrepo.analysis.impact.facts import Facts
    from archrepo.domain.ports import GraphStore

_SHOWN = 8  # flows named in a hint


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


def _outage(event: Outage, _facts: Facts, _store: GraphStore) -> Outage:
    """Return an outage whose hours can be counted."""
    if not 0 < event.hours < inf:
        raise ConfigError(
            f"nothing is down for '{event.hours:g}' hours", hint="give a number such as 4 or 0.5"
        )
    return event


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


_TAKES = {
    DataAction.SCHEMA: (),
    DataAction.STOP_COLLECTING: ("by",),
    DataAction.RECLASSIFY: ("to", "personal"),
    DataAction.CHANGE_MASTER: ("to",),
}
_TAKES_NONE = "it takes none of --by, --to and --personal"
_GIVE = {
    DataAction.STOP_COLLECTING: "add --by APPLICATION, the one that stops",
    DataAction.RECLASSIFY: "add --to CLASS, or --personal PERSONAL|SENSITIVE",
    DataAction.CHANGE_MASTER: "add --to APPLICATION, the new master",
}


def _data_change(event: DataChange, facts: Facts, store: GraphStore) -> DataChange:
    """Return a change of a data object with the application it names, or the class as stated."""
    takes = _TAKES[event.action]
    given = [name for name in ("by", "to", "personal") if getattr(event, name) is not None]
    for name in given:
        if name not in takes:
            hint = f"it takes {' and '.join(f'--{t}' for t in takes)}" if takes else _TAKES_NONE
            raise ConfigError(f"--{name} does not go with {event.action.value}", hint=hint)
    if takes and not given:
        raise ConfigError(
            f"{event.action.value} of '{event.target}' is not all said", hint=_GIVE[event.action]
        )
    if event.action is DataAction.RECLASSIFY:
        to = _word(Classification, event.to, "class")
        return replace(event, to=to, personal=_word(Personal, event.personal, "kind of data"))
    if event.by is not None:
        by = find_node("Application", event.by, facts, store)
        _check_collects(event, by, facts)
        return replace(event, by=by)
    if event.to is not None:
        return replace(event, to=find_node("Application", event.to, facts, store))
    return event


def _word(words: type[StrEnum], given: str | None, what: str) -> str | None:
    if given is None or given.upper() in set(words):
        return given.upper() if given else None
    known = [member.value for member in words]
    hint = did_you_mean(given.upper(), known) or f"one of {', '.join(known)}"
    raise ConfigError(f"'{given}' is no {what}", hint=hint)


def _check_collects(event: DataChange, by: str, facts: Facts) -> None:
    """Refuse one that is no source of the object on any day: nothing could change."""
    tree = ObjectTree(facts, event.at)
    below = tree.with_parts([event.target])[event.target]
    objects = sorted({w for ws in tree.with_wholes(below).values() for w in ws})
    modules = {r.to_id for r in facts.leaving("Application", [by]) if r.type == "CONTAINS"}
    sources = {r.from_id for r in facts.entering("DataObject", objects) if is_origin(r)}
    senders = {e.source for e in facts.exchanges_of(objects)}
    if not {by, *modules} & (sources | senders):
        known = ", ".join(sorted(sources)) or ", ".join(sorted(senders))
        raise ConfigError(
            f"'{by}' neither collects, creates, masters nor sends '{event.target}'",
            hint=f"those that do: {known}" if known else "nothing recorded does",
        )


def _change(event: Change, facts: Facts, store: GraphStore) -> Change:
    """Return a change of an application with the flows it names, all of them its own."""
    if event.kind is not ChangeKind.INTERFACE and (event.flows or event.breaking):
        option = "--flow" if event.flows else "--breaking"
        raise ConfigError(
            f"{option} does not go with a {event.kind.value} change",
            hint="only --kind interface takes it",
        )
    flows = {find_node("Flow", flow, facts, store) for flow in sorted(event.flows)}
    if strange := sorted(flows - (own := _flows_of(event.target, facts))):
        shown = ", ".join(sorted(own)[:_SHOWN]) or "it has none"
        raise ConfigError(
            f"{', '.join(strange)}: no flow of '{event.target}'", hint=f"its flows: {shown}"
        )
    return replace(event, flows=frozenset(flows))


def _flows_of(application: str, facts: Facts) -> set[str]:
    """Return the flows that an application or its modules stand at, of any date."""
    leaving = facts.leaving("Application", [application])
    modules = sorted(r.to_id for r in leaving if r.type == "CONTAINS")
    return {
        exchange.flow.id
        for kind, ids in (("Application", [application]), ("Module", modules))
        for exchange in (*facts.exchanges_from(kind, ids), *facts.exchanges_to(kind, ids))
    }


def _project(event: ProjectEvent, _facts: Facts, _store: GraphStore) -> ProjectEvent:
    """Return a project's event whose options go together."""
    if event.slip and event.cancel:
        raise ConfigError("a project is late or given up, not both", hint="leave one out")
    if event.slip < 0:
        raise ConfigError(f"a project does not slip by {event.slip} days", hint="give 1 or more")
    return event


_CHECKS: Mapping[type[Event], Callable[[Any, Facts, GraphStore], Event]] = {
    Change: _change,
    ScopeChange: _scope_change,
    DataChange: _data_change,
    Outage: _outage,
    ProjectEvent: _project,
}
"""Event → what checks the options of its own."""
