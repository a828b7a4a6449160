"""Single edits that no file states: removing a node, cutting a relation, merging two nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.changes import NodeChange, Plan, RelationChange, Status
from archrepo.domain.contents import columns, node_facts, relation_facts, relations_touching
from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.facts import relation_key
from archrepo.domain.text import normalise
from archrepo.domain.validity import LIFE
from archrepo.errors import ConfigError, ConflictError, NotFoundError
from archrepo.importing.directory import Directory
from archrepo.importing.problems import Problems
from archrepo.importing.soundness import unsound_changes
from archrepo.importing.withdrawing import check_removals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.domain.facts import NodeFact, RelationFact, Value, Values
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

MANUAL = "manual"
"""The source under which single edits are kept."""

_GATHERED = ("tags", "external_ids", "properties", "sources")


def find_node(text: str, directory: Directory, store: GraphStore, metamodel: Metamodel) -> NodeFact:
    """Return the node of an id, or the only one of that name or alias.

    Raises:
        NotFoundError: There is none; the hint names the nearest.
        ConfigError: Several are called so.
    """
    kinds = metamodel.portfolio_kinds
    found = {text} & directory.kinds.keys()
    found = found or {i for kind in kinds for i in directory.by_name(kind, text)}
    if not found:
        close = ", ".join(f"'{name}'" for name in directory.nearest_to(text, kinds))
        raise NotFoundError(
            f"nothing is called '{text}'",
            hint=f"did you mean {close}?" if close else "'archrepo search' finds nodes",
        )
    if len(found) > 1:
        raise ConfigError(f"'{text}' may be any of {', '.join(sorted(found))}", hint="give the id")
    node_id = found.pop()
    return next(node_facts(store, directory.kinds[node_id], [node_id]))


def plan_removal(
    names: Iterable[str], allowed: int, store: GraphStore, metamodel: Metamodel
) -> Plan:
    """Return what removes nodes with every relation of theirs, whoever states them.

    Raises:
        NotFoundError: One of them is not there.
        ConfigError: Several bear one of the names.
    """
    directory = Directory(store, metamodel)
    found = [find_node(name, directory, store, metamodel) for name in names]
    nodes = list({node.id: node for node in found}.values())
    ids = {node.id for node in nodes}
    gone = [_node(node, None) for node in nodes]
    cut = [_relation(fact, fact.values, None) for fact in relations_touching(store, metamodel, ids)]
    problems = Problems()
    check_removals(gone, cut, allowed, "archrepo remove", problems)
    return _plan(directory.revision, gone, cut, problems)


def plan_unlink(
    from_name: str,
    relation: str,
    to_name: str,
    values: Mapping[str, Value],
    store: GraphStore,
    metamodel: Metamodel,
) -> Plan:
    """Return what cuts the relation between two nodes that has these values.

    Raises:
        NotFoundError: There is none, or no such node.
        ConfigError: There are several.
    """
    directory = Directory(store, metamodel)
    start, end = (find_node(n, directory, store, metamodel) for n in (from_name, to_name))
    between = list(relation_facts(store, relation, [start.id], to_ids=[end.id], ordered=True))
    found = [f for f in between if all(f.values.get(n) == v for n, v in values.items())]
    if not found:
        raise NotFoundError(
            f"there is no such {relation} from '{start.id}' to '{end.id}'",
            hint=f"'archrepo show {start.id}' tells its relations",
        )
    if len(found) > 1:
        keys = ", ".join(fact.key for fact in found)
        raise ConfigError(f"there are several: {keys}", hint="say which by attribute=value")
    return _plan(directory.revision, [], [_relation(found[0], found[0].values, None)])


def check_move(moved: NodeFact, parent: NodeFact, store: GraphStore) -> None:
    """Do nothing where a node can hang under another.

    Raises:
        ConflictError: It is the other, or above it in the tree.
    """
    if moved.id == parent.id:
        raise ConflictError(f"'{moved.id}' cannot hang under itself", hint="name another parent")
    above = {child: start for start, child in columns(store, "CONTAINS", ("from", "to"))}
    path = [parent.id]
    while path[-1] in above and len(path) <= len(above):
        path.append(above[path[-1]])
        if path[-1] == moved.id:
            raise ConflictError(
                f"'{moved.id}' cannot hang under '{parent.id}', which is below it: "
                f"{' > '.join(reversed(path))}",
                hint=f"move '{path[-2]}' elsewhere first, or name another parent",
            )


def plan_merge(
    duplicate_name: str, kept_name: str, store: GraphStore, metamodel: Metamodel
) -> Plan:
    """Return what makes one node of two: what the kept one lacks comes from the duplicate.

    Its id and name become aliases, so that files which state it mean the kept one from then on.

    Raises:
        NotFoundError: One of them is not there.
        ConfigError: They are of two kinds, or one and the same.
        ConflictError: Together they would not hold, such as a tree that bites its tail.
    """
    directory = Directory(store, metamodel)
    names = (duplicate_name, kept_name)
    duplicate, kept = (find_node(name, directory, store, metamodel) for name in names)
    if duplicate.id == kept.id:
        raise ConfigError(f"both are '{kept.id}'", hint="name the duplicate, then the one to keep")
    if duplicate.kind != kept.kind:
        raise ConfigError(
            f"{duplicate.kind} '{duplicate.id}' cannot become {kept.kind} '{kept.id}'",
            hint="merge two nodes of one kind",
        )
    relations = _rehung(duplicate, kept, store, metamodel)
    nodes = [_node(duplicate, None), _node(kept, _merged_node(duplicate, kept))]
    unsound = unsound_changes(nodes, relations, store, metamodel)
    if unsound:
        reasons = "; ".join(sorted({why for _, why in unsound}))
        raise ConflictError(
            f"'{duplicate.id}' and '{kept.id}' cannot be merged: {reasons}",
            hint="correct one of the two first",
        )
    problems = Problems()
    problems.found += _namesakes(duplicate, kept, store)
    return _plan(directory.revision, nodes, relations, problems)


def _namesakes(duplicate: NodeFact, kept: NodeFact, store: GraphStore) -> Iterator[Diagnostic]:
    """Yield a warning for each child of the duplicate whose name a child of the kept one bears."""
    below = list(relation_facts(store, "CONTAINS", [duplicate.id, kept.id]))
    ids = {fact.to_kind: {f.to_id for f in below if f.to_kind == fact.to_kind} for fact in below}
    named = {n.id: n for kind in sorted(ids) for n in node_facts(store, kind, ids[kind])}
    theirs = [named[fact.to_id] for fact in below if fact.from_id == kept.id]
    known = {(node.kind, normalise(node.name)): node for node in theirs}
    for fact in sorted((f for f in below if f.from_id == duplicate.id), key=lambda f: f.to_id):
        child = named[fact.to_id]
        if (same := known.get((child.kind, normalise(child.name)))) and same.id != child.id:
            message = f"'{kept.id}' has a '{same.name}' ('{same.id}') already beside '{child.id}'"
            hint = f"if they are the same: archrepo merge {child.id} --into {same.id}"
            yield Diagnostic("ID-07", Level.WARNING, message, Place("merge"), hint)


def _merged_node(duplicate: NodeFact, kept: NodeFact) -> Values:
    after = _merged(duplicate.values, kept.values)
    names = [*_texts(kept.values, "aliases"), duplicate.name, duplicate.id]
    names += _texts(duplicate.values, "aliases")
    after["aliases"] = tuple(dict.fromkeys(name for name in names if name != kept.name))
    after["sources"] = tuple(sorted({*_texts(after, "sources"), MANUAL}))
    return after


def _merged(less: Values, more: Values) -> Values:
    """Return the values of two facts; where both have one, that of the second.

    When a node lives is told by all its dates together, so that they come from one of the two; what
    one of two relations says of no end, holds for both.
    """
    if any(more.get(name) is not None for name in LIFE):
        less = {name: value for name, value in less.items() if name not in LIFE}
    after = {**less, **more}
    if more and "valid_to" in after:
        if "valid_to" in less and "valid_to" in more:
            after["valid_to"] = max(less["valid_to"], more["valid_to"], key=str)
        else:
            del after["valid_to"]
    after.pop("batch_id", None)
    for name in _GATHERED:
        keys = {item.split("=", 1)[0] for item in _texts(more, name)}
        by_key = name == "properties"  # the others may hold several of a system
        added = [i for i in _texts(less, name) if not by_key or i.split("=", 1)[0] not in keys]
        if both := {*_texts(more, name), *added}:
            after[name] = tuple(sorted(both))
    taken = after.keys() - more.keys()
    notes = [n for n in _texts(less, "date_notes") if n.split("=", 1)[0] in taken]
    if notes := sorted({*notes, *_texts(more, "date_notes")}):
        after["date_notes"] = tuple(notes)
    else:
        after.pop("date_notes", None)
    return after


def _rehung(
    duplicate: NodeFact, kept: NodeFact, store: GraphStore, metamodel: Metamodel
) -> list[RelationChange]:
    """Return the changes that hang the duplicate's relations on the kept node."""
    touching = list(relations_touching(store, metamodel, {duplicate.id, kept.id}))
    ours = [f for f in touching if duplicate.id in (f.from_id, f.to_id)]
    held = {f.key: f for f in touching if duplicate.id not in (f.from_id, f.to_id)}
    has_parent = any(f.type == "CONTAINS" and f.to_id == kept.id for f in held.values())
    hung: dict[str, RelationChange] = {}
    for fact in ours:
        ends = [kept.id if end == duplicate.id else end for end in (fact.from_id, fact.to_id)]
        parent = fact.type == "CONTAINS" and ends[1] == kept.id
        if ends[0] == ends[1] or (parent and has_parent):
            continue
        key = relation_key(metamodel.relations[fact.type], ends[0], ends[1], fact.values)
        standing = held[key].values if key in held else None
        known = hung[key].after if key in hung else standing
        after = _merged(fact.values, known or {})
        after["sources"] = tuple(sorted({*_texts(after, "sources"), MANUAL}))
        status = Status.NEW if standing is None else Status.UPDATE
        kinds = (fact.from_kind, fact.to_kind)
        hung[key] = RelationChange(
            status, fact.type, key, kinds[0], ends[0], kinds[1], ends[1], standing, after
        )
    return [*(_relation(fact, fact.values, None) for fact in ours), *hung.values()]


def _texts(values: Values, name: str) -> tuple[str, ...]:
    found = values.get(name, ())
    return found if isinstance(found, tuple) else ()


def _node(fact: NodeFact, after: Values | None) -> NodeChange:
    status = Status.REMOVE if after is None else Status.UPDATE
    return NodeChange(status, fact.kind, fact.id, fact.values, after)


def _relation(fact: RelationFact, before: Values, after: Values | None) -> RelationChange:
    status = Status.REMOVE if after is None else Status.UPDATE
    ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
    return RelationChange(status, fact.type, fact.key, *ends, before, after)


def _plan(
    revision: str,
    nodes: Sequence[NodeChange],
    relations: Sequence[RelationChange],
    problems: Problems | None = None,
) -> Plan:
    return Plan(
        source=MANUAL,
        revision=revision,
        nodes=tuple(sorted(nodes, key=lambda change: (change.kind, change.id))),
        relations=tuple(sorted(relations, key=lambda change: (change.type, change.key))),
        diagnostics=tuple(problems.found) if problems else (),
    )
