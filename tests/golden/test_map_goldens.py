"""The small map, byte for byte: as DOT, as text, as JSON."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder

if TYPE_CHECKING:
    from pytest_regressions.file_regression import FileRegressionFixture


def marketing() -> Builder:
    """Return two domains with a bit of everything a map can show."""
    made = Builder()
    made.node("Domain", "marketing", "Marketing et marque", band="FRONT")
    made.node("Domain", "reference", "Référentiels", band="REFERENCE")
    made.node("Scope", "activation", "Activation")
    made.relate("CONTAINS", "marketing", "activation", order=1)
    for order, (leaf, name) in enumerate(
        (
            ("campaigns", "Orchestrer les campagnes multicanales"),
            ("consent", "Gérer les consentements & préférences"),
            ("loyalty", "Fidélité"),
        )
    ):
        made.node("Scope", leaf, name)
        made.relate("CONTAINS", "activation", leaf, order=order)
    made.node("Scope", "customer", "Référentiel client")
    made.relate("CONTAINS", "reference", "customer")
    made.node("Organisation", "brand-a", category="BRAND")
    made.node("Application", "crm", "CRM Atlas", active=dt.date(2016, 1, 1), disposition="INVEST")
    made.node(
        "Application",
        "dmp",
        "DMP Onyx",
        active=dt.date(2014, 1, 1),
        retired=dt.date(2026, 9, 30),
        disposition="ELIMINATE",
    )
    made.node("Application", "cdp", "CDP Lynx", active=dt.date(2027, 3, 1))
    made.node(
        "Application",
        "mdm",
        "MDM Client",
        phase="ACTIVE",
        functional_fit="APPROPRIATE",
        technical_fit="INAPPROPRIATE",
    )
    made.relate("COVERS", "crm", "campaigns", level="FULL", role="PRIMARY")
    made.relate("COVERS", "dmp", "campaigns", level="PARTIAL")
    made.relate("COVERS", "cdp", "consent", level="FULL")
    made.relate("COVERS", "crm", "loyalty", level="PARTIAL", segments=("brand-a",))
    made.relate("COVERS", "mdm", "customer")
    return made


@pytest.mark.parametrize(
    ("fmt", "heat", "lang"),
    [
        ("dot", "coverage", "fr"),
        ("dot", "time", "en"),
        ("text", "coverage", "fr"),
        ("text", "lifecycle", "en"),
        ("json", "coverage", "en"),
    ],
)
def test_the_map_is_the_same_bytes(
    fmt: str, heat: str, lang: str, file_regression: FileRegressionFixture
) -> None:
    request = MapRequest(dt.date(2026, 12, 31), heat=heat)
    result = capability_map(marketing().store(), builtin_metamodel(), request)
    text = render(result, fmt, View(lang=lang, width=80))
    assert isinstance(text, str)
    extension = {"text": ".txt"}.get(fmt, f".{fmt}")
    file_regression.check(text, encoding="utf-8", extension=extension, newline="\n")
