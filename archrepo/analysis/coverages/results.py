"""What is told of the coverage of a portfolio.

Wherever `segments` are told, none means everyone, and an empty one those whom no coverage names;
`segment_names` holds what the organisations in them are called.
"""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result

GapReason = Literal["UNCOVERED", "PLANNED_ONLY", "SOME_SEGMENTS", "BELOW_TARGET", "ENDING"]
Loss = Literal["LOST", "GAP", "DEGRADED", "PRIMARY_LOST", "REDUNDANCY_REDUCED"]


class MatrixApplication(Part):
    """A row of the matrix; `domain` is where most of what it covers lies."""

    id: str
    name: str
    domain: str | None = None
    domain_name: str = ""
    phase: str | None = None
    disposition: str | None = None


class MatrixScope(Part):
    """A column of the matrix: a scope that counts, or has coverage of its own.

    Attributes:
        domain: Id of the nearest domain.
        domain_name: Its name; empty for a scope in no domain.
        parent: Name of the scope it stands in.
        level: How well it is covered.
        criticality: How much depends on it.
    """

    id: str
    name: str
    domain: str | None = None
    domain_name: str = ""
    parent: str | None = None
    level: str
    criticality: str | None = None


class CoverageCell(Part):
    """An application on a scope; a level of None is stated nowhere and compares as FULL."""

    application: str
    scope: str
    level: str | None = None
    role: str
    segments: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    functional_fit: str | None = None


class CoverageMatrix(Result):
    """Applications × scopes, on a day.

    Attributes:
        applications: Those that cover a scope told of, by domain, name and id.
        scopes: In the order of the map.
        cells: By application, then scope, in the orders above.
        idle: Live applications that cover nothing at all.
    """

    schema_name: ClassVar[str] = "archrepo/coverage-matrix/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    applications: tuple[MatrixApplication, ...]
    scopes: tuple[MatrixScope, ...]
    cells: tuple[CoverageCell, ...]
    idle: tuple[Named, ...] = ()
    segment_names: dict[str, str] = Field(default_factory=dict)


class CoverageGap(Part):
    """A scope less covered than it should be, now or soon.

    Attributes:
        domain: The nearest domain.
        level: How well it is covered on the day; the worst served segment counts.
        target: How well it should be, where that is stated.
        reason: UNCOVERED, PLANNED_ONLY, SOME_SEGMENTS (nothing for these), BELOW_TARGET, or ENDING
            (covered now, and the end is known).
        segments: Whom it is about; everyone where empty.
        applications: Who covers it on the day, a planned coverage too.
        since: Of UNCOVERED, the first day without, where it once was covered; of ENDING, to come.
        until: The day from which it is covered again, where that is known.
        by: Who covers it then.
        needs: Open needs that concern it.
        projects: Projects neither done nor stopped that act on it.
    """

    scope: str
    name: str
    domain: str | None = None
    criticality: str | None = None
    level: str
    target: str | None = None
    reason: GapReason
    segments: tuple[str, ...] = ()
    applications: tuple[Named, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    by: tuple[Named, ...] = ()
    needs: tuple[Named, ...] = ()
    projects: tuple[Named, ...] = ()


class DomainCoverage(Part):
    """How the scopes that count fare in a domain: k of n are covered, and how well."""

    domain: str | None = None
    name: str
    leaves: int
    covered: int
    levels: dict[str, int]
    gaps: int


class CoverageGaps(Result):
    """What is not covered as it should be; the most critical first.

    Attributes:
        without_target: Scopes that state no target.
        unstated: Scopes whose level counts as FULL since a coverage states none.
    """

    schema_name: ClassVar[str] = "archrepo/coverage-gaps/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    domains: tuple[DomainCoverage, ...]
    gaps: tuple[CoverageGap, ...]
    without_target: int
    unstated: int = 0
    segment_names: dict[str, str] = Field(default_factory=dict)


class SharedScope(Part):
    """A scope that applications share.

    Attributes:
        weight: Leaves below it, times the lower of the two levels (FULL 1, PARTIAL 0.5, MARGINAL
            0.25), for the part of its segments that both serve.
        segments: Those both serve, where coverage is stated for segments.
    """

    id: str
    name: str
    weight: float
    segments: tuple[str, ...] = ()


class OverlapSide(Part):
    """One of two applications that overlap.

    Attributes:
        covers: Scopes it covers in all.
        only: Those of them the other does not cover for anybody both serve.
        sole: Those of them nobody else covers: they would be lost with it.
    """

    id: str
    name: str
    disposition: str | None = None
    run_cost: float | None = None
    covers: int
    only: tuple[Named, ...] = ()
    sole: tuple[Named, ...] = ()


class Overlap(Part):
    """Two applications that cover the same scopes for the same people.

    Attributes:
        score: 0–100: the weighted mean of the four measures, each in percent of the pair that has
            most of it; see `overlaps.WEIGHTS`.
        scope_weight: Sum of the weights of the shared scopes.
        objects: Data objects both access.
        organisations: Those that use both.
        users: Users both have: per organisation the smaller number, 1 where none is stated.
        cost: The smaller of the two run costs: what is at stake at most.
        relation: REPLACED_BY where one is to replace the other, ALTERNATIVE_OF where they stand in
            for each other on purpose.
    """

    left: OverlapSide
    right: OverlapSide
    score: float
    scope_weight: float
    scopes: tuple[SharedScope, ...]
    objects: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    users: int = 0
    cost: float | None = None
    currency: str | None = None
    relation: Literal["REPLACED_BY", "ALTERNATIVE_OF"] | None = None


class OverlapGroup(Part):
    """Three applications or more that all cover the same scopes for a common segment.

    Attributes:
        scopes: What all of them cover.
        scope_weight: Leaves among them.
        cost: Run cost of all, where stated.
        members: By id; `sole` is what only that one covers.
    """

    members: tuple[OverlapSide, ...]
    scopes: tuple[Named, ...]
    scope_weight: float
    cost: float | None = None
    currency: str | None = None


class Overlaps(Result):
    """Pairs and groups of applications by what they share.

    Attributes:
        total: Pairs there are; `pairs` holds the first of them.
        total_groups: Groups there are.
    """

    schema_name: ClassVar[str] = "archrepo/coverage-overlaps/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    total: int
    pairs: tuple[Overlap, ...]
    total_groups: int
    groups: tuple[OverlapGroup, ...]
    segment_names: dict[str, str] = Field(default_factory=dict)


class Remaining(Part):
    """An application that still covers a scope, and how well; None is stated nowhere."""

    id: str
    name: str
    level: str | None = None
    role: str


class ResidualScope(Part):
    """What becomes of a scope if a set of applications goes.

    Attributes:
        before: Its level with them, for the segment that loses most.
        unstated: Whether `before` is FULL since a coverage of them states no level.
        after: Its level without, for that segment.
        at_most: Sum of what remains in percent of FULL, capped: an upper bound, since how partial
            coverages overlap is unknown.
        effect: LOST; GAP (another comes later); DEGRADED; PRIMARY_LOST; REDUNDANCY_REDUCED.
        segments: Whom it is about; everyone where empty.
        lost: Those of the set that cover it.
        remaining: Who still covers it.
        again: The day from which somebody else is known to cover it.
    """

    scope: str
    name: str
    domain: str | None = None
    criticality: str | None = None
    before: str
    unstated: bool = False
    after: str
    at_most: int
    effect: Loss
    segments: tuple[str, ...] = ()
    lost: tuple[Named, ...] = ()
    remaining: tuple[Remaining, ...] = ()
    again: dt.date | None = None


class DomainResidual(Part):
    """Leaves of a domain: how many are covered with the set and without it."""

    domain: str | None = None
    name: str
    leaves: int
    before: int
    after: int


class ResidualCoverage(Result):
    """The coverage that is left if a set of applications goes, worst losses first."""

    schema_name: ClassVar[str] = "archrepo/residual-coverage/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    without: tuple[Named, ...]
    domains: tuple[DomainResidual, ...]
    scopes: tuple[ResidualScope, ...]
    segment_names: dict[str, str] = Field(default_factory=dict)
