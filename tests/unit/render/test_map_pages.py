"""Maps on paper: one page where they read on it, several where they do not."""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import unicodedata
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from archrepo.analysis.capability_map import MapRequest, capability_map
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.picture.pages import PAGES
from archrepo.render.registry import View, render
from tests.map_portfolios import Builder, grid
from tests.pictures import spilt


def rendered(made: Builder, fmt: str, **view: Any) -> bytes:
    request = MapRequest(dt.date(2026, 12, 31))
    found = render(capability_map(made.store(), builtin_metamodel(), request), fmt, View(**view))
    assert isinstance(found, bytes)
    return found


def pages(content: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("size", sorted(PAGES))
def test_a_page_has_the_size_asked_for(size: str) -> None:
    (page,) = pages(rendered(grid(2, 6, 2), "pdf", size=size))
    assert (page.mediabox.width, page.mediabox.height) == PAGES[size]


def test_what_does_not_read_on_one_page_takes_several_and_loses_nothing() -> None:
    made = grid(6, 30, 3)
    found = pages(rendered(made, "pdf", size="a3", lang="fr"))
    assert len(found) > 2
    text = unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in found))
    said = " ".join(text.split())
    assert f"page 1 sur {len(found)}" in said
    squeezed = re.sub(r"[\s-]", "", said)
    for node in made.nodes:
        if node.kind in ("Domain", "Scope"):
            assert re.sub(r"[\s-]", "", str(node.values["name"])) in squeezed


def test_every_page_can_be_read() -> None:
    found = pages(rendered(grid(3, 30, 3), "pdf", size="a4"))
    assert len(found) > 2
    for page in found:
        _, least = text_and_least_letters(page)
        assert least >= 5.2  # signs on chips; names and applications 6 and more


def text_and_least_letters(page: Any) -> tuple[str, float]:
    """Return what a page says, and the size of its smallest letters in points: read once."""
    sizes: list[float] = []

    def seen(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * tm[3] * cm[3]))

    return page.extract_text(visitor_text=seen), min(sizes)


def test_ten_domains_of_thirty_scopes_read_on_one_a3_page_and_are_whole_on_those_after() -> None:
    made = grid(10, 30, 3)
    first, *others = pages(rendered(made, "pdf", size="a3", lang="fr"))
    said, least = text_and_least_letters(first)
    assert least >= 5.2  # figures and signs; names 6 and more
    assert (first.mediabox.width, first.mediabox.height) == PAGES["a3"]
    assert "noms abrégés" in said
    assert f"page 1 sur {1 + len(others)}" in " ".join(said.split())
    tree = etree.fromstring(rendered(made, "svg", size="a3"))
    shown = {e.get("id") for e in tree.iter() if (e.get("id") or "").startswith("box-")}
    assert shown == {f"box-{n.id}" for n in made.nodes if n.kind in ("Domain", "Scope")}
    width, height = (float(tree.get(side).removesuffix("pt")) for side in ("width", "height"))
    assert min(1191 / width, 842 / height) >= 0.75
    assert list(spilt(tree)) == []


def test_the_same_map_is_the_same_pdf() -> None:
    one, other = (rendered(grid(1, 4, 2), "pdf") for _ in range(2))
    assert one == other


def test_a_slide_has_the_pixels_of_a_screen() -> None:
    content = rendered(grid(2, 6, 2), "png", size="slide")
    assert struct.unpack(">II", content[16:24]) == (1920, 1080)


def test_the_unknown_is_hatched() -> None:
    made = Builder()
    made.node("Scope", "s")
    made.node("Application", "a")
    made.relate("COVERS", "a", "s")
    for theme in ("light", "dark"):
        text = rendered(made, "svg", theme=theme).decode()
        assert '<pattern id="hatch"' in text
        assert 'fill="url(#hatch)"' in text


def test_the_unknown_is_hatched_on_paper_too() -> None:
    made = Builder()
    made.node("Scope", "s")
    made.node("Application", "a")
    made.relate("COVERS", "a", "s")
    reader = PdfReader(io.BytesIO(rendered(made, "pdf")))
    kinds = [
        found.get("/PatternType")
        for number in range(1, int(reader.trailer["/Size"]))
        if isinstance(found := reader.get_object(number), dict)
    ]
    assert 1 in kinds  # a tiling pattern
