"""Many changes at once load the embedded file afresh: with the same result as few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.store.opening import create_store
from tests.contract.contents import contents, of
from tests.plans import PlanBuilder, batch, node, put, relation

if TYPE_CHECKING:
    from pathlib import Path

MANY = 11_000


def test_a_portfolio_loaded_and_changed_in_bulk(tmp_path: Path) -> None:
    store = create_store(str(tmp_path / "p.lbug"), builtin_metamodel())
    applications = [node("Application", f"a{n}", users_count=n) for n in range(MANY)]
    scopes = [node("Scope", f"s{n}") for n in range(100)]
    covers = [
        relation("COVERS", application, scopes[n % 100], level="FULL")
        for n, application in enumerate(applications)
    ]
    put(store, [*applications, *scopes, *covers], "1")
    assert contents(store) == of([*applications, *scopes, *covers])

    changes = PlanBuilder("1").remove(*covers[:100], *applications[:100])
    for n, application in enumerate(applications[100:]):
        changes.update(application, name=f"é{n}", users_count=None)
    for cover in covers[100:]:
        changes.update(cover, level="PARTIAL")
    store.apply(changes.plan(), batch("2"))
    found = contents(store)
    assert len(found) == 2 * (MANY - 100) + 100
    assert found["Application:a100"].values == {"name": "é0"}
    assert found[covers[100].key].values == {"level": "PARTIAL"}
    assert found["Scope:s0"] == scopes[0]
    store.close()
