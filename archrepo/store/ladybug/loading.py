"""Facts put into the tables of a file that is being built: in bulk, or change by change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.store.arrow import ENDS, facts_table
from archrepo.store.catalog import statement
from archrepo.store.lives import only_lives, with_lives
from archrepo.store.schema import LIVE_ATTRIBUTES, stored_attributes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow

    from archrepo.domain.changes import NodeChange, RelationChange
    from archrepo.domain.metamodel import Metamodel
    from archrepo.store.changeset import ChangeSet, Triple
    from archrepo.store.ladybug.engine import Database
    from archrepo.store.lives import LivesOf


def load_family(
    new: Database, metamodel: Metamodel, family: str, table: pyarrow.Table, lives: LivesOf
) -> None:
    """Add facts with the columns of a scan to a family's table."""
    import pyarrow.compute as pc

    if family in metamodel.kinds:
        _load_nodes(new, family, _living(table, family, lives))
        return
    for source, target in metamodel.relations[family].pairs:
        these = pc.and_(pc.equal(table["from_kind"], source), pc.equal(table["to_kind"], target))
        _load_relations(new, (family, source, target), table.filter(these))


def apply_changes(
    new: Database, changes: ChangeSet, lives: LivesOf, written: Callable[[int], None]
) -> None:
    """Put the changes into a file that holds what they start from.

    Relations go before their ends, and come after them. `written` is told how many are done.
    """
    done = 0
    for triple, relations in changes.relations.items():
        _remove(new, "store.remove_relations", _places(triple), relations)
    for kind, nodes in changes.nodes.items():
        _remove(new, "store.remove_nodes", {"label": kind}, nodes)
        _update(new, changes, kind, {"label": kind}, nodes)
        added_nodes = _facts(changes, kind, [n for n in nodes if n.before is None])
        _load_nodes(new, kind, _living(added_nodes, kind, lives))
        written(done := done + len(nodes))
    for triple, relations in changes.relations.items():
        _update(new, changes, triple[0], _places(triple), relations)
        added = [relation for relation in relations if relation.before is None]
        _load_relations(new, triple, _facts(changes, triple[0], added))
        written(done := done + len(relations))
    made = {n.id for nodes in changes.nodes.values() for n in nodes if n.before is None}
    set_lives(
        new, {k: {i: n for i, n in some.items() if i not in made} for k, some in lives.items()}
    )


def set_lives(new: Database, lives: LivesOf) -> None:
    """Write when nodes are live that are there already."""
    items = [{"name": attribute.name} for attribute in LIVE_ATTRIBUTES]
    for kind, some in lives.items():
        if some:
            update = statement("store.update_nodes", "ladybug")
            update = update.filled({"label": kind}, {"value": items, "change": items})
            new.write(update, {"rows": only_lives(some, sorted(some))})


def _living(table: pyarrow.Table, kind: str, lives: LivesOf) -> pyarrow.Table:
    return with_lives(table, lives[kind]) if kind in lives and table.num_rows else table


def _load_nodes(new: Database, kind: str, table: pyarrow.Table) -> None:
    if table.num_rows:
        load = statement("store.load_nodes", "ladybug").filled({"label": kind})
        new.write(load, {"rows": _scannable(table)})


def _scannable(table: pyarrow.Table) -> pyarrow.Table:
    """Return the table without empty chunks: the engine takes the first one for the end."""
    import pyarrow as pa

    return pa.Table.from_batches(
        [part for part in table.to_batches() if part.num_rows], schema=table.schema
    )


def _load_relations(new: Database, triple: Triple, table: pyarrow.Table) -> None:
    if table.num_rows:
        columns = [name for name in table.schema.names if name not in ENDS]
        load = statement("store.load_relations", "ladybug").filled(_places(triple))
        new.write(load, {"rows": _scannable(table.select(["from", "to", *columns]))})


def _remove(
    new: Database,
    name: str,
    places: dict[str, str],
    changes: Sequence[NodeChange] | Sequence[RelationChange],
) -> None:
    import pyarrow as pa

    gone = [change for change in changes if change.after is None]
    if not gone:
        return
    if "label" in places:
        rows = {"id": [node.id for node in gone]}  # type: ignore[union-attr]
    else:
        rows = {"key": [relation.key for relation in gone]}  # type: ignore[union-attr]
    new.write(statement(name, "ladybug").filled(places), {"rows": pa.table(rows)})


def _update(
    new: Database,
    changes: ChangeSet,
    family: str,
    places: dict[str, str],
    some: Sequence[NodeChange] | Sequence[RelationChange],
) -> None:
    changed = [c for c in some if c.before is not None and c.after is not None]
    if not changed:
        return
    what = "nodes" if "label" in places else "relations"
    first, *others = [a.name for a in stored_attributes(changes.metamodel, family)]
    items = [{"name": name} for name in others]
    update = statement(f"store.update_{what}", "ladybug")
    table = _facts(changes, family, changed).select([first, *others])
    new.write(update.filled(places, {"value": items, "change": items}), {"rows": table})


def _facts(
    changes: ChangeSet, family: str, some: Sequence[NodeChange | RelationChange]
) -> pyarrow.Table:
    return facts_table(changes.metamodel, family, some, changes.batch_id)


def _places(triple: Triple) -> dict[str, str]:
    return dict(zip(("type", "source", "target"), triple, strict=True))
