"""The trees of a portfolio: one parent only, and no cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.domain.facts import RelationFact
    from archrepo.importing.links import PlannedRelation
    from archrepo.importing.problems import Problems


def settle_trees(
    planned: Sequence[PlannedRelation],
    stored: Mapping[str, RelationFact],
    source: str,
    problems: Problems,
    *,
    moves: bool = False,
) -> tuple[list[RelationFact], set[str]]:
    """Check the planned CONTAINS relations against each other and the stored tree.

    A child that its own source now hangs elsewhere moves; another source's statement stands.

    Args:
        planned: What the import states.
        stored: Child → its stored CONTAINS relation.
        source: The import's source.
        problems: Told of two parents and cycles.
        moves: Whether children move whoever states where they hang now.

    Returns:
        The stored relations that go because their child moved, and the keys that are refused.
    """
    stated, refused = _one_parent_each(planned, problems)
    moved: list[RelationFact] = []
    parent_of = {child: fact.from_id for child, fact in stored.items()}
    for child, relation in stated.items():
        known = stored.get(child)
        if known is not None and known.from_id != relation.from_id:
            others = sorted(set(known.values.get("sources", ())) - {source})  # type: ignore[arg-type]
            if others and not moves:
                problems.error(
                    "ST-03",
                    f"'{child}' has the parent '{known.from_id}' already, as stated by "
                    f"{', '.join(others)}",
                    relation.where,
                    "parent",
                    "move it first, or keep that parent",
                )
                refused.add(relation.key)
                continue
            moved.append(known)
        parent_of[child] = relation.from_id
    refused |= _refuse_cycles(stated, parent_of, problems)
    return [fact for fact in moved if stated[fact.to_id].key not in refused], refused


def _one_parent_each(
    planned: Sequence[PlannedRelation], problems: Problems
) -> tuple[dict[str, PlannedRelation], set[str]]:
    """Return child → the first parent stated for it, and the keys of the others."""
    refused: set[str] = set()
    stated: dict[str, PlannedRelation] = {}
    for relation in planned:
        earlier = stated.setdefault(relation.to_id, relation)
        if earlier.from_id != relation.from_id:
            problems.error(
                "ST-03",
                f"'{relation.to_id}' has two parents, '{earlier.from_id}' and '{relation.from_id}'",
                relation.where,
                "parent",
                f"the other is stated at {earlier.where.place('parent')}",
            )
            refused.add(relation.key)
    return stated, refused


def _refuse_cycles(
    stated: Mapping[str, PlannedRelation], parent_of: Mapping[str, str], problems: Problems
) -> set[str]:
    refused: set[str] = set()
    safe: set[str] = set()
    for child in stated:
        path: list[str] = []
        node: str | None = child
        while node is not None and node not in safe and node not in path:
            path.append(node)
            node = parent_of.get(node)
        if node is not None and node in path:
            cycle = path[path.index(node) :]
            named = " ← ".join([*cycle, node])
            last = next((stated[n] for n in reversed(cycle) if n in stated), stated[child])
            problems.error(
                "ST-01",
                f"the tree has a cycle: {named}",
                last.where,
                "parent",
                "give one of them another parent",
            )
            refused.add(last.key)
        safe.update(path)
    return refused
