"""A small company to draw: journeys, flows, data, projects, and what tests ask of a picture."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.covered_portfolio import read_covered_portfolio
from archrepo.analysis.map_board import board
from archrepo.analysis.map_comparison import MapComparison, MapState, Side, compare
from archrepo.analysis.roadmap import roadmap
from archrepo.analysis.roadmap.result import Roadmap
from archrepo.analysis.situation import Situation
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.validity import PlanChoice
from archrepo.render.registry import View, formats_of, render
from archrepo.render.text_metrics import text_width
from tests.map_portfolios import Builder

SVG = "{http://www.w3.org/2000/svg}"
DAY = dt.date(2026, 12, 31)
LATER = dt.date(2027, 7, 15)
COMMITTED = PlanChoice()
HOSTILE = (
    "<b>x</b>",
    "a & b &amp; &#65;",
    "back\\slash \\N\\G\\L",
    "\"quotes\" 'single'",
    "😀 œuvre",
    "שלום RTL",
    "%s {0} $x",
    "--> ]]>",
    "a:b|c{d}",
    "x" * 300,
    "\x00\x1b[31m\u202e",
)


def company(names: Any = None) -> Builder:
    """Return a portfolio with everything that pictures show; `names` rename what it is made of."""
    given = iter(names or ())

    def name(usual: str) -> str:
        return next(given, usual)

    made = Builder()
    made.node("Domain", "sales", name("Sales"), band="FRONT")
    made.node("Domain", "product", name("Product"), band="REFERENCE")
    for order, (scope, domain, said) in enumerate(
        (
            ("catalogue", "sales", "Online catalogue"),
            ("checkout", "sales", "Checkout"),
            ("sheets", "product", "Product sheets"),
        )
    ):
        made.node("Scope", scope, name(said))
        made.relate("CONTAINS", domain, scope, order=order)
    made.node(
        "Application",
        "pim",
        name("Old PIM"),
        active=dt.date(2015, 1, 1),
        retired=dt.date(2027, 6, 30),
        disposition="ELIMINATE",
        run_cost=100_000.0,
        currency="EUR",
    )
    made.node(
        "Application",
        "pim2",
        name("New PIM"),
        active=dt.date(2027, 8, 1),
        run_cost=50_000.0,
        currency="EUR",
    )
    made.node("Application", "shop", name("Web shop"), active=dt.date(2018, 1, 1))
    made.node("Application", "pay", name("Payment"), phase="ACTIVE")
    made.relate("COVERS", "pim", "sheets", level="FULL")
    made.relate("COVERS", "pim2", "sheets", level="PARTIAL")
    made.relate("COVERS", "shop", "catalogue", level="FULL")
    made.relate("REPLACED_BY", "pim", "pim2")
    made.node("DataObject", "sheet", name("Product sheet"))
    made.node("Organisation", "agency", name("Translation agency"))
    for flow, source, target, mode, depends in (
        ("f1", "pim", "shop", "BATCH", "TARGET_ON_SOURCE"),
        ("f2", "shop", "pay", "SYNC", None),
        ("f3", "pim2", "shop", "ASYNC", "BOTH"),
        ("f4", "agency", "pim", None, "NONE"),
    ):
        made.node("Flow", flow, name(f"Flow {flow}"), mode=mode, depends=depends)
        made.relate("EMITS", source, flow)
        made.relate("FEEDS", flow, target)
        made.relate("CARRIES", flow, "sheet")
    made.relate("ACCESSES", "pim", "sheet", role="MASTER", stage=("COLLECT",), crud=("C", "R"))
    made.relate("ACCESSES", "shop", "sheet", role="CONSUMER", stage=("USE",), crud=("R",))
    made.node("Person", "ann", name("Ann"))
    made.relate("RESPONSIBLE_FOR", "ann", "sheet", role="DATA_STEWARD")
    made.node("Journey", "buy", name("Buy online"), category="CUSTOMER", persona=name("A family"))
    for order, (scope, step) in enumerate(
        (("sheets", "Look"), ("catalogue", "Choose"), ("checkout", "Order")), 1
    ):
        made.relate(
            "PASSES_THROUGH",
            "buy",
            scope,
            order=order,
            step=name(step),
            channel=name("web"),
            essential=False if order == 1 else None,
        )
    made.node(
        "Project",
        "renewal",
        name("PIM renewal"),
        status="BUILD",
        start=dt.date(2026, 1, 1),
        end=dt.date(2027, 7, 31),
    )
    made.relate("IMPACTS", "renewal", "pim", action="RETIRE", date=dt.date(2027, 6, 30))
    made.node("Milestone", "switch", name("Switch-over"), date=dt.date(2027, 3, 1))
    made.relate("CONTAINS", "renewal", "switch")
    made.node("Plateau", "target", name("Target 2028"), category="TARGET", date=dt.date(2028, 1, 1))
    return made


def picture(result: Any, fmt: str = "svg", **view: Any) -> bytes:
    found = render(result, fmt, View(**view))
    return found if isinstance(found, bytes) else found.encode()


def parsed(result: Any, **view: Any) -> Any:
    return etree.fromstring(picture(result, "svg", **view))


def texts(tree: Any) -> str:
    return " ".join("".join(e.itertext()) for e in tree.iter(f"{SVG}text"))


def titles(tree: Any) -> list[str]:
    return [e.text or "" for e in tree.iter(f"{SVG}title")]


def spilt(tree: Any) -> Iterator[str]:
    """Yield the texts that reach beyond the picture, or beyond the box they start in.

    Widths are those of the widest usual font, so that no other font spills either.
    """
    width = float(tree.get("width").removesuffix("pt"))
    boxes = []
    for shape in tree.iter(f"{SVG}polygon"):
        if shape.get("stroke", "none") != "none":
            x, y = zip(
                *(map(float, p.split(",")) for p in shape.get("points").split()), strict=True
            )
            boxes.append((min(x), max(x), min(y), max(y)))
    for said in tree.iter(f"{SVG}text"):
        text = "".join(said.itertext())
        size, left = float(said.get("font-size")), float(said.get("x"))
        bold = said.get("font-weight") == "bold"
        taken = text_width(text, size, bold) / 1.03
        if said.get("text-anchor") == "middle":
            left -= taken / 2
        if left < -18.5 or left + taken > width + 1:
            yield text
            continue
        top = float(said.get("y")) - size / 3
        around = [b for b in boxes if b[0] <= left <= b[1] and b[2] <= top <= b[3]]
        if around:
            smallest = min(around, key=lambda b: (b[1] - b[0]) * (b[3] - b[2]))
            if left + taken > smallest[1] + 1.5:
                yield text


def told(result: Any, **view: Any) -> str:
    """Return a picture as text for the terminal."""
    found = formats_of(type(result).__name__)
    return str(render(result, "text" if "text" in found else "table", View(**view)))


def many_groups(number: int) -> Builder:
    """Return so many domains, applications of each of which feed all others."""
    made = Builder()
    for d in range(number):
        made.node("Domain", f"d{d}", f"Domain {d}")
        made.node("Scope", f"s{d}", f"Scope {d}")
        made.relate("CONTAINS", f"d{d}", f"s{d}")
        for a in range(1 + d % 5):
            made.node("Application", f"a{d}-{a}", f"Application {a}", phase="ACTIVE")
            made.relate("COVERS", f"a{d}-{a}", f"s{d}", level="FULL")
    for flow, (one, other) in enumerate(itertools.permutations(range(number), 2)):
        for n in range(2 if other == one + 1 else 1):
            made.node("Flow", f"f{flow}-{n}")
            made.relate("EMITS", f"a{one}-0", f"f{flow}-{n}")
            made.relate("FEEDS", f"f{flow}-{n}", f"a{other}-0")
    return made


def compared(made: Builder, **more: Any) -> MapComparison:
    """Return its map on two days, compared."""
    store, sides = made.store(), []
    for day in (DAY, LATER):
        drawn = capability_map(store, builtin_metamodel(), MapRequest(day))
        sides.append(Side(MapState(at=day, plan="committed"), drawn))
    return compare(*sides, **more)


def boarded(made: Builder) -> Any:
    """Return the same for a management board."""
    portfolio = read_covered_portfolio(made.store(), COMMITTED)
    return board(compared(made, side_by_side=True), (portfolio, portfolio), "company")


def planned(made: Builder, plan: PlanChoice = COMMITTED) -> Roadmap:
    """Return the roadmap of a portfolio."""
    return roadmap(Situation.read(made.store(), DAY, plan))
