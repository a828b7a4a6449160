"""What a scope is after another is merged into it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.impact_words import words
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon, number_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.impact.report import Contender, Merger


def merger(taken: Merger, names: Mapping[str, str], lang: str) -> tuple[str, list[str]]:
    """Return a heading for the scope that stays, and what it takes over."""
    said, mark = words(lang), colon(lang)
    told = []
    if taken.criticality:
        label = load_labels().value("Criticality", taken.criticality, lang)
        told.append(f"{said['criticality']}{mark}{label}")
    if taken.max_tolerable_downtime_h is not None:
        told.append(said["tolerance"].format(hours=f"{taken.max_tolerable_downtime_h:g}"))
    taken_over = [(key, getattr(taken, key)) for key in ("needs", "journeys", "teams")]
    told += [
        f"{said[key]}{mark}{', '.join(names.get(one, one) for one in found)}"
        for key, found in taken_over
        if found
    ]
    told += [_contender(one, names, lang) for one in taken.coverage]
    return said["merger"].format(into=names.get(taken.into, taken.into)), told


def _contender(one: Contender, names: Mapping[str, str], lang: str) -> str:
    said, labels = words(lang), load_labels()
    level = labels.value("CoverageLevel", one.level, lang)
    what = [
        said["covers"].format(
            level=level, scopes=", ".join(names.get(scope, scope) for scope in one.covers)
        )
    ]
    if one.primary:
        what.append(said["primary"])
    for kind, value in (
        ("Disposition", one.disposition),
        ("FunctionalFit", one.functional_fit),
        ("TechnicalFit", one.technical_fit),
    ):
        if value:
            what.append(labels.value(kind, value, lang))
    if one.run_cost is not None:
        amount = number_text(round(one.run_cost), lang)
        cost = said["a_year"].format(amount=amount, currency=one.currency or "")
        what.append(" ".join(cost.split(" ")))
    return said["contender"].format(name=one.name, what=", ".join(what))
