"""Writes the gallery: what the sample portfolios render to, on fixed days.

    python exports/rebuild.py

`make exports` calls it; the tests call `gallery` and compare with the files beside this one.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archrepo import Portfolio
from archrepo.render.registry import View, render
from archrepo.resources.samples import sample_folder

HERE = Path(__file__).resolve().parent
LOADED = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
TODAY = LOADED.date()
YEAR_END = dt.date(2026, 12, 31)
PIM2_LIVE = dt.date(2027, 3, 31)
NEXT_SUMMER = dt.date(2027, 7, 31)
# A whole map weighs 200 kB as SVG and 300 as DOT: not every form of every map is kept.
MAPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("en", "coverage"): ("text", "dot", "svg", "png"),
    ("en", "lifecycle"): ("text", "svg"),
    ("en", "time"): ("text", "svg"),
    ("en", "redundancy"): ("svg",),
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
    yield from _forms("impact-retire-pim-legacy", report, IMPACT, view)
    if view.lang == "en":
        yield "portfolio.json", portfolio.export_json().encode()


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
