"""What a capability map is made of, read from a store: trees, coverages, and when they hold."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import Stated, compared_level
from archrepo.analysis.named import called, domain_meant, meant
from archrepo.analysis.stated_values import as_day, as_number, as_text
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.many_facts import unchanging
from archrepo.domain.relation_vocabulary import CoverageLevel, CoverageRole
from archrepo.domain.text import by_name, did_you_mean
from archrepo.domain.validity import (
    ALWAYS,
    Interval,
    PlanChoice,
    ProjectAction,
    lifecycle_interval,
    lifecycle_is_known,
    planned_interval,
    relation_interval,
)
from archrepo.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore


@unchanging
class Link:
    """A child under its parent: its place among its siblings, and when it stands there."""

    child: str
    order: int | None
    interval: Interval


@unchanging
class Covering:
    """One coverage of a scope by an application, or by a module that counts for it.

    `intervals` are all that must hold for the coverage to count: its own, its application's and
    its module's; `share` is the percentage of the application's cost that the scope bears.
    """

    stated: Stated
    module: str | None
    intervals: tuple[Interval, ...]
    functional_fit: str | None = None
    share: float | None = None

    @property
    def application(self) -> str:
        """The application it counts for."""
        return self.stated.application

    @property
    def counts(self) -> bool:
        """Whether it is more than planned: a planned coverage counts for nothing today."""
        return compared_level(self.stated.level).rank > CoverageLevel.PLANNED.rank

    def live(self, day: dt.date) -> bool:
        """Return whether it counts on `day`."""
        return all(interval.holds(day) for interval in self.intervals)

    def starts_after(self, day: dt.date) -> bool:
        """Return whether it is still to come on `day`, rather than over."""
        over = any(i.end is not None and i.end <= day for i in self.intervals)
        return not over and any(i.start is not None and i.start > day for i in self.intervals)


@dataclass(slots=True)
class CoveredPortfolio:
    """Facts by id and by place, with the intervals that the chosen plan gives them.

    `owners` are the applications modules are in, `actions` what projects do to each target.
    """

    plan: PlanChoice
    domains: dict[str, NodeFact] = field(default_factory=dict)
    scopes: dict[str, NodeFact] = field(default_factory=dict)
    applications: dict[str, NodeFact] = field(default_factory=dict)
    modules: dict[str, NodeFact] = field(default_factory=dict)
    organisation_parents: dict[str, str] = field(default_factory=dict)
    children: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list))
    contained: set[str] = field(default_factory=set)
    realised_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    coverings: dict[str, list[Covering]] = field(default_factory=lambda: defaultdict(list))
    intervals: dict[str, Interval] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    actions: dict[str, list[ProjectAction]] = field(default_factory=dict)

    def node(self, identifier: str) -> NodeFact:
        """Return the domain or scope of that id."""
        return self.domains.get(identifier) or self.scopes[identifier]

    def carrier(self, identifier: str) -> NodeFact:
        """Return what a coverage counts for: an application, or a module that is in none."""
        return self.applications.get(identifier) or self.modules[identifier]

    def in_order(self, links: Iterable[Link]) -> list[Link]:
        """Return what lies in a place in the order stated, then by name."""
        return sorted(
            links, key=lambda k: (k.order is None, k.order or 0, by_name(self.node(k.child)))
        )


def read_covered_portfolio(store: GraphStore, plan: PlanChoice) -> CoveredPortfolio:
    """Read domains, scopes, applications and coverages, and when they hold under `plan`.

    Raises:
        NotFoundError: If `plan` names a project that does not exist.
    """
    found = CoveredPortfolio(plan)
    found.domains = {node.id: node for node in node_facts(store, "Domain")}
    found.scopes = {node.id: node for node in node_facts(store, "Scope")}
    found.applications = {node.id: node for node in node_facts(store, "Application")}
    found.modules = {node.id: node for node in node_facts(store, "Module")}
    found.actions = actions = _project_actions(store, plan)
    for node in (*found.applications.values(), *found.modules.values()):
        own = lifecycle_interval(node.values)
        found.intervals[node.id] = planned_interval(own, actions.get(node.id, ()), plan)
        if not lifecycle_is_known(node.values) and node.id not in actions:
            found.undated.add(node.id)
    for scope in found.scopes:
        found.intervals[scope] = planned_interval(Interval(), actions.get(scope, ()), plan)
    found.owners = owners = _place(found, relation_facts(store, "CONTAINS"))
    for relation in relation_facts(store, "REALISES"):
        found.realised_by[relation.to_id].append(relation.from_id)
    for relation in relation_facts(store, "COVERS"):
        _cover(found, relation, owners)
    return found


def _project_actions(store: GraphStore, plan: PlanChoice) -> dict[str, list[ProjectAction]]:
    """Return target → what projects do to it."""
    projects: Mapping[str, NodeFact] = {node.id: node for node in node_facts(store, "Project")}
    for wanted in sorted(plan.projects):
        if wanted not in projects:
            raise NotFoundError(
                f"the plan names project '{wanted}', which is not in the portfolio",
                hint=did_you_mean(wanted, projects)
                or "committed, all, none, or the ids of projects",
            )
    actions: dict[str, list[ProjectAction]] = defaultdict(list)
    for relation in relation_facts(store, "IMPACTS"):
        project, values = projects[relation.from_id].values, relation.values
        actions[relation.to_id].append(
            ProjectAction(
                project=relation.from_id,
                action=str(values.get("action", "")),
                date=as_day(values.get("date")),
                committed=None if "committed" not in values else bool(values["committed"]),
                status=as_text(project.get("status")),
                project_end=as_day(project.get("end")),
            )
        )
    return actions


def _place(found: CoveredPortfolio, relations: Iterable[RelationFact]) -> dict[str, str]:
    """Fill the trees of domains, scopes and organisations; return module → application."""
    owners: dict[str, str] = {}
    for relation in relations:
        if relation.to_kind in ("Domain", "Scope"):
            order = relation.values.get("order")
            link = Link(
                relation.to_id,
                order if isinstance(order, int) else None,
                relation_interval(relation.values),
            )
            found.children[relation.from_id].append(link)
            found.contained.add(relation.to_id)
        elif relation.to_kind == "Module":
            owners[relation.to_id] = relation.from_id
        elif relation.to_kind == "Organisation":
            found.organisation_parents[relation.to_id] = relation.from_id
    return owners


def _cover(found: CoveredPortfolio, relation: RelationFact, owners: Mapping[str, str]) -> None:
    values, part = relation.values, relation.from_id
    is_module = relation.from_kind == "Module"
    application = owners.get(part, part) if is_module else part
    level, role = values.get("level"), values.get("role")
    segments = values.get("segments", ())
    stated = Stated(
        application,
        CoverageLevel(str(level)) if level is not None else None,
        CoverageRole(str(role)) if role is not None else None,
        segments if isinstance(segments, tuple) else (),
    )
    own = relation_interval(values)
    lives = [found.intervals[n] for n in {application, part} if n in found.intervals]
    module = part if is_module else None
    found.coverings[relation.to_id].append(
        Covering(
            stated,
            module,
            tuple(i for i in (own, *lives) if i is not ALWAYS),
            as_text(values.get("functional_fit")),
            as_number(values.get("share")),
        )
    )


def place_named(portfolio: CoveredPortfolio, text: str) -> str:
    """Return the id of the domain or scope that `text` means.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    families = (portfolio.domains, portfolio.scopes)
    return domain_meant(text, *(called(nodes.values()) for nodes in families))


def application_named(portfolio: CoveredPortfolio, text: str) -> str:
    """Return the id of the application that `text` means; a module means that which it is in.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    families = (portfolio.applications, portfolio.modules)
    hint = "'archrepo list application' names them"
    found = meant(text, "application", *(called(n.values()) for n in families), hint=hint)
    return portfolio.owners.get(found, found)
