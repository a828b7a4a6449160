"""Single edits of a portfolio: each is a proposal, applied like any import and undone like one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import snake_case
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError, ConflictError
from archrepo.portfolio.kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.facts import NodeFact, Value
    from archrepo.domain.metamodel import Attribute
    from archrepo.importing.directory import Directory
    from archrepo.portfolio.changing import Changing
    from archrepo.portfolio.proposal import Proposal


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits one at a time, kept under the source `manual`: `portfolio.edit.remove("crm").apply()`.

    Nodes are given by id, or by a name that only one bears. Values are as in files: typed or text,
    `-` to clear one.
    """

    portfolio: Changing

    def add(
        self, kind: str, name: str, values: Mapping[str, Any], *, under: str | None = None
    ) -> Proposal:
        """Return what adds a node; `under` is its parent in the tree.

        Raises:
            ConfigError: There is no such kind or attribute, or the name is none.
            ConflictError: There is such a node already.
        """
        chosen = kind_named(kind, self.portfolio.metamodel)
        attributes = self.portfolio.metamodel.kinds[chosen].attributes
        attribute, stated, value = map(str.strip, name.partition("="))
        if stated and attribute in {*attributes, "id"}:
            called = value if attribute == "name" and value and "'" not in value else "NAME"
            raise ConfigError(
                f"'{name}' is a value, and no name: the name comes first",
                hint=f"archrepo add {snake_case(chosen).replace('_', '-')} '{called}' …",
            )
        self._check(values, attributes, chosen)
        node: dict[str, Any] = {"kind": chosen, "name": name, **values}
        proposal = self._planned([node])
        known = [change for change in proposal.plan.nodes if change.before is not None]
        if known or proposal.plan.unchanged:
            raise ConflictError(
                f"there is a {chosen} '{known[0].id if known else name}' already",
                hint="'archrepo set ID attribute=value' changes it",
            )
        if under is None or proposal.plan.errors:
            return proposal
        directory = self._directory()
        parent, made = self._node(under, directory), proposal.plan.nodes[0].id
        link = {"type": "CONTAINS", "from": parent.id, "to": made}
        return self._planned([{**node, "id": made}, link], directory)

    def set(self, node: str, values: Mapping[str, Any]) -> Proposal:
        """Return what gives a node these values.

        Raises:
            NotFoundError: There is no such node.
            ConfigError: It has no such attribute, or is to have another id.
        """
        directory = self._directory()
        found = self._node(node, directory)
        if values.get("id", found.id) != found.id:
            raise ConfigError(
                f"the id of '{found.id}' stays what it is",
                hint=f"add one with the id you want, then 'archrepo merge {found.id} --into ID'",
            )
        self._check(values, self.portfolio.metamodel.kinds[found.kind].attributes, found.kind)
        return self._planned([{"kind": found.kind, "id": found.id, **values}], directory)

    def remove(self, nodes: Iterable[str], *, allowed_removals: int = 20) -> Proposal:
        """Return what removes nodes and all their relations, whoever states them.

        Raises:
            NotFoundError: One of them is not there.
        """
        from archrepo.importing.editing import plan_removal

        store, metamodel = self.portfolio.store, self.portfolio.metamodel
        plan = plan_removal(nodes, allowed_removals, store, metamodel)
        return self.portfolio.proposal_of(plan)

    def link(
        self, start: str, relation: str, end: str, values: Mapping[str, Any] | None = None
    ) -> Proposal:
        """Return what relates two nodes, or gives their relation these values.

        Raises:
            NotFoundError: One of them is not there.
            ConfigError: There is no such relation type or attribute.
        """
        name = self._relation(relation)
        given = dict(values or {})
        self._check(given, self.portfolio.metamodel.relations[name].attributes, name)
        directory = self._directory()
        ends = {"from": self._node(start, directory).id, "to": self._node(end, directory).id}
        return self._planned([{"type": name, **ends, **given}], directory)

    def unlink(
        self, start: str, relation: str, end: str, values: Mapping[str, Any] | None = None
    ) -> Proposal:
        """Return what cuts a relation; `values` tell which, where there are several.

        Raises:
            NotFoundError: There is no such relation.
            ConfigError: There are several, or there is no such type or attribute.
        """
        from archrepo.importing.editing import plan_unlink

        name = self._relation(relation)
        attributes = self.portfolio.metamodel.relations[name].attributes
        self._check(values or {}, attributes, name)
        wanted = {key: _value(attributes[key], value) for key, value in (values or {}).items()}
        store, metamodel = self.portfolio.store, self.portfolio.metamodel
        plan = plan_unlink(start, name, end, wanted, store, metamodel)
        return self.portfolio.proposal_of(plan)

    def move(self, node: str, *, under: str) -> Proposal:
        """Return what hangs a node under another parent, whoever stated the one it has.

        Raises:
            NotFoundError: One of them is not there.
            ConflictError: The parent hangs below the node, or is the node itself.
        """
        from archrepo.importing.editing import check_move

        directory = self._directory()
        moved, parent = self._node(node, directory), self._node(under, directory)
        check_move(moved, parent, self.portfolio.store)
        link = {"type": "CONTAINS", "from": parent.id, "to": moved.id}
        return self._planned([link], directory, moves=True)

    def merge(self, duplicate: str, *, into: str) -> Proposal:
        """Return what makes one node of two; see `importing.editing.plan_merge`.

        Raises:
            NotFoundError: One of them is not there.
            ConfigError: They are not of one kind.
            ConflictError: Together they would not hold.
        """
        from archrepo.importing.editing import plan_merge

        store, metamodel = self.portfolio.store, self.portfolio.metamodel
        plan = plan_merge(duplicate, into, store, metamodel)
        return self.portfolio.proposal_of(plan)

    def _planned(
        self,
        rows: list[dict[str, Any]],
        directory: Directory | None = None,
        *,
        moves: bool = False,
    ) -> Proposal:
        from archrepo.importing.editing import MANUAL
        from archrepo.readers.python_rows import read_rows

        reading = read_rows(rows, self.portfolio.metamodel, file="edit")
        return self.portfolio.propose(
            [reading], directory, source=MANUAL, moves=moves, accept_renames=True
        )

    def _directory(self) -> Directory:
        """Return all nodes by identity, read once for all that an edit asks of them."""
        from archrepo.importing.directory import Directory

        return Directory(self.portfolio.store, self.portfolio.metamodel)

    def _node(self, text: str, directory: Directory) -> NodeFact:
        from archrepo.importing.editing import find_node

        return find_node(text, directory, self.portfolio.store, self.portfolio.metamodel)

    def _relation(self, text: str) -> str:
        known = self.portfolio.metamodel.relations
        name = text.strip().upper().replace("-", "_")
        if name not in known:
            hint = did_you_mean(name, known) or "the reference of the metamodel lists them"
            raise ConfigError(f"there is no relation '{text}'", hint=hint)
        return name

    def _check(
        self, values: Mapping[str, Any], attributes: Mapping[str, Attribute], owner: str
    ) -> None:
        for name in values:
            if name not in attributes and not (name == "id" and owner in self._kinds):
                hint = did_you_mean(name, attributes) or f"its attributes: {', '.join(attributes)}"
                raise ConfigError(f"{owner} has no attribute '{name}'", hint=hint)

    @property
    def _kinds(self) -> tuple[str, ...]:
        return self.portfolio.metamodel.portfolio_kinds


def _value(attribute: Attribute, text: Any) -> Value:
    from archrepo.importing.values import ValueProblemError, parse_value

    try:
        return parse_value(attribute, text)
    except ValueProblemError as problem:
        raise ConfigError(f"{attribute.name}: {problem.message}", hint=problem.hint) from None
