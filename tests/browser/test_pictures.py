"""Every kind of picture as a browser draws it: all text within its box and within the frame.

Tests of the SVG alone reckon with the widths of a table; here the browser sets the text, in the
fonts it has, and says how large it came out.
"""

from __future__ import annotations

import datetime as dt
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render
from tests.browser.conftest import HOSTILE
from tests.pictures import company

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.conftest import Watched

NOW, LATER = dt.date(2026, 12, 31), dt.date(2028, 6, 30)
ASKED = {
    "marketing": ("pim-legacy", "product-sheet", "buy-online-collect", "target-2028"),
    "hostile": ("pim", "sheet", "buy", "target"),
}
DRAWN: dict[str, Callable[..., Any]] = {
    "capability": lambda p, *_: p.capability_map(at=NOW),
    "heat": lambda p, *_: p.capability_map(at=NOW, heat="cost"),
    "struck": lambda p, app, *_: p.capability_map(
        heat="impact", report=p.impact.retire(app, at=NOW)
    ),
    "folded": lambda p, *_: p.capability_map(at=NOW, depth=0),
    "board": lambda p, *_: p.map_board(at=NOW, to=LATER),
    "landscape": lambda p, *_: p.landscape(at=NOW),
    "expanded": lambda p, *_: p.landscape(at=NOW, expand=["product"]),
    "flows": lambda p, app, *_: p.flow_map(app, at=NOW, hops=2),
    "data": lambda p, _, thing, *__: p.trace(thing, at=NOW),
    "journey": lambda p, *asked: p.journey_map(asked[2], at=NOW),
    "roadmap": lambda p, *_: p.roadmap(at=NOW),
    "impact": lambda p, app, *_: p.impact.retire(app, at=NOW),
    "compare": lambda p, *_: p.map_comparison(at=NOW, to=LATER),
    "sides": lambda p, *_: p.map_comparison(at=NOW, to=LATER, side_by_side=True),
    "time": lambda p, *_: p.time(at=NOW),
    "scenario": lambda p, *asked: p.scenarios.show(asked[3]),
}
MEASURED = """() => {
  const svg = document.querySelector('svg'), frame = svg.getBoundingClientRect(), found = [];
  const within = (x, y, box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  const boxes = [...svg.querySelectorAll('polygon, rect, circle')]
    .filter(shape => !shape.closest('.edge, defs'))
    .map(shape => shape.getBoundingClientRect())
    .filter(box => box.width > 4 && box.height > 4)  // less is a line
    .sort((a, b) => a.width * a.height - b.width * b.height);
  const past = (ink, box) => Math.max(
    box.left - ink.left, box.top - ink.top, ink.right - box.right, ink.bottom - box.bottom);
  for (const text of svg.querySelectorAll('text')) {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const said = text.textContent.trim(), ink = { left, right, top, bottom };
    if (!said || said === '◆') continue;  // a milestone stands where it must, at the end of a bar
    if (!text.hasAttribute('transform')) {  // of its height, what letters take
      const to = text.getScreenCTM(), size = Number(text.getAttribute('font-size')) * to.d;
      const baseline = new DOMPoint(0, text.getAttribute('y')).matrixTransform(to).y;
      ink.top = baseline - 0.72 * size;
      ink.bottom = baseline + 0.2 * size;
    }
    const middle = (ink.top + ink.bottom) / 2;
    const places = [ink.left + 1, (ink.left + ink.right) / 2, ink.right - 1]
      .map(x => boxes.find(box => within(x, middle, box)) || frame);
    const out = Math.max(...[...places, frame].map(box => past(ink, box)));
    if (out > 1) found.push([said, Math.round(out * 10) / 10]);
  }
  return { found, texts: svg.querySelectorAll('text').length };
}"""


@pytest.fixture(scope="module")
def portfolios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Portfolio]]:
    """Return name → portfolio: the sample, and one in which everything has a hostile name."""
    folder = tmp_path_factory.mktemp("drawn")
    with (
        Portfolio.create(folder / "marketing", sample="marketing") as sample,
        Portfolio.create(folder / "hostile") as hostile,
    ):
        hostile.plan(_hostile()).apply()
        yield {"marketing": sample, "hostile": hostile}


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("kind", DRAWN)
def test_all_text_is_within_its_box(
    kind: str,
    name: str,
    portfolios: dict[str, Portfolio],
    watch: Callable[..., Watched],
    tmp_path: Path,
) -> None:
    result = DRAWN[kind](portfolios[name], *ASKED[name])
    told = _measured(result, watch, tmp_path)
    assert told["texts"] > 3
    assert told["found"] == []


def test_text_that_is_too_wide_is_found(
    portfolios: dict[str, Portfolio], watch: Callable[..., Watched], tmp_path: Path
) -> None:
    result = portfolios["marketing"].capability_map(at=NOW)
    told = _measured(result, watch, tmp_path, ('font-size="8.00"', 'font-size="13"'))
    assert len(told["found"]) > 50


def _measured(
    result: Any,
    watch: Callable[..., Watched],
    folder: Path,
    instead: tuple[str, str] = ("", ""),
) -> Any:
    drawn = render(result, "svg", View(lang="fr"))
    text = drawn.decode() if isinstance(drawn, bytes) else drawn
    file = folder / "picture.svg"
    file.write_text(text.replace(*instead) if instead[0] else text, encoding="utf-8")
    page = watch().page
    page.goto(file.as_uri())
    return page.evaluate(MEASURED)


def _hostile() -> Iterator[dict[str, Any]]:
    made = company(islice(cycle(HOSTILE), 60))
    for node in made.nodes:
        yield {"kind": node.kind, "id": node.id, **node.values}
    for relation in made.relations:
        ends = {"from": relation.from_id, "to": relation.to_id}
        yield {"type": relation.type, **ends, **relation.values}
