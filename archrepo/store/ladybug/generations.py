"""The files of a portfolio, and how the next generation takes the place of the current one.

Beside `portfolio.lbug` stand `portfolio.lbug.previous`, the generation before it,
`portfolio.lbug.lock`, and while somebody writes the folder `.portfolio.lbug.next`. A published file
has no log beside it: what the engine left there is stale, and would keep readers out.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

FileMark = tuple[int, int, int, int]
"""What tells a file from every other, and from itself written over."""

_LEFTOVERS = (".wal*", ".shadow*", ".checkpoint*", ".tmp*")


@dataclass(frozen=True, slots=True)
class Generations:
    """The files of the portfolio whose current generation is `current`."""

    current: Path

    @property
    def previous(self) -> Path:
        """The generation before the current one."""
        return self.current.with_name(self.current.name + ".previous")

    @property
    def lock(self) -> Path:
        """The file that keeps a second writer out."""
        return self.current.with_name(self.current.name + ".lock")

    @property
    def workshop(self) -> Path:
        """The folder where the next generation is built."""
        return self.current.with_name(f".{self.current.name}.next")

    def mark(self) -> FileMark:
        """Return what tells the current generation from those before and after it."""
        found = self.current.stat()
        return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def leftovers(self) -> list[Path]:
        """Return the files an engine left beside the current generation: none is needed."""
        folder, name = self.current.parent, self.current.name
        return sorted(path for end in _LEFTOVERS for path in folder.glob(_literal(name) + end))

    @contextmanager
    def building(self) -> Iterator[Path]:
        """Give the path to build a file at, and leave nothing behind but what was published.

        Raises:
            StoreUnavailableError: The folder cannot be written.
        """
        try:
            shutil.rmtree(self.workshop, ignore_errors=True)  # of a writer that was killed
            self.workshop.mkdir(exist_ok=True)  # Windows keeps it while a replaced file is read
            (self.workshop / self.current.name).unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self.current, error) from error
        try:
            yield self.workshop / self.current.name
        finally:
            shutil.rmtree(self.workshop, ignore_errors=True)

    def publish(self, built: Path) -> None:
        """Put a built file in the current one's place, which becomes the previous one.

        Raises:
            StoreUnavailableError: The folder cannot be written; the current one stands.
        """
        try:
            fsync(built)
            for leftover in self.leftovers():
                leftover.unlink(missing_ok=True)
            if self.current.exists():
                kept = self.workshop / "previous"
                _link(self.current, kept)
                self._put(kept, self.previous)
            self._put(built, self.current)
            fsync(self.current.parent)
        except OSError as error:
            raise _unwritable(self.current, error) from error

    def _put(self, made: Path, target: Path) -> None:
        """Give a file made here the name of one that may be there.

        Windows replaces no file that somebody reads, but lets it be moved: whoever reads it goes
        on. Killed between the two moves, the portfolio is the previous generation.
        """
        try:
            made.replace(target)
        except PermissionError:
            if sys.platform != "win32":
                raise
            aside = target.replace(Path(tempfile.mkdtemp(dir=self.workshop), "replaced"))
            try:
                made.replace(target)
            except OSError:
                aside.replace(target)  # the current one stands
                raise


def fsync(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk."""
    if sys.platform == "win32" and path.is_dir():
        return  # it opens no folder, and keeps their lists by itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)
        fsync(target)


def _unwritable(path: Path, error: OSError) -> StoreUnavailableError:
    return StoreUnavailableError(
        f"cannot write in {path.parent}: {error.strerror}",
        hint="check who owns the folder and whether the disk is full; the portfolio is as it was",
    )


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
