"""The Python API for scripts that hold py2neo subgraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import py2neo

from archrepo import Portfolio

if TYPE_CHECKING:
    from pathlib import Path


def test_a_subgraph_becomes_a_plan_and_a_part_becomes_a_subgraph(tmp_path: Path):
    crm = py2neo.Node("Application", id="crm", name="CRM")
    sales = py2neo.Node("Scope", id="sales", name="Sales")
    covers = py2neo.Relationship(crm, "COVERS", sales, level="FULL")
    with Portfolio.create(tmp_path / "p") as portfolio:
        proposal = portfolio.plan_subgraph(covers)
        assert proposal.counts == {"NEW": 3}
        proposal.apply()
        part = portfolio.subgraph(ids=["crm", "sales"])
    assert {node["name"] for node in part.nodes} == {"CRM", "Sales"}
    (relation,) = part.relationships
    assert (type(relation).__name__, relation["level"]) == ("COVERS", "FULL")
