"""Where tests write: in memory, where the system has a folder there with room enough.

Tests write thousands of small files that nobody reads again, and servers sync each change; waiting
for a disk was a third of their time. `TMPDIR` names another place.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    import pytest

_MEMORY = Path("/dev/shm")
_NAME = "archrepo-tests-"  # then the process they are of
_ROOM = 4 * 1024**3  # bytes: a whole run takes a fourth of it


def in_memory(config: pytest.Config) -> None:
    """Have this process and those it starts write there, and clear up when the tests are over."""
    if "TMPDIR" in os.environ or not _has_room():
        return
    for left in _MEMORY.glob(f"{_NAME}*"):  # by runs that were killed
        process = left.name.split("-")[2]
        if process.isdecimal() and not psutil.pid_exists(int(process)):
            shutil.rmtree(left, ignore_errors=True)
    folder = tempfile.mkdtemp(prefix=f"{_NAME}{os.getpid()}-", dir=_MEMORY)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def for_all_runs() -> Path:
    """Return where that is written which other runs may use after this one, such as a server's."""
    folder = Path(tempfile.gettempdir())
    return folder.parent if folder.name.startswith(_NAME) else folder


def _has_room() -> bool:
    """Return whether programs may be run from there, too, as tests of packages do."""
    if not os.access(_MEMORY, os.W_OK):
        return False
    found = os.statvfs(_MEMORY)
    return found.f_bavail * found.f_frsize >= _ROOM and not found.f_flag & os.ST_NOEXEC
