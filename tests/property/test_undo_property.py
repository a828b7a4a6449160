"""Any portfolio: applied twice it changes nothing more, taken back it is as it was."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.applying import apply_plan
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.importing.undoing import plan_undo
from archrepo.importing.withdrawing import Mode
from archrepo.readers.registry import read
from archrepo.writers.native_json import write_json
from tests.applying_store import ApplyingStore
from tests.memory_store import MemoryStore
from tests.readings import NOW, rows
from tests.strategies import Portfolio, portfolios

if TYPE_CHECKING:
    from archrepo.domain.changes import Plan

METAMODEL = builtin_metamodel()


def exported(store: ApplyingStore) -> str:
    out = io.StringIO()
    write_json(store, METAMODEL, out)
    return out.getvalue()


def planned(portfolio: Portfolio, store: ApplyingStore, source: str) -> Plan:
    """Return what a portfolio's JSON would change; what breaks a rule of imports is set aside."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "portfolio.json")
        write_json(MemoryStore(METAMODEL, portfolio.nodes, portfolio.relations), METAMODEL, file)
        options = ImportOptions(source=source, rejects=True)
        return plan_changes([read(file, METAMODEL)], store, METAMODEL, options)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios(), portfolios())
def test_undo_gives_back_what_stood_and_a_second_import_changes_nothing(
    first: Portfolio, second: Portfolio
) -> None:
    store = ApplyingStore(METAMODEL)
    apply_plan(planned(first, store, "first"), store, actor="tester", now=NOW)
    before = exported(store)
    changes = planned(second, store, "second")
    apply_plan(changes, store, actor="tester", now=NOW)
    assert planned(second, store, "second").is_empty
    after = exported(store)
    for expected in (before, after, before):
        undo = plan_undo(store.revision(), store, METAMODEL)
        assert undo.diagnostics == ()
        apply_plan(undo, store, actor="tester", now=NOW)
        assert exported(store) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios())
def test_a_source_that_states_nothing_any_more_leaves_nothing(portfolio: Portfolio) -> None:
    store = ApplyingStore(METAMODEL)
    apply_plan(planned(portfolio, store, "only"), store, actor="tester", now=NOW)
    before, imported = exported(store), len(store.batches)
    stating = {s for n in store.nodes for s in n.values["sources"]}  # type: ignore[union-attr]
    stating |= {s for r in store.relations for s in r.values["sources"]}  # type: ignore[union-attr]
    for source in sorted(stating):
        options = ImportOptions(source=source, mode=Mode.REPLACE, allowed_removals=10_000)
        nothing = plan_changes([rows()], store, METAMODEL, options)
        apply_plan(nothing, store, actor="tester", now=NOW)
    for source in sorted(stating):  # nodes that others held are free once those let go
        options = ImportOptions(source=source, mode=Mode.REPLACE, allowed_removals=10_000)
        apply_plan(
            plan_changes([rows()], store, METAMODEL, options), store, actor="tester", now=NOW
        )
    assert (store.nodes, store.relations) == ([], [])
    for _ in range(len(store.batches) - imported):
        last = next(b for b in reversed(store.batches) if not b.undone_at and "undo" not in b.name)
        apply_plan(plan_undo(last.id, store, METAMODEL), store, actor="tester", now=NOW)
    assert exported(store) == before
