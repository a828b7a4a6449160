"""Which domains a node belongs to: by the tree, and by what it covers, carries or acts on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def domains_of(store: GraphStore, ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return node → the domains it belongs to, those above them included; none: left out."""
    wanted = set(ids)
    found: dict[str, set[str]] = defaultdict(set)
    _by_tree(store, found)
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
        for node, domains in reached.items():
            found[node] |= domains
    return {node: frozenset(found[node]) for node in wanted if node in found}


def _by_tree(store: GraphStore, found: dict[str, set[str]]) -> None:
    """Put domains and scopes under the domains above them."""
    table = store.scan("CONTAINS", ("from_kind", "from", "to")).to_pylist()
    parents = {r["to"]: r["from"] for r in table if r["from_kind"] in ("Domain", "Scope")}
    domains = set(store.scan("Domain", ("id",))["id"].to_pylist())
    for node in {*parents, *domains}:
        here: str | None = node
        seen: set[str] = set()
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        found[node] |= seen & domains
