"""`python -m bench [TILES …]`: prints the figures; sizes are in tiles of 1,000 applications."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from bench import alternatives, exchange, generator, impacts, sites
from bench.measure import Figure, archrepo, output, process, python

ANALYSES = (
    "coverage matrix",
    "coverage gaps",
    "coverage overlaps",
    "coverage without t0-a0",
    "data matrix",
    "data register",
    "data circulation",
    "legacy",
    "obsolescence",
    "roadmap",
    "map time",
    "freshness report",
)
NOOP = (sys.executable, "-c", "pass")


def row(what: str, figure: Figure, beside: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:<58} {figure.seconds:8.2f} s {figure.mebibytes:7.0f} MiB  {beside}", flush=True)


def startup() -> None:
    bare = process(*NOOP)
    row("python -c pass", bare)
    for argument in ("--version", "--help"):
        figure = archrepo(argument)
        row(f"archrepo {argument}", figure, f"{figure.seconds / bare.seconds:.1f} × bare Python")


def portfolio(folder: Path, tiles: int) -> Path:
    """Make, import and measure a portfolio; return its folder."""
    source = folder / f"{tiles}.json"
    generator.write_portfolio(source, tiles)
    home = folder / f"p{tiles}"
    archrepo("init", str(home), runs=1)
    figure = archrepo("import", str(source), "--yes", cwd=home, runs=1)
    parse = python(alternatives.JSON_ONLY, str(source), runs=1)
    ratio = f"{figure.seconds / parse.seconds:.1f} × json.load alone"
    row(f"import {tiles},000 applications to a published store", figure, ratio)
    return home


def impacts_of(homes: dict[int, Path]) -> None:
    """Measure impacts on portfolios of each size, embedded and on a server."""
    for tiles, home in homes.items():
        ours = impacts.retirements(str(home), "embedded", tiles)
        impacts.others(str(home), "embedded", tiles)
        print(alternatives.LEFT_OUT, flush=True)
        store = str(home / ".archrepo" / "portfolio.lbug")
        impacts.beside_naive(store, "embedded", tiles, ours)
        impacts.beside_networkx(home, tiles, ours)
        impacts.on_server(home, tiles)
    impacts.processes(homes)


def checks(homes: dict[int, Path]) -> None:
    """Measure every rule on a portfolio of each size."""
    base: Figure | None = None
    for tiles, home in homes.items():
        command = ("check", "--fail-on", "BLOCKER", "--at", "2026-12-31", "-o", "check.json")
        figure = archrepo(*command, cwd=home, runs=3 if tiles < 100 else 1)
        base = base or figure
        beside = f"{figure.seconds / base.seconds:.1f} × the one of {min(homes)},000"
        row(f"check, {tiles},000 applications, {tiles * 10},000 flows", figure, beside)


def analyses(homes: dict[int, Path]) -> None:
    """Measure every analysis of a whole portfolio in one process, against the smallest size.

    Beside them stands what a script pays before its first question: networkx filled from the same
    export.
    """
    base: dict[str, float] = {}
    for tiles, home in homes.items():
        told = json.loads(output(sys.executable, "-m", "bench.analyses", home))
        for name, cost in told["analyses"].items():
            ratio = f"{cost['busy'] / base.setdefault(name, cost['busy']):.1f} × the smallest"
            beside = f"busy {cost['busy']:.2f} s, {ratio}"
            row(f"{name}, {tiles},000 applications", Figure(cost["seconds"], 0), beside)
        total, busy = (sum(c[k] for c in told["analyses"].values()) for k in ("seconds", "busy"))
        source = home.parent / f"{tiles}.json"
        graph = python(alternatives.NETWORKX_REACHABILITY, source, generator.MEDIAN, runs=1)
        ratio = f"{total / graph.seconds:.1f} × filling networkx"
        beside = f"busy {busy:.2f} s, {busy / base.setdefault('all', busy):.1f} × the smallest"
        figure = Figure(total, told["mebibytes"])
        row(f"all of them, {tiles},000 applications", figure, f"{beside}, {ratio}")


def commands(home: Path) -> None:
    """Measure the same analyses as a user starts them, start and reading included."""
    for command in ANALYSES:
        arguments = (*command.split(), "--at", "2026-12-31", "--json", "--output", "out.json")
        row(f"archrepo {command}, 1,000 applications", archrepo(*arguments, cwd=home, runs=1))
    matrix = ("coverage", "matrix", "--output", "matrix.xlsx")
    row("coverage matrix 1,000 × 2,000 as a workbook", archrepo(*matrix, cwd=home, runs=1))


def site(home: Path) -> None:
    """Measure the site of a portfolio, and its opening."""
    figure, size = sites.written(home)
    row("site, 1,000 applications, 10,000 flows", figure, f"{size:.1f} MB")
    if times := sites.opened(home):
        row("that site shown in a browser", Figure(times[0], 0))
        row("a first search in it", Figure(times[1], 0))


def capability_map(folder: Path) -> None:
    """Measure the map of 600 leaf scopes and 900 chips."""
    nodes: list[dict[str, object]] = []
    relations: list[dict[str, object]] = []
    for d in range(10):
        nodes.append({"kind": "Domain", "id": f"d{d}", "name": f"Gestion du domaine {d}"})
        for p in range(6):
            parent = f"d{d}p{p}"
            nodes.append({"kind": "Scope", "id": parent, "name": f"Pilotage des activités {p}"})
            relations.append({"type": "CONTAINS", "from": f"d{d}", "to": parent})
            for s in range(10):
                leaf = f"{parent}s{s}"
                name = f"Orchestrer la promesse de livraison {s}"
                nodes.append({"kind": "Scope", "id": leaf, "name": name})
                relations.append({"type": "CONTAINS", "from": parent, "to": leaf})
                for c in range(1 + s % 2):
                    app = f"a{(d * 60 + p * 10 + s + c) % 120}"
                    relations.append({"type": "COVERS", "from": app, "to": leaf, "level": "FULL"})
    nodes += [
        {"kind": "Application", "id": f"a{n}", "name": f"Application {n}"} for n in range(120)
    ]
    source = folder / "map.json"
    body = {"schema": "archrepo/portfolio/1", "nodes": nodes, "relations": relations}
    source.write_text(json.dumps(body), encoding="utf-8")
    home = folder / "map"
    archrepo("init", str(home), runs=1)
    archrepo("import", str(source), "--yes", cwd=home, runs=1)
    for fmt in ("svg", "png", "text"):
        command = ("map", "capability", "--format", fmt, "--output", f"map.{fmt}")
        row(f"map capability, 600 leaf scopes, 900 chips, {fmt}", archrepo(*command, cwd=home))


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or [1, 10, 100]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        startup()
        capability_map(folder)
        exchange.spreadsheets(folder)
        exchange.model(folder)
        exchange.exports(folder, min(sizes))
        homes = {tiles: portfolio(folder, tiles) for tiles in sizes}
        impacts_of(homes)
        checks(homes)
        analyses(homes)
        if 1 in homes:
            commands(homes[1])
            site(homes[1])


if __name__ == "__main__":
    main()
