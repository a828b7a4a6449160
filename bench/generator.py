"""Seeded portfolios of any size, as native JSON.

A portfolio is made of tiles of 1,000 applications, 2,000 scopes and 10,000 flows. Tile 0 is the
same in every size, and nothing outside it touches it: an impact in it must cost the same whatever
stands around. From tile 1 on, hubs exchange with applications of every other tile.

Thirty common objects are each carried by hundreds of flows all over the tile. Thirty-five rare ones
each go round among five applications by ten flows, so that each of their applications has as many
flows as the median one, over five rare objects. The last applications of a tile have no flow.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATIONS, SCOPES, FLOWS, OBJECTS, RARE_OBJECTS = 1_000, 2_000, 10_000, 30, 35
INTEGRATED = 950
AROUND_OBJECT, FLOWS_OF_OBJECT = 5, 10  # applications and flows of a rare object
TECHNOLOGIES = 60
HUBS = 3
LEAF, RARE, MEDIAN, HUB = "t0-a990", "t0-a965", "t0-a600", "t0-a0"
Fact = dict[str, Any]

_CRITICALITIES = (
    "ADMINISTRATIVE",
    "BUSINESS_OPERATIONAL",
    "BUSINESS_CRITICAL",
    "MISSION_CRITICAL",
)
_MODES = ("SYNC", "ASYNC", "BATCH", "FILE")


def write_portfolio(path: Path, tiles: int, seed: int = 1) -> None:
    """Write a portfolio of `tiles` tiles to `path`, a fact a line."""
    with path.open("w", encoding="utf-8") as out:
        out.write('{"schema": "archrepo/portfolio/1",\n "nodes": [\n  ')
        _write(out, (fact for tile in range(tiles) for fact in _nodes(tile, seed)))
        out.write('\n ],\n "relations": [\n  ')
        _write(out, (fact for tile in range(tiles) for fact in _relations(tile, tiles, seed)))
        out.write("\n ]}\n")


def _write(out: Any, facts: Iterator[Fact]) -> None:
    for number, fact in enumerate(facts):
        out.write((",\n  " if number else "") + json.dumps(fact))


def _nodes(tile: int, seed: int) -> Iterator[Fact]:
    draw = random.Random(f"{seed}-{tile}-nodes")
    yield {"kind": "Domain", "id": f"t{tile}-d", "name": f"Domain {tile}"}
    for n in range(SCOPES):
        criticality = draw.choice(_CRITICALITIES)
        yield {
            "kind": "Scope",
            "id": f"t{tile}-s{n}",
            "name": f"Scope {tile}.{n}",
            "criticality": criticality,
        }
    for n in range(APPLICATIONS):
        yield {
            "kind": "Application",
            "id": f"t{tile}-a{n}",
            "name": f"Application {tile}.{n}",
            "criticality": draw.choice(_CRITICALITIES),
            "active": f"{draw.randint(2005, 2025)}-01-01",
            "disposition": draw.choice(("TOLERATE", "INVEST", "MIGRATE", "ELIMINATE")),
            "run_cost": float(draw.randint(10, 900) * 1000),
            "description": "Keeps what its users need and hands it on to those who ask for it.",
        }
    for n in range(OBJECTS + RARE_OBJECTS):
        yield {"kind": "DataObject", "id": f"t{tile}-o{n}", "name": f"Object {tile}.{n}"}
    for n in range(TECHNOLOGIES):
        yield {"kind": "Technology", "id": f"t{tile}-k{n}", "name": f"Technology {tile}.{n}"}
    for n in range(FLOWS):
        yield {
            "kind": "Flow",
            "id": f"t{tile}-f{n}",
            "name": f"Flow {tile}.{n}",
            "mode": draw.choice(_MODES),
        }


def _relations(tile: int, tiles: int, seed: int) -> Iterator[Fact]:
    draw = random.Random(f"{seed}-{tile}-relations")
    yield from _coverage(tile, draw)
    yield from _flows(tile, tiles, draw)


def _coverage(tile: int, draw: random.Random) -> Iterator[Fact]:
    for n in range(SCOPES):
        # One scope in ten is a parent of the nine that follow it; all hang under the domain.
        parent = f"t{tile}-d" if n % 10 == 0 else f"t{tile}-s{n - n % 10}"
        yield {"type": "CONTAINS", "from": parent, "to": f"t{tile}-s{n}"}
        for position, app in enumerate(draw.sample(range(APPLICATIONS), 2)):
            yield {
                "type": "COVERS",
                "from": f"t{tile}-a{app}",
                "to": f"t{tile}-s{n}",
                "level": draw.choice(("FULL", "PARTIAL", "MARGINAL")),
                "role": "SECONDARY" if position else "PRIMARY",
            }
    for n in range(APPLICATIONS):
        for technology in draw.sample(range(TECHNOLOGIES), 3):
            yield {
                "type": "USES_TECH",
                "from": f"t{tile}-a{n}",
                "to": f"t{tile}-k{technology}",
            }


def _flows(tile: int, tiles: int, draw: random.Random) -> Iterator[Fact]:
    """Yield flows: a ring through half of the integrated applications, hubs, others, rare ones."""
    integrated = range(INTEGRATED)
    ring = INTEGRATED // 2
    common = FLOWS - RARE_OBJECTS * FLOWS_OF_OBJECT
    for n in range(common):
        if n < ring:
            source, target = f"t{tile}-a{n}", f"t{tile}-a{(n + 1) % ring}"
        elif n % 20 < HUBS:
            source, target = f"t{tile}-a{n % 20}", f"t{tile}-a{draw.choice(integrated)}"
            if tile and tiles > 2 and n % 2:
                other = draw.randint(1, tiles - 1)
                target = f"t{other}-a{draw.choice(integrated)}"
        else:
            a, b = draw.sample(integrated, 2)
            source, target = f"t{tile}-a{a}", f"t{tile}-a{b}"
        # Nine flows in ten carry one of half of the common objects.
        half = OBJECTS // 2
        carried = draw.randrange(half, OBJECTS) if draw.random() < 0.9 else draw.randrange(half)
        yield from _flow(f"t{tile}-f{n}", source, target, f"t{tile}-o{carried}")
    for n in range(FLOWS - common):
        rare = n // FLOWS_OF_OBJECT
        circle = [INTEGRATED + (rare + k) % RARE_OBJECTS for k in range(AROUND_OBJECT)]
        a, b = draw.sample(circle, 2)
        carried = OBJECTS + rare
        yield from _flow(
            f"t{tile}-f{common + n}", f"t{tile}-a{a}", f"t{tile}-a{b}", f"t{tile}-o{carried}"
        )


def _flow(flow: str, source: str, target: str, carried: str) -> Iterator[Fact]:
    yield {"type": "EMITS", "from": source, "to": flow}
    yield {"type": "FEEDS", "from": flow, "to": target}
    yield {"type": "CARRIES", "from": flow, "to": carried}
