"""Heats on who stands behind applications and scopes: owners, payers, and what is asked for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.heat_model import (
    NONE,
    Heat,
    HeatClass,
    Mark,
    ScopeView,
    carried,
    carriers,
    soundest,
)
from archrepo.analysis.hues import hued
from archrepo.analysis.stated_values import as_day, as_number
from archrepo.domain.vocabulary import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.heat_facts import HeatFacts

_NOTHING = HeatClass(NONE, "–", "none", good=False)
_BUSINESS = ("BUSINESS_OWNER", "PRODUCT_OWNER")
_IT = ("IT_OWNER", "APPLICATION_MANAGER")
_OWNERS = ("NOBODY", "LEFT", "ONE_SIDE", "BOTH")


def owners_heat(facts: HeatFacts) -> Heat:
    """Return the heat on whether business and IT both answer for what carries a scope.

    A product owner answers for the business, an application manager for IT; a person who has left
    answers for nothing any more.
    """
    left = {
        node.id
        for node in facts.nodes("Person").values()
        if (day := as_day(node.values.get("left_on"))) is not None and day <= facts.day
    }
    sides: dict[str, set[str]] = defaultdict(set)
    gone: set[str] = set()
    for relation in facts.in_force("RESPONSIBLE_FOR"):
        role = relation.values.get("role")
        side = "business" if role in _BUSINESS else "it" if role in _IT else ""
        if side and relation.from_id in left:
            gone.add(relation.to_id)
        elif side:
            sides[relation.to_id].add(side)

    def of(application: str) -> Mark:
        answered = sides.get(application, ())
        if answered:
            return Mark("BOTH" if len(answered) > 1 else "ONE_SIDE")
        return Mark("LEFT" if application in gone else "NOBODY")

    def judge(view: ScopeView) -> Mark:
        return soundest(view, of, _OWNERS) if carried(view) else Mark(NONE)

    classes = (
        _NOTHING,
        HeatClass("NOBODY", "0", "worst", good=False),
        HeatClass("LEFT", "L", "poor", good=False),
        HeatClass("ONE_SIDE", "1", "good", good=False),
        HeatClass("BOTH", "2", "best", good=True),
    )
    return Heat("owners", classes, judge, lambda view: of(view.application))


def payer_heat(facts: HeatFacts) -> Heat:
    """Return the heat on who pays for what carries a scope: who bears the largest part."""
    names = {node.id: str(node.values["name"]) for node in facts.nodes("Organisation").values()}
    paid: dict[str, dict[str, float]] = {}
    for application, relations in facts.by_end("PAYS").items():
        parts: dict[str, float] = defaultdict(float)
        for relation in relations:
            share = as_number(relation.values.get("share"))
            parts[relation.from_id] += share if share is not None else 100 / len(relations)
        paid[application] = parts

    def of(application: str) -> str | None:
        return _first(paid.get(application, {}))

    def of_scope(view: ScopeView) -> str | None:
        parts: dict[str, float] = defaultdict(float)
        for application in carriers(view):
            for payer, part in paid.get(application, {}).items():
                parts[payer] += part
        return _first(parts)

    return hued(facts, "payer", of_scope, of, labels=names)


def _first(parts: Mapping[str, float]) -> str | None:
    return min(parts, key=lambda name: (-parts[name], name), default=None)


def needs_heat(facts: HeatFacts) -> Heat:
    """Return the heat on what the business asks for: open needs, and whether a project answers."""
    answered = {relation.to_id for relation in facts.in_force("ANSWERS")}
    closed = (NeedStatus.DONE, NeedStatus.REJECTED)
    open_needs = {
        node.id for node in facts.nodes("Need").values() if node.values.get("status") not in closed
    }
    asked: dict[str, list[str]] = defaultdict(list)
    for relation in facts.in_force("CONCERNS"):
        if relation.to_kind == "Scope" and relation.from_id in open_needs:
            asked[relation.to_id].append(relation.from_id)

    def judge(view: ScopeView) -> Mark:
        needs = asked.get(view.scope, [])
        if not needs:
            return Mark("NO_NEED", value=0.0)
        waiting = sum(need not in answered for need in needs)
        figure = str(len(needs)) if len(needs) > 1 else ""
        return Mark("WAITING" if waiting else "ANSWERED", figure, value=float(len(needs)))

    classes = (
        HeatClass("WAITING", "W", "worst", good=False),
        HeatClass("ANSWERED", "P", "good", good=True),
        HeatClass("NO_NEED", "·", "aside", good=True),
    )
    return Heat("needs", classes, judge, None, total=sum)
