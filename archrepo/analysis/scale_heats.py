"""Heats on a scale: how critical, how costly, how much used."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from archrepo.analysis.heat_model import (
    NONE,
    NOT_STATED,
    UNKNOWN,
    ChipView,
    Heat,
    HeatClass,
    Mark,
    ScopeView,
    carried,
    scope_view,
)
from archrepo.analysis.map_result import Tone
from archrepo.analysis.stated_values import as_number
from archrepo.domain.vocabulary import Criticality

if TYPE_CHECKING:
    from archrepo.analysis.heat_facts import HeatFacts

STEPS: tuple[Tone, ...] = ("step4", "step3", "step2", "step1")
"""From the most to the least."""

_QUARTERS = 4
_NOTHING = HeatClass(NONE, "–", "none", good=False)


def criticality_heat(facts: HeatFacts) -> Heat:
    """Return the heat on how much the company depends on a scope, and on each application."""
    classes = tuple(
        HeatClass(level.value, letter, tone, good=good, vocabulary="Criticality")
        for level, letter, tone, good in zip(
            reversed(Criticality), "MCOA", STEPS, (True, True, False, False), strict=True
        )
    )
    return Heat(
        "criticality",
        (*classes, NOT_STATED),
        lambda view: _stated(facts.portfolio.scopes[view.scope].values.get("criticality")),
        lambda view: _stated(facts.portfolio.carrier(view.application).values.get("criticality")),
    )


def _stated(value: object) -> Mark:
    return Mark(UNKNOWN if value is None else str(value))


def cost_heat(facts: HeatFacts) -> Heat:
    """Return the heat on the yearly run cost that a scope bears of its applications."""
    shares = _shares(facts)
    currency, costs = _costs(facts)

    def of_scope(view: ScopeView) -> tuple[float | None, bool]:
        found = {c.application for c in view.live}
        known = sorted(found & costs.keys())
        if not known:
            return None, False
        parts = [shares[view.scope, application] for application in known]
        amount = sum(costs[a] * part for a, (part, _) in zip(known, parts, strict=True))
        return amount, len(known) < len(found) or any(assumed for _, assumed in parts)

    return scaled(
        facts,
        "cost",
        of_scope,
        lambda view: costs.get(view.application),
        unit=f" {currency}" if currency else "",
        total=sum,
    )


def _costs(facts: HeatFacts) -> tuple[str, dict[str, float]]:
    """Return the currency most costs are stated in, and the costs in it by application."""
    stated = {
        node.id: (str(node.values.get("currency") or ""), cost)
        for node in facts.portfolio.applications.values()
        if (cost := as_number(node.values.get("run_cost"))) is not None
    }
    ranked = Counter(currency for currency, _ in stated.values())
    first = min(ranked, key=lambda c: (-ranked[c], c), default="")
    return first, {a: cost for a, (currency, cost) in stated.items() if currency == first}


def _shares(facts: HeatFacts) -> dict[tuple[str, str], tuple[float, bool]]:
    """Return (scope, application) → the part of the cost it bears, and whether it was assumed.

    What no coverage in force states is shared equally among those that state nothing.
    """
    stated: dict[str, dict[str, float | None]] = defaultdict(dict)
    for scope, coverings in facts.portfolio.coverings.items():
        for covering in coverings:
            if covering.live(facts.day):
                found = stated[covering.application]
                known = [s for s in (found.get(scope), covering.share) if s is not None]
                found[scope] = max(known, default=None)
    shares: dict[tuple[str, str], tuple[float, bool]] = {}
    for application, scopes in stated.items():
        rest = max(100 - sum(share for share in scopes.values() if share is not None), 0)
        silent = sum(share is None for share in scopes.values())
        for scope, share in scopes.items():
            part = rest / silent if share is None else share
            shares[scope, application] = (part / 100, share is None and len(scopes) > 1)
    return shares


def users_heat(facts: HeatFacts) -> Heat:
    """Return the heat on how many people use the applications of a scope.

    The largest application counts: how far their users are the same people is unknown.
    """
    counted: dict[str, float] = {}
    for application, uses in facts.by_end("USES").items():
        numbers = [as_number(r.values.get("users_count")) for r in uses]
        if known := [n for n in numbers if n is not None]:
            counted[application] = sum(known)
    for node in (*facts.portfolio.modules.values(), *facts.portfolio.applications.values()):
        if (users := as_number(node.values.get("users_count"))) is not None:
            counted[node.id] = users

    def of_scope(view: ScopeView) -> tuple[float | None, bool]:
        known = [counted[c.application] for c in view.live if c.application in counted]
        return max(known, default=None), False

    return scaled(facts, "users", of_scope, lambda view: counted.get(view.application), total=max)


def scaled(
    facts: HeatFacts,
    name: str,
    of_scope: Callable[[ScopeView], tuple[float | None, bool]],
    of_chip: Callable[[ChipView], float | None] | None,
    *,
    unit: str = "",
    total: Callable[[Sequence[float]], float] | None = None,
    needs_coverage: bool = True,
) -> Heat:
    """Return a heat of four classes, each with about a quarter of the leaves that have a value.

    Where another map gave its scale, the classes are those of that map.
    """
    values = [] if facts.scale else _leaf_values(facts, of_scope)
    bounds = list(facts.scale) or _bounds(values)
    classes = _classes(bounds, unit)

    def marked(value: float | None, rough: bool = False) -> Mark:
        if value is None:
            return Mark(UNKNOWN)
        step = sum(value > bound for bound in bounds)
        return Mark(f"STEP{step + 1}", short(value), rough, value)

    def judge(view: ScopeView) -> Mark:
        if needs_coverage and not carried(view):
            return Mark(NONE)
        return marked(*of_scope(view))

    start = (_NOTHING,) if needs_coverage else ()
    return Heat(
        name,
        (*start, *classes, NOT_STATED),
        judge,
        None if of_chip is None else lambda view: marked(of_chip(view)),
        total,
        scale=tuple(bounds) if values or facts.scale else (),
    )


def _classes(bounds: Sequence[float], unit: str) -> tuple[HeatClass, ...]:
    """Return the classes between bounds, from the most to the least."""
    found = []
    for step in range(len(bounds) + 1):
        label = f"≤ {short(bounds[step])}" if step < len(bounds) else f"> {short(bounds[-1])}"
        tone = STEPS[len(STEPS) - 1 - step]
        found.append(
            HeatClass(f"STEP{step + 1}", str(step + 1), tone, good=True, label=label + unit)
        )
    return tuple(reversed(found))


def _leaf_values(
    facts: HeatFacts, of_scope: Callable[[ScopeView], tuple[float | None, bool]]
) -> list[float]:
    portfolio, values = facts.portfolio, []
    for scope in sorted(portfolio.scopes):
        if not portfolio.children.get(scope):
            value, _ = of_scope(scope_view(portfolio, scope, facts.day))
            if value is not None:
                values.append(value)
    return sorted(values)


def _bounds(values: Sequence[float]) -> list[float]:
    """Return up to three round bounds that part the values into about equal classes."""
    if not values:
        return [0.0]
    quarters = [values[len(values) * part // _QUARTERS] for part in (1, 2, 3)]
    bounds = sorted({_rounded(quarter) for quarter in quarters})
    return [b for b in bounds if b < values[-1]] or [_rounded(values[-1])]


def _rounded(value: float) -> float:
    """Return `value` with two figures at most, rounded up."""
    if value <= 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(value)) - 1)
    return math.ceil(round(value / unit, 6)) * unit


def short(value: float) -> str:
    """Return an amount in three or four characters, such as `950`, `12k`, `1.2M`."""
    for limit, unit in ((999.5e6, "G"), (999.5e3, "M"), (999.5, "k")):
        if abs(value) >= limit:
            scaled_value = value / {"G": 1e9, "M": 1e6, "k": 1e3}[unit]
            decimals = 1 if abs(scaled_value) < 9.95 and round(scaled_value, 1) % 1 else 0
            return f"{scaled_value:.{decimals}f}{unit}"
    return f"{value:.0f}" if value == round(value) or abs(value) >= 10 else f"{value:.1f}"
