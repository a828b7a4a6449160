"""The gallery in `exports/` is what the sample portfolios render to; `make exports` writes it."""

from __future__ import annotations

import importlib.util
import itertools
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

EXPORTS = Path(__file__).resolve().parents[2] / "exports"
DRAWN = {".svg", ".png"}
HINT = "differs from what is committed; 'make exports' rewrites it: read the difference first"


def _gallery():
    spec = importlib.util.spec_from_file_location("exports_rebuild", EXPORTS / "rebuild.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return dict(module.gallery())


@pytest.fixture(scope="module")
def rebuilt():
    return _gallery()


def test_the_gallery_holds_what_is_rendered_and_nothing_else(rebuilt):
    paths = [p for p in EXPORTS.glob("*/*") if p.parent.name != "__pycache__"]
    kept = {path.relative_to(EXPORTS).as_posix() for path in paths}
    assert kept == set(rebuilt)


def test_what_is_text_is_the_same_to_the_byte(rebuilt):
    changed = [
        name
        for name, content in rebuilt.items()
        if Path(name).suffix not in DRAWN and (EXPORTS / name).read_bytes() != content
    ]
    assert not changed, HINT


def test_pictures_say_the_same_things(rebuilt):
    changed = [
        name
        for name, content in rebuilt.items()
        if name.endswith(".svg") and _said((EXPORTS / name).read_bytes()) != _said(content)
    ]
    assert not changed, HINT


def test_pictures_for_slides_are_pictures(rebuilt):
    pictures = [name for name in rebuilt if name.endswith(".png")]
    assert pictures
    for content in itertools.chain.from_iterable(
        (rebuilt[name], (EXPORTS / name).read_bytes()) for name in pictures
    ):
        assert content.startswith(b"\x89PNG")
        assert 1500 < int.from_bytes(content[16:20]) < 12000  # wide enough to be read


def test_the_gallery_stays_small_enough_to_clone():
    sizes = {path: path.stat().st_size for path in EXPORTS.glob("*/*")}
    assert sum(size for path, size in sizes.items() if path.suffix in DRAWN) < 3_500_000
    assert sum(sizes.values()) < 5_500_000


def _said(svg: bytes) -> list[tuple[str, str, str]]:
    """Every element's tag, id and words, in order: coordinates move with Graphviz's version."""
    return [
        (element.tag, element.get("id", ""), (element.text or "").strip())
        for element in ET.fromstring(svg).iter()
    ]


def test_the_gallerys_page_shows_everything_in_it(rebuilt):
    page = (EXPORTS / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([a-z][^)]+)\)", page)) == set(rebuilt)
