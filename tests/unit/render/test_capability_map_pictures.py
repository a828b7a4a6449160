"""The map as a picture: everything is on it, whatever it is called, on one grid for all dates."""

from __future__ import annotations

import datetime as dt
import re
import struct
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.analysis.map_result import CapabilityMap
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError, RenderUnavailableError
from archrepo.render.capability_map.cards import card, heading
from archrepo.render.capability_map.frames import USUAL
from archrepo.render.graphviz_backend import draw
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder, grid

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
FR = View(lang="fr")
HOSTILE = (
    "<b>x</b>",
    "a & b",
    "&amp; &lt; &#65;",
    "back\\slash",
    "R\\N",
    "\\G\\L\\",
    "\"quotes\" 'single'",
    "😀 œuvre",
    "שלום RTL",
    "%s {0} $x",
    "--> ]]>",
    "a:b|c{d}",
)


def drawn(made: Builder, at: dt.date = dt.date(2026, 12, 31), **wanted: Any) -> CapabilityMap:
    return capability_map(made.store(), builtin_metamodel(), MapRequest(at, **wanted))


def picture(result: CapabilityMap, fmt: str, view: View = FR) -> bytes:
    found = render(result, fmt, view)
    return found if isinstance(found, bytes) else found.encode()


def parsed(result: CapabilityMap, view: View = FR) -> Any:
    return etree.fromstring(picture(result, "svg", view))


def named(names: Any) -> Builder:
    made = Builder()
    made.node("Domain", "d", names[0])
    for i, name in enumerate(names):
        made.node("Scope", f"s{i}", name)
        made.relate("CONTAINS", "d", f"s{i}")
        made.node("Application", f"a{i}", name)
        made.relate("COVERS", f"a{i}", f"s{i}", level="FULL")
    return made


def test_every_scope_and_application_is_drawn_with_its_tooltip() -> None:
    made = grid(3, 8, 2)
    tree = parsed(drawn(made))
    groups = {g.get("id"): g for g in tree.iter(f"{SVG}g")}
    for node in made.nodes:
        if node.kind in ("Domain", "Scope"):
            assert groups[f"box-{node.id}"].find(f"{SVG}title").text.startswith(node.name)
    for relation in made.relations:
        if relation.type == "COVERS":
            chip = groups[f"chip-{relation.to_id}--{relation.from_id}"]
            assert f"({relation.from_id})" in chip.find(f"{SVG}title").text


def test_boxes_stand_in_their_parents() -> None:
    tree = parsed(drawn(grid(2, 8, 2)))
    (scope,) = (g for g in tree.iter(f"{SVG}g") if g.get("id") == "box-d1-s0")
    assert "box-d1-g0" in {g.get("id") for g in scope.iterancestors()}
    assert "box-d1" in {g.get("id") for g in scope.iterancestors()}


def test_svg_has_a_title_ids_once_and_nothing_of_the_version() -> None:
    text = picture(drawn(grid(2, 8, 2)), "svg").decode()
    tree = etree.fromstring(text.encode())
    assert tree[0].text == "Couverture applicative des périmètres fonctionnels"
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert "graphviz" not in text
    assert "<a" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    tree = parsed(drawn(named([name])))
    shown = {"".join(e.itertext()) for e in tree.iter(f"{SVG}text")}
    assert name in shown
    titles = {e.text for e in tree.iter(f"{SVG}title")}
    assert f"{name} (s0) · F Totale" in titles


def test_a_long_name_in_a_narrow_panel_is_whole() -> None:
    name = "Bedrijfsgebouwen beheren en faciliteiten beschikbaar stellen aan medewerkers"
    (panel,) = drawn(named([name])).domains
    (leaf,) = panel.children
    frame = card(leaf, USUAL.card, USUAL)
    chip = frame.chips[0][0]
    for lines in (heading(panel, name, USUAL.card, True, USUAL)[0], frame.lines, chip.lines):
        assert len(lines) > 3
        whole = "".join(line.removesuffix("-") for line in lines).replace(" ", "")
        assert whole == name.replace(" ", "")


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_name_renders(names: list[str]) -> None:
    wellformed = [n.encode("utf-8", "replace").decode() for n in names]
    tree = parsed(drawn(named(wellformed)))
    ids = {g.get("id") for g in tree.iter(f"{SVG}g")}
    assert {f"box-s{i}" for i in range(len(names))} <= ids


@pytest.mark.parametrize("name", ["x" * 300, "mot " * 75, "\x00\x1b[31m\u202e\ufffe", "中文" * 40])
def test_endless_and_unprintable_names_do_not_widen_the_map(name: str) -> None:
    plain, odd = drawn(named(["x"])), drawn(named([name]))
    assert parsed(odd).get("width") == parsed(plain).get("width")


def outlines(result: CapabilityMap) -> dict[str, tuple[float, float, float, float]]:
    """Return where each box and chip stands, by id."""
    found = {}
    for group in parsed(result).iter(f"{SVG}g"):
        shape = group.find(f"{SVG}polygon")
        if group.get("id", "").startswith(("box-", "chip-")) and shape is not None:
            x, y = zip(
                *(map(float, p.split(",")) for p in shape.get("points").split()), strict=True
            )
            found[group.get("id")] = (min(x), max(x), min(y), max(y))
    return found


def test_one_grid_for_all_dates_plans_and_heats() -> None:
    made = grid(3, 10, 3)
    today = outlines(drawn(made))
    boxes = {name for name in today if name.startswith("box-")}
    for other in (
        drawn(made, dt.date(2028, 1, 1)),
        drawn(made, dt.date(2014, 1, 1)),
        drawn(made, heat="time"),
        drawn(made, heat="lifecycle"),
    ):
        there = outlines(other)
        # The heading may take another line: the whole grid moves, nothing in it does.
        shift = there["box-d0"][2] - today["box-d0"][2]
        for name in boxes:
            moved = (*today[name][:2], today[name][2] + shift, today[name][3] + shift)
            assert there[name] == pytest.approx(moved, abs=1.01)


def test_boxes_neither_overlap_nor_leave_their_parent() -> None:
    found = outlines(drawn(grid(4, 12, 3)))
    cards = {name: where for name, where in found.items() if re.match(r"box-d\d-s", name)}
    assert len(cards) == 48
    for name, (left, right, top, bottom) in cards.items():
        panel = found[name.split("-s")[0]]
        assert panel[0] < left < right < panel[1]
        assert panel[2] < top < bottom < panel[3]
        for other, (x1, x2, y1, y2) in cards.items():
            assert other == name or right < x1 or x2 < left or bottom < y1 or y2 < top


def test_ten_domains_of_thirty_scopes_fit_a_landscape_page_s_shape() -> None:
    width, height = (
        float(parsed(drawn(grid(10, 30, 3))).get(side).removesuffix("pt"))
        for side in ("width", "height")
    )
    assert 1.1 <= width / height <= 1.9


@pytest.mark.parametrize("view", [FR, View(lang="fr", size="a4")], ids=["whole", "a4"])
def test_a_long_name_in_a_narrow_domain_does_not_make_all_headings_of_its_row_high(
    view: View,
) -> None:
    made = grid(6, 8, 1, banded=False)
    made.node("Domain", "long", "Smart device monitoring, remote processing and control")
    made.node("Scope", "one", "Only one")
    made.relate("CONTAINS", "long", "one")
    tree = parsed(drawn(made), view)
    (panel,) = (e for e in tree.iter(f"{SVG}g") if e.get("id") == "box-long")
    name = [t.text for t in panel.iter(f"{SVG}text") if t.get("font-weight") == "bold"]
    lines = [line for line in name if len(line) > 1]
    assert 1 < len(lines) <= 3


@pytest.mark.parametrize("size", ["", "a4"])
def test_a_scope_without_application_has_room_for_its_figure_however_long_its_name(
    size: str,
) -> None:
    """Rules that an uncovered scope violates are told on it: its parents sum them up."""
    made = grid(1, 0, 0)
    for n in range(40):
        made.node("Scope", f"leaf-{n}", "Delivery " + "i" * n)
        made.relate("CONTAINS", "d0-g0", f"leaf-{n}")
    found = drawn(made)

    def with_figure(box: Any) -> Any:
        if not box.children:
            return box.model_copy(update={"cell": box.cell.model_copy(update={"figure": "7"})})
        return box.model_copy(update={"children": tuple(map(with_figure, box.children))})

    told = found.model_copy(update={"domains": tuple(map(with_figure, found.domains))})
    tree = parsed(told, View(lang="fr", size=size))
    assert [t.text for t in tree.iter(f"{SVG}text")].count("7") == 40


def test_folded_scopes_have_room_for_their_own_applications() -> None:
    made = grid(1, 0, 0)
    for n in range(60):
        made.node("Scope", f"group-{n}", f"Group {n}")
        made.relate("CONTAINS", "d0", f"group-{n}")
        made.node("Scope", f"inside-{n}", f"Inside {n}")
        made.relate("CONTAINS", f"group-{n}", f"inside-{n}")
        for app in ("app-0", "app-1", "app-2"):
            made.relate("COVERS", app, f"group-{n}", level="FULL")
    tree = parsed(drawn(made, depth=1))
    width, height = (float(tree.get(side).removesuffix("pt")) for side in ("width", "height"))
    assert 1.1 <= width / height <= 1.9


def test_png_is_fine_enough_for_print() -> None:
    content = picture(drawn(grid(2, 8, 2)), "png")
    assert content.startswith(b"\x89PNG")
    width = struct.unpack(">I", content[16:20])[0]
    points = float(parsed(drawn(grid(2, 8, 2))).get("width").removesuffix("pt"))
    assert width / points >= 2.5


def test_pdf_is_one_landscape_page_of_a_paper_size() -> None:
    content = picture(drawn(grid(6, 15, 2)), "pdf")
    assert re.findall(rb"/Count (\d+)", content) == [b"1"]
    (box,) = re.findall(rb"/MediaBox\s*\[\s*([\d. ]+?)\s*\]", content)
    size = tuple(map(float, box.split()[2:]))
    assert size in {(842, 595), (1191, 842), (1684, 1191)}


def test_empty_portfolio_says_so() -> None:
    text = "".join(parsed(drawn(Builder())).itertext())
    assert "Ni domaine ni périmètre" in text


def test_a_domain_with_nothing_in_it_is_a_small_box_after_the_others() -> None:
    made = grid(2, 8, 2, banded=False)
    for number in range(3):
        made.node("Domain", f"a{number}", "A name that takes more than one line of a header")
    result = drawn(made)
    found = outlines(result)
    panels = [where for name, where in found.items() if re.fullmatch(r"box-d\d", name)]
    small = [where for name, where in found.items() if re.fullmatch(r"box-a\d", name)]
    assert len(small) == 3
    for left, right, top, bottom in small:
        assert bottom - top < 40
        assert right - left < 300
        assert top > max(panel[3] for panel in panels)
    assert "3 domaines sans contenu" in "".join(parsed(result).itertext())


def test_too_large_a_map_says_what_it_hides() -> None:
    text = "".join(parsed(drawn(grid(30, 30, 3)), View(lang="en")).itertext())
    assert "too large for one picture" in text
    assert "--" not in text  # who looks at it may never have seen a terminal


def test_too_many_domains_are_refused_with_a_way_out() -> None:
    made = Builder()
    for i in range(2501):
        made.node("Domain", f"d{i}")
    with pytest.raises(ConfigError) as caught:
        render(drawn(made), "svg", FR)
    assert "--domain" in str(caught.value.hint)


def test_nothing_reaches_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    picture(drawn(grid(1, 4, 2)), "svg")
    assert capfd.readouterr() == ("", "")


def test_what_graphviz_refuses_is_an_error_of_ours(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RenderUnavailableError, match="Graphviz cannot draw"):
        draw("digraph {", "svg")
    assert capfd.readouterr().err == ""


def script(folder: Path, text: str) -> None:
    """Put a `dot` on the PATH."""
    path = folder / "dot"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def without_pygraphviz(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the only folder on the PATH but the system's shell; pygraphviz is not installed."""
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_without_any_graphviz_dot_still_works_and_pictures_say_what_to_do(
    without_pygraphviz: Path,
) -> None:
    result = drawn(grid(1, 4, 2))
    assert picture(result, "dot").startswith(b"digraph")
    with pytest.raises(RenderUnavailableError) as caught:
        picture(result, "svg")
    assert caught.value.exit_code == 7
    assert "--format dot" in str(caught.value.hint)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for dot is a shell script")
def test_the_dot_on_the_path_draws_where_pygraphviz_is_missing(without_pygraphviz: Path) -> None:
    script(without_pygraphviz, "/bin/cat >/dev/null; echo '<svg width=\"1pt\"></svg>'")
    assert b'<svg width="1pt" role="img">' in draw("digraph {}", "svg")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for dot is a shell script")
def test_what_the_dot_on_the_path_refuses_is_told(without_pygraphviz: Path) -> None:
    script(without_pygraphviz, "/bin/cat >/dev/null; echo 'syntax error' >&2; exit 1")
    with pytest.raises(RenderUnavailableError, match="syntax error"):
        draw("digraph {", "svg")
