"""What applications share: scopes for the same people, data, users, and the cost at stake."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import WEIGHTS, compared_level, segments_of, serves
from archrepo.analysis.coverages.results import SharedScope
from archrepo.analysis.stated_values import as_number, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archrepo.analysis.situation import Situation

Strengths = dict[str, dict[str, float]]
"""Application → segment → the weight of its best coverage there."""


@dataclass(frozen=True)
class Sharing:
    """Who covers what for whom on the day, and what applications have besides."""

    situation: Situation

    @cached_property
    def strengths(self) -> Mapping[str, Strengths]:
        """Scope → who covers it, for which segments, how strongly; scopes in the map's order."""
        found: dict[str, Strengths] = {}
        parents = self.situation.portfolio.organisation_parents
        for scope in self.situation.scopes:
            live = [c for c in self.situation.live_coverings(scope) if c.counts]
            if not live:
                continue
            every = self.situation.portfolio.coverings[scope]
            segments = segments_of([c.stated for c in every], [c.stated for c in live])
            held: Strengths = defaultdict(dict)
            for covering in live:
                weight = WEIGHTS[compared_level(covering.stated.level)]
                for segment in segments:
                    if serves(covering.stated, segment, parents):
                        known = held[covering.application].get(segment, 0.0)
                        held[covering.application][segment] = max(known, weight)
            self.judged[scope] = len(segments)
            found[scope] = dict(held)
        return found

    @cached_property
    def judged(self) -> dict[str, int]:
        """Scope → how many segments it is judged for; filled along with `strengths`."""
        return {}

    @cached_property
    def covered(self) -> Mapping[str, tuple[str, ...]]:
        """Application → the scopes it covers."""
        found: dict[str, list[str]] = defaultdict(list)
        for scope, held in self.strengths.items():
            for application in held:
                found[application].append(scope)
        return {application: tuple(scopes) for application, scopes in found.items()}

    def leaves(self, scope: str) -> int:
        """Return how many leaves a scope stands for."""
        return self.situation.leaf_count(scope)

    def pairs(self) -> Iterator[tuple[tuple[str, str], list[SharedScope]]]:
        """Yield pairs that share a scope for somebody, with what they share."""
        found: dict[tuple[str, str], list[SharedScope]] = defaultdict(list)
        for scope, held in self.strengths.items():
            for left, right in combinations(sorted(held), 2):
                shared = self.shared(scope, left, right)
                if shared is not None:
                    found[left, right].append(shared)
        yield from sorted(found.items())

    def shared(self, scope: str, left: str, right: str) -> SharedScope | None:
        """Return what two applications share of a scope; None where nobody is served by both."""
        held = self.strengths[scope]
        both = sorted(held[left].keys() & held[right].keys())
        if not both:
            return None
        weight = sum(min(held[left][s], held[right][s]) for s in both) / self.judged[scope]
        return SharedScope(
            id=scope,
            name=self.situation.portfolio.scopes[scope].name,
            weight=round(weight * self.leaves(scope), 4),
            segments=() if len(both) == self.judged[scope] else tuple(both),
        )

    def groups(self) -> dict[tuple[str, ...], list[str]]:
        """Return sets of three or more that cover scopes for a common segment, with these scopes.

        A set is all who cover a scope for one segment; its scopes are those that all of it covers
        for some common segment.
        """
        sets: dict[tuple[str, ...], None] = {}
        for held in self.strengths.values():
            for members in _by_segment(held).values():
                if len(members) > 2:
                    sets[tuple(sorted(members))] = None
        return {members: self._common(members) for members in sorted(sets)}

    def _common(self, members: tuple[str, ...]) -> list[str]:
        fewest = min(members, key=lambda m: (len(self.covered[m]), m))
        found = []
        for scope in self.covered[fewest]:
            held = self.strengths[scope]
            if all(m in held for m in members):
                common = set.intersection(*(set(held[m]) for m in members))
                if common:
                    found.append(scope)
        return found

    def sole(self, application: str) -> list[str]:
        """Return the scopes that, for somebody, only that application covers."""
        found = []
        for scope in self.covered.get(application, ()):
            by_segment = _by_segment(self.strengths[scope])
            if any(members == {application} for members in by_segment.values()):
                found.append(scope)
        return found

    @cached_property
    def objects(self) -> Mapping[str, frozenset[str]]:
        """Application → the data objects it accesses."""
        found: dict[str, set[str]] = defaultdict(set)
        for relation in self.situation.in_force("ACCESSES"):
            found[self.situation.application_of(relation.from_id)].add(relation.to_id)
        return {application: frozenset(held) for application, held in found.items()}

    @cached_property
    def users(self) -> Mapping[str, Mapping[str, int]]:
        """Application → the organisations that use it, with how many users; 1 where unstated."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for relation in self.situation.in_force("USES"):
            count = as_number(relation.values.get("users_count"))
            found[relation.to_id][relation.from_id] = max(int(count or 1), 1)
        return found

    def cost(self, application: str) -> tuple[float | None, str | None]:
        """Return the yearly run cost of an application, and its currency."""
        values = self.situation.portfolio.carrier(application).values
        return as_number(values.get("run_cost")), as_text(values.get("currency"))

    @cached_property
    def meant(self) -> Mapping[tuple[str, str], str]:
        """Pair → REPLACED_BY or ALTERNATIVE_OF, where the two overlap on purpose."""
        found: dict[tuple[str, str], str] = {}
        for name in ("ALTERNATIVE_OF", "REPLACED_BY"):
            for relation in self.situation.relations(name):
                one, other = sorted((relation.from_id, relation.to_id))
                found[one, other] = name
        return found


def _by_segment(held: Strengths) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for application, segments in held.items():
        for segment in segments:
            found[segment].add(application)
    return found


def total_cost(costs: Iterable[tuple[float | None, str | None]]) -> tuple[float | None, str | None]:
    """Return the sum of the costs known, and their currency; no sum across currencies."""
    known = [(amount, currency) for amount, currency in costs if amount is not None]
    currencies = {currency for _, currency in known}
    if not known or len(currencies) > 1:
        return None, None
    return sum(amount for amount, _ in known), currencies.pop()
