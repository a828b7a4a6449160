"""Heats whose classes have no order: a hue and a letter of its own for each of the commonest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from archrepo.analysis.heat_model import (
    NONE,
    NOT_STATED,
    UNKNOWN,
    Heat,
    HeatClass,
    Mark,
    ScopeView,
    carried,
    scope_view,
)
from archrepo.analysis.map_result import Tone
from archrepo.domain.text import normalise

if TYPE_CHECKING:
    from archrepo.analysis.heat_facts import HeatFacts

MOST_HUES = 7
OTHER = "OTHER"
SEVERAL = "SEVERAL"
"""The class of scopes whose applications differ."""

_RESERVED = (NONE, UNKNOWN, OTHER, SEVERAL, "ASIDE")
_NOTHING = HeatClass(NONE, "–", "none", good=False)


def hued(
    facts: HeatFacts,
    name: str,
    of_scope: Callable[[ScopeView], str | None],
    of_application: Callable[[str], str | None] | None,
    *,
    labels: Mapping[str, str] | None = None,
    order: Sequence[str] = (),
    vocabulary: str = "",
    needs_coverage: bool = True,
) -> Heat:
    """Return a heat with a class for each of the commonest values, and one for the others.

    Args:
        facts: The portfolio.
        name: Name of the heat.
        of_scope: Value of a scope; None where nobody stated one.
        of_application: Value of an application; None where only scopes have one.
        labels: Value → what people read, where it is not the value itself.
        order: The values in their order; by how common they are where empty.
        vocabulary: The enumeration whose words people read for the values.
        needs_coverage: Whether a scope without applications is of no class.
    """
    counted = _counted(facts, of_scope, of_application)
    several = counted.pop(SEVERAL, 0)
    ranked = sorted(counted, key=lambda v: (-counted[v], v))[:MOST_HUES]
    shown = [value for value in order if value in counted][:MOST_HUES] or ranked
    words = labels or {}
    letters = _letters([words.get(value) or value for value in shown])
    classes = [
        HeatClass(
            class_of(value),
            letter,
            cast("Tone", f"hue{position}"),
            good=True,
            label="" if vocabulary else words.get(value, value),
            vocabulary=vocabulary,
        )
        for position, (value, letter) in enumerate(zip(shown, letters, strict=True), 1)
    ]
    if len(counted) > len(shown):
        classes.append(HeatClass(OTHER, "+", "mixed", good=True))
    if several:
        classes.append(HeatClass(SEVERAL, "≠", "mixed", good=True))

    def marked(value: str | None) -> Mark:
        if value is None:
            return Mark(UNKNOWN)
        return Mark(class_of(value) if value in shown else OTHER)

    def judge(view: ScopeView) -> Mark:
        if needs_coverage and not carried(view):
            return Mark(NONE)
        value = of_scope(view)
        return Mark(SEVERAL) if value == SEVERAL else marked(value)

    start = (_NOTHING,) if needs_coverage else ()
    return Heat(
        name,
        (*start, *reversed(classes), NOT_STATED),
        judge,
        None if of_application is None else lambda view: marked(of_application(view.application)),
        ordered=False,
    )


def class_of(value: str) -> str:
    """Return the code of the class of a value: itself, unless a class of every heat has it."""
    return f"{value}*" if value in _RESERVED else value


def common(values: Iterable[str | None]) -> str | None:
    """Return the one value there is, `SEVERAL` where they differ, None where none is stated."""
    known = {value for value in values if value is not None}
    if len(known) > 1:
        return SEVERAL
    return next(iter(known), None)


def _counted(
    facts: HeatFacts,
    of_scope: Callable[[ScopeView], str | None],
    of_application: Callable[[str], str | None] | None,
) -> Counter[str]:
    """Return how many leaves, then applications, have each value: leaves come first."""
    portfolio = facts.portfolio
    covering = sorted({c.application for found in portfolio.coverings.values() for c in found})
    counted: Counter[str] = Counter()
    if of_application is not None:
        counted.update(v for v in map(of_application, covering) if v is not None)
    weight = len(covering) + 1
    for scope in portfolio.scopes:
        if not portfolio.children.get(scope):
            value = of_scope(scope_view(portfolio, scope, facts.day))
            if value is not None:
                counted[value] += weight
    return counted


def _letters(names: Sequence[str]) -> list[str]:
    """Return a letter for each name that no other has: one of its own where that is possible."""
    taken: list[str] = []
    for name in names:
        folded = normalise(name).upper().replace(" ", "")
        own = [sign for sign in (*folded, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ") if sign.isascii()]
        taken.append(next(sign for sign in own if sign not in taken))
    return taken
