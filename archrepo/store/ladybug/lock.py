"""One writer at a time: a lock file beside the portfolio, which says who holds it.

The kernel's lock on the file decides, not its content: it goes with the process that holds it,
however that process ends, so a dead writer never keeps others out.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import socket
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archrepo.errors import StoreLockedError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.05
_FAR = 1 << 30  # what is locked on Windows, where nobody can read a locked byte


@contextmanager
def writer_lock(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock file `path`, waiting up to `timeout` seconds for whoever holds it.

    Raises:
        StoreLockedError: It is still held; the message says by whom.
        StoreUnavailableError: The folder cannot be written.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreUnavailableError(
            f"cannot write in {path.parent}: {error.strerror}",
            hint="check who owns the folder, and that it is not mounted read-only",
        ) from None
    try:
        _acquire(handle, path, time.monotonic() + timeout)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its holder's name
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, _myself())
        yield
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _acquire(handle: int, path: Path, deadline: float) -> None:
    while not _locked(handle):
        if time.monotonic() >= deadline:
            raise StoreLockedError(
                f"somebody else is writing to the portfolio: {_holder(path)}",
                hint="try again when that is done, or wait longer (setting 'timeout')",
            )
        time.sleep(_PAUSE)


def _locked(handle: int) -> bool:
    """Lock an open file unless another has; return whether it is ours."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _myself() -> bytes:
    since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}).encode()


def _holder(path: Path) -> str:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return f"process {held['pid']} on {held['host']}, since {held['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return f"the lock is {path}"
