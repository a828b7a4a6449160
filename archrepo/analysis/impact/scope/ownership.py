"""What changes hands when a scope goes elsewhere: manager, rules, figures: SCO-06."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Cause, Note
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.people import People
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.scope_tree import chains_above
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.impact.people import Contact
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact


def ownership_effects(state: State, scope: str, kind: str, home: str) -> Iterator[Cause]:
    """Yield what changes when `scope` goes to `home`: under it, or into it.

    Args:
        state: The day of the event.
        scope: The scope that goes.
        kind: Scope or Domain.
        home: Where it goes.
    """
    rule = rule_table().rules["SCO-06"]
    old = chains_above(state.facts, [scope], state.day)[scope]
    new = chains_above(state.facts, [home], state.day, kind)[home]
    before = _domains(old)
    after = [*([home] if kind == "Domain" else []), *_domains(new)]
    here = Path.at(scope)
    people = People(state)
    managers = [people.managers_above(domains) for domains in (before, after)]
    if {m.id for m in managers[0]} != {m.id for m in managers[1]}:
        outcome = rule.outcome("OWNERSHIP_CHANGED")
        names = [_names(state, of) for of in managers]
        note = Note(
            "from_to" if all(names) else "from_nobody" if names[1] else "to_nobody",
            {"before": names[0], "after": names[1]},
        )
        yield Cause("Scope", scope, rule.id, outcome, outcome.base(), here, notes=(note,))
    if _severities(state, before) != _severities(state, after):
        outcome = rule.outcome("RULESET_CHANGED")
        yield Cause("Scope", scope, rule.id, outcome, outcome.base(), here)
    if before[:1] != after[:1]:
        outcome = rule.outcome("ROLLUP_CHANGED")
        left, joined = _path(here, old, before[:1]), _path(here.onto(home), new, after[:1])
        for domains, path, key in ((before, left, "leaves"), (after, joined, "joins")):
            for domain in domains[:1]:
                name = state.facts.nodes("Scope", [scope])[scope].name
                note = Note(key, {"name": name})
                yield Cause("Domain", domain, rule.id, outcome, outcome.base(), path, notes=(note,))


def _domains(chain: Sequence[RelationFact]) -> list[str]:
    return [r.from_id for r in chain if r.from_kind == "Domain"]


def _path(path: Path, chain: Sequence[RelationFact], to: Sequence[str]) -> Path:
    """Return the path gone up along a chain to the domain given, where there is one."""
    for relation in chain:
        if not to or path.end == to[0]:
            break
        path = path.along(relation)
    return path


def _severities(state: State, domains: Sequence[str]) -> dict[str, str]:
    """Return the severities of coherence rules set apart in a domain, the nearest counting."""
    found: dict[str, str] = {}
    for domain in domains:
        found = {**state.settings.domain_severities.get(domain, {}), **found}
    return found


def _names(state: State, contacts: Sequence[Contact]) -> str:
    names = []
    for kind in ("Organisation", "Person"):
        ids = sorted({c.id for c in contacts if c.kind == kind})
        names += [node.name for node in state.facts.nodes(kind, ids).values()]
    return ", ".join(sorted(names, key=name_key))
