"""Writes a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from archrepo.errors import ConfigError


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, replacing what was there only once all is written.

    Raises:
        ConfigError: It cannot be written there.
    """
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise ConfigError(f"cannot write '{path}': it is a folder", hint="name a file in it")
        _write_through(path, data)  # a pipe or a device is written, not replaced
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as exc:
        raise _unwritable(path, exc) from exc
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as exc:
        Path(temporary).unlink(missing_ok=True)
        raise _unwritable(path, exc) from exc


def _write_through(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise _unwritable(path, exc) from exc


def _unwritable(path: Path, exc: OSError) -> ConfigError:
    hint = "does its folder exist?" if isinstance(exc, FileNotFoundError) else "choose another"
    return ConfigError(f"cannot write '{path}': {exc.strerror or exc}", hint=hint)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
