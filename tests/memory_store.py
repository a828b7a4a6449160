"""A portfolio held in memory, for tests of what only scans a store: writers and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from archrepo.store.arrow import scan_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from archrepo.domain.changes import Plan
    from archrepo.domain.entities import ChangeBatch
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import QueryResult, Report, Row, StoreInfo
    from archrepo.domain.undeclared import Undeclared

T = TypeVar("T")


class MemoryStore:
    """Holds facts and hands them out by family, as the engines do."""

    def __init__(
        self,
        metamodel: Metamodel,
        nodes: Iterable[NodeFact] = (),
        relations: Iterable[RelationFact] = (),
    ) -> None:
        self.metamodel = metamodel
        self.nodes = list(nodes)
        self.relations = list(relations)

    def revision(self) -> str:
        """Return no revision: nothing was ever applied."""
        return ""

    def scan(self, family: str, names: Sequence[str] = ()) -> pa.Table:
        """Return every node of a kind, or relation of a type, as typed columns."""
        schema = scan_schema(self.metamodel, family, names)
        if family in self.metamodel.kinds:
            rows = [{"id": n.id, **n.values} for n in self.nodes if n.kind == family]
        else:
            rows = [
                {
                    "key": r.key,
                    "from_kind": r.from_kind,
                    "from": r.from_id,
                    "to_kind": r.to_kind,
                    "to": r.to_id,
                    **r.values,
                }
                for r in self.relations
                if r.type == family
            ]
        return pa.Table.from_pylist(rows, schema=schema) if rows else schema.empty_table()

    def count(self, family: str) -> int:
        """Return how many there are."""
        return self.scan(family).num_rows

    def reading(self, work: Callable[[], T]) -> T:
        """Return what `work` returns."""
        return work()

    def read(self, statement: str, parameters: Mapping[str, Any] | None = None) -> list[Row]:
        raise NotImplementedError(statement)

    def read_all(self, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> list[list[Row]]:
        return [self.read(*one) for one in asked]

    def around(
        self, statement: str, ids: Collection[str], parameters: Mapping[str, Any] | None = None
    ) -> list[Row]:
        raise NotImplementedError(statement)

    def apply(self, plan: Plan, batch: ChangeBatch, progress: Report | None = None) -> None:
        raise NotImplementedError

    def user_query(self, text: str, parameters: Mapping[str, Any]) -> QueryResult:
        raise NotImplementedError

    def info(self) -> StoreInfo:
        raise NotImplementedError

    def undeclared(self) -> tuple[Undeclared, ...]:
        """Return nothing: it holds what the metamodel has."""
        return ()

    def close(self) -> None:
        """Let go of nothing."""
