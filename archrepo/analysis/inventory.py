"""Finds things: nodes of a kind, all that is known of one, whatever is called like a text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

from archrepo.analysis.inventory_results import (
    Hit,
    NodeList,
    NodeRef,
    NodeSheet,
    SearchHits,
    SheetPerson,
    SheetRelation,
)
from archrepo.analysis.segment_names import stored_segment_names
from archrepo.domain.contents import node_facts
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import did_you_mean, name_key, normalise
from archrepo.domain.validity import phase_at
from archrepo.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.inventory_results import Scalar
    from archrepo.domain.metamodel import Metamodel, NodeKind
    from archrepo.domain.ports import GraphStore, Row

_LIST_COLUMNS = 6
_SELDOM_LISTED = {
    "aliases",
    "confirmed_by",
    "confirmed_on",
    "date_notes",
    "description",
    "external_ids",
    "objective",
    "properties",
}
_BEYOND_SHEET = 20  # a tree deeper than this is cut in the path shown


def list_nodes(
    store: GraphStore,
    metamodel: Metamodel,
    kind: str,
    *,
    where: Mapping[str, str] | None = None,
    columns: Sequence[str] = (),
) -> NodeList:
    """Return the nodes of `kind`.

    Args:
        store: Where to look.
        metamodel: The portfolio's.
        kind: A kind's name.
        where: Attribute → value wanted, as text; a list attribute must hold it.
        columns: Attributes to give; where empty all that some node fills, but for the batch.

    Raises:
        ConfigError: For an attribute or value the kind does not have.
    """
    declared = metamodel.kinds[kind]
    _check_attributes(declared, (*columns, *(where or {})))
    wanted = {name: _wanted(declared, name, text) for name, text in (where or {}).items()}
    nodes: list[dict[str, Scalar]] = []
    total = 0
    for fact in node_facts(store, kind):
        total += 1
        if all(_holds(fact.values.get(name), text) for name, text in wanted.items()):
            nodes.append({"id": fact.id, "name": fact.name, **fact.values})
    nodes.sort(key=lambda node: name_key(str(node["name"]), str(node["id"])))
    shown = tuple(columns) or _filled(declared, nodes)
    kept = dict.fromkeys(("id", "name", *shown))
    return NodeList(
        kind=kind,
        columns=tuple(kept),
        nodes=tuple({name: node[name] for name in kept if name in node} for node in nodes),
        total=total,
    )


def show_node(store: GraphStore, metamodel: Metamodel, node_id: str, at: dt.date) -> NodeSheet:
    """Return all that is known of one node, by its id or a name that it alone bears.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    found = store.read("find.node", {"id": node_id})
    if not found:
        node_id = _bearer(store, node_id)
        found = store.read("find.node", {"id": node_id})
    kind = metamodel.kinds[found[0]["kind"]]
    values = _set_values(found[0]["node"], kind.attributes)
    outgoing = store.read("find.relations_from", {"id": node_id})
    incoming = store.read("find.relations_to", {"id": node_id})
    path = _path(store, incoming)
    relations = [_relation(metamodel, row, "out") for row in outgoing]
    relations += [
        _relation(metamodel, row, "in")
        for row in incoming
        if row["type"] not in ("RESPONSIBLE_FOR", "CONTAINS")
    ]
    order = {name: position for position, name in enumerate(metamodel.relations)}
    phase = phase_at(values, at) if kind.has_lifecycle else None
    return NodeSheet(
        kind=kind.name,
        id=node_id,
        name=str(values.get("name", node_id)),
        path=tuple(path),
        phase=phase.value if phase else None,
        at=at,
        values={name: value for name, value in values.items() if name not in ("id", "name")},
        people=_people(row for row in incoming if row["type"] == "RESPONSIBLE_FOR"),
        relations=tuple(sorted(relations, key=lambda r: _relation_order(r, order))),
        segment_names=stored_segment_names(
            store, (relation.values.get("segments", ()) for relation in relations)
        ),
    )


def search(
    store: GraphStore, text: str, *, kind: str | None = None, limit: int | None = None
) -> SearchHits:
    """Return what is called like `text`: ids, names, aliases and external ids, accents ignored.

    A node is found when every word of the text starts a word of what it is called; the whole name
    first, then names before aliases, then by name.
    """
    wanted = normalise(text)
    words = wanted.split()
    found: list[tuple[tuple[int, int, tuple[str, str]], str, Row]] = []
    for row in store.read("find.names"):
        if kind not in (None, row["kind"]):
            continue
        best = min(_matches(row, wanted, words), default=None, key=lambda match: match[:2])
        if best is not None:
            rank, place, called = best
            found.append(((rank, place, name_key(row["name"] or "", row["id"])), called, row))
    found.sort(key=lambda item: item[0])
    hits = tuple(_hit(row, called, rank, place) for (rank, place, *_), called, row in found[:limit])
    return SearchHits(text=text, hits=hits, total=len(found))


def _bearer(store: GraphStore, name: str) -> str:
    """Return the id of the only node of that name or alias.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    wanted, rows = normalise(name), store.read("find.names")
    bearing = {
        row["id"]
        for row in (rows if wanted else ())
        if wanted in map(normalise, filter(None, (row["name"], *(row["aliases"] or ()))))
    }
    if len(bearing) > 1:
        hint = f"one of {', '.join(sorted(bearing))}"
        raise NotFoundError(f"more than one node is called '{name}'", hint=hint)
    if not bearing:
        raise _unknown_node(rows, name)
    return str(bearing.pop())


def _unknown_node(rows: Sequence[Row], wanted: str) -> NotFoundError:
    """Return the error for what nothing is called; its hint names the nearest ids of `rows`."""
    called: dict[str, str] = {}
    for row in rows:
        for name in (row["name"], *(row["aliases"] or ()), row["id"]):
            called[normalise(name or "")] = row["id"]
    near = _nearest(normalise(wanted), called)
    hint = "did you mean " + ", ".join(f"'{i}'" for i in near) + "?" if near else None
    return NotFoundError(
        f"nothing is called '{wanted}'",
        hint=hint or "'archrepo search TEXT' looks among names; 'archrepo list KIND' lists them",
    )


def _nearest(wanted: str, called: Mapping[str, str]) -> list[str]:
    """Return up to three ids whose id or name looks like `wanted`, the likest first."""
    from rapidfuzz import fuzz, process

    likeness = dict.fromkeys(called, 0.0)
    close = process.extract(wanted, list(called), scorer=fuzz.ratio, limit=12, score_cutoff=60)
    likeness.update((name, score) for name, score, _ in close)
    if len(wanted) >= 3:
        for name in called:
            if wanted in name:
                likeness[name] = max(likeness[name], 60 + 40 * len(wanted) / len(name))
    near = sorted((n for n, score in likeness.items() if score), key=lambda n: (-likeness[n], n))
    return list(dict.fromkeys(called[name] for name in near))[:3]


def _check_attributes(kind: NodeKind, names: Iterable[str]) -> None:
    for name in names:
        if name not in kind.attributes:
            hint = did_you_mean(name, kind.attributes) or ", ".join(kind.attributes)
            raise ConfigError(f"{kind.name} has no attribute '{name}'", hint=hint)


def _wanted(kind: NodeKind, name: str, text: str) -> str:
    attribute = kind.attributes[name]
    folded = normalise(text)
    if not attribute.values:
        return folded
    for value in attribute.values:
        if normalise(value) == folded:
            return folded
    hint = did_you_mean(text, attribute.values) or f"one of {', '.join(attribute.values)}"
    raise ConfigError(f"{kind.name}.{name} is never '{text}'", hint=hint)


def _holds(value: Scalar | None, wanted: str) -> bool:
    if isinstance(value, tuple):
        return any(normalise(item) == wanted for item in value)
    return value is not None and normalise(_as_text(value)) == wanted


def _as_text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _filled(kind: NodeKind, nodes: Iterable[Mapping[str, Scalar]]) -> tuple[str, ...]:
    """Return the kind's attributes that some node fills, but for the batch, in their order."""
    filled = {name for node in nodes for name in node} - {"batch_id"}
    return tuple(name for name in kind.attributes if name in filled)


def columns_for_people(listed: NodeList) -> tuple[str, ...]:
    """Return the columns worth a place on a screen: the most filled, in the metamodel's order."""
    counts = {
        name: sum(name in node for node in listed.nodes)
        for name in listed.columns
        if name not in _SELDOM_LISTED | {"id", "name", "sources", "batch_id"}
    }
    best = sorted(counts, key=lambda name: -counts[name])[: _LIST_COLUMNS - 2]
    return ("id", "name", *(name for name in listed.columns if name in best))


def _set_values(row: Mapping[str, Any], attributes: Iterable[str]) -> dict[str, Any]:
    """Return the attributes that are set, in the order given."""
    return {
        name: tuple(row[name]) if isinstance(row[name], list) else row[name]
        for name in attributes
        if row.get(name) is not None and row[name] != []
    }


def _path(store: GraphStore, incoming: Iterable[Row]) -> list[NodeRef]:
    path: list[NodeRef] = []
    above = [row for row in incoming if row["type"] == "CONTAINS"]
    while above and len(path) < _BEYOND_SHEET:
        parent = NodeRef(kind=above[0]["kind"], id=above[0]["id"], name=above[0]["name"])
        if parent in path:
            break
        path.append(parent)
        rows = store.read("find.relations_to", {"id": parent.id})
        above = [row for row in rows if row["type"] == "CONTAINS"]
    return path[::-1]


def _relation(metamodel: Metamodel, row: Row, direction: Literal["out", "in"]) -> SheetRelation:
    return SheetRelation(
        type=row["type"],
        direction=direction,
        node=NodeRef(kind=row["kind"], id=row["id"], name=row["name"] or row["id"]),
        values=_set_values(row["relation"], metamodel.relations[row["type"]].attributes),
    )


def _relation_order(relation: SheetRelation, order: Mapping[str, int]) -> tuple[Any, ...]:
    values = relation.values
    return (
        order[relation.type],
        relation.direction == "in",
        values.get("order", 0),
        name_key(relation.node.name, relation.node.id),
        str(values.get("valid_from", "")),
    )


def _people(rows: Iterable[Row]) -> tuple[SheetPerson, ...]:
    roles = [role.value for role in Responsibility]
    people = [
        SheetPerson(
            node=NodeRef(kind=row["kind"], id=row["id"], name=row["name"] or row["id"]),
            role=row["relation"].get("role"),
            raci=row["relation"].get("raci"),
            deputy=row["relation"].get("deputy"),
        )
        for row in rows
    ]
    return tuple(
        sorted(
            people,
            key=lambda p: (
                roles.index(p.role) if p.role else len(roles),
                bool(p.deputy),
                name_key(p.node.name, p.node.id),
            ),
        )
    )


_PLACES: tuple[Literal["name", "id", "alias", "external_id"], ...] = (
    "name",
    "id",
    "alias",
    "external_id",
)


def _hit(row: Row, called: str, rank: int, place: int) -> Hit:
    return Hit(
        kind=row["kind"],
        id=row["id"],
        name=row["name"] or row["id"],
        matched=called,
        matched_in=_PLACES[place],
        exact=rank == 0,
    )


def _matches(row: Row, wanted: str, words: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """Yield (0 where it is the whole, else 1 or 2; place; text) for what a node is called."""
    called = [
        (0, row["name"]),
        (1, row["id"]),
        *((2, alias) for alias in row["aliases"] or ()),
        *((3, pair.partition("=")[2]) for pair in row["external_ids"] or ()),
    ]
    for place, text in called:
        if not text or (text.isascii() and not all(word in text.lower() for word in words)):
            continue  # spares the rest for what cannot match
        folded = normalise(text)
        if folded == wanted:
            yield 0, place, text
        elif words:
            have = folded.split()
            if all(any(part.startswith(word) for part in have) for word in words):
                yield 1, place, text
            elif wanted in folded:
                yield 2, place, text
