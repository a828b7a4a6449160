"""Files written whole or not at all, and values in the order of every export."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from archrepo.errors import ConfigError, ConflictError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Attribute


_MOST_LOOKED_AT = 20_000  # files in a folder: no export stands among so many


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a file to write beside `path`; it takes the place of `path` once written.

    Raises:
        ConfigError: If it is a folder, or the folder is not there or cannot be written.
    """
    if path.is_dir():
        raise ConfigError(f"cannot write '{path}': it is a folder", hint="name a file in it")
    part = path.with_name(f"{path.name}.part")
    try:
        part.touch()
        try:
            yield part
            os.replace(part, path)  # noqa: PTH105 - one call on every system
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from None


@contextmanager
def filling(folder: Path, names: Collection[str], *, replace: bool) -> Iterator[Path]:
    """Yield an empty folder to write files into; they go to `folder` together once written.

    Files of these names that an earlier export left go: they are replaced, or there is nothing to
    say of them any more.

    Args:
        folder: Where the files are to stand; it is made if need be.
        names: Names that files of this export may have; all with one suffix.
        replace: Whether an earlier export may be replaced.

    Raises:
        ConflictError: The folder holds other files of the kind, or an export not to be replaced.
        ConfigError: It cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_holdings(folder, names, replace=replace)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as scratch:
            yield Path(scratch)
            written = {path.name for path in Path(scratch).iterdir()}
            for name in sorted(written):
                os.replace(Path(scratch, name), folder / name)  # noqa: PTH105 - see above
        for name in set(names) - written:
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def _check_holdings(folder: Path, names: Collection[str], *, replace: bool) -> None:
    suffixes = {Path(name).suffix for name in names}
    every = list(islice(folder.rglob("*"), _MOST_LOOKED_AT + 1))
    if len(every) > _MOST_LOOKED_AT:
        raise ConflictError(
            f"{folder}: holds more than {_MOST_LOOKED_AT:,} files",
            hint="export to an empty folder",
        )
    found = sorted(
        path.relative_to(folder) for path in every if path.suffix in suffixes and path.is_file()
    )
    strangers = [path for path in found if str(path) not in names]
    if strangers:
        raise ConflictError(
            f"{folder}: holds {strangers[0]}, which this export would not replace",
            hint="export to an empty folder",
        )
    if found and not replace:
        raise ConflictError(
            f"{folder}: holds an export already, {len(found):,} files",
            hint="add --replace, or export to another folder",
        )


def cannot_write(path: Path, error: OSError) -> ConfigError:
    """Return the error for a file or folder that cannot be written."""
    reason = error.strerror or type(error).__name__
    return ConfigError(f"{path}: cannot be written: {reason}", hint="give another path")


def in_order(
    values: Values, attributes: Mapping[str, Attribute], without: frozenset[str]
) -> Iterator[tuple[Attribute, Value]]:
    """Yield attribute and value in the metamodel's order."""
    for name, attribute in attributes.items():
        if name in values and name not in without:
            yield attribute, values[name]
