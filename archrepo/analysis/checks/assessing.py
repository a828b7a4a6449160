"""Whether enough is filled in for a rule about what is missing to be asked node by node.

On a young portfolio a rule such as *no business owner* would list everything there is. Its header
says what it looks at, in one of these forms:

    Flow.depends                            the share of flows with the attribute
    COVERS.role                             the share of coverages with the attribute
    Application RESPONSIBLE_FOR IT_OWNER    the share of applications at either end of such a
                                            relation; the last word, if any, is its role
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.contents import columns

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore


class Filled:
    """Counts what is filled in; each family is read once."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._tables: dict[str, Any] = {}

    def share(self, what: str) -> tuple[int, int]:
        """Return how many of how many are filled."""
        if "." in what:
            family, _, attribute = what.partition(".")
            column = self._table(family)[attribute]
            return len(column) - column.null_count, len(column)
        kind, relation, role = (*what.split(), "")[:3]
        return self._with_relation(kind, relation, role)

    def _with_relation(self, kind: str, relation: str, role: str) -> tuple[int, int]:
        names = ("from_kind", "from", "to_kind", "to", *(("role",) if role else ()))
        ends = set()
        for from_kind, start, to_kind, end, *stated in columns(self._store, relation, names):
            if role and stated != [role]:
                continue
            ends |= {node for of, node in ((from_kind, start), (to_kind, end)) if of == kind}
        return len(ends), self._table(kind).num_rows

    def _table(self, family: str) -> Any:
        if family not in self._tables:
            self._tables[family] = self._store.scan(family)
        return self._tables[family]
