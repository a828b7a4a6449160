"""What an event is aimed at: an id, or a name that only one application bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.contents import node_facts
from archrepo.domain.text import did_you_mean, nearest, normalise
from archrepo.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact.facts import Facts
    from archrepo.domain.facts import NodeFact
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

_OTHER_KINDS = ("Scope", "DataObject", "Technology", "Project", "Organisation", "Journey")


def find_target(wanted: str, facts: Facts, store: GraphStore) -> str:
    """Return the id of the application that `wanted` names: its id, name or alias.

    Raises:
        NotFoundError: None does, or several do; the hint names the nearest.
        ConfigError: It is the id of something else, such as a module.
    """
    if facts.nodes("Application", [wanted]):
        return wanted
    if facts.nodes("Module", [wanted]):
        owners = [r.from_id for r in facts.entering("Module", [wanted]) if r.type == "CONTAINS"]
        raise ConfigError(
            f"'{wanted}' is a module, and is retired with its application",
            hint=f"ask for '{owners[0]}'" if owners else "name the application",
        )
    for kind in _OTHER_KINDS:
        if facts.nodes(kind, [wanted]):
            raise ConfigError(f"'{wanted}' is no application but a {kind}", hint="name one")
    return _by_name(wanted, node_facts(store, "Application"))


def _by_name(wanted: str, applications: Iterable[NodeFact]) -> str:
    called: dict[str, set[str]] = {}
    for application in applications:
        aliases = application.values.get("aliases", ())
        for name in (application.id, application.name, *aliases):  # type: ignore[misc]
            called.setdefault(normalise(name), set()).add(application.id)
    found = sorted(called.get(normalise(wanted), ())) if normalise(wanted) else []
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(
            f"several applications are called '{wanted}'", hint=f"one of {', '.join(found)}"
        )
    hint = _nearest(wanted, called) or "archrepo list application shows them all"
    raise NotFoundError(f"no application '{wanted}'", hint=hint)


def _nearest(wanted: str, called: dict[str, set[str]]) -> str:
    """Return the ids whose id, name or alias looks like `wanted`, as a question."""
    ids = [i for name in nearest(wanted, called) for i in sorted(called[normalise(name)])]
    close = ", ".join(f"'{i}'" for i in dict.fromkeys(ids))
    return f"did you mean {close}?" if close else ""


def check_projects(plan: PlanChoice, facts: Facts, store: GraphStore) -> None:
    """Refuse a plan that names projects nobody knows.

    Raises:
        NotFoundError: One is unknown; the hint names the nearest.
    """
    for project in sorted(plan.projects - facts.nodes("Project", plan.projects).keys()):
        known = [node.id for node in node_facts(store, "Project")]
        words = "committed, all, none, or the ids of projects"
        raise NotFoundError(f"no project '{project}'", hint=did_you_mean(project, known) or words)
