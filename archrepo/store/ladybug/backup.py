"""Copies of a portfolio's file, made and brought back, each in one step or not at all."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from archrepo.errors import (
    ConflictError,
    QueryError,
    StoreUnavailableError,
)
from archrepo.store.catalog import statement
from archrepo.store.ladybug.engine import Database, check_file, restore_hint
from archrepo.store.ladybug.generations import Generations, fsync
from archrepo.store.ladybug.lock import writer_lock

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME_A_BACKUP = (
    "name a file that 'archrepo db backup' wrote; 'archrepo import' reads files of other forms"
)


def backup(current: Path, target: Path, *, replace: bool = False) -> Path:
    """Copy the current generation to `target` (into it, where it is a folder); return the copy.

    Raises:
        ConflictError: There is such a file already, and it is not to be replaced.
        StoreUnavailableError: The portfolio cannot be read, or the copy not written.
    """
    _revision(current)
    target = target / current.name if target.is_dir() else target
    if target.exists() and not replace:
        raise ConflictError(f"{target} exists already", hint="name another file")
    if target.absolute() == current.absolute():
        raise ConflictError(f"{target} is the portfolio itself", hint="name another file")
    with _failing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.{uuid4().hex}")
        try:
            shutil.copyfile(current, half)
            fsync(half)
            half.replace(target)
            fsync(target.parent)
        finally:
            half.unlink(missing_ok=True)
    return target


def restore(current: Path, source: Path | None = None, timeout: float = 15.0) -> str:
    """Bring back the previous generation, or the backup `source`; return its revision.

    What was current becomes the previous generation, even when it cannot be read any more, so that
    a restore can be undone by another.

    Raises:
        StoreUnavailableError: There is nothing to restore, or it cannot be read or written.
        StoreLockedError: Somebody else is writing.
    """
    generations = Generations(current.absolute())
    origin = restorable(current, source)
    revision = _revision(origin)
    with writer_lock(generations.lock, timeout), generations.building() as built:
        with _failing(built):
            shutil.copyfile(origin, built)
        generations.publish(built)
    return revision


def restorable(current: Path | None, source: Path | None) -> Path:
    """Return the backup `source`, seen to be one, or the generation before `current`.

    Raises:
        StoreUnavailableError: There is none, or it is no portfolio.
    """
    if source is None:
        if current is None or not (kept := Generations(current.absolute()).previous).exists():
            raise StoreUnavailableError(
                f"there is no previous generation of {current}", hint="name a backup to restore"
            )
        return kept
    try:
        _revision(source)
    except StoreUnavailableError as error:
        if error.hint != restore_hint(source):
            raise
        raise StoreUnavailableError(error.message, hint=_NAME_A_BACKUP) from error
    return source


def _revision(path: Path) -> str:
    check_file(path)
    database = Database(path)
    try:
        rows = database.rows(statement("store.portfolio", "ladybug"))
    except QueryError:  # it has no such table
        rows = []
    finally:
        database.close()
    if not rows:
        raise StoreUnavailableError(
            f"{path} is not a portfolio of archrepo", hint=restore_hint(path)
        )
    return str(rows[0]["revision"])


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailableError(
            f"cannot write {path}: {error.strerror}", hint="check its folder and the space left"
        ) from error
