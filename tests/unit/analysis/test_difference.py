"""What changed between two moments, all in all."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.analysis.difference import difference_between, difference_since
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError, NotFoundError
from archrepo.importing.applying import apply_plan
from archrepo.render.registry import View, render
from tests.applying_store import ApplyingStore
from tests.readings import NOW, plan, rows

METAMODEL = builtin_metamodel()


@pytest.fixture
def store() -> ApplyingStore:
    """Return a store to which three batches were applied, a day after each other."""
    made = ApplyingStore(METAMODEL)
    steps = (
        [("Application", {"id": "crm", "name": "CRM"}), ("Scope", {"id": "sales", "name": "S"})],
        [
            ("Application", {"id": "crm", "disposition": "INVEST"}),
            ("Application", {"id": "dam", "name": "DAM"}),
            ("COVERS", "dam", "sales", {}),
        ],
        [("Application", {"id": "crm", "disposition": "MIGRATE", "run_cost": 3})],
    )
    for number, facts in enumerate(steps):
        day = NOW + dt.timedelta(days=number)
        apply_plan(plan(made, rows(*facts)), made, actor="tester", now=day)
    return made


def test_changes_of_several_batches_are_told_as_one(store) -> None:
    first = store.batches[0].id
    found = difference_between(store, METAMODEL, first)
    assert found.counts == {"NEW": 2, "UPDATE": 1}
    [crm] = [change for change in found.nodes if change.id == "crm"]
    assert {f.name: (f.old, f.new) for f in crm.fields} == {
        "disposition": (None, "MIGRATE"),
        "run_cost": (None, 3.0),
    }
    assert [batch.id for batch in found.batches] == [batch.id for batch in store.batches[1:]]


def test_a_second_batch_ends_it(store) -> None:
    first, second, third = (batch.id for batch in store.batches)
    [crm] = [c for c in difference_between(store, METAMODEL, first, second).nodes if c.id == "crm"]
    assert [(f.old, f.new) for f in crm.fields] == [(None, "INVEST")]
    assert difference_between(store, METAMODEL, third).counts == {}
    with pytest.raises(ConfigError, match="came before"):
        difference_between(store, METAMODEL, third, first)
    with pytest.raises(NotFoundError):
        difference_between(store, METAMODEL, "nothing")


def test_since_a_day(store) -> None:
    everything = difference_since(store, METAMODEL, NOW.date())
    assert (everything.after, everything.counts) == (None, {"NEW": 4})
    last = difference_since(store, METAMODEL, NOW.date() + dt.timedelta(days=2))
    assert last.counts == {"UPDATE": 1}
    assert difference_since(store, METAMODEL, NOW.date() + dt.timedelta(days=9)).counts == {}


def test_another_source_of_the_same_is_no_change(store) -> None:
    third = store.revision()
    again = plan(store, rows(("Application", {"id": "crm", "run_cost": 3})), source="other")
    apply_plan(again, store, actor="tester", now=NOW)
    assert difference_between(store, METAMODEL, third).nodes == ()


def test_it_reads_as_a_note(store) -> None:
    found = difference_between(store, METAMODEL, store.batches[0].id)
    note = str(render(found, "markdown", View()))
    assert note.startswith("# What changed from 2026-11-25 to 2026-11-26 (2 batches)\n")
    assert "**+ 2 added, ~ 1 changed**" in note
    assert "## Applications\n\n- `~` Application CRM (crm)\n  - Disposition: — → Migrate" in note
    assert "- `+` DAM (dam) covers S (sales)" in note
    shown = str(render(found, "table", View(lang="fr")))
    assert "Ce qui a changé du 25/11/2026 au 26/11/2026 (2 lots)" in shown


def test_several_batches_of_a_day_are_told_by_name(store) -> None:
    last, moment = store.revision(), NOW + dt.timedelta(days=5)
    for facts in (("zz", "Achats"), ("aa", "Éditique")), (("mm", "Dépôt"), ("bb", "zone 2")):
        changed = rows(*(("Application", {"id": i, "name": name}) for i, name in facts))
        apply_plan(plan(store, changed), store, actor="tester", now=moment)
    found = difference_between(store, METAMODEL, last)
    assert [change.name for change in found.nodes] == ["Achats", "Dépôt", "Éditique", "zone 2"]
    assert "Ce qui a changé le 29/11/2026 (2 lots)" in str(
        render(found, "table", View(lang="fr"))
    ).replace("\u00a0", " ")
