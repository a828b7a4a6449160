"""Writes one file whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.errors import ConfigError
from archrepo.writers.output import cannot_write, replacing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`; what was there is replaced once all is written.

    Raises:
        ConfigError: It cannot be written there.
    """
    if path.exists() and not path.is_file():
        try:  # a pipe or a device is written to, never replaced
            path.write_bytes(data)
        except OSError as error:
            raise cannot_write(path, error) from error
        return
    with replacing(path) as part:
        part.write_bytes(data)


def checked_suffix(path: Path, suffixes: tuple[str, ...], hint: str) -> None:
    """Refuse a name that says something else than what is written.

    Raises:
        ConfigError: It ends in none of `suffixes`.
    """
    if path.suffix.lower() not in suffixes:
        raise ConfigError(f"'{path}' is not named as what is written", hint=hint)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into `folder`, made if need be, each whole or not at all.

    Raises:
        ConfigError: One of them cannot be written.
    """
    for name, data in files:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(path.parent, error) from error
        write_file(path, data)
