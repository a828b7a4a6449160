"""`kill -9` at any moment of an apply: the old portfolio or the new one, readable, every time."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.store.opening import create_store, open_store
from tests.faults import killed_writer
from tests.plans import batch, put

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 40


def test_a_writer_killed_anywhere_leaves_the_old_or_the_new_portfolio(tmp_path: Path) -> None:
    prepared = tmp_path / "prepared" / "p.lbug"
    store = create_store(str(prepared), builtin_metamodel())
    put(store, killed_writer.OLD, "old")
    old = _held(str(prepared))
    store.apply(killed_writer.changes().plan(), batch("new"))
    store.close()
    new = _held(str(prepared))
    shutil.copyfile(f"{prepared}.previous", prepared)
    assert _held(str(prepared)) == old

    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.faults.killed_writer", "ladybug", "pyarrow.compute"])
    took = max(_killed_after(processes, tmp_path / "whole", prepared, 60.0)[0] for _ in range(2))
    moments = random.Random(3)
    seen = {"old": 0, "new": 0}
    for trial in range(KILLS):
        folder = tmp_path / f"trial-{trial}"
        _, path = _killed_after(processes, folder, prepared, moments.uniform(0, took * 1.05))
        held = _held(path)
        assert held in (old, new), trial
        seen["old" if held == old else "new"] += 1
        if trial % 10 == 0 and held == old:
            store = open_store(path, builtin_metamodel())
            store.apply(killed_writer.changes().plan(), batch("new"))
            store.close()
            assert _held(path) == new
        shutil.rmtree(folder)
    assert seen["old"] > KILLS / 4
    assert seen["old"] + seen["new"] == KILLS


def _killed_after(
    processes: Any, folder: Path, prepared: Path, seconds: float
) -> tuple[float, str]:
    """Let a writer write for so long, then kill it; return how long it was let, and the file."""
    folder.mkdir(exist_ok=True)
    path = shutil.copyfile(prepared, folder / "p.lbug")
    ours, theirs = processes.Pipe()
    writer = processes.Process(target=killed_writer.write, args=(str(path), theirs))
    writer.start()
    assert ours.recv() == "begins"
    began = time.monotonic()
    ours.poll(seconds)
    took = time.monotonic() - began
    writer.kill()  # also right where it is through already
    writer.join()
    ours.close()
    theirs.close()
    return took, str(path)


def _held(path: str) -> list[Any]:
    store = open_store(path, builtin_metamodel())
    try:
        found = []
        for family in killed_writer.FAMILIES:
            table = store.scan(family)
            found.append(table.sort_by(table.column_names[0]).to_pylist())
        return [store.revision(), *found]
    finally:
        store.close()
