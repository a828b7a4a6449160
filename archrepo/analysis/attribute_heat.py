"""The heat of any attribute of scopes or applications, a portfolio's own ones included."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.heat_model import ChipView, Heat, ScopeView, carriers
from archrepo.analysis.hues import common, hued
from archrepo.analysis.scale_heats import scaled
from archrepo.analysis.stated_values import as_number
from archrepo.domain.entities import Node
from archrepo.domain.metamodel import Attribute, AttributeType

if TYPE_CHECKING:
    from archrepo.analysis.heat_facts import HeatFacts
    from archrepo.domain.metamodel import Metamodel

_YES_NO = {"TRUE": "", "FALSE": ""}  # the words of every map
_KINDS = {"scope": "Scope", "application": "Application"}


def attribute_of(name: str, metamodel: Metamodel) -> tuple[str, Attribute] | None:
    """Return the kind and attribute that a heat's name stands for, such as `application.hosting`.

    Without a kind it is a scope's, else an application's.
    """
    owner, _, short_name = name.rpartition(".")
    for prefix, kind in _KINDS.items():
        declared = metamodel.kinds[kind].attributes
        if owner in ("", prefix) and short_name in declared and short_name not in _OF_EVERY_NODE:
            return kind, declared[short_name]
    return None


def attribute_names(metamodel: Metamodel) -> list[str]:
    """Return the attributes a map can be coloured by."""
    names = {n for kind in _KINDS.values() for n in metamodel.kinds[kind].attributes}
    return sorted(names - _OF_EVERY_NODE)


def attribute_heat(name: str, facts: HeatFacts) -> Heat:
    """Return the heat of an attribute: numbers on a scale, all else by value, dates by year."""
    found = attribute_of(name, facts.metamodel)
    if found is None:
        raise KeyError(name)
    kind, attribute = found
    if attribute.value_type in (AttributeType.INTEGER, AttributeType.NUMBER):
        return _scaled(name, kind, attribute.name, facts)
    return _hued(name, kind, attribute, facts)


def _scaled(name: str, kind: str, attribute: str, facts: HeatFacts) -> Heat:
    own = kind == "Scope"

    def of_scope(view: ScopeView) -> tuple[float | None, bool]:
        if own:
            return as_number(facts.portfolio.scopes[view.scope].values.get(attribute)), False
        numbers = [as_number(_carrier(facts, a).get(attribute)) for a in carriers(view)]
        return max((n for n in numbers if n is not None), default=None), False

    def of_chip(view: ChipView) -> float | None:
        return as_number(_carrier(facts, view.application).get(attribute))

    return scaled(
        facts, name, of_scope, None if own else of_chip, total=max, needs_coverage=not own
    )


def _hued(name: str, kind: str, attribute: Attribute, facts: HeatFacts) -> Heat:
    own = kind == "Scope"

    def of_application(application: str) -> str | None:
        return _text(_carrier(facts, application).get(attribute.name))

    def of_scope(view: ScopeView) -> str | None:
        if own:
            return _text(facts.portfolio.scopes[view.scope].values.get(attribute.name))
        return common(of_application(a) for a in carriers(view))

    enumeration = attribute.enumeration
    return hued(
        facts,
        name,
        of_scope,
        None if own else of_application,
        labels=_YES_NO,
        order=attribute.values,
        vocabulary=enumeration.__name__ if enumeration else "",
        needs_coverage=not own,
    )


def _carrier(facts: HeatFacts, application: str) -> dict[str, object]:
    return dict(facts.portfolio.carrier(application).values)


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date):
        return str(value.year)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


_OF_EVERY_NODE = set(Node.model_fields) - {"confirmed_by", "tags"}
