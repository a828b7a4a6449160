"""What an event is aimed at: an id, or a name that only one node of its kind bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.named import called, meant
from archrepo.domain.contents import node_facts
from archrepo.domain.metamodel import snake_case
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact.events import Event
    from archrepo.analysis.impact.facts import Facts
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

_KINDS: Mapping[str, str] = {
    "retire": "Application",
    "change": "Application",
    "outage": "Application",
    "scope": "Scope",
    "data": "DataObject",
    "technology": "Technology",
    "project": "Project",
}
"""Event → the kind of what it strikes; another event adds a row."""

_OTHER_KINDS = (
    "Application", "Scope", "DataObject", "Technology", "Project", "Organisation", "Journey",
)  # fmt: skip


def find_target(event: Event, facts: Facts, store: GraphStore) -> str:
    """Return the id of what the event strikes, named by its id, its name or an alias.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
        ConfigError: It is the id of something else, such as a module.
    """
    return find_node(_KINDS[event.type], event.target, facts, store)


def find_node(kind: str, wanted: str, facts: Facts, store: GraphStore) -> str:
    """Return the id of the node of `kind` that `wanted` names: its id, name or alias.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
        ConfigError: It is the id of something else, such as a module.
    """
    if facts.nodes(kind, [wanted]):
        return wanted
    if kind == "Application" and facts.nodes("Module", [wanted]):
        owners = [r.from_id for r in facts.entering("Module", [wanted]) if r.type == "CONTAINS"]
        raise ConfigError(
            f"'{wanted}' is a module, and shares the lot of its application",
            hint=f"ask for '{owners[0]}'" if owners else "name the application",
        )
    for other in _OTHER_KINDS:
        if facts.nodes(other, [wanted]):
            raise ConfigError(f"'{wanted}' is no {spoken(kind)} but a {other}", hint="name one")
    hint = f"'archrepo list {spoken(kind).replace(' ', '-')}' names them"
    return meant(wanted, spoken(kind), called(node_facts(store, kind)), hint=hint)


def spoken(kind: str) -> str:
    """Return the name of a kind as it stands in a sentence: `data object`."""
    return snake_case(kind).replace("_", " ")


def check_projects(plan: PlanChoice, facts: Facts, store: GraphStore) -> None:
    """Refuse a plan that names projects nobody knows.

    Raises:
        NotFoundError: One is unknown; the hint names the nearest.
    """
    for project in sorted(plan.projects - facts.nodes("Project", plan.projects).keys()):
        known = [node.id for node in node_facts(store, "Project")]
        words = "committed, all, none, or the ids of projects"
        raise NotFoundError(f"no project '{project}'", hint=did_you_mean(project, known) or words)
