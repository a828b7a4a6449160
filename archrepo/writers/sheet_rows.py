"""A portfolio as tables hold it: rows for each sheet or file, short relations inside the node's."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from archrepo.domain.contents import node_facts, relation_facts
from archrepo.writers.portfolio_tree import is_bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.facts import RelationFact, Values
    from archrepo.domain.ports import GraphStore
    from archrepo.writers.workbook_layout import SheetLayout

_IN_FLOW = {"EMITS": "from", "FEEDS": "to", "CARRIES": "carries"}
_ORDER = frozenset({"order"})


class SheetRows:
    """Gives the rows of one sheet after the other; only trees and ends of flows are held.

    A CONTAINS with nothing but an order is written in the row of a child with one parent, and what
    a flow links is written in the flow's row where none of it has anything to add. Any other
    relation has a row in the sheet of its type.
    """

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._parents: dict[str, RelationFact] = {}
        self._in_flow: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._find_parents()
        for relation_type, column in _IN_FLOW.items():
            self._find_in_flow(relation_type, column)

    def of(self, sheet: SheetLayout) -> Iterator[Values]:
        """Yield the rows of a sheet: nodes by id, relations by key."""
        return self._nodes(sheet.owner) if sheet.is_kind else self._relations(sheet.owner)

    def _find_parents(self) -> None:
        contained = list(relation_facts(self._store, "CONTAINS"))
        count = Counter(relation.to_id for relation in contained)
        for relation in contained:
            if count[relation.to_id] == 1 and is_bare(relation, _ORDER):
                self._parents[relation.to_id] = relation

    def _find_in_flow(self, relation_type: str, column: str) -> None:
        ends: dict[str, list[str]] = defaultdict(list)
        telling: set[str] = set()
        for relation in relation_facts(self._store, relation_type, ordered=True):
            flow, end = self._flow_and_end(relation)
            ends[flow].append(end)
            if not is_bare(relation):
                telling.add(flow)
        for flow, found in ends.items():
            if flow not in telling:
                self._in_flow[flow][column] = tuple(found)

    @staticmethod
    def _flow_and_end(relation: RelationFact) -> tuple[str, str]:
        if relation.type == "EMITS":
            return relation.to_id, relation.from_id
        return relation.from_id, relation.to_id

    def _nodes(self, kind: str) -> Iterator[Values]:
        for node in node_facts(self._store, kind, ordered=True):
            row: Values = {"id": node.id, **node.values}
            parent = self._parents.get(node.id)
            if parent is not None:
                row["parent"] = parent.from_id
                if "order" in parent.values:
                    row["order"] = parent.values["order"]
            if kind == "Flow":
                row |= self._in_flow.get(node.id, {})
            yield row

    def _relations(self, relation_type: str) -> Iterator[Values]:
        for relation in relation_facts(self._store, relation_type, ordered=True):
            if not self._is_in_a_node(relation):
                yield {"from": relation.from_id, "to": relation.to_id, **relation.values}

    def _is_in_a_node(self, relation: RelationFact) -> bool:
        if relation.type == "CONTAINS":
            return relation.to_id in self._parents
        column = _IN_FLOW.get(relation.type)
        if column is None:
            return False
        return column in self._in_flow.get(self._flow_and_end(relation)[0], {})
