"""Files written whole or not at all, and values in the order of every export."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Attribute


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a file to write beside `path`; it takes the place of `path` once written.

    Raises:
        ConfigError: If the folder is not there or cannot be written.
    """
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
