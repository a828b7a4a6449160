"""A portfolio as it would be: some attributes and some projects' actions other than recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from archrepo.analysis.impact.facts import Exchange, Facts, Presence
    from archrepo.domain.facts import RelationFact


class OverlaidFacts:
    """Answers as the facts below it do, but for what differs.

    Args:
        facts: What is recorded.
        nodes: Kind and id → the attributes that differ; None unsets one.
        action: Turns what a project does (IMPACTS) into what it would do; None where nothing.
    """

    def __init__(
        self,
        facts: Facts,
        nodes: Mapping[tuple[str, str], Mapping[str, Any]],
        action: Callable[[RelationFact], RelationFact | None] | None = None,
    ) -> None:
        self._facts = facts
        self._changes = nodes
        self._action = action or (lambda relation: relation)

    def nodes(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return self._changed(self._facts.nodes(kind, ids))

    def profiles(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """See `Facts`."""
        return self._changed(self._facts.profiles(kind, ids))

    def leaving(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._acting(self._facts.leaving(kind, ids))

    def modules(self, applications: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._facts.modules(applications)

    def entering(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._facts.entering(kind, ids)

    def actions_on(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._acting(self._facts.actions_on(kind, ids))

    def exchanges_from(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._facts.exchanges_from(kind, ids)

    def exchanges_to(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._facts.exchanges_to(kind, ids)

    def exchanges_of(self, objects: Collection[str]) -> Sequence[Exchange]:
        """See `Facts`."""
        return self._facts.exchanges_of(objects)

    def presence(self, kind: str, ids: Collection[str]) -> Mapping[str, Presence]:
        """See `Facts`."""
        return self._facts.presence(kind, ids)

    def users_of(self, technology: str, at_most: int | None = None) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._facts.users_of(technology, at_most)

    def holders_of(self, roles: Collection[str]) -> Sequence[RelationFact]:
        """See `Facts`."""
        return self._facts.holders_of(roles)

    def periods_of_everything(self) -> Sequence[NodeFact]:
        """See `Facts`."""
        return self._facts.periods_of_everything()

    def _changed(self, nodes: Mapping[str, NodeFact]) -> dict[str, NodeFact]:
        return {node_id: self._node(node) for node_id, node in nodes.items()}

    def _node(self, node: NodeFact) -> NodeFact:
        changes = self._changes.get((node.kind, node.id))
        if changes is None:
            return node
        values = {**node.values, **changes}
        return NodeFact(node.kind, node.id, {k: v for k, v in values.items() if v is not None})

    def _acting(self, relations: Iterable[RelationFact]) -> list[RelationFact]:
        turned = (r if r.type != "IMPACTS" else self._action(r) for r in relations)
        return [relation for relation in turned if relation is not None]
