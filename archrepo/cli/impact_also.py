"""`--also`: further events, as one would write them after `archrepo impact`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from archrepo.domain.text import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from archrepo.analysis.impact import Event

_NOT_OF_AN_EVENT = frozenset(
    (
        "fmt",
        "as_json",
        "output",
        "fail_on",
        "unfold",
        "also",
        "earliest",
        "below",
        "depth",
        "severity",
        "domain",
        "all_paths",
    )
)


def further_events(texts: Iterable[str], at: dt.date, plan: str) -> list[Event]:
    """Return the events that `--also` texts state; same day and plan unless they say otherwise.

    Raises:
        UsageError: A text is no event; the message says what is wrong with it.
    """
    return [_event(text, at, plan) for text in texts]


def _event(text: str, at: dt.date, plan: str) -> Event:
    context: Any = click.get_current_context().parent
    group: Any = context.command
    try:
        name, *words = shlex.split(text) or [""]
    except ValueError as exc:
        raise click.UsageError(f"--also '{text}': {exc}") from None
    command = group.get_command(context, name)
    known = [event for event in group.list_commands(context) if event in _MADE]
    if command is None or name not in _MADE:
        near = did_you_mean(name, known) or f"one of {', '.join(known)}"
        raise click.UsageError(f"--also '{text}': '{name}' is no event; {near}")
    try:
        given = command.make_context(name, words, parent=context)
    except click.UsageError as exc:
        raise click.UsageError(f"--also '{text}': {exc.format_message()}") from None
    stated = {
        param
        for param in given.params
        if given.get_parameter_source(param) is ParameterSource.COMMANDLINE
    }
    for param in sorted(stated & _NOT_OF_AN_EVENT):
        option = next(p.opts[-1] for p in command.params if p.name == param)
        raise click.UsageError(f"--also '{text}': {option} is of the answer, not of an event")
    values = dict(given.params)
    values["at"] = values["at"] if "at" in stated else at
    values["plan"] = values["plan"] if "plan" in stated else plan
    return _made(name, values)


_MADE = {
    "retire": ("Retire", "application", {}),
    "change": ("Change", "application", {"kind": "kind", "flows": "flows", "breaking": "breaking"}),
    "outage": ("Outage", "application", {"hours": "hours"}),
    "scope": ("ScopeChange", "scope", {"action": "action", "into": "into", "under": "under"}),
    "data": (
        "DataChange",
        "data_object",
        {"action": "action", "by": "by", "to": "to", "personal": "personal"},
    ),
    "technology": ("TechnologyEnd", "technology", {}),
    "project": ("ProjectEvent", "project", {"slip": "slip", "cancel": "cancel"}),
}
"""Event → its class, the parameter that names its target, and its own options by parameter."""


def _made(name: str, values: dict[str, Any]) -> Event:
    from archrepo.analysis import impact
    from archrepo.analysis.impact import events
    from archrepo.portfolio.defaults import plan_choice

    class_name, target, options = _MADE[name]
    own = {field: values[param] for field, param in options.items() if values.get(param)}
    enums = {
        ("change", "kind"): events.ChangeKind,
        ("scope", "action"): events.ScopeAction,
        ("data", "action"): events.DataAction,
    }
    for field, value in own.items():
        words = enums.get((name, field))
        own[field] = words(value) if words else value
    if "flows" in own:
        own["flows"] = frozenset(own["flows"])
    made: Event = getattr(impact, class_name)(
        values[target], values["at"], plan_choice(values["plan"]), **own
    )
    return made
