"""Every picture: all is on it, whatever it is called, nothing leaves its box, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.flow_map import FlowRequest, flow_map
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.journey_map import journey_map
from archrepo.analysis.landscape import LandscapeRequest, landscape
from archrepo.analysis.lineage import LineageRequest, MemoryTransformations, lineage
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError
from archrepo.render.picture import pages
from archrepo.render.registry import View, formats_of, render
from tests.map_portfolios import Builder, grid
from tests.pictures import (
    COMMITTED,
    DAY,
    HOSTILE,
    LATER,
    boarded,
    company,
    compared,
    parsed,
    picture,
    planned,
    spilt,
    texts,
    told,
)

PICTURES = {
    "flows": lambda made: flow_map(made.store(), FlowRequest(["pim"], DAY, hops=2)),
    "landscape": lambda made: landscape(made.store(), LandscapeRequest(DAY)),
    "landscape-expanded": lambda made: landscape(
        made.store(), LandscapeRequest(DAY, expand=["product"])
    ),
    "journey": lambda made: journey_map(made.store(), "buy", DAY, COMMITTED),
    "compare": compared,
    "sides": lambda made: compared(made, side_by_side=True),
    "board": boarded,
    "data": lambda made: lineage(
        LineageRequest("sheet", DAY, COMMITTED),
        MemoryFacts(made.nodes, made.relations),
        MemoryTransformations(made.relations),
    ),
    "roadmap": planned,
    "map": lambda made: capability_map(made.store(), builtin_metamodel(), MapRequest(DAY)),
}


every_picture = pytest.mark.parametrize("drawn", PICTURES.values(), ids=PICTURES.keys())


@every_picture
@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("fr", "dark")])
def test_nothing_leaves_its_box(drawn: Any, lang: str, theme: str) -> None:
    tree = parsed(drawn(company()), lang=lang, theme=theme)
    assert list(spilt(tree)) == []
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert tree[0].text


@every_picture
def test_hostile_names_break_nothing(drawn: Any) -> None:
    for first in range(0, len(HOSTILE), 4):
        names = [*HOSTILE[first:], *HOSTILE] * 3
        result = drawn(company(names))
        tree = parsed(result)
        assert list(spilt(tree)) == []
        lines = told(result, width=80).splitlines()
        assert max(map(cell_len, lines)) <= 80
        assert "\x1b" not in "".join(lines)


@every_picture
@given(st.lists(st.text(min_size=1, max_size=50), min_size=30, max_size=30))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_renders(drawn: Any, names: list[str]) -> None:
    wellformed = [n.encode("utf-8", "replace").decode() for n in names]
    assert parsed(drawn(company(wellformed))) is not None


@every_picture
def test_every_form_is_made_and_dot_is_the_same_bytes(drawn: Any) -> None:
    result = drawn(company())
    assert {"dot", "json", "pdf", "png", "svg"} <= set(formats_of(type(result).__name__))
    assert picture(result, "dot") == picture(drawn(company()), "dot")
    assert picture(result, "png").startswith(b"\x89PNG")
    assert picture(result, "pdf", size="a4").startswith(b"%PDF")


@every_picture
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_text_fits_the_terminal(drawn: Any, lang: str) -> None:
    for width in (80, 60):
        text = told(drawn(company()), lang=lang, width=width)
        assert max(map(cell_len, text.splitlines())) <= width


def test_a_journey_marks_weak_steps() -> None:
    result = PICTURES["journey"](company())
    weak = [[w.code for w in step.weak] for step in result.steps]
    assert weak == [["ELIMINATED"], [], ["UNCOVERED"]]
    assert [step.data for step in result.steps] == [("Product sheet",), (), ()]
    said = texts(parsed(result, lang="fr"))
    assert "Pas de couverture" in said
    assert "facultative" in said


def test_a_long_journey_takes_the_shape_of_a_page() -> None:
    made = Builder()
    made.node("Journey", "long", "A long journey")
    for n in range(60):
        made.node("Scope", f"s{n}", f"Scope {n}")
        made.relate("PASSES_THROUGH", "long", f"s{n}", order=n + 1, step=f"Step {n}")
    tree = parsed(journey_map(made.store(), "long", DAY, COMMITTED))
    width, height = (float(tree.get(s).removesuffix("pt")) for s in ("width", "height"))
    assert 1 < width / height < 2.5
    assert "60. Step 59" in texts(tree)


def test_a_comparison_names_what_changes() -> None:
    result = compared(company())
    assert result.counts["WORSE"] == 1
    signs = {(c.id, c.sign) for c in result.changes}
    assert signs == {("sheets", "WORSE"), ("pim", "REMOVED")}
    text = str(render(result, "text", View(width=80)))
    assert "↓ Product sheets F → –" in text
    assert "− Old PIM on Product sheets" in text


def test_a_moved_scope_is_no_loss() -> None:
    made = company()
    made.relations = [r for r in made.relations if r.to_id != "checkout" or r.type != "CONTAINS"]
    made.relate("CONTAINS", "sales", "checkout", valid_to=LATER)
    made.relate("CONTAINS", "product", "checkout", valid_from=LATER)
    result = compared(made)
    (moved,) = {c.moved_from for c in result.changes if c.id == "checkout"}
    assert moved == "Sales"
    assert {c.sign for c in result.changes if c.id == "checkout"} == {"MOVED"}


def test_a_comparison_on_a_page_says_what_was_left_out_for_it() -> None:
    result = compared(grid(8, 14, 4))
    whole, page = (texts(parsed(result, lang="en", size=size)) for size in ("", "slide"))
    assert "after an application, its coverage" in whole
    assert "shortened" not in whole
    assert "names shortened" in page
    assert "after an application, its coverage" not in page


def test_a_journey_counts_only_levels_that_some_step_has() -> None:
    made = company()
    made.node("Application", "extra", "Extra", phase="ACTIVE")
    made.relate("COVERS", "extra", "catalogue", level="MARGINAL")
    said = texts(parsed(PICTURES["journey"](made), lang="en"))
    assert "Marginal" in said
    assert "Full: 2" in said
    assert ": 0" not in said


def test_a_png_too_large_to_open_is_refused_before_it_takes_the_memory() -> None:
    drawn = b'<svg width="40000pt" height="20000pt" xmlns="http://www.w3.org/2000/svg"></svg>'
    with pytest.raises(ConfigError, match="40000 × 20000 pixels") as refused:
        pages.png(drawn, View())
    assert "svg" in str(refused.value.hint)


def test_a_picture_explains_only_the_signs_that_are_on_it() -> None:
    flows, data = (texts(parsed(PICTURES[name](company()))) for name in ("flows", "data"))
    assert "S synchronous" in flows
    assert "M manual" not in flows
    assert "Over" not in flows
    assert "creates, reads" in data
    assert "transformed on the way" not in data
