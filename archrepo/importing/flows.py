"""Flows with neither id nor name: known by source, target and mode, then by what they carry.

So a spreadsheet of exchanges without any identifier finds its flows again at the next import.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.importing.problems import Where
from archrepo.importing.references import Rejected

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.reading import RawRelation
    from archrepo.importing.directory import Directory
    from archrepo.importing.nodes import NodeMerger, UnnamedFlow
    from archrepo.importing.problems import Problems
    from archrepo.importing.references import ReferenceResolver

Ids = frozenset[str]
Route = tuple[Ids, Ids, str]
"""Sources, targets and mode."""


class FlowPlacer:
    """Gives every unnamed flow its id: a known flow's, else one made of its ends."""

    def __init__(
        self,
        nodes: NodeMerger,
        directory: Directory,
        resolver: ReferenceResolver,
        metamodel: Metamodel,
        problems: Problems,
    ) -> None:
        self._nodes = nodes
        self._directory = directory
        self._resolver = resolver
        self._relations = metamodel.relations
        self._problems = problems

    def place(self, store: GraphStore) -> None:
        """Place them all: those that carry what a known flow carries first."""
        if not self._nodes.unnamed_flows:
            return
        known = _known_flows(store) if store.revision() else {}
        taken: set[str] = set()
        undecided: list[tuple[UnnamedFlow, Route, Ids]] = []
        relations = _relations_by_flow(self._nodes)
        for flow in self._nodes.unnamed_flows:
            ends = self._ends(flow.where, relations[id(flow.raw)])
            if ends is None:
                self._nodes.by_raw[id(flow.raw)] = None
                continue
            route = (ends[0], ends[1], str(flow.stated.values.get("mode", "")))
            same = [f for f, objects in known.get(route, {}).items() if objects == ends[2]]
            free = sorted(set(same) - taken)
            if free:
                self._settle(flow, free[0], taken)
            else:
                undecided.append((flow, route, ends[2]))
        for flow, route, objects in undecided:
            free = sorted(set(known.get(route, {})) - taken)
            if len(free) != 1:
                flow.stated.values["name"] = self._name(route)
                free = [self._new_id(route, objects)]
            self._settle(flow, free[0], taken)

    def _settle(self, flow: UnnamedFlow, flow_id: str, taken: set[str]) -> None:
        taken.add(flow_id)
        planned = self._nodes.add("Flow", flow_id, flow.stated, flow.where)
        self._nodes.by_raw[id(flow.raw)] = planned

    def _ends(self, where: Where, relations: list[RawRelation]) -> tuple[Ids, Ids, Ids] | None:
        """Return sources, targets and objects; None where one of them is refused or missing."""
        sides: dict[str, set[str]] = {"EMITS": set(), "FEEDS": set(), "CARRIES": set()}
        complete = True
        for raw in relations:
            emits = raw.type == "EMITS"
            ref = raw.source if emits else raw.target
            of_type = self._relations[raw.type]
            kinds = of_type.sources if emits else of_type.targets
            try:
                found = self._resolver.resolve(
                    ref, kinds, Where(where.reading, raw.mark), "from" if emits else "to"
                )
            except Rejected:
                found = None
            complete = complete and found is not None
            sides[raw.type].update([found] if found else [])
        if complete and not (sides["EMITS"] and sides["FEEDS"]):
            message = "a flow needs an id, a name, or both its ends"
            self._problems.error("AR205", message, where, hint="give from and to")
            return None
        if not complete:
            return None
        return frozenset(sides["EMITS"]), frozenset(sides["FEEDS"]), frozenset(sides["CARRIES"])

    def _new_id(self, route: Route, objects: Ids) -> str:
        """Return an unused id made of the ends, the mode, and the objects where that is taken."""
        sources, targets, mode = route
        parts = ["-".join(sorted(sources)), "-".join(sorted(targets))]
        parts += [mode.lower()] if mode else []
        short = ".".join(parts)[:150]
        if short not in self._directory.kinds:
            return short
        if objects:
            longer = f"{short}.{'-'.join(sorted(objects))}"[:190]
            if longer not in self._directory.kinds:
                return longer
        number = 2
        while f"{short}.{number}" in self._directory.kinds:
            number += 1
        return f"{short}.{number}"

    def _name(self, route: Route) -> str:
        sources, targets, _ = route
        return f"{self._names(sources)} → {self._names(targets)}"

    def _names(self, ids: Ids) -> str:
        planned = self._nodes.planned
        return ", ".join(
            str(planned[i].stated.values.get("name", i)) if i in planned else i for i in sorted(ids)
        )


def _relations_by_flow(nodes: NodeMerger) -> dict[int, list[RawRelation]]:
    """Return raw flow → the relations that say its ends and what it carries."""
    wanted = {id(flow.raw) for flow in nodes.unnamed_flows}
    readings = {id(flow.where.reading): flow.where.reading for flow in nodes.unnamed_flows}
    found: dict[int, list[RawRelation]] = defaultdict(list)
    for reading in readings.values():
        for raw in reading.relations:
            end = raw.target if raw.type == "EMITS" else raw.source
            if raw.type in ("EMITS", "FEEDS", "CARRIES") and id(end.node) in wanted:
                found[id(end.node)].append(raw)
    return found


def _known_flows(store: GraphStore) -> dict[Route, dict[str, Ids]]:
    """Return route → stored flow → the objects it carries."""
    sides: dict[str, dict[str, set[str]]] = {}
    for relation_type, flow_first in (("EMITS", False), ("FEEDS", True), ("CARRIES", True)):
        by_flow = sides[relation_type] = defaultdict(set)
        for fact in relation_facts(store, relation_type):
            flow, other = (fact.from_id, fact.to_id) if flow_first else (fact.to_id, fact.from_id)
            by_flow[flow].add(other)
    known: dict[Route, dict[str, Ids]] = defaultdict(dict)
    for node in node_facts(store, "Flow"):
        mode = str(node.values.get("mode", ""))
        sources, targets = sides["EMITS"].get(node.id, ()), sides["FEEDS"].get(node.id, ())
        route = (frozenset(sources), frozenset(targets), mode)
        known[route][node.id] = frozenset(sides["CARRIES"].get(node.id, ()))
    return known
