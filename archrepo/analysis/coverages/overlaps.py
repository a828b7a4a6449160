"""Pairs and groups of applications, ranked by what they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.coverages.results import Overlap, OverlapGroup, Overlaps, OverlapSide
from archrepo.analysis.coverages.sharing import Sharing, total_cost
from archrepo.analysis.named import Named
from archrepo.analysis.segment_names import segment_names
from archrepo.analysis.stated_values import as_text
from archrepo.domain.text import by_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.coverages.results import SharedScope
    from archrepo.analysis.situation import Situation

WEIGHTS: Mapping[str, float] = {"scopes": 0.5, "objects": 0.2, "cost": 0.2, "users": 0.1}
"""What each measure of an overlap counts for in its score."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    pair: tuple[str, str]
    scopes: Sequence[SharedScope]
    objects: tuple[str, ...]
    organisations: tuple[str, ...]
    users: int
    cost: float | None
    currency: str | None

    @property
    def measures(self) -> dict[str, float]:
        return {
            "scopes": sum(scope.weight for scope in self.scopes),
            "objects": float(len(self.objects)),
            "cost": self.cost or 0.0,
            "users": float(self.users),
        }


def overlaps(situation: Situation, most: int | None = 100) -> Overlaps:
    """Return the pairs and groups that cover the same scopes for the same people.

    Args:
        situation: The portfolio on a day; with a domain, only what is shared in it counts.
        most: How many pairs, and groups, to tell; all where None.
    """
    sharing = Sharing(situation)
    candidates = [_candidate(sharing, pair, scopes) for pair, scopes in sharing.pairs()]
    measured = [candidate.measures for candidate in candidates]
    largest = {name: max((m[name] for m in measured), default=0.0) or 1.0 for name in WEIGHTS}
    scores = (_score(measures, largest) for measures in measured)
    ranked = sorted(
        zip(scores, candidates, strict=True), key=lambda r: (-r[0], _by_name(sharing, r[1].pair))
    )
    groups = sorted(
        sharing.groups().items(),
        key=lambda g: (-_weight(sharing, g[1]) * (len(g[0]) - 1), _by_name(sharing, g[0])),
    )
    pairs = tuple(_overlap(sharing, score, c) for score, c in ranked[:most])
    return Overlaps(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        total=len(ranked),
        pairs=pairs,
        total_groups=len(groups),
        groups=tuple(_group(sharing, members, scopes) for members, scopes in groups[:most]),
        segment_names=segment_names(situation, (s.segments for p in pairs for s in p.scopes)),
    )


def _by_name(sharing: Sharing, applications: Iterable[str]) -> list[tuple[str, str]]:
    """Return the keys of applications, each of which ends with an id, by name."""
    return sorted(map(sharing.situation.application_key, applications))


def _score(measures: Mapping[str, float], largest: Mapping[str, float]) -> float:
    parts = (weight * measures[name] / largest[name] for name, weight in WEIGHTS.items())
    return round(100 * sum(parts), 1)


def _weight(sharing: Sharing, scopes: Sequence[str]) -> float:
    return float(sum(sharing.leaves(scope) for scope in scopes))


def _candidate(
    sharing: Sharing, pair: tuple[str, str], scopes: Sequence[SharedScope]
) -> _Candidate:
    left, right = pair
    nothing: frozenset[str] = frozenset()
    objects = sharing.objects.get(left, nothing) & sharing.objects.get(right, nothing)
    mine, theirs = sharing.users.get(left, {}), sharing.users.get(right, {})
    both = sorted(mine.keys() & theirs.keys())
    (one, currency), (other, beside) = sharing.cost(left), sharing.cost(right)
    comparable = one is not None and other is not None and currency == beside
    return _Candidate(
        pair,
        scopes,
        tuple(sorted(objects)),
        tuple(both),
        sum(min(mine[o], theirs[o]) for o in both),
        min(one, other) if comparable and one is not None and other is not None else None,
        currency if comparable else None,
    )


def _overlap(sharing: Sharing, score: float, found: _Candidate) -> Overlap:
    (_, left), (_, right) = _by_name(sharing, found.pair)
    shared = {scope.id for scope in found.scopes}
    return Overlap.model_validate(
        {
            "left": _side(sharing, left, shared),
            "right": _side(sharing, right, shared),
            "score": score,
            "scope_weight": round(sum(scope.weight for scope in found.scopes), 4),
            "scopes": tuple(sorted(found.scopes, key=lambda s: (-s.weight, by_name(s)))),
            "objects": found.objects,
            "organisations": found.organisations,
            "users": found.users,
            "cost": found.cost,
            "currency": found.currency,
            "relation": sharing.meant.get(found.pair),
        }
    )


def _side(sharing: Sharing, application: str, shared: set[str]) -> OverlapSide:
    node = sharing.situation.portfolio.carrier(application)
    covered = sharing.covered.get(application, ())
    cost, _ = sharing.cost(application)
    return OverlapSide(
        id=application,
        name=node.name,
        disposition=as_text(node.values.get("disposition")),
        run_cost=cost,
        covers=len(covered),
        only=_named(sharing, [scope for scope in covered if scope not in shared]),
        sole=_named(sharing, sharing.sole(application)),
    )


def _named(sharing: Sharing, scopes: Sequence[str]) -> tuple[Named, ...]:
    nodes = sharing.situation.portfolio.scopes
    return tuple(Named(id=scope, name=nodes[scope].name) for scope in scopes)


def _group(sharing: Sharing, members: Sequence[str], scopes: Sequence[str]) -> OverlapGroup:
    cost, currency = total_cost(sharing.cost(member) for member in members)
    return OverlapGroup(
        members=tuple(_side(sharing, m, set(scopes)) for _, m in _by_name(sharing, members)),
        scopes=_named(sharing, scopes),
        scope_weight=_weight(sharing, scopes),
        cost=cost,
        currency=currency,
    )
