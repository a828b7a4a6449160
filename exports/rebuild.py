"""Writes the gallery: what the sample portfolios render to, on fixed days.

    python exports/rebuild.py

`make exports` calls it; the tests call `gallery` and compare with the files beside this one.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archrepo import Portfolio
from archrepo.render.registry import View, render
from archrepo.resources.samples import sample_folder

HERE = Path(__file__).resolve().parent
LOADED = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
TODAY = LOADED.date()
YEAR_END = dt.date(2026, 12, 31)
PIM2_LIVE = dt.date(2027, 3, 31)
TARGET = dt.date(2028, 6, 30)
NEXT_SUMMER = dt.date(2027, 7, 31)
# A whole map weighs 200 kB as SVG and 300 as DOT: not every form of every map is kept.
MAPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("en", "coverage"): ("text", "dot", "svg", "png"),
    ("en", "lifecycle"): ("text", "svg"),
    ("en", "time"): ("text", "svg"),
    ("en", "cost"): ("svg",),
    ("en", "technical_fit"): ("text",),
    ("fr", "coverage"): ("text", "svg"),
    ("fr", "lifecycle"): ("text",),
    ("fr", "time"): ("text", "dot", "svg"),
    ("fr", "functional_fit"): ("text",),
}
IMPACT = ("table", "markdown", "json")
SUFFIXES = {"text": "txt", "table": "txt", "markdown": "md", "dot": "gv"}
SAMPLES = (("marketing", "en"), ("marketing", "fr"), ("worked-example", "en"))

Export = tuple[str, bytes]


def gallery() -> Iterator[Export]:
    """Yield (path below this folder, content) of everything in it, sample by sample."""
    for sample, lang in SAMPLES:
        folder = f"{sample}-{lang}" if lang != "en" else sample
        with tempfile.TemporaryDirectory() as scratch:
            made = Portfolio.create(Path(scratch) / "portfolio", language=lang)
            with made as portfolio, sample_folder(sample, lang) as source:
                readings = portfolio.read_files([source])
                for reading in readings:
                    reading.file = source.name  # the batch's id holds it: no path of this machine
                proposal = portfolio.propose(readings, source=f"sample-{sample}")
                proposal.apply(actor="archrepo", now=LOADED)
                renders = _worked_example if sample == "worked-example" else _marketing
                for name, content in renders(portfolio, View(lang=lang, width=100)):
                    yield f"{folder}/{name}", content


def _marketing(portfolio: Portfolio, view: View) -> Iterator[Export]:
    for (lang, heat), forms in MAPS.items():
        if lang == view.lang:
            drawn = portfolio.capability_map(at=TODAY, heat=heat)
            yield from _forms(f"capability-map-{heat}", drawn, forms, view)
    product = portfolio.capability_map(at=NEXT_SUMMER, domain="product", heat="lifecycle")
    yield from _forms(f"product-lifecycle-{NEXT_SUMMER}", product, ("text", "svg"), view)
    report = portfolio.impact.retire("pim-legacy", at=YEAR_END)
    yield from _forms("impact-retire-pim-legacy", report, (*IMPACT, "svg"), view)
    struck = portfolio.capability_map(heat="impact", report=report)
    yield from _forms("impact-on-the-map", struck, ("svg",), view)
    yield from _pictures(portfolio, view)
    dossier = portfolio.projects.onboard("catalogue-360", at=YEAR_END)
    yield from _forms("dossier-catalogue-360", dossier, ("markdown",), view)
    if view.lang == "en":
        yield "portfolio.json", portfolio.export_json().encode()


def _pictures(portfolio: Portfolio, view: View) -> Iterator[Export]:
    """Yield one of each picture; the French ones on a dark ground."""
    view = replace(view, width=80, theme="dark" if view.lang == "fr" else "light")
    board = portfolio.map_board(at=YEAR_END, to=TARGET, to_plan="all")
    yield from _forms("board", board, ("svg", "png", "text"), view)
    roadmap = portfolio.roadmap(at=YEAR_END, plan="all")
    yield from _forms("roadmap", roadmap, ("svg", "text"), view)
    journey = portfolio.journey_map("buy-online-collect", at=dt.date(2028, 3, 1), plan="all")
    yield from _forms("journey-buy-online-collect", journey, ("svg", "text"), view)
    flows = portfolio.flow_map("pim-legacy", at=YEAR_END)
    yield from _forms("flows-pim-legacy", flows, ("svg", "text"), view)
    data = portfolio.trace("product-sheet", at=YEAR_END)
    yield from _forms("data-product-sheet", data, ("svg",), view)
    landscape = portfolio.landscape(at=YEAR_END)
    yield from _forms("landscape", landscape, ("svg", "text"), view)
    if view.lang == "en":
        compared = portfolio.map_comparison(at=YEAR_END, to=TARGET, plan="all")
        yield from _forms("compare-2028-06-30", compared, ("svg", "text"), view)


def _worked_example(portfolio: Portfolio, view: View) -> Iterator[Export]:
    drawn = portfolio.capability_map(at=TODAY)
    yield from _forms("capability-map-coverage", drawn, ("text", "dot", "svg"), view)
    for day in (YEAR_END, PIM2_LIVE):
        report = portfolio.impact.retire("pim1", at=day)
        yield from _forms(f"impact-retire-pim1-{day}", report, IMPACT, view)
    yield "portfolio.json", portfolio.export_json().encode()


def _forms(name: str, result: object, forms: tuple[str, ...], view: View) -> Iterator[Export]:
    for form in forms:
        content = render(result, form, view)
        if isinstance(content, str):
            content = content.encode()
        yield f"{name}.{SUFFIXES.get(form, form)}", content


def main() -> None:
    """Write the gallery, and remove from its folders what it no longer holds."""
    written = set()
    for name, content in gallery():
        target = HERE / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
        written.add(target)
        sys.stdout.write(f"{len(content):>9} {name}\n")
    for folder in {target.parent for target in written}:
        for stale in set(folder.iterdir()) - written:
            stale.unlink()


if __name__ == "__main__":
    main()
