"""Who is to be told: those who answer for what is struck, else those who answer above it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.coverage import coverage_of
from archrepo.analysis.impact.parties import validity
from archrepo.analysis.impact.scope_tree import chains_above
from archrepo.domain.relation_vocabulary import DEFAULT_RACI, Raci, Responsibility

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import RelationFact

_RACI = {letter.value: rank for rank, letter in enumerate(Raci)}
_ROLES = {role.value: rank for rank, role in enumerate(Responsibility)}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to tell about a node.

    Attributes:
        kind: Person or Organisation.
        id: Their id.
        role: What they answer for it as; OWNS or OPERATES for an organisation that does, RAISES
            for who asked for it.
        raci: A, R, C or I.
        inherited: Whether they answer only for what stands above it.
    """

    kind: str
    id: str
    role: str
    raci: str
    inherited: bool = False

    @property
    def sort_key(self) -> tuple[int, int, str, str]:
        """By RACI, then by role, then by id."""
        return (_RACI[self.raci], _ROLES.get(self.role, len(_ROLES)), self.role, self.id)


class People:
    """Knows who answers for what, on the day."""

    def __init__(self, state: State) -> None:
        self._state = state

    def to_inform(self, nodes: Iterable[tuple[str, str]]) -> dict[str, list[Contact]]:
        """Return node → who is to be told about it; nobody where nobody is found.

        Args:
            nodes: Kinds and ids.
        """
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, node in sorted(nodes):
            by_kind[kind].append(node)
        found: dict[str, list[Contact]] = {}
        for kind, ids in by_kind.items():
            found.update(self._responsible(kind, ids))
        found.update(self._asking([i for i in by_kind["Need"] if i not in found]))
        orphans = [i for i in by_kind["Application"] if i not in found]
        found.update(self._keepers(orphans))
        orphans = [i for i in orphans if i not in found]
        primary = self._primary_scopes(orphans)
        scopes = [i for i in by_kind["Scope"] if i not in found]
        managers = self._domain_managers({*primary.values(), *scopes})
        found.update((app, managers[scope]) for app, scope in primary.items() if scope in managers)
        found.update((scope, managers[scope]) for scope in scopes if scope in managers)
        return {node: sorted(told, key=lambda c: c.sort_key) for node, told in found.items()}

    def owned(self, applications: Iterable[str]) -> set[str]:
        """Return those of `applications` for which somebody is accountable, or that are owned."""
        entering = self._holding("Application", sorted(applications), ("RESPONSIBLE_FOR", "OWNS"))
        return {
            r.to_id for r in entering if r.type == "OWNS" or _contact(r).raci == Raci.ACCOUNTABLE
        }

    def holders_of(self, roles: Collection[str]) -> list[Contact]:
        """Return who holds one of these roles, on anything."""
        held = self._present(self._state.facts.holders_of(roles))
        return sorted({_contact(r) for r in held}, key=lambda c: c.sort_key)

    def managers_above(self, domains: Sequence[str]) -> list[Contact]:
        """Return who manages the first of these domains that somebody manages, the nearest first.

        Args:
            domains: A domain, the one it is in, and so on.
        """
        managers = self._managers(domains)
        found = next((managers[domain] for domain in domains if domain in managers), [])
        return sorted(found, key=lambda c: c.sort_key)

    def _responsible(self, kind: str, ids: Sequence[str]) -> dict[str, list[Contact]]:
        found: dict[str, list[Contact]] = defaultdict(list)
        for relation in self._holding(kind, ids, ("RESPONSIBLE_FOR",)):
            found[relation.to_id].append(_contact(relation))
        return dict(found)

    def _keepers(self, applications: Sequence[str]) -> dict[str, list[Contact]]:
        """Return the organisations that own or operate these applications."""
        found: dict[str, list[Contact]] = defaultdict(list)
        for relation in self._holding("Application", applications, ("OWNS", "OPERATES")):
            raci = Raci.ACCOUNTABLE if relation.type == "OWNS" else Raci.RESPONSIBLE
            found[relation.to_id].append(
                Contact(relation.from_kind, relation.from_id, relation.type, raci.value, True)
            )
        return dict(found)

    def _asking(self, needs: Sequence[str]) -> dict[str, list[Contact]]:
        """Return who raised these needs."""
        found: dict[str, list[Contact]] = defaultdict(list)
        for r in self._holding("Need", needs, ("RAISES",)):
            contact = Contact(r.from_kind, r.from_id, r.type, Raci.INFORMED.value, True)
            found[r.to_id].append(contact)
        return dict(found)

    def _primary_scopes(self, applications: Sequence[str]) -> dict[str, str]:
        """Return application → the first scope of which it is the primary application."""
        covering = [r for r in self._leaving(applications) if r.type == "COVERS"]
        primary: dict[str, str] = {}
        wanted = set(applications)
        for scope, coverage in coverage_of(self._state, {r.to_id for r in covering}).items():
            for own in coverage.before:
                if own.application in wanted and coverage.is_primary(own):
                    primary.setdefault(own.application, scope)
        return primary

    def _leaving(self, applications: Sequence[str]) -> list[RelationFact]:
        leaving = self._state.facts.leaving("Application", applications)
        modules = sorted({r.to_id for r in leaving if r.type == "CONTAINS"})
        return [*leaving, *self._state.facts.leaving("Module", modules)]

    def _domain_managers(self, scopes: Collection[str]) -> dict[str, list[Contact]]:
        """Return scope → the managers of the nearest domain above that has some."""
        chains = chains_above(self._state.facts, sorted(scopes), self._state.day)
        domains = {
            scope: [r.from_id for r in chain if r.from_kind == "Domain"]
            for scope, chain in chains.items()
        }
        managers = self._managers(sorted({d for above in domains.values() for d in above}))
        return {
            scope: managers[nearest]
            for scope, above in domains.items()
            if (nearest := next((d for d in above if d in managers), None)) is not None
        }

    def _managers(self, domains: Sequence[str]) -> dict[str, list[Contact]]:
        found: dict[str, list[Contact]] = defaultdict(list)
        for relation in self._holding("Domain", domains, ("RESPONSIBLE_FOR",)):
            contact = _contact(relation, inherited=True)
            if contact.role == Responsibility.DOMAIN_MANAGER:
                found[relation.to_id].append(contact)
        return dict(found)

    def _holding(self, kind: str, ids: Sequence[str], types: Collection[str]) -> list[RelationFact]:
        """Return the relations of these types, as far as they hold."""
        entering = self._state.facts.entering(kind, ids)
        return self._present([r for r in entering if r.type in types])

    def _present(self, entering: Sequence[RelationFact]) -> list[RelationFact]:
        """Return those that hold on the day, from people who have not left."""
        people = {r.from_id for r in entering if r.from_kind == "Person"}
        nodes = self._state.facts.nodes("Person", sorted(people))
        day = self._state.day
        left = {
            person
            for person, node in nodes.items()
            if (left_on := node.values.get("left_on")) is not None and left_on <= day  # type: ignore[operator]
        }
        return [r for r in entering if r.from_id not in left and self._holds(r)]

    def _holds(self, relation: RelationFact) -> bool:
        one = self._state.struck_one(relation.to_id)
        holds = validity(relation)
        return holds.holds(self._state.day) or (one is not None and one.did(holds))


def _contact(relation: RelationFact, *, inherited: bool = False) -> Contact:
    role = str(relation.values.get("role", ""))
    letter = relation.values.get("raci")
    if letter is None:
        letter = DEFAULT_RACI[Responsibility(role)] if role else Raci.INFORMED
    return Contact(relation.from_kind, relation.from_id, role, str(letter), inherited)
