"""A store in memory that can be planned on and applied to: what engines are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.errors import ConflictError
from tests.memory_store import MemoryStore

if TYPE_CHECKING:
    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report


class ApplyingStore(MemoryStore):
    """Holds facts by id and key."""

    def __init__(self, metamodel: Metamodel) -> None:
        super().__init__(metamodel)
        self.batches: list[ChangeBatch] = []

    def revision(self) -> str:
        """Return the id of the last batch."""
        return self.batches[-1].id if self.batches else ""

    def apply(self, plan: Plan, batch: ChangeBatch, report: Report | None = None) -> None:
        """Write the plan."""
        if plan.revision != self.revision():
            raise ConflictError("the portfolio moved")
        nodes = {node.id: node for node in self.nodes}
        for change in plan.nodes:
            nodes.pop(change.id, None)
            if change.after is not None:
                values = {**change.after, "batch_id": batch.id}
                nodes[change.id] = NodeFact(change.kind, change.id, values)
        relations = {relation.key: relation for relation in self.relations}
        for link in plan.relations:
            relations.pop(link.key, None)
            if link.after is not None:
                relations[link.key] = RelationFact(
                    link.type,
                    link.key,
                    link.from_kind,
                    link.from_id,
                    link.to_kind,
                    link.to_id,
                    {**link.after, "batch_id": batch.id},
                )
        self.nodes, self.relations = list(nodes.values()), list(relations.values())
        self.batches.append(batch)
