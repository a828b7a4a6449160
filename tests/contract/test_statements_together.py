"""The embedded engine answers around many ids at once as it does one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.store.catalog import statement, statement_names
from archrepo.store.ladybug import store
from tests.contract.engines import embedded_only

if TYPE_CHECKING:
    import pytest

    from archrepo.domain.ports import GraphStore, Row


def around_each(store: GraphStore) -> dict[str, list[Row]]:
    """Return what every statement around ids, a limit for each id aside, tells of all nodes."""
    ids = [
        row["id"]
        for kind in (
            "Application",
            "Module",
            "Scope",
            "DataObject",
            "Flow",
            "Project",
            "Technology",
            "Domain",
            "Organisation",
            "Person",
            "Milestone",
        )
        for row in store.scan(kind).select(["id"]).to_pylist()
    ]
    named = [statement(name, "ladybug") for name in statement_names("ladybug")]
    return {
        asked.name: store.around(asked.name, ids)
        for asked in named
        if asked.around and set(asked.params) == {"id"}
    }


@embedded_only
def test_many_ids_at_once_tell_what_they_tell_one_by_one(
    whole_store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "is_worth", lambda *_: False)
    alone = around_each(whole_store)
    monkeypatch.setattr(store, "is_worth", lambda *_: True)
    assert around_each(whole_store) == alone
    assert sum(map(len, alone.values())) > 100
