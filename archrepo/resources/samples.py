"""The sample portfolios shipped in `models/samples/`: folders of YAML, some in two languages."""

from __future__ import annotations

import contextlib
from importlib.resources import as_file
from typing import TYPE_CHECKING

from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError
from archrepo.resources import resource_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path


def sample_names() -> list[str]:
    """Return the names of the samples, sorted."""
    return sorted(item.name for item in _samples().iterdir() if item.is_dir())


def check_sample(name: str) -> None:
    """Do nothing where there is such a sample.

    Raises:
        ConfigError: There is none of that name; the hint names the nearest.
    """
    names = sample_names()
    if name not in names:
        hint = did_you_mean(name, names) or f"one of {', '.join(names)}"
        raise ConfigError(f"no sample is called '{name}'", hint=hint)


@contextlib.contextmanager
def sample_folder(name: str, lang: str) -> Iterator[Path]:
    """Yield the folder of a sample: `name-lang` where there is one, else the one so named."""
    check_sample(name)
    in_language = _samples() / f"{name}-{lang}"
    with as_file(in_language if in_language.is_dir() else _samples() / name) as path:
        yield path


def _samples() -> Traversable:
    return resource_root("models") / "samples"
