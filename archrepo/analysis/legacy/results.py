"""What is told of legacy applications."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar, Literal

from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result

Reason = Literal["TOLERATE", "ELIMINATE", "PHASE_OUT", "ENDING", "UNSUPPORTED"]


class AgedTechnology(Part):
    """A technology out of support: since when, by the vendor; when we mean to be gone from it."""

    id: str
    name: str
    ended: dt.date
    our_withdrawal: dt.date | None = None


class Successor(Part):
    """What takes over; `start` is its first day, None where it is unknown."""

    id: str
    name: str
    start: dt.date | None = None


class Blocker(Part):
    """What still hangs on an application the day it goes: a line of the impact of retiring it."""

    kind: str
    node: str
    name: str
    effect: str
    severity: str
    rule: str


class LegacyApplication(Part):
    """A live application: tolerated, to be eliminated, in phase-out, ending, or out of support.

    Attributes:
        leaving: Whether it is meant to go: ELIMINATE, in phase-out, or with a known end.
        end: First day without it; None where none is known.
        ended_by: The project that retires it, where one does.
        ended_by_name: What that project is called.
        judged_on: The day its blockers are those of: its end, else the day of the answer.
        blockers: What its retirement would hit at MAJOR or worse; empty for what is not leaving.
        step: Its place in the way out, from 1; None for what is not leaving.
        waits_for: Leaving applications that must go before it, since they still need it.
        together: Whether it and some of those need each other, so that they go in one step.
    """

    id: str
    name: str
    domain: str | None = None
    disposition: str | None = None
    phase: str | None = None
    reasons: tuple[Reason, ...]
    run_cost: float | None = None
    currency: str | None = None
    leaving: bool
    end: dt.date | None = None
    ended_by: str | None = None
    ended_by_name: str | None = None
    contract_end: dt.date | None = None
    technologies: tuple[AgedTechnology, ...] = ()
    successors: tuple[Successor, ...] = ()
    judged_on: dt.date | None = None
    blockers: tuple[Blocker, ...] = ()
    step: int | None = None
    waits_for: tuple[Named, ...] = ()
    together: bool = False


class DomainLegacy(Part):
    """Applications and their yearly run cost, in a domain or overall.

    Attributes:
        domain: None in the total, and for applications of no domain.
        applications: Live applications.
        run_cost: What they cost.
        legacy: How many of them are legacy, each once.
        legacy_cost: What these cost.
        by_reason: Reason → how many.
        cost_by_reason: Reason → cost; an application counts for each of its reasons.
        blocked: Leaving applications with blockers.
    """

    domain: str | None = None
    name: str = ""
    applications: int
    run_cost: float
    legacy: int
    legacy_cost: float
    by_reason: dict[str, int]
    cost_by_reason: dict[str, float]
    blocked: int


class Payer(Part):
    """What an organisation pays a year to run, of which legacy, and for projects; None: nobody."""

    id: str | None = None
    name: str
    run: float
    legacy: float
    change: float


class OpenNeed(Part):
    """A need that no project answers."""

    id: str
    name: str
    status: str | None = None
    priority: str | None = None
    expected_by: dt.date | None = None
    concerns: tuple[str, ...] = ()


class Legacy(Result):
    """What is to go or has aged, per domain and overall.

    Attributes:
        currency: Of the sums: the one most costs are stated in; others are left out of them.
        unstated: Legacy applications whose run cost is not stated in it.
        applications: By domain, then by step and cost.
        needs: Open needs without a project, the most pressing first.
        projects: Open projects without a need, programmes left out.
    """

    schema_name: ClassVar[str] = "archrepo/legacy/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    currency: str | None = None
    unstated: int
    total: DomainLegacy
    domains: tuple[DomainLegacy, ...]
    applications: tuple[LegacyApplication, ...]
    payers: tuple[Payer, ...]
    needs: tuple[OpenNeed, ...]
    projects: tuple[Named, ...]
