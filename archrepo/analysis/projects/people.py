"""Who answers for nodes on a day, in whatever number: one pass over the families."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.projects.project_facts import date_of, text_of, valid_on
from archrepo.analysis.projects.results import Somebody
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.domain.text import by_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from archrepo.domain.ports import GraphStore

_ROLES = {role.value: rank for rank, role in enumerate(Responsibility)}


def responsible_for(
    store: GraphStore, nodes: Collection[str], day: dt.date
) -> dict[str, tuple[Somebody, ...]]:
    """Return node → who answers for it on `day`, by role then name; who has left is left out."""
    holding = list(valid_on(relation_facts(store, "RESPONSIBLE_FOR", to_ids=nodes), day))
    known = {
        (kind, node.id): node
        for kind in ("Person", "Organisation")
        for node in node_facts(store, kind, {r.from_id for r in holding if r.from_kind == kind})
    }
    found: dict[str, set[Somebody]] = defaultdict(set)
    for relation in holding:
        who = known[relation.from_kind, relation.from_id]
        left = date_of(who.values.get("left_on"))
        if left is None or left > day:
            found[relation.to_id].add(
                Somebody(
                    id=who.id,
                    name=who.name,
                    kind=who.kind,
                    role=str(relation.values.get("role", "")),
                    external=bool(who.values.get("external", False)),
                    email=text_of(who.values.get("email")),
                )
            )
    return {
        node: tuple(sorted(people, key=lambda p: (_ROLES.get(p.role, 99), by_name(p))))
        for node, people in found.items()
    }


def in_role(people: Collection[Somebody], *roles: Responsibility) -> tuple[Somebody, ...]:
    """Return those who answer in one of `roles`, in the order of the roles."""
    return tuple(p for role in roles for p in people if p.role == role)
