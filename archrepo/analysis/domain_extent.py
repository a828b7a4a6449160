"""What belongs to a domain: its scopes, what covers them, and what changes touch of either."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.named import called, domain_meant
from archrepo.domain.changes import NodeChange, RelationChange
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.facts import NodeFact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.domain.ports import GraphStore

Change = NodeChange | RelationChange
_TREE = ("Domain", "Scope")


def changes_within(changes: Sequence[Change], domain: str, store: GraphStore) -> list[Change]:
    """Return the changes that touch a domain or scope: what it contains, and what covers that.

    What a change took away counts as it was, so that a scope that left is told too.

    Raises:
        NotFoundError: Neither now nor before was there such a domain or scope.
    """
    links = [c for c in changes if isinstance(c, RelationChange)]
    contains = [(f.from_id, f.to_id) for f in relation_facts(store, "CONTAINS")]
    contains += [(c.from_id, c.to_id) for c in links if c.type == "CONTAINS"]
    covers = [(f.from_id, f.to_id) for f in relation_facts(store, "COVERS")]
    covers += [(c.from_id, c.to_id) for c in links if c.type == "COVERS"]
    inside = _below(_meant(domain, changes, store), contains)
    inside |= {app for app, scope in covers if scope in inside}
    inside |= {part for whole, part in contains if whole in inside}
    return [change for change in changes if _touches(change, inside)]


def _meant(domain: str, changes: Sequence[Change], store: GraphStore) -> str:
    """Return the id that `domain` means, of what there is, else of what there was."""
    now = [called(node_facts(store, kind)) for kind in _TREE]
    before = called(
        NodeFact(c.kind, c.id, c.before or c.after or {})
        for c in changes
        if isinstance(c, NodeChange) and c.kind in _TREE
    )
    return domain_meant(domain, *now, before)


def _below(top: str, contains: Iterable[tuple[str, str]]) -> set[str]:
    children: dict[str, list[str]] = defaultdict(list)
    for parent, child in contains:
        children[parent].append(child)
    found, left = {top}, [top]
    while left:
        new = [child for child in children[left.pop()] if child not in found]
        found.update(new)
        left += new
    return found


def _touches(change: Change, inside: set[str]) -> bool:
    if isinstance(change, NodeChange):
        return change.id in inside
    return change.from_id in inside or change.to_id in inside
