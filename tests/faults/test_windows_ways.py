"""What Windows refuses, refused here: locks of its own, no open file replaced, no folder synced."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import StoreLockedError, StoreUnavailableError
from archrepo.store.ladybug.backup import restore
from archrepo.store.ladybug.lock import writer_lock
from archrepo.store.opening import create_store, open_store
from tests.contract.contents import contents, of
from tests.plans import node, put

fcntl = pytest.importorskip("fcntl")
pytest.importorskip("ladybug")  # before it believes in Windows, too
OPEN_FILES = Path("/proc/self/fd")
pytestmark = pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="tells no open files")
METAMODEL = builtin_metamodel()
CRM, PIM = node("Application", "crm"), node("Application", "pim")


@pytest.fixture(autouse=True)
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the calls the store uses behave as they do there."""
    locks = ModuleType("msvcrt")
    vars(locks)["LK_NBLCK"] = 2

    def locking(handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        assert os.lseek(handle, 0, os.SEEK_CUR) > 1 << 20, "what is locked cannot be read"
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(13, "Permission denied") from None

    vars(locks)["locking"] = locking
    replace, fsync = Path.replace, os.fsync

    def is_open(path: Path) -> bool:
        return path.exists() and any(
            link.exists() and link.samefile(path) for link in OPEN_FILES.iterdir()
        )

    def replaced(self: Path, target: Path) -> Path:
        if is_open(Path(target)):
            raise PermissionError(13, "Access is denied")
        return replace(self, target)

    def synced(handle: int) -> None:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise PermissionError(13, "Permission denied")
        fsync(handle)

    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.delattr(os, "pwrite")


def test_it_is_written_while_others_read(tmp_path: Path) -> None:
    path = tmp_path / "p.lbug"
    store = create_store(str(path), METAMODEL)
    put(store, [CRM], "1")
    reader = open_store(str(path), METAMODEL)
    put(store, [PIM], "2")
    assert dict(contents(store)) == of([CRM, PIM])
    assert dict(contents(reader)) == of([CRM]), "whoever reads goes on with what was there"
    put(store, [node("Application", "erp")], "3")
    store.close()
    reader.close()
    assert restore(path) == "2"
    again = open_store(str(path), METAMODEL)
    assert dict(contents(again)) == of([CRM, PIM])
    again.close()
    assert {p.name for p in tmp_path.iterdir()} == {"p.lbug", "p.lbug.previous", "p.lbug.lock"}


def test_what_cannot_be_put_in_place_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.lbug"
    store = create_store(str(path), METAMODEL)
    put(store, [CRM], "1")
    reader = open_store(str(path), METAMODEL)
    replace, kept_out = Path.replace, []

    def replaced(self: Path, target: Path) -> Path:
        if self.name == path.name and Path(target) == path:  # as a scanner of viruses does
            kept_out.append(self)
            raise PermissionError(13, "Access is denied")
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replaced)
        with pytest.raises(StoreUnavailableError):
            put(store, [PIM], "2")
    assert len(kept_out) == 2, "it was tried again once the old file was out of the way"
    reader.close()
    store.close()
    again = open_store(str(path), METAMODEL)
    assert dict(contents(again)) == of([CRM])
    again.close()


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "p.lbug.lock"
    with (
        writer_lock(lock, 1.0),
        pytest.raises(StoreLockedError, match=f"process {os.getpid()} on"),
        writer_lock(lock, 0.1),
    ):
        pass
    with writer_lock(lock, 0.1):
        pass
