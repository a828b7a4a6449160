"""`python -m bench.exchange [TILES]`: what large files cost to a plan, and exports.

A table of 100,000 rows and a model of 15 MB are beside their bare reader library in the same run,
by processor time; exports are beside the native JSON. Sizes are in tiles of 1,000 applications,
10,000 flows and 2,000 scopes.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import alternatives, generator, tables
from bench.measure import archrepo, python

if TYPE_CHECKING:
    from bench.measure import Figure

MODEL_BYTES = 15_000_000
LXML_ONLY = """
import sys
from lxml import etree
print(sum(1 for _ in etree.parse(sys.argv[1]).iter()))
"""
FORMS = ("json", "yaml", "csv", "parquet", "cypher", "archimate", "xlsx")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="id-m"><name>M</name>
"""
_TEXT = "Keeps what its users need and hands it on to those who ask for it, day after day."


def write_model(path: Path, size: int, seed: int = 1) -> None:
    """Write a model of about `size` bytes: functions in trees, components, services, flows."""
    draw = random.Random(seed)
    groups = size // 2_190
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{_HEAD}<elements>\n")
        for n in range(groups):
            for prefix, name in (
                ("f", "BusinessFunction"),
                ("a", "ApplicationComponent"),
                ("s", "ApplicationService"),
                ("d", "DataObject"),
            ):
                out.write(
                    f'<element identifier="id-{prefix}{n}" xsi:type="{name}"><name>{name} {n}'
                    f"</name><documentation>{_TEXT}</documentation></element>\n"
                )
        out.write("</elements>\n<relationships>\n")
        for n in range(groups):
            other = draw.randrange(groups)
            rows = [
                ("Realization", f"a{n}", f"s{n}"),
                ("Serving", f"s{n}", f"f{other}"),
                ("Access", f"a{n}", f"d{other}"),
                ("Flow", f"a{n}", f"a{draw.randrange(groups)}"),
                ("Serving", f"a{n}", f"f{draw.randrange(groups)}"),
            ]
            if n:
                rows.append(("Composition", f"f{draw.randrange(max(0, n - 50), n)}", f"f{n}"))
            for number, (name, source, target) in enumerate(rows):
                out.write(
                    f'<relationship identifier="id-r{n}-{number}" xsi:type="{name}" '
                    f'source="id-{source}" target="id-{target}"><documentation>{_TEXT}'
                    "</documentation></relationship>\n"
                )
        out.write("</relationships></model>\n")


def row(what: str, figure: Figure, beside: str = "") -> None:
    """Print one line of the table."""
    figures = f"{figure.seconds:8.2f} s {figure.cpu:8.2f} s CPU {figure.mebibytes:7.0f} MiB"
    print(f"{what:<50} {figures}  {beside}", flush=True)


def spreadsheets(folder: Path) -> None:
    """Measure a table of 100,000 rows to a plan, and again once it is imported."""
    home = folder / "tables"
    archrepo("init", str(home), runs=1)
    book, text = folder / "applications.xlsx", folder / "applications.csv"
    tables.write_workbook(book)
    tables.write_csv(text)
    for path, bare in ((book, alternatives.CALAMINE_ONLY), (text, alternatives.CSV_ONLY)):
        figure = archrepo("import", str(path), "--dry-run", cwd=home, runs=1)
        reader = python(bare, str(path), runs=1)
        row(f"the bare reader, {path.suffix}", reader)
        row(f"plan of 100,000 rows, {path.suffix}", figure, _ratio(figure, reader))
    archrepo("import", str(text), "--yes", "--quiet", cwd=home, runs=1)
    figure = archrepo("import", str(text), "--dry-run", cwd=home, runs=1)
    row("plan of the same rows, unchanged, .csv", figure, _ratio(figure, reader))


def _ratio(figure: Figure, bare: Figure) -> str:
    return f"{figure.cpu / bare.cpu:.1f} × its bare reader"


def model(folder: Path) -> None:
    """Measure a large model, to a plan."""
    path = folder / "model.xml"
    write_model(path, MODEL_BYTES)
    archrepo("init", str(folder / "empty"), runs=1)
    bare = python(LXML_ONLY, str(path), runs=1)
    row(f"lxml alone, {path.stat().st_size / 1e6:.0f} MB", bare)
    figure = archrepo("import", str(path), "--dry-run", cwd=folder / "empty", runs=1)
    row("plan of it", figure, _ratio(figure, bare))


def exports(folder: Path, tiles: int) -> None:
    """Measure every export of a portfolio."""
    source, home = folder / "portfolio.json", folder / "home"
    generator.write_portfolio(source, tiles)
    archrepo("init", str(home), runs=1)
    archrepo("import", str(source), "--yes", cwd=home, runs=1)
    native = None
    for form in FORMS:
        figure = archrepo("export", form, "-o", f"out-{form}.{form}", cwd=home, runs=1)
        native = native or figure
        beside = f"{figure.seconds / native.seconds:.1f} × json"
        row(f"export {form}, {tiles},000 applications", figure, beside)


def main() -> None:
    tiles = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as scratch:
        spreadsheets(Path(scratch))
        model(Path(scratch))
        exports(Path(scratch), tiles)


if __name__ == "__main__":
    main()
