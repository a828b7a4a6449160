"""Exports of every engine: the same bytes, and what comes back is the same portfolio."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.registry import read_all
from archrepo.resources.samples import sample_folder
from archrepo.writers.archimate_exchange import write_archimate
from archrepo.writers.csv_folder import write_csv
from archrepo.writers.native_json import write_json
from archrepo.writers.parquet_folder import write_parquet
from archrepo.writers.workbook import write_workbook
from archrepo.writers.yaml_folder import write_yaml
from tests.applying_store import ApplyingStore
from tests.contract.engines import on_newest_server
from tests.readings import load, plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.contract.conftest import Engine

METAMODEL = builtin_metamodel()
WRITERS: dict[str, Callable[..., Any]] = {
    "portfolio.json": write_json,
    "yaml": write_yaml,
    "csv": write_csv,
    "portfolio.xlsx": write_workbook,
    "portfolio.xml": write_archimate,
    "parquet": write_parquet,
}
SOURCE = "sample"


def filled(store: Any) -> Any:
    """Return a store with the sample of the brand and its programmes in it."""
    with sample_folder("marketing", "en") as folder:
        load(store, *read_all([folder], METAMODEL), source=SOURCE)
    return store


def native(store: Any) -> str:
    out = io.StringIO()
    write_json(store, METAMODEL, out)
    return out.getvalue()


def contents(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def reference() -> ApplyingStore:
    return filled(ApplyingStore(METAMODEL))  # type: ignore[no-any-return]


@on_newest_server
def test_every_form_is_the_same_from_every_engine_and_changes_nothing(
    engine: Engine, reference: ApplyingStore, tmp_path: Path
) -> None:
    store: Any = filled(engine.create())
    for name, write in WRITERS.items():
        paths = [tmp_path / where / name for where in ("engine", "reference")]
        for path, held in zip(paths, (store, reference), strict=True):
            path.parent.mkdir(exist_ok=True)
            write(held, METAMODEL, path)
        assert contents(paths[0]) == contents(paths[1]), name
        if name != "parquet":
            again = plan(store, *read_all([paths[0]], METAMODEL), source=SOURCE)
            assert [str(problem) for problem in again.errors] == [], name
            assert not again.nodes, name
            assert not again.relations, name


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "parquet"])
def test_an_export_fills_an_empty_portfolio_with_the_same(
    reference: ApplyingStore, tmp_path: Path, name: str
) -> None:
    WRITERS[name](reference, METAMODEL, tmp_path / name)
    other: Any = ApplyingStore(METAMODEL)
    load(other, *read_all([tmp_path / name], METAMODEL), source=SOURCE)
    assert native(other) == native(reference)
