"""Brings a portfolio in from a program, and asks what retiring an application does.

Run it anywhere: `python docs/import_portfolio.py [FOLDER]`. It works on a new portfolio in FOLDER,
else in a temporary folder; give `Portfolio.open` the URL of a Neo4j server to work on that.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from archrepo import Portfolio
from archrepo.domain.entities import Application, DataObject, Flow, Node, Person, Scope
from archrepo.domain.relations import (
    Accesses,
    Carries,
    Covers,
    Emits,
    Feeds,
    Relation,
    ResponsibleFor,
)

# Rows come from anywhere: here as entities, which an editor completes and checks ...
ENTITIES: list[Node | Relation] = [
    Scope(id="catalogue", name="Online catalogue", criticality="MISSION_CRITICAL"),
    Scope(id="references", name="Product reference", criticality="BUSINESS_CRITICAL"),
    Application(id="pim", name="PIM", active=date(2014, 3, 1)),
    Application(id="shop", name="Web shop", criticality="MISSION_CRITICAL"),
    DataObject(id="product-sheet", name="Product sheet"),
    Flow(id="sheets", name="Product sheets", mode="BATCH", frequency="DAILY"),
    Person(id="a-owner", name="Owner of the shop", email="shop@example.org"),
    Covers(from_id="pim", to_id="references", level="FULL", role="PRIMARY"),
    Covers(from_id="shop", to_id="catalogue", level="FULL", role="PRIMARY"),
    Accesses(from_id="pim", to_id="product-sheet", role="MASTER"),
    Emits(from_id="pim", to_id="sheets"),
    Feeds(from_id="sheets", to_id="shop"),
    Carries(from_id="sheets", to_id="product-sheet"),
    ResponsibleFor(from_id="a-owner", to_id="shop", role="BUSINESS_OWNER"),
]

# ... and here as mappings, such as a query of another system returns.
MAPPINGS = [
    {"kind": "Application", "id": "erp", "name": "ERP"},
    {"type": "RUNS_ON", "from": "shop", "to": "erp", "valid_to": "2025-12-31"},
]


def main(folder: Path) -> None:
    """Make a portfolio in `folder`, bring the rows in, print an impact and write the export."""
    with Portfolio.create(folder) as portfolio:
        proposal = portfolio.plan([*ENTITIES, *MAPPINGS], source="inventory")
        for problem in proposal.diagnostics:
            print(problem)
        batch = proposal.apply()
        print(f"applied {proposal.counts} as {batch.id.rpartition('-')[0][:8]}…")

        again = portfolio.plan([*ENTITIES, *MAPPINGS], source="inventory")
        print(f"a second time: {again.counts}")

        report = portfolio.impact.retire("pim", at=date(2026, 12, 31))
        print(f"retiring the PIM is {report.verdict}:")
        for line in report.lines:
            print(f"  {line.final:8} {line.name}: {line.effect} ({line.rule})")

        portfolio.export_json(folder / "portfolio.json")

    with Portfolio.open(folder) as portfolio:
        print([node["name"] for node in portfolio.list("application").nodes])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary) / "portfolio")
