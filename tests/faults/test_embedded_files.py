"""What befalls files: missing, damaged, left over, unwritable, a full disk, a second writer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from textwrap import dedent

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ArchrepoError, ConflictError, StoreLockedError, StoreUnavailableError
from archrepo.store.ladybug.backup import backup, restore
from archrepo.store.opening import create_store, open_store
from tests.contract.contents import contents, of
from tests.plans import Facts, PlanBuilder, batch, node, put, relation

CRM, SALES = node("Application", "crm"), node("Scope", "sales")
FACTS: Facts = [CRM, SALES, relation("COVERS", CRM, SALES)]
METAMODEL = builtin_metamodel()
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with two generations."""
    path = tmp_path_factory.mktemp("prepared") / "p.lbug"
    store = create_store(str(path), METAMODEL)
    put(store, FACTS, "1")
    put(store, [node("Application", "pim")], "2")
    store.close()
    return path


@pytest.fixture
def path(tmp_path: Path, prepared: Path) -> Path:
    copied = shutil.copytree(prepared.parent, tmp_path / "portfolio")
    return copied / "p.lbug"


def read(path: Path) -> dict[str, object]:
    store = open_store(str(path), METAMODEL)
    try:
        return dict(contents(store))
    finally:
        store.close()


def beside(path: Path) -> set[str]:
    return {p.name for p in path.parent.iterdir()}


TWO: Facts = [*FACTS, node("Application", "pim")]


def test_nothing_but_the_generations_and_the_lock_is_left(path: Path) -> None:
    assert beside(path) == {"p.lbug", "p.lbug.previous", "p.lbug.lock"}


@pytest.mark.parametrize("name", ["none.lbug", "no/such/folder/p.lbug", "."])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(str(tmp_path / name), METAMODEL)
    assert caught.value.hint
    assert caught.value.exit_code == 4


def test_a_missing_file_with_a_previous_generation_points_to_it(path: Path) -> None:
    path.unlink()
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(str(path), METAMODEL)
    assert "db restore" in str(caught.value.hint)
    assert restore(path) == "1"
    assert read(path) == of(FACTS)


@pytest.mark.parametrize("content", [b"", b"hello\n", os.urandom(64_000), b"\0" * 65_536])
def test_a_file_that_is_something_else_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.lbug"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(str(path), METAMODEL)
    assert str(path) in caught.value.message
    assert "cut short" not in caught.value.message
    assert "db restore FILE" in str(caught.value.hint), "no generation stands beside it"
    assert path.read_bytes() == content


def test_a_file_cut_short_anywhere_is_told_or_reads_whole(path: Path) -> None:
    whole = path.read_bytes()
    expected = of(TWO)
    told, hints = 0, set()
    for size in [*range(0, len(whole), len(whole) // 40), len(whole) - 1, len(whole) - 4096]:
        path.write_bytes(whole[:size])
        try:
            found = read(path)
        except StoreUnavailableError as error:
            hints.add(error.hint)
            told += 1
        else:
            assert found == expected, size
    assert told > 35
    assert hints == {"'archrepo db restore' brings the previous generation back"}
    assert restore(path) == "1"
    assert read(path) == of(FACTS)


def test_another_ladybug_file_is_not_a_portfolio(tmp_path: Path) -> None:
    import ladybug

    path = tmp_path / "other.lbug"
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE NODE TABLE Other(id STRING PRIMARY KEY)")
        connection.execute("CHECKPOINT")
    with pytest.raises(StoreUnavailableError, match="not a portfolio"):
        open_store(str(path), METAMODEL)


def test_logs_left_beside_the_file_are_told_and_go_with_the_next_generation(path: Path) -> None:
    for end in (".wal", ".shadow"):
        path.with_name(path.name + end).write_bytes(b"left over")
    with pytest.raises(StoreUnavailableError) as caught:
        open_store(str(path), METAMODEL)
    assert "p.lbug.shadow, p.lbug.wal" in caught.value.message
    assert restore(path) == "1"
    assert beside(path) == {"p.lbug", "p.lbug.previous", "p.lbug.lock"}
    assert read(path) == of(FACTS)


def test_a_workshop_of_a_killed_writer_is_cleared(path: Path) -> None:
    workshop = path.with_name(".p.lbug.next")
    workshop.mkdir()
    (workshop / "p.lbug").write_bytes(b"half")
    store = open_store(str(path), METAMODEL)
    put(store, [node("Application", "dam")], "3")
    store.close()
    assert beside(path) == {"p.lbug", "p.lbug.previous", "p.lbug.lock"}


def test_a_reader_keeps_its_view_while_others_write(path: Path) -> None:
    reader, writer = open_store(str(path), METAMODEL), open_store(str(path), METAMODEL)
    put(writer, [node("Application", "dam")], "3")
    writer.apply(PlanBuilder("3").remove(FACTS[2]).plan(), batch("4"))
    assert contents(reader) == of(TWO)
    assert reader.revision() == "2"
    assert read(path) == of([CRM, SALES, node("Application", "pim"), node("Application", "dam")])
    reader.close()
    writer.close()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreUnavailableError) as caught:
        create_store(str(tmp_path / "file" / "p.lbug"), METAMODEL)
    assert caught.value.hint
    store = open_store(str(path), METAMODEL)
    shutil.rmtree(path.parent)
    with pytest.raises(StoreUnavailableError) as caught:
        put(store, [node("Application", "dam")], "3")
    assert caught.value.hint
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_be_read_and_not_written(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        store = open_store(str(path), METAMODEL)
        assert store.user_query("MATCH (s:Scope) RETURN s.id", {}).rows == [["sales"]]
        with pytest.raises(StoreUnavailableError):
            put(store, [node("Application", "dam")], "3")
        store.close()
    finally:
        path.parent.chmod(0o755)


def test_creating_where_a_portfolio_is_is_refused(path: Path) -> None:
    with pytest.raises(ConflictError):
        create_store(str(path), METAMODEL)
    assert read(path) == of(TWO)


def test_a_full_disk_leaves_the_portfolio_as_it_was(path: Path) -> None:
    """Files of this process may grow only so far: from nothing to just short of enough."""
    sizes = (0, 4096, 100_000, path.stat().st_size - 4096, path.stat().st_size + 4096)
    for size in sizes:
        done = _run(
            f"""
            import resource, signal
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            store = open_store({str(path)!r}, METAMODEL)
            resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
            try:
                put(store, [node("Application", f"n{{i}}", description="x" * 900)
                            for i in range(3000)], "3")
            except StoreUnavailableError as error:
                print("refused", bool(error.hint))
            """
        )
        assert done.stdout == "refused True\n", (size, done)
        assert read(path) == of(TWO)
        assert beside(path) == {"p.lbug", "p.lbug.previous", "p.lbug.lock"}


def test_a_second_writer_waits_or_says_who_writes(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _script(_HOLD.format(lock=str(path) + ".lock"))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    store = open_store(str(path), METAMODEL, timeout=0.2)
    with pytest.raises(StoreLockedError) as caught:
        put(store, [node("Application", "dam")], "3")
    assert f"process {holder.pid} on " in caught.value.message
    assert "since 20" in caught.value.message
    store.close()

    patient = open_store(str(path), METAMODEL, timeout=30)
    threading.Timer(0.5, holder.kill).start()
    began = time.monotonic()
    put(patient, [node("Application", "dam")], "3")
    assert time.monotonic() - began >= 0.4
    holder.wait()
    holder.stdout.close()
    patient.close()


def test_the_lock_of_a_dead_process_keeps_nobody_out(path: Path) -> None:
    lock = path.with_name("p.lbug.lock")
    lock.write_text('{"pid": 1, "host": "elsewhere", "since": "2020-01-01T00:00:00+00:00"}')
    store = open_store(str(path), METAMODEL, timeout=0.1)
    put(store, [node("Application", "dam")], "3")
    assert lock.read_text() == ""
    store.close()


def test_two_writers_at_once_one_is_told_to_plan_again(path: Path) -> None:
    outcomes: list[str] = []

    def write(name: str) -> None:
        store = open_store(str(path), METAMODEL, timeout=30)
        try:
            store.apply(PlanBuilder("2").add(node("Application", name)).plan(), batch(name))
            outcomes.append("done")
        except ConflictError:
            outcomes.append("conflict")
        finally:
            store.close()

    writers = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(outcomes) == ["conflict", "conflict", "conflict", "done"]
    assert len(read(path)) == len(TWO) + 1


def test_a_backup_is_a_portfolio_and_comes_back(path: Path, tmp_path: Path) -> None:
    kept = backup(path, tmp_path / "kept" / "monday.lbug")
    assert read(kept) == of(TWO)
    with pytest.raises(ConflictError):
        backup(path, kept)
    with pytest.raises(ConflictError):
        backup(path, path)
    store = open_store(str(path), METAMODEL)
    store.apply(PlanBuilder("2").remove(FACTS[2], SALES).plan(), batch("3"))
    store.close()
    assert restore(path, kept) == "2"
    assert read(path) == of(TWO)
    assert restore(path) == "3"
    assert len(read(path)) == 2
    assert beside(kept) == {"monday.lbug"}


def test_what_cannot_be_restored_changes_nothing(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.lbug"
    broken.write_bytes(path.read_bytes()[: 4096 * 3])
    for source in (broken, tmp_path / "none.lbug"):
        with pytest.raises(StoreUnavailableError):
            restore(path, source)
    path.with_name("p.lbug.previous").unlink()
    with pytest.raises(StoreUnavailableError, match="no previous generation"):
        restore(path)
    assert read(path) == of(TWO)


def test_a_closed_store_says_so(path: Path) -> None:
    store = open_store(str(path), METAMODEL)
    store.close()
    store.close()
    with pytest.raises(ArchrepoError, match="closed"):
        store.revision()


def test_nothing_is_printed_and_no_thread_is_left(path: Path) -> None:
    done = _run(
        f"""
        import threading
        store = open_store({str(path)!r}, METAMODEL)
        put(store, [node("Application", "dam")], "3")
        store.read("find.names"); store.user_query("MATCH (a) RETURN a", {{}}); store.close()
        assert threading.active_count() == 1
        """
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


_HOLD = """
    import time
    from pathlib import Path
    from archrepo.store.ladybug.lock import writer_lock
    with writer_lock(Path({lock!r}), 5):
        print("held", flush=True)
        time.sleep(60)
"""


def _script(body: str) -> str:
    return (
        "from archrepo.domain.metamodel import builtin_metamodel\n"
        "from archrepo.errors import *\n"
        "from archrepo.store.opening import create_store, open_store\n"
        "from tests.plans import *\n"
        "METAMODEL = builtin_metamodel()\n"
    ) + dedent(body)


def _run(body: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _script(body)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
