"""The rules of the catalogue that no file can pass, each on the smallest file that breaks it."""

from __future__ import annotations

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.planning import ImportOptions, plan_changes
from archrepo.readers.registry import read_all
from tests.applying_store import ApplyingStore

FILES = {
    "ID-01": (
        "domains: [{id: x, name: X}]\nscopes: [{id: x, name: Y}]",
        "domains: [{id: x, name: X}]\nscopes: [{id: y, name: Y}]",
    ),
    "ID-02": ("applications: [{criticality: MISSION_CRITICAL}]", "applications: [{name: A}]"),
    "ST-01": (
        "scopes: [{id: a, name: A, parent: b}, {id: b, name: B, parent: a}]",
        "scopes: [{id: a, name: A, parent: b}, {id: b, name: B}]",
    ),
    "ST-02": (
        "scopes: [{id: a, name: A, parent: nowhere}]",
        "domains: [{id: nowhere, name: N}]\nscopes: [{id: a, name: A, parent: nowhere}]",
    ),
    "ST-03": (
        "domains: [{id: d, name: D}, {id: e, name: E}]\n"
        "scopes: [{id: a, name: A, parent: d}, {id: a, name: A, parent: e}]",
        "domains: [{id: d, name: D}, {id: e, name: E}]\n"
        "scopes: [{id: a, name: A, parent: d}, {id: b, name: B, parent: e}]",
    ),
    "ST-06": (
        "applications: [{id: a, name: A, covers: [{scope: nowhere}]}]",
        "scopes: [{id: nowhere, name: N}]\n"
        "applications: [{id: a, name: A, covers: [{scope: nowhere}]}]",
    ),
    "ST-07": (
        '{"schema": "archrepo/portfolio/1", "nodes": [{"kind": "Application", "id": "a",'
        ' "name": "A"}], "relations": [{"type": "COVERS", "from": "a", "to": "a"}]}',
        '{"schema": "archrepo/portfolio/1", "nodes": [{"kind": "Application", "id": "a",'
        ' "name": "A"}, {"kind": "Scope", "id": "s", "name": "S"}],'
        ' "relations": [{"type": "COVERS", "from": "a", "to": "s"}]}',
    ),
    "LC-01": (
        "applications: [{id: a, name: A, active: 2027-01-01, retired: 2026-12-31}]",
        "applications: [{id: a, name: A, active: 2026-01-01, retired: 2026-12-31}]",
    ),
}


@pytest.mark.parametrize("code", sorted(FILES))
def test_a_file_that_breaks_the_rule_is_refused_and_its_twin_is_not(code, tmp_path) -> None:
    wrong, right = FILES[code]
    assert code in errors(wrong, tmp_path)
    assert errors(right, tmp_path) == set()


def test_a_renamed_node_is_pointed_out(tmp_path) -> None:
    store = ApplyingStore(builtin_metamodel())
    first = planned("applications: [{id: a, name: Old CRM}]", tmp_path, store)
    from archrepo.importing.applying import apply_plan
    from tests.readings import NOW

    apply_plan(first, store, actor="tester", now=NOW)
    again = planned("applications: [{id: a, name: OLD crm}]", tmp_path, store)
    assert "ID-05" not in {d.code for d in again.diagnostics}
    renamed = planned("applications: [{id: a, name: Pricing}]", tmp_path, store)
    assert "ID-05" in {d.code for d in renamed.diagnostics}


def errors(text, folder) -> set[str]:
    plan = planned(text, folder, ApplyingStore(builtin_metamodel()))
    return {d.code for d in plan.errors}


def planned(text, folder, store):
    file = folder / ("facts.json" if text.startswith("{") else "facts.yaml")
    file.write_text(text, encoding="utf-8")
    readings = read_all([file], builtin_metamodel())
    return plan_changes(readings, store, builtin_metamodel(), ImportOptions())
