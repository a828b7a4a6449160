"""Hypothesis strategies of valid portfolios: every kind, relation and attribute can occur."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import LIFECYCLE_DATES, AttributeType, builtin_metamodel
from archrepo.domain.reading import CLEAR

if TYPE_CHECKING:
    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Attribute, Metamodel

AWKWARD = (
    "null",
    "NO",
    "~",
    "3",
    "1e5",
    "2027-01-01",
    "=1+1",
    "@sum",
    "+33 1",
    "-x",
    "'quoted'",
    "a: b",
    "# no comment",
    "[x]",
    "{y}",
    "x; y",
    "back\\slash;",
    "_x0041_",
    "Référentiel “produit”",
    "\U0001f600 œuvre",
)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Facts that obey every rule of the metamodel."""

    nodes: tuple[NodeFact, ...]
    relations: tuple[RelationFact, ...]


@cache  # to make a strategy takes longer than to draw from it
def texts(max_size: int = 12, *, lines: bool = False) -> st.SearchStrategy[str]:
    """Return a strategy of non-empty, stripped text; with `lines`, of several."""
    alphabet = st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp"),
        include_characters="\n" if lines else "",
    )
    drawn = st.text(alphabet, min_size=1, max_size=max_size).map(
        lambda text: "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    )
    return st.one_of(st.sampled_from(AWKWARD), drawn).filter(
        lambda text: bool(text) and text not in CLEAR
    )


@cache
def names() -> st.SearchStrategy[str]:
    """Return a strategy of names: one line, single spaces."""
    return texts().map(lambda text: " ".join(text.split())).filter(bool)


@cache
def identifiers() -> st.SearchStrategy[str]:
    """Return a strategy of node ids, those that look like something else among them."""
    return st.one_of(
        st.sampled_from(("1", "1e5", "null", "no", "1.0", "0x1", "2027-01-01", "on")),
        st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True),
    )


@cache
def dates() -> st.SearchStrategy[dt.date]:
    """Return a strategy of days that portfolios hold."""
    return st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1))


@cache
def values_of(attribute: Attribute) -> st.SearchStrategy[Any]:
    """Return a strategy of values of `attribute`, in the form that facts hold them."""
    if attribute.value_type is AttributeType.STRINGS:
        if attribute.values:
            return st.sets(st.sampled_from(attribute.values), min_size=1).map(
                lambda chosen: tuple(v for v in attribute.values if v in chosen)
            )
        item = names()
        if attribute.name in ("properties", "external_ids", "date_notes"):
            key = st.from_regex(r"[a-z][a-z-]{0,6}", fullmatch=True)
            item = st.tuples(key, names()).map("=".join)
        elif attribute.name in ("segments", "tags", "scopes", "sources"):
            item = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
        return st.sets(item, min_size=1, max_size=3).map(lambda items: tuple(sorted(items)))
    if attribute.values:
        return st.sampled_from(attribute.values)
    low, high = attribute.minimum, attribute.maximum
    if attribute.value_type is AttributeType.INTEGER:
        return st.integers(int(low if low is not None else -99), int(high or 10_000))
    if attribute.value_type is AttributeType.NUMBER:
        return st.integers(int(low or 0) * 4, int(4 * (high or 10_000))).map(lambda n: n / 4)
    if attribute.value_type is AttributeType.BOOLEAN:
        return st.booleans()
    if attribute.value_type is AttributeType.DATE:
        return dates()
    if attribute.name == "email":
        return names().map(str.lower)
    return texts(40, lines=attribute.name in ("description", "objective", "reason"))


@st.composite
def portfolios(
    draw: st.DrawFn, metamodel: Metamodel | None = None, max_nodes: int = 8
) -> Portfolio:
    """Draw a portfolio: unique ids and keys, one parent and no cycle, dates in order."""
    metamodel = metamodel or builtin_metamodel()
    ids = draw(st.lists(identifiers(), unique=True, min_size=1, max_size=max_nodes))
    kinds = _kinds_that_meet(draw, metamodel)
    nodes = []
    for identifier in ids:
        kind = draw(st.sampled_from(kinds))
        nodes.append(NodeFact(kind, identifier, _node_values(draw, metamodel, kind)))
    count = draw(st.integers(0, 2 * len(nodes)))
    relations: dict[str, RelationFact] = {}
    has_parent: set[str] = set()
    for _ in range(count):
        relation = _relation(draw, metamodel, nodes, has_parent)
        if relation is not None:
            relations.setdefault(relation.key, relation)
    return Portfolio(tuple(nodes), tuple(relations.values()))


def _kinds_that_meet(draw: st.DrawFn, metamodel: Metamodel) -> list[str]:
    """Draw the kinds of a portfolio, so that most of its nodes have something to do together."""
    pairs = [pair for relation in metamodel.relations.values() for pair in relation.pairs]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=2))
    return sorted({kind for pair in chosen for kind in pair})


def _node_values(draw: st.DrawFn, metamodel: Metamodel, kind: str) -> Values:
    values: Values = {"name": draw(names())}
    values |= _some(draw, metamodel.kinds[kind].attributes, {"id", "name", "batch_id"})
    _put_in_order(values, LIFECYCLE_DATES)
    _put_in_order(values, ("start", "end"))
    _put_in_order(values, ("starts_on", "ends_on"))
    return values


def _relation(
    draw: st.DrawFn, metamodel: Metamodel, nodes: list[NodeFact], has_parent: set[str]
) -> RelationFact | None:
    """Draw a relation between two of `nodes`; None where no type may join the two drawn."""
    first, second = draw(st.integers(0, len(nodes) - 1)), draw(st.integers(0, len(nodes) - 1))
    source, target = nodes[first], nodes[second]
    types = [r.name for r in metamodel.relations.values() if (source.kind, target.kind) in r.pairs]
    if not types or first == second:
        return None
    declared = metamodel.relations[draw(st.sampled_from(types))]
    if declared.name == "CONTAINS":
        if first > second or target.id in has_parent:  # a parent stands before its children
            return None
        has_parent.add(target.id)
    without = {"batch_id", "share"}  # shares add up to 100 at most: left to tests of their own
    values = _some(draw, declared.attributes, without)
    if values.get("level") == "NONE":
        del values["level"]
    _put_in_order(values, ("valid_from", "valid_to"))
    key = relation_key(declared, source.id, target.id, values)
    return RelationFact(declared.name, key, source.kind, source.id, target.kind, target.id, values)


def _some(draw: st.DrawFn, attributes: Any, without: set[str]) -> Values:
    chosen = draw(_some_of(tuple(sorted(set(attributes) - without))))
    return {name: draw(values_of(attributes[name])) for name in chosen}


@cache
def _some_of(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, max_size=5)


def _put_in_order(values: Values, dated: tuple[str, ...]) -> None:
    """Sort the dates among `values` into the order of `dated`, each on a day of its own."""
    present = [name for name in dated if name in values]
    days = sorted(str(values[name]) for name in present)
    for shift, (name, day) in enumerate(zip(present, days, strict=True)):
        values[name] = dt.date.fromisoformat(day) + dt.timedelta(days=shift)
