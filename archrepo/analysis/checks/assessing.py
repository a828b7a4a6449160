"""Whether enough is filled in for a rule about what is missing to be asked node by node.

On a young portfolio a rule such as *no business owner* would list everything there is. Its header
says what it looks at, in one of these forms:

    Flow.depends                            the share of flows with the attribute
    COVERS.role                             the share of coverages with the attribute
    Application RESPONSIBLE_FOR IT_OWNER    the share of applications at either end of such a
                                            relation; the last word, if any, is its role
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.contents import columns

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore


class Filled:
    """Counts what is filled in, each thing once."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._shares: dict[str, tuple[int, int]] = {}

    def share(self, what: str) -> tuple[int, int]:
        """Return how many of how many are filled."""
        if what not in self._shares:
            self._shares[what] = self._share(what)
        return self._shares[what]

    def _share(self, what: str) -> tuple[int, int]:
        if "." in what:
            family, _, attribute = what.partition(".")
            column = self._store.scan(family, (attribute,))[attribute]
            return len(column) - column.null_count, len(column)
        kind, relation, role = (*what.split(), "")[:3]
        return self._with_relation(kind, relation, role), self._store.count(kind)

    def _with_relation(self, kind: str, relation: str, role: str) -> int:
        names = ("from_kind", "from", "to_kind", "to", *(("role",) if role else ()))
        found: set[str] = set()
        for from_kind, start, to_kind, end, *stated in columns(self._store, relation, names):
            if not role or stated == [role]:
                found.update(i for of, i in ((from_kind, start), (to_kind, end)) if of == kind)
        return len(found)
