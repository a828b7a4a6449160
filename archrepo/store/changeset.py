"""A plan sorted by the tables it touches, and what each family must hold once it is applied."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from archrepo.domain.changes import NodeChange, RelationChange, Status
from archrepo.errors import ConflictError
from archrepo.store.arrow import facts_table, family_schema, identity_column, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow

    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.metamodel import Metamodel

_Change = TypeVar("_Change", NodeChange, RelationChange)
Triple = tuple[str, str, str]  # relation type, kind it starts from, kind it leads to


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The changes of a plan and its batch, by table.

    Attributes:
        metamodel: What shapes the tables.
        batch_id: Written to every fact.
        nodes: Kind → changes.
        relations: Relation type and kinds of its ends → changes.
    """

    metamodel: Metamodel
    batch_id: str
    nodes: Mapping[str, Sequence[NodeChange]]
    relations: Mapping[Triple, Sequence[RelationChange]]

    @property
    def count(self) -> int:
        """How many facts change."""
        return sum(map(len, self.nodes.values())) + sum(map(len, self.relations.values()))

    @property
    def families(self) -> set[str]:
        """Every kind and relation type it touches."""
        return {*self.nodes, *(triple[0] for triple in self.relations)}

    def of(self, family: str) -> Sequence[NodeChange | RelationChange]:
        """Return the changes of a family."""
        if family in self.metamodel.kinds:
            return list(self.nodes.get(family, ()))
        return [c for triple, some in self.relations.items() if triple[0] == family for c in some]

    def after(self, family: str, before: pyarrow.Table | None) -> pyarrow.Table:
        """Return all a family must hold, given what it held (None: nothing).

        Raises:
            ConflictError: The changes do not fit what is there.
        """
        changes = self.of(family)
        written = [change for change in changes if change.after is not None]
        fresh = facts_table(self.metamodel, family, written, self.batch_id)
        if before is None:
            before = family_schema(self.metamodel, family).empty_table()
        if not changes:
            return before
        gone = [
            change.id if isinstance(change, NodeChange) else change.key
            for change in changes
            if change.before is not None
        ]
        return merged(before, identity_column(self.metamodel, family), gone, fresh)


def change_set(plan: Plan, batch: ChangeBatch, metamodel: Metamodel) -> ChangeSet:
    """Return the changes of `plan` and the node of its batch, by table.

    Raises:
        ConflictError: The metamodel does not know a kind or relation of the plan.
    """
    nodes: dict[str, list[NodeChange]] = defaultdict(list)
    relations: dict[Triple, list[RelationChange]] = defaultdict(list)
    for node in (*_needed(plan.nodes), _batch_node(batch)):
        nodes[node.kind].append(node)
    for relation in _needed(plan.relations):
        relations[relation.type, relation.from_kind, relation.to_kind].append(relation)
    if unknown := set(nodes) - set(metamodel.kinds):
        raise ConflictError(f"no such kind: {', '.join(sorted(unknown))}")
    for name, source, target in relations:
        if (
            name not in metamodel.relations
            or (source, target) not in metamodel.relations[name].pairs
        ):
            raise ConflictError(f"no such relation: {source} {name} {target}")
    return ChangeSet(metamodel, batch.id, nodes, relations)


def _needed(changes: Iterable[_Change]) -> Iterable[_Change]:
    return (change for change in changes if change.status is not Status.UNCHANGED)


def _batch_node(batch: ChangeBatch) -> NodeChange:
    values = batch.model_dump(exclude_none=True, exclude={"id"})
    return NodeChange(Status.NEW, "ChangeBatch", batch.id, None, values)
