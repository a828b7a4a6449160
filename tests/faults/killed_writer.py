"""A writer in a process of its own, which a test kills while it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.store.opening import open_store
from tests.plans import Facts, PlanBuilder, batch, node, relation

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

APPLICATIONS = [node("Application", f"a{n}", description="old") for n in range(30)]
SCOPES = [node("Scope", f"s{n}") for n in range(30)]
COVERS = [relation("COVERS", a, s, level="FULL") for a, s in zip(APPLICATIONS, SCOPES, strict=True)]
OLD: Facts = [*APPLICATIONS, *SCOPES, *COVERS]
FAMILIES = ("Application", "Scope", "COVERS", "ChangeBatch")


def changes() -> PlanBuilder:
    """Return a plan that adds, updates and removes nodes and relations."""
    builder = PlanBuilder("old")
    for n in range(10):
        builder.update(APPLICATIONS[n], description="new").update(COVERS[n], level="PARTIAL")
        builder.remove(COVERS[29 - n], SCOPES[29 - n])
        added = node("Application", f"b{n}", description="new")
        builder.add(added, relation("COVERS", added, SCOPES[n], level="FULL"))
    return builder


def write(path: str, ready: Connection) -> None:
    """Apply the plan to the portfolio at `path`, having said that it begins."""
    store = open_store(path, builtin_metamodel())
    plan, applied = changes().plan(), batch("new")
    ready.send("begins")
    store.apply(plan, applied)
    store.close()
    ready.send("done")
