"""A store in memory that can be planned on and applied to: what engines are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.errors import ConflictError
from tests.memory_store import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report, Row

_COLUMNS = {
    "history.batches": ("id", "actor", "applied_at", "source", "file", "counts", "undone_at"),
    "history.moment": ("id", "applied_at"),
    "history.record": ("id", "changes"),
    "history.about": ("id",),
}


class ApplyingStore(MemoryStore):
    """Holds facts by id and key."""

    def __init__(self, metamodel: Metamodel) -> None:
        super().__init__(metamodel)
        self.batches: list[ChangeBatch] = []

    def revision(self) -> str:
        """Return the id of the last batch."""
        return self.batches[-1].id if self.batches else ""

    def scan(self, family: str, names: Sequence[str] = ()) -> pa.Table:
        """Return the facts of a family; batches are one."""
        if family != "ChangeBatch":
            return super().scan(family, names)
        held = [NodeFact("ChangeBatch", batch.id, _values(batch)) for batch in self.batches]
        return MemoryStore(self.metamodel, held).scan(family, names)

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of the statements about batches."""
        wanted = parameters or {}
        rows = sorted(
            (b.model_dump() for b in self.batches), key=lambda r: (r["applied_at"] or "", r["id"])
        )
        chosen = {
            "history.batches": lambda row: True,
            "history.moment": lambda row: row["id"] == wanted["id"],
            "history.record": lambda row: row["id"] == wanted["id"],
            "history.about": lambda row: wanted["text"] in row["changes"],
        }[statement]
        columns = _COLUMNS[statement]
        return [{name: row[name] for name in columns} for row in rows if chosen(row)]

    def apply(self, plan: Plan, batch: ChangeBatch, report: Report | None = None) -> None:
        """Write the plan."""
        if plan.revision != self.revision():
            raise ConflictError("the portfolio moved")
        nodes = {node.id: node for node in self.nodes}
        marks = {c.id: c.after for c in plan.nodes if c.kind == "ChangeBatch"}
        self.batches = [type(b)(id=b.id, **marks.get(b.id) or _values(b)) for b in self.batches]
        for change in plan.nodes:
            if change.kind == "ChangeBatch":
                continue
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


def _values(batch: ChangeBatch) -> Values:
    return batch.model_dump(exclude_none=True, exclude_defaults=True, exclude={"id"})
