"""Who exchanges data: applications with their modules, and organisations; who lives, and when."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.facts import PARTIES
from archrepo.domain.validity import (
    ALWAYS,
    ProjectAction,
    lifecycle_interval,
    lifecycle_is_known,
    planned_interval,
    relation_interval,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Set

    from archrepo.analysis.impact.facts import Exchange, Facts
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.validity import Interval, PlanChoice


class Parties:
    """Knows who is live when, under a plan.

    A module counts for its application; an organisation at a flow's end counts as an application
    and is always live. `meet` reads many at once; whoever has not been met is read alone.
    """

    def __init__(self, facts: Facts, plan: PlanChoice) -> None:
        self._facts = facts
        self._plan = plan
        self._nodes: dict[str, NodeFact] = {}
        self._application: dict[str, str] = {}
        self._lives: dict[str, Interval] = {}
        self._own_lives: dict[str, Interval] = {}
        self._turning: dict[dt.date | None, set[str]] = defaultdict(set)
        self._flows: dict[str, Interval] = {}
        self._met: set[str] = set()

    def meet(self, kind: str, ids: Iterable[str]) -> None:
        """Read what is needed of these parties, and of the applications that modules belong to."""
        new = {i for i in ids if i not in self._met}
        if not new:
            return
        self._met |= new
        self._nodes.update(self._facts.nodes(kind, new))
        if kind == "Organisation":
            self._lives.update(dict.fromkeys(new, ALWAYS))
        elif kind == "Application":
            known = [self._nodes[i] for i in sorted(new) if i in self._nodes]
            self._live(self._planned("Application", known))
        else:
            self._meet_modules(new)

    def meet_ends(self, exchanges: Iterable[Exchange]) -> None:
        """Meet both ends of every exchange, and read the lifecycles of the flows."""
        ends: dict[str, set[str]] = defaultdict(set)
        flows: dict[str, NodeFact] = {}
        for exchange in exchanges:
            ends[exchange.source_kind].add(exchange.source)
            ends[exchange.target_kind].add(exchange.target)
            if exchange.flow.id not in self._flows:
                flows[exchange.flow.id] = exchange.flow
        for kind in PARTIES:
            self.meet(kind, ends[kind])
        self._flows.update(self._planned("Flow", flows.values()))

    def application_of(self, party: str) -> str:
        """Return the application a module belongs to; the party itself otherwise."""
        return self._application.get(party, party)

    def node(self, party: str) -> NodeFact:
        """Return the party's node."""
        return self._nodes[party]

    def is_known(self, party: str) -> bool:
        """Return whether there is such a party among those met."""
        return party in self._nodes

    def name(self, party: str) -> str:
        """Return what people call the party."""
        return self._nodes[party].name if party in self._nodes else party

    def life(self, party: str) -> Interval:
        """Return when the party is live; a module only while its application is."""
        return self._lives.get(party, ALWAYS)

    def own_life(self, module: str) -> Interval:
        """Return when the module itself is live, its application left aside."""
        return self._own_lives.get(module, ALWAYS)

    def turning(self, day: dt.date) -> Set[str]:
        """Return the applications and modules, of those met, that begin or end to live that day."""
        return self._turning.get(day, frozenset())

    def has_known_life(self, party: str) -> bool:
        """Return whether a date, a phase or a project says anything about its being live."""
        node = self._nodes.get(party)
        if node is None or node.kind == "Organisation":
            return True
        return lifecycle_is_known(node.values) or self.life(party) != ALWAYS

    def span(self, exchange: Exchange) -> Interval:
        """Return the days on which the flow and its relations hold."""
        return exchange.holds.within(self._flows[exchange.flow.id])

    def took_place(self, exchange: Exchange) -> Interval:
        """Return the days on which the flow ran between two live parties."""
        live = self.life(exchange.source).within(self.life(exchange.target))
        return self.span(exchange).within(live)

    def _meet_modules(self, modules: Collection[str]) -> None:
        owners = [r for r in self._facts.entering("Module", modules) if r.type == "CONTAINS"]
        self._application.update({r.to_id: r.from_id for r in owners})
        self.meet("Application", {r.from_id for r in owners})
        own = {m: lifecycle_interval(self._nodes[m].values) for m in modules if m in self._nodes}
        self._own_lives.update(own)
        self._live({m: life.within(self.life(self.application_of(m))) for m, life in own.items()})

    def _live(self, lives: Mapping[str, Interval]) -> None:
        self._lives.update(lives)
        for party, life in lives.items():
            self._turning[life.start].add(party)
            self._turning[life.end].add(party)

    def _planned(self, kind: str, nodes: Iterable[NodeFact]) -> dict[str, Interval]:
        by_id = {node.id: node for node in nodes}
        lives = {node_id: lifecycle_interval(node.values) for node_id, node in by_id.items()}
        actions = defaultdict(list)
        for relation, action in project_actions(self._facts, kind, by_id):
            actions[relation.to_id].append(action)
        for node_id, planned in actions.items():
            lives[node_id] = planned_interval(lives[node_id], planned, self._plan)
        return lives


def project_actions(
    facts: Facts, kind: str, ids: Collection[str]
) -> list[tuple[RelationFact, ProjectAction]]:
    """Return what projects do to nodes of a kind, each with the relation that states it."""
    stated = facts.actions_on(kind, ids) if ids else ()
    projects = facts.nodes("Project", {r.from_id for r in stated}) if stated else {}
    found = []
    for relation in stated:
        project = projects[relation.from_id].values
        values = relation.values
        action = ProjectAction(
            project=relation.from_id,
            action=str(values.get("action", "")),
            date=values.get("date"),  # type: ignore[arg-type]
            committed=values.get("committed"),  # type: ignore[arg-type]
            status=project.get("status"),  # type: ignore[arg-type]
            project_end=project.get("end"),  # type: ignore[arg-type]
        )
        found.append((relation, action))
    return found


def validity(relation: RelationFact) -> Interval:
    """Return the days on which a relation holds, its ends left aside."""
    return relation_interval(relation.values)
