"""A plan applied is a batch of its own, however fast they follow each other."""

from __future__ import annotations

from archrepo.domain.entities import ChangeBatch
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes
from tests.applying_store import ApplyingStore
from tests.readings import NOW, rows

METAMODEL = builtin_metamodel()


def applied(*before: ChangeBatch) -> ChangeBatch:
    store = ApplyingStore(METAMODEL)
    store.batches = list(before)
    plan = plan_changes([rows()], store, METAMODEL, ImportOptions())
    return apply_plan(plan, store, actor="tester", now=NOW)


def test_no_two_batches_of_one_second_have_one_id() -> None:
    last = applied()
    next_one = applied(last)
    same_second = ChangeBatch(**{**last.model_dump(), "id": next_one.id})
    found = applied(same_second, last)
    assert found.id not in (last.id, next_one.id)
    assert found.id.rpartition("-")[0] == next_one.id.rpartition("-")[0]
    assert found == applied(same_second, last)
