"""New nodes and relations: one statement for every kind, and one for every relation type.

A label in the text of a statement makes it another text, which the server plans when it first sees
it: for the relations between all pairs of kinds that took it twenty times as long as to write some.
So kinds and types are given as data, and relations join nodes told by where they are: no index can
be named without a label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.store.neo4j.rows import node_rows, relation_values
from archrepo.store.neo4j.running import run, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow

    from archrepo.domain.validity import Lives
    from archrepo.store.neo4j.rows import Map
    from archrepo.store.neo4j.running import Transaction

Place = tuple[str, str]  # kind and id of a node


def new_node_rows(
    kind: str, table: pyarrow.Table, lives: Mapping[str, Lives] | None = None
) -> Iterator[Map]:
    """Yield the facts of a kind as `Creation.nodes` takes them."""
    for values in node_rows(table, lives):
        yield {"kind": kind, "values": values}


def new_relation_rows(family: str, table: pyarrow.Table) -> Iterator[Map]:
    """Yield the facts of a relation type as `Creation.relations` takes them."""
    starts = zip(table["from_kind"].to_pylist(), table["from"].to_pylist(), strict=True)
    ends = zip(table["to_kind"].to_pylist(), table["to"].to_pylist(), strict=True)
    for values, start, end in zip(relation_values(table), starts, ends, strict=True):
        yield {"type": family, "from": start, "to": end, "values": values}


class Creation:
    """Creates nodes and relations, and knows where the nodes are that it has met."""

    def __init__(self) -> None:
        self._elements: dict[Place, str] = {}

    def nodes(self, tx: Transaction, rows: Sequence[Map]) -> None:
        """Create a batch of nodes."""
        [made] = run(tx, "store.create_nodes", {"rows": rows})
        places = zip(made["kinds"], made["ids"], strict=True)
        self._elements.update(zip(places, made["elements"], strict=True))

    def relations(self, tx: Transaction, rows: Sequence[Map]) -> None:
        """Create a batch of relations; their ends are replaced by where these are.

        Raises:
            ConflictError: An end is not there.
        """
        self._find({row[end] for row in rows for end in ("from", "to")} - self._elements.keys(), tx)
        for row in rows:
            row["from"] = self._elements.get(row["from"])
            row["to"] = self._elements.get(row["to"])
        write_rows(tx, "store.create_relations", {}, rows)

    def _find(self, places: set[Place], tx: Transaction) -> None:
        wanted: dict[str, list[str]] = {}
        for kind, node_id in sorted(places):
            wanted.setdefault(kind, []).append(node_id)
        for kind, ids in wanted.items():
            [found] = run(tx, "store.elements", {"ids": ids}, {"label": kind})
            there = ((kind, node_id) for node_id in found["ids"])
            self._elements.update(zip(there, found["elements"], strict=True))
