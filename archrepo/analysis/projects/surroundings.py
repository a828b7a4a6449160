"""What a project works among: scopes, applications, flows and data, and what it does to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.projects.project_facts import to_come
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.relation_vocabulary import AccessRole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from archrepo.analysis.projects.results import ActionItem, NeedItem
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore

PARTIES = ("Application", "Module", "Organisation")


@dataclass(slots=True)
class Surroundings:
    """What is around a project: facts that are over before the day are left out.

    Attributes:
        acted_on: Ids of what it acts on.
        scopes: Scopes it acts on, that its applications cover or that its needs concern.
        applications: Applications it acts on; where there are none, those its flows join.
        covering: Applications that cover its scopes too.
        neighbours: Applications that exchange flows with those it acts on.
        flows: Flows of the applications it acts on, or that it acts on.
        data: Data objects that those flows carry, or that it acts on.
        technologies: Technologies of the applications it acts on, or that it acts on.
        owner: Module → its application.
        parent: Scope or domain → what it stands in.
        coverage: The coverages of its scopes.
        emits: Flow → relations from who sends.
        feeds: Flow → relations to who receives.
        carries: Flow → data objects.
        accesses: Accesses to its data.
        uses_tech: Application → technologies.
    """

    acted_on: set[str]
    scopes: dict[str, NodeFact] = field(default_factory=dict)
    applications: dict[str, NodeFact] = field(default_factory=dict)
    covering: dict[str, NodeFact] = field(default_factory=dict)
    neighbours: dict[str, NodeFact] = field(default_factory=dict)
    flows: dict[str, NodeFact] = field(default_factory=dict)
    data: dict[str, NodeFact] = field(default_factory=dict)
    technologies: dict[str, NodeFact] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    parent: dict[str, str] = field(default_factory=dict)
    coverage: list[RelationFact] = field(default_factory=list)
    emits: dict[str, list[RelationFact]] = field(default_factory=lambda: defaultdict(list))
    feeds: dict[str, list[RelationFact]] = field(default_factory=lambda: defaultdict(list))
    carries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    accesses: list[RelationFact] = field(default_factory=list)
    uses_tech: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def application_of(self, party: str) -> str:
        """Return the application a module belongs to; any other party is its own."""
        return self.owner.get(party, party)

    def ends(self, flow: str) -> tuple[list[str], list[str]]:
        """Return who sends and who receives a flow: applications and organisations, sorted."""
        sent = {self.application_of(r.from_id) for r in self.emits[flow]}
        received = {self.application_of(r.to_id) for r in self.feeds[flow]}
        return sorted(sent), sorted(received)

    def covered_by(self, scope: str) -> list[str]:
        """Return the applications that cover a scope, sorted."""
        return sorted({self.application_of(r.from_id) for r in self.coverage if r.to_id == scope})

    def masters_of(self, data: str) -> set[str]:
        """Return the applications that master a data object, near or far."""
        return {
            self.application_of(r.from_id)
            for r in self.accesses
            if r.to_id == data and r.values.get("role") == AccessRole.MASTER
        }

    def above(self, scope: str) -> list[str]:
        """Return what a scope stands in, the nearest first."""
        found: list[str] = []
        here = self.parent.get(scope)
        while here is not None and here not in found:
            found.append(here)
            here = self.parent.get(here)
        return found

    @property
    def everything(self) -> set[str]:
        """Ids of all that is around, the neighbours left out."""
        found = (self.scopes, self.applications, self.flows, self.data, self.technologies)
        return self.acted_on.union(*found)


def surroundings_of(
    store: GraphStore, actions: Iterable[ActionItem], needs: Iterable[NeedItem], day: dt.date
) -> Surroundings:
    """Return what is around those actions and needs."""
    targets: dict[str, set[str]] = defaultdict(set)
    for action in actions:
        targets[action.target.kind].add(action.target.id)
    around = Surroundings({i for ids in targets.values() for i in ids})
    for relation in relation_facts(store, "CONTAINS"):
        if relation.to_kind == "Module":
            around.owner[relation.to_id] = relation.from_id
        elif relation.to_kind in ("Scope", "Domain"):
            around.parent[relation.to_id] = relation.from_id
    _meet_flows(store, around, targets, day)
    concerned = {c.id for need in needs for c in need.concerns if c.kind == "Scope"}
    _meet_scopes(store, around, targets["Scope"] | concerned, day)
    _meet_data(store, around, targets["DataObject"], day)
    _meet_technologies(store, around, targets["Technology"], day)
    return around


def _meet_flows(
    store: GraphStore, around: Surroundings, targets: Mapping[str, set[str]], day: dt.date
) -> None:
    """Learn the applications acted on, their flows and who is at the other end."""
    own = targets["Application"]
    for family, end in (("EMITS", "from_id"), ("FEEDS", "to_id")):
        for relation in to_come(relation_facts(store, family, ordered=True), day):
            flow = relation.to_id if family == "EMITS" else relation.from_id
            index = around.emits if family == "EMITS" else around.feeds
            index[flow].append(relation)
            if around.application_of(getattr(relation, end)) in own:
                around.flows.setdefault(flow, None)  # type: ignore[arg-type]
    wanted = {*around.flows, *targets["Flow"]}
    around.flows = _nodes(store, "Flow", wanted)
    ends = {end for flow in around.flows for side in around.ends(flow) for end in side}
    acted = own or ends  # who acts on flows alone acts on what they join
    around.applications = _nodes(store, "Application", acted)
    around.neighbours = _nodes(store, "Application", ends - acted)


def _meet_scopes(
    store: GraphStore, around: Surroundings, stated: Collection[str], day: dt.date
) -> None:
    covers = list(to_come(relation_facts(store, "COVERS", ordered=True), day))
    by_own = {r.to_id for r in covers if around.application_of(r.from_id) in around.applications}
    around.scopes = _nodes(store, "Scope", {*stated, *by_own})
    around.coverage = [r for r in covers if r.to_id in around.scopes]
    others = {around.application_of(r.from_id) for r in around.coverage}
    around.covering = _nodes(store, "Application", others - around.applications.keys())


def _meet_data(
    store: GraphStore, around: Surroundings, stated: Collection[str], day: dt.date
) -> None:
    carried = set(stated)
    for relation in to_come(relation_facts(store, "CARRIES", list(around.flows)), day):
        around.carries[relation.from_id].append(relation.to_id)
        carried.add(relation.to_id)
    around.data = _nodes(store, "DataObject", carried)
    if around.data:
        accesses = relation_facts(store, "ACCESSES", to_ids=list(around.data), ordered=True)
        around.accesses = list(to_come(accesses, day))


def _meet_technologies(
    store: GraphStore, around: Surroundings, stated: Collection[str], day: dt.date
) -> None:
    used = set(stated)
    for relation in to_come(relation_facts(store, "USES_TECH", ordered=True), day):
        application = around.application_of(relation.from_id)
        if application in around.applications or application in around.neighbours:
            around.uses_tech[application].append(relation.to_id)
            used.add(relation.to_id)
    around.technologies = _nodes(store, "Technology", used)


def _nodes(store: GraphStore, kind: str, ids: Collection[str]) -> dict[str, NodeFact]:
    if not ids:
        return {}
    return {node.id: node for node in node_facts(store, kind, ids, ordered=True)}
