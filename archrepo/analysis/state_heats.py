"""Heats on what time does: technologies out of support, facts nobody confirmed, an event."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.heat_model import (
    NONE,
    NOT_STATED,
    UNKNOWN,
    Heat,
    HeatClass,
    Mark,
    ScopeView,
    carried,
    soundest,
    weakest,
)
from archrepo.analysis.stated_values import as_day
from archrepo.domain.validity import later
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.analysis.heat_facts import HeatFacts
    from archrepo.domain.facts import NodeFact

_NOTHING = HeatClass(NONE, "–", "none", good=False)
_SUPPORT = ("OUT_OF_SUPPORT", "EXTENDED", "ENDS_SOON", "SUPPORTED")
_YEAR = 365
_FRESH = (("OLD", 24), ("AGEING", 12), ("RECENT", 6), ("FRESH", 0))
_DAYS_IN_MONTH = 30.44


def obsolescence_heat(facts: HeatFacts) -> Heat:
    """Return the heat on the vendors' support of what applications are built with.

    The worst technology of an application counts. A risk accepted for later than the day makes
    extended support of what is out of it.
    """
    technologies = facts.nodes("Technology")
    found: dict[str, list[str]] = defaultdict(list)
    for relation in facts.in_force("USES_TECH"):
        state = support_of(technologies[relation.to_id], facts.day)
        accepted = as_day(relation.values.get("risk_accepted_until"))
        if state == "OUT_OF_SUPPORT" and accepted is not None and accepted > facts.day:
            state = "EXTENDED"
        if state is not None:
            found[relation.from_id].append(state)

    def of(application: str) -> Mark:
        states = found.get(application)
        return Mark(min(states, key=_SUPPORT.index) if states else UNKNOWN)

    def judge(view: ScopeView) -> Mark:
        return soundest(view, of, _SUPPORT) if carried(view) else Mark(NONE)

    classes = (
        _NOTHING,
        HeatClass("OUT_OF_SUPPORT", "X", "worst", good=False),
        HeatClass("EXTENDED", "E", "poor", good=False),
        HeatClass("ENDS_SOON", "S", "good", good=True),
        HeatClass("SUPPORTED", "V", "best", good=True),
        NOT_STATED,
    )
    return Heat("obsolescence", classes, judge, lambda view: of(view.application))


def support_of(technology: NodeFact, day: dt.date) -> str | None:
    """Return how far a technology is supported on a day; None where no date says so."""
    values = technology.values
    end = as_day(values.get("vendor_support_end"))
    extended = as_day(values.get("vendor_extended_end"))
    last = extended or end
    if last is None:
        return None
    if last <= day:
        return "OUT_OF_SUPPORT"
    if end is not None and end <= day:
        return "EXTENDED"
    return "ENDS_SOON" if (end or last) <= later(day, _YEAR) else "SUPPORTED"


def freshness_heat(facts: HeatFacts) -> Heat:
    """Return the heat on when what is known was last confirmed; the oldest of a scope counts."""
    portfolio = facts.portfolio

    def marked(confirmed: object) -> Mark:
        if not isinstance(confirmed, dt.date):
            return Mark(UNKNOWN)
        months = max(int((facts.day - confirmed).days / _DAYS_IN_MONTH), 0)
        name = next(name for name, least in _FRESH if months >= least)
        return Mark(name, str(months), value=float(months))

    def of(application: str) -> Mark:
        return marked(portfolio.carrier(application).values.get("confirmed_on"))

    def judge(view: ScopeView) -> Mark:
        if not carried(view):
            return marked(portfolio.scopes[view.scope].values.get("confirmed_on"))
        return weakest(view, of, [name for name, _ in _FRESH])

    classes = (
        HeatClass("OLD", "4", "worst", good=False),
        HeatClass("AGEING", "3", "poor", good=False),
        HeatClass("RECENT", "2", "good", good=True),
        HeatClass("FRESH", "1", "best", good=True),
        NOT_STATED,
    )
    return Heat("freshness", classes, judge, lambda view: of(view.application))


def violations_heat(facts: HeatFacts) -> Heat:
    """Return the heat on the coherence rules that a scope, or an application, violates.

    Raises:
        ConfigError: If no check was made.
    """
    found = facts.violations
    if found is None:
        raise ConfigError(
            "the heat 'violations' lays a check over the map, and none was made",
            hint="archrepo map capability --heat violations, or Portfolio.capability_map",
        )

    def of(node: str) -> Mark:
        severities = found.get(node)
        if not severities:
            return Mark("CLEAN", value=0.0)
        worst = max(severities, key=lambda severity: severity.rank)
        return Mark(worst.value, str(len(severities)), value=float(len(severities)))

    classes = (
        HeatClass("BLOCKER", "B", "fatal", good=False),
        HeatClass("CRITICAL", "C", "worst", good=False),
        HeatClass("MAJOR", "M", "poor", good=False),
        HeatClass("MINOR", "m", "step2", good=False),
        HeatClass("INFO", "i", "step1", good=True),
        HeatClass("CLEAN", "·", "aside", good=True),
    )
    judge, mark = (lambda view: of(view.scope)), (lambda view: of(view.application))
    return Heat("violations", classes, judge, mark, total=sum)


def impact_heat(facts: HeatFacts) -> Heat:
    """Return the heat that lays an impact report over the map.

    Raises:
        ConfigError: If there is no report.
    """
    struck = facts.struck
    if struck is None:
        raise ConfigError(
            "the heat 'impact' lays an impact report over the map, and none is given",
            hint="archrepo impact retire APPLICATION --json | "
            "archrepo map capability --heat impact --report -",
        )

    def of(node: str) -> Mark:
        if node == struck.event.target:
            return Mark("TARGET")
        severity = struck.severities.get(node)
        return Mark("UNTOUCHED" if severity is None else severity.value)

    classes = (
        HeatClass("TARGET", "×", "mixed", good=False),
        HeatClass("BLOCKER", "B", "fatal", good=False),
        HeatClass("CRITICAL", "C", "worst", good=False),
        HeatClass("MAJOR", "M", "poor", good=False),
        HeatClass("MINOR", "m", "step2", good=False),
        HeatClass("INFO", "i", "step1", good=True),
        HeatClass("UNTOUCHED", "·", "aside", good=True),
    )
    blocks = Severity.BLOCKER in struck.severities.values()
    kept = tuple(c for c in classes if blocks or c.name != Severity.BLOCKER)
    return Heat("impact", kept, lambda view: of(view.scope), lambda view: of(view.application))
