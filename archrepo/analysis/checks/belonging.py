"""Which domains and scopes a node belongs to: by the tree, and by what it covers or acts on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from archrepo.domain.ports import GraphStore

# Relation, and whether its start belongs where its end does (else the end where the start does).
# In this order: applications by their scopes before flows by their applications.
_STEPS = (
    ("COVERS", True),
    ("CONTAINS", True),  # an application where its modules are
    ("CONTAINS", False),
    ("EMITS", False),
    ("FEEDS", True),
    ("ACCESSES", False),
    ("NEEDS", False),
    ("USES_TECH", False),
    ("IMPACTS", True),
    ("CONCERNS", True),
    ("PASSES_THROUGH", True),
    ("DELIVERS", True),
    ("DECIDES", True),
    ("RESPONSIBLE_FOR", True),
)


def places_of(
    store: GraphStore, ids: Iterable[str], among: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Return node → the domains and scopes `among` these that it belongs to; none: left out."""
    wanted = set(ids)
    found: dict[str, set[str]] = defaultdict(set)
    _by_tree(store, found, set(among))
    for relation, start in _STEPS:
        table = store.scan(relation, ("from_kind", "from", "to_kind", "to"))
        kinds = zip(table["from_kind"].to_pylist(), table["to_kind"].to_pylist(), strict=True)
        ends = zip(table["from"].to_pylist(), table["to"].to_pylist(), strict=True)
        reached: dict[str, set[str]] = defaultdict(set)
        for (source, target), (from_kind, _) in zip(ends, kinds, strict=True):
            if relation == "CONTAINS" and from_kind not in ("Application", "DataObject", "Project"):
                continue
            one, other = (source, target) if start else (target, source)
            if other in found:
                reached[one] |= found[other]
        for node, places in reached.items():
            found[node] |= places
    return {node: frozenset(found[node]) for node in wanted if found.get(node)}


def _by_tree(store: GraphStore, found: dict[str, set[str]], among: set[str]) -> None:
    """Put domains and scopes under what stands above them."""
    table = store.scan("CONTAINS", ("from_kind", "from", "to")).to_pylist()
    parents = {r["to"]: r["from"] for r in table if r["from_kind"] in ("Domain", "Scope")}
    for node in parents.keys() | among:
        here: str | None = node
        seen: set[str] = set()
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        found[node] |= seen & among
