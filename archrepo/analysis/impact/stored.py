"""Facts read from a store, a frontier at a time, by the statements of `cypher/impact/`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.facts import ACTED_ON, ENTERING, LEAVING, PARTIES, Exchange, Presence
from archrepo.analysis.impact.scanned import exchanges_in
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.metamodel import snake_case
from archrepo.domain.validity import ALWAYS, Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from archrepo.domain.facts import Values
    from archrepo.domain.ports import GraphStore, Row

_SCAN_FROM = 300  # objects from which reading the whole families of flows is faster

_PARTS = tuple((f"{p}_from", f"{p}_to", f"{p}_confidence") for p in ("emits", "feeds", "carries"))

_FLOW_VALUES = (
    "name",
    "planned",
    "phase_in",
    "active",
    "phase_out",
    "retired",
    "phase",
    "phase_on",
    "criticality",
    "frequency",
    "mode",
    "depends",
    "sources",
    "batch_id",
    "confirmed_on",
)


class StoredFacts:
    """Asks a store only for what it has not been asked before."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._nodes: dict[str, dict[str, NodeFact | None]] = defaultdict(dict)
        self._profiles: dict[str, dict[str, NodeFact | None]] = defaultdict(dict)
        self._relations: dict[str, dict[str, list[RelationFact]]] = defaultdict(dict)
        self._exchanges: dict[str, dict[str, list[Exchange]]] = defaultdict(dict)
        self._periods: list[NodeFact] | None = None

    def nodes(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return self._known(self._nodes[kind], f"impact.node.{snake_case(kind)}", kind, ids)

    def profiles(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return self._known(self._profiles[kind], f"impact.profile.{snake_case(kind)}", kind, ids)

    def _known(
        self, known: dict[str, NodeFact | None], statement: str, kind: str, ids: Collection[str]
    ) -> dict[str, NodeFact]:
        new = [i for i in ids if i not in known]
        if new:
            known.update(dict.fromkeys(new))
            for row in self._store.around(statement, new):
                found = _node(kind, row)
                known[found.id] = found
        return {i: node for i in ids if (node := known[i]) is not None}

    def leaving(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        if kind not in LEAVING:
            return []

        def fact(row: Row) -> RelationFact:
            ends = (kind, row.pop("id"), row.pop("kind"), row.pop("other"))
            return RelationFact(row.pop("type"), row.pop("key"), *ends, _set_values(row))

        return self._around(f"impact.leaving.{snake_case(kind)}", ids, fact)

    def modules(self, applications: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        whole = self._relations["impact.leaving.application"]
        read = [r for a in applications if a in whole for r in whole[a] if r.type == "CONTAINS"]
        others = [a for a in applications if a not in whole]
        return [*read, *self._around("impact.modules_of_application", others, _contained)]

    def entering(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        if kind not in ENTERING:
            return []
        return self._around(
            f"impact.entering.{snake_case(kind)}", ids, lambda row: _entering(kind, row)
        )

    def actions_on(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        if kind not in ACTED_ON:
            return []
        statement = f"impact.actions.on_{snake_case(kind)}"
        return self._around(statement, ids, lambda row: self._action(kind, row))

    def exchanges_from(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._flows(f"impact.exchanges.from_{snake_case(kind)}", ids)

    def exchanges_to(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._flows(f"impact.exchanges.to_{snake_case(kind)}", ids)

    def exchanges_of(self, objects: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`.

        What projects do to the flows is read along with each object: it may have hundreds of them,
        and one statement is faster than one each.
        """
        statement = "impact.exchanges.of_object"
        known = self._exchanges[statement]
        new = [o for o in objects if o not in known]
        if len(new) >= _SCAN_FROM:
            known.update(exchanges_in(self._store, new))
            self._scan_around([e for o in new for e in known[o]])
        elif new:
            self._flows(statement, new)
            self._learn_actions(new)
        return [exchange for o in objects for exchange in known[o]]

    def presence(self, kind: str, ids: Collection[str]) -> Mapping[str, Presence]:
        """See `Facts`."""
        rows = self._store.around(f"impact.presence.{snake_case(kind)}", ids)
        return {r["id"]: Presence(r["sends"] or r["receives"], r["covers"]) for r in rows}

    def users_of(self, technology: str, at_most: int | None = None) -> Sequence[RelationFact]:
        """See `Facts`."""
        name, limit = "impact.users.of_technology", {}
        if at_most is not None:
            name, limit = "impact.users.some_of_technology", {"at_most": at_most}
        return [
            _entering("Technology", row) for row in self._store.around(name, [technology], limit)
        ]

    def holders_of(self, roles: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        rows = self._store.read("impact.holders_of_roles", {"roles": sorted(roles)})
        found = []
        for row in rows:
            ends = (row.pop("kind"), row.pop("id"), row.pop("to_kind"), row.pop("to"))
            key = row.pop("key")
            found.append(RelationFact("RESPONSIBLE_FOR", key, *ends, _set_values(row)))
        return sorted(found, key=lambda r: r.key)

    def periods_of_everything(self) -> Sequence[NodeFact]:
        """See `Facts`."""
        if self._periods is None:
            rows = self._store.read("impact.periods_of_everything")
            self._periods = [_node("Period", row) for row in rows]
        return self._periods

    def _around(
        self, statement: str, ids: Collection[str], fact: Callable[[Row], RelationFact]
    ) -> list[RelationFact]:
        known = self._relations[statement]
        new = [i for i in ids if i not in known]
        if new:
            known.update((i, []) for i in new)
            for row in self._store.around(statement, new):
                known[row["id"]].append(fact(row))
        return [relation for i in ids for relation in known[i]]

    def _flows(self, statement: str, ids: Collection[str]) -> list[Exchange]:
        known = self._exchanges[statement]
        new = [i for i in ids if i not in known]
        if new:
            known.update((i, []) for i in new)
            flows: dict[str, NodeFact] = {}
            for row in self._store.around(statement, new):
                known[row["id"]].append(_exchange(row, flows))
        return [exchange for i in ids for exchange in known[i]]

    def _action(self, kind: str, row: Row) -> RelationFact:
        """Return what a project does to a node, and learn where the project stands."""
        project, target = row.pop("project"), row.pop("id")
        told = {"id": project, **{n: row.pop(n) for n in ("name", "status", "end")}}
        self._nodes["Project"].setdefault(project, _node("Project", told))
        key = row.pop("key")
        return RelationFact("IMPACTS", key, "Project", project, kind, target, _set_values(row))

    def _learn_actions(self, objects: Collection[str]) -> None:
        """Read what projects do to the flows of these objects; to the others, they do nothing."""
        exchanges = self._exchanges["impact.exchanges.of_object"]
        found = []
        for row in self._store.around("impact.actions.on_flows_of_object", objects):
            del row["object"]
            found.append(self._action("Flow", row))
        self._keep_actions("Flow", {e.flow.id for o in objects for e in exchanges[o]}, found)

    def _scan_around(self, exchanges: Collection[Exchange]) -> None:
        """Read who is at the ends of very many exchanges, and what projects do there."""
        ends = _ends(exchanges)
        for kind in ("Application", "Module"):
            new = ends[kind] - self._nodes[kind].keys()
            self._nodes[kind].update((n.id, n) for n in node_facts(self._store, kind, new))
        actions = list(relation_facts(self._store, "IMPACTS"))
        for kind in ("Application", "Flow"):
            met = [a for a in actions if a.to_kind == kind and a.to_id in ends[kind]]
            self._keep_actions(kind, ends[kind], met)

    def _keep_actions(self, kind: str, ids: set[str], actions: Iterable[RelationFact]) -> None:
        by_target: dict[str, dict[str, RelationFact]] = defaultdict(dict)
        for action in actions:
            by_target[action.to_id][action.key] = action
        known = self._relations[f"impact.actions.on_{snake_case(kind)}"]
        for i in ids - known.keys():
            known[i] = [by_target[i][key] for key in sorted(by_target[i])]


def _ends(exchanges: Iterable[Exchange]) -> dict[str, set[str]]:
    """Return kind → ids of the flows and of the parties at their ends."""
    ends: dict[str, set[str]] = {kind: set() for kind in ("Flow", *PARTIES)}
    for exchange in exchanges:
        ends["Flow"].add(exchange.flow.id)
        ends[exchange.source_kind].add(exchange.source)
        ends[exchange.target_kind].add(exchange.target)
    return ends


def _contained(row: Row) -> RelationFact:
    ends = ("Application", row["id"], "Module", row["module"])
    return RelationFact("CONTAINS", row["key"], *ends, {})


def _entering(kind: str, row: Row) -> RelationFact:
    ends = (row.pop("kind"), row.pop("other"), kind, row.pop("id"))
    return RelationFact(row.pop("type"), row.pop("key"), *ends, _set_values(row))


def _node(kind: str, row: Row) -> NodeFact:
    return NodeFact(kind, row.pop("id"), _set_values(row))


def _exchange(row: Row, flows: dict[str, NodeFact]) -> Exchange:
    flow = flows.get(row["flow"])
    if flow is None:
        values = {
            name: tuple(value) if isinstance(value, list) else value
            for name in _FLOW_VALUES
            if (value := row[name]) is not None and value != []
        }
        flow = flows[row["flow"]] = NodeFact("Flow", row["flow"], values)
    holds, confidence = ALWAYS, 1.0
    for first, last, sure in _PARTS:
        start, end, stated = row[first], row[last], row[sure]
        if start is not None or end is not None:
            holds = holds.within(Interval(start, end))
        if stated is not None:
            confidence *= stated
    return Exchange(
        flow,
        row["source"],
        row["source_kind"],
        row["target"],
        row["target_kind"],
        row["object"],
        holds,
        confidence,
    )


def _set_values(row: Mapping[str, Any]) -> Values:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if value is not None and value != []
    }
