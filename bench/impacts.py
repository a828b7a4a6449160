"""Impacts at scale: inside a process, beside the query and the program everyone writes first."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import alternatives, generator
from bench.measure import Figure, archrepo, output

if TYPE_CHECKING:
    from tests.neo4j.server import Server

CROSSING = "t1-a0"
"""A hub whose flows lead to every tile but the first; there is one from three tiles on."""

_TARGETS = (
    ("leaf", generator.LEAF),
    ("median, 5 rare objects", generator.RARE),
    ("median, common objects", generator.MEDIAN),
    ("hub", generator.HUB),
)
_REACHES = (6, 10)
"""Relations the naive query follows: three flows and five; the hub's answer goes over six."""
_HEAPS = {100: 8}
"""Tiles → GiB of heap for a server that is to hold them; one does for fewer."""


@dataclass(frozen=True)
class Inside:
    """What an impact costs in a process that has started already."""

    first: float
    fastest: float
    busy: float
    mebibytes: float
    lines: int


def inside(url: str, event: str, target: str) -> Inside:
    """Return what one event costs on the portfolio at `url`."""
    told = output(sys.executable, "-m", "bench.inside", url, event, target)
    return Inside(**json.loads(told))


def say(what: str, seconds: float, mebibytes: float, beside: str = "") -> None:
    """Print one line of the table."""
    print(f"{what:<62} {seconds:8.3f} s {mebibytes:7.0f} MiB  {beside}", flush=True)


def retirements(url: str, engine: str, tiles: int) -> dict[str, Inside]:
    """Measure retiring a leaf, median applications and hubs."""
    targets = [*_TARGETS, *([("crossing hub", CROSSING)] if tiles > 2 else [])]
    found = {}
    for name, target in targets:
        found[name] = told = inside(url, "retire", target)
        beside = f"busy {told.busy:.3f} s, first {told.first:.3f} s, {told.lines} lines"
        say(f"{engine}, {tiles},000: retire, {name}", told.fastest, told.mebibytes, beside)
    return found


def others(url: str, engine: str, tiles: int) -> None:
    """Measure other questions about the median application and one of its objects."""
    for event, target in (
        ("outage", generator.MEDIAN),
        ("earliest", generator.MEDIAN),
        ("trace", "t0-o20"),
    ):
        told = inside(url, event, target)
        beside = f"busy {told.busy:.3f} s, first {told.first:.3f} s"
        what = "common object" if event == "trace" else "median, common objects"
        say(f"{engine}, {tiles},000: {event}, {what}", told.fastest, told.mebibytes, beside)


def beside_naive(url: str, engine: str, tiles: int, ours: dict[str, Inside]) -> None:
    """Measure the naive Cypher on the same store: as far as people let it go, and further."""
    code = {"embedded": alternatives.NAIVE_EMBEDDED, "Neo4j": alternatives.NAIVE_NEO4J}[engine]
    for reach in _REACHES:
        for name, target in _TARGETS:
            text = alternatives.NAIVE_CYPHER[engine].replace("$reach", str(reach))
            told = json.loads(output(sys.executable, "-c", code, url, target, text))
            ended = f"{told['found']} reached by {told['paths']} paths"
            if told["found"] is None:
                ended = "interrupted, no answer"
            ratio = f"{told['seconds'] / ours[name].fastest:.2f} × ours; {ended}"
            what = f"naive *1..{reach} Cypher, {engine}, {tiles},000: {name}"
            say(what, told["seconds"], told["mebibytes"], ratio)


def beside_networkx(home: Path, tiles: int, ours: dict[str, Inside]) -> None:
    """Measure networkx on the same facts, filled first."""
    source = home.parent / f"{tiles}.json"
    targets = [target for _, target in _TARGETS]
    code = alternatives.NETWORKX_REACHABILITY
    told = json.loads(output(sys.executable, "-c", code, source, *targets))
    for name, target in _TARGETS:
        reached, seconds = told["reached"][target]
        both = told["loaded"] + seconds
        ratio = f"{both / ours[name].fastest:.1f} × ours; {reached} nodes, {seconds:.3f} s of it"
        say(f"networkx, loaded first, {tiles},000: {name}", both, told["mebibytes"], ratio)


def processes(homes: dict[int, Path]) -> None:
    """Measure whole commands, start included, on portfolios of each size."""
    for name, target in _TARGETS:
        for tiles, home in homes.items():
            command = ("impact", "retire", target, "--at", "2026-12-31", "--json")
            figure = archrepo(*command, cwd=home, runs=3)
            say(f"archrepo impact retire, {name}, {tiles},000", figure.seconds, figure.mebibytes)


def on_server(home: Path, tiles: int) -> None:
    """Measure the same on a Neo4j started as the tests start it; say so where there is none."""
    from tests.neo4j import server

    heap = _HEAPS.get(tiles, 1)
    try:
        with server.own(heap=heap) as leased:
            copied = _fill(home, leased)
            what = f"copy into a Neo4j of {heap} GiB heap, {tiles},000"
            say(what, copied.seconds, copied.mebibytes)
            ours = retirements(leased.url, "Neo4j", tiles)
            others(leased.url, "Neo4j", tiles)
            beside_naive(leased.url, "Neo4j", tiles, ours)
    except server.NoServerError as reason:
        print(f"Neo4j: none to be had ({reason})", flush=True)


def _fill(home: Path, leased: Server) -> Figure:
    """Copy a portfolio into the server, and let the processes started here log in there."""
    os.environ["ARCHREPO_NEO4J_USER"] = leased.user
    os.environ["ARCHREPO_NEO4J_PASSWORD"] = leased.password
    return archrepo("db", "copy", "--to", leased.url, cwd=home, runs=1)
