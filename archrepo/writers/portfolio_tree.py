"""A portfolio as the forms that people edit hold it: relations inside the node they hang on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.contents import relation_facts

if TYPE_CHECKING:
    from archrepo.domain.facts import RelationFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore

LEFT_OUT = frozenset({"id", "batch_id", "sources"})
"""Not written where people edit: who states a fact is settled when it is imported."""


@dataclass(frozen=True, slots=True)
class Links:
    """Relations by the node that people write them in.

    Attributes:
        parents: Child → the one bare CONTAINS that leads to it; it is written as `parent`.
        inside: Node → key (`from`, `to`, `covers` …) → relations in the order of their keys.
    """

    parents: dict[str, RelationFact] = field(default_factory=dict)
    inside: dict[str, dict[str, list[RelationFact]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )


def is_bare(relation: RelationFact, but: frozenset[str] = frozenset()) -> bool:
    """Return whether a relation has no attribute that people write, `but` apart."""
    return not (relation.values.keys() - LEFT_OUT - but)


def links_of(store: GraphStore, metamodel: Metamodel) -> Links:
    """Return every relation of the portfolio, by the node it is written in.

    EMITS and FEEDS are written in the flow, as `from` and `to`; a CONTAINS in the child where the
    child has just one, with nothing but an order.
    """
    links = Links()
    for name in metamodel.relations:
        relations = list(relation_facts(store, name, ordered=True))
        parents = Counter(r.to_id for r in relations) if name == "CONTAINS" else Counter()
        for relation in relations:
            is_parent = parents[relation.to_id] == 1 and is_bare(relation, frozenset({"order"}))
            if is_parent:
                links.parents[relation.to_id] = relation
            elif name == "EMITS":
                links.inside[relation.to_id]["from"].append(relation)
            else:
                key = "to" if name == "FEEDS" else name.lower()
                links.inside[relation.from_id][key].append(relation)
    return links
