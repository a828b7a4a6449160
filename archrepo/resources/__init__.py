"""Finds the data shipped with archrepo: the `cypher/` and `models/` folders."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Folder = Literal["cypher", "models"]


@cache
def resource_root(folder: Folder) -> Traversable:
    """Return `folder`: packaged in a wheel, the source tree in a checkout."""
    packaged = files("archrepo") / "_data" / folder
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / folder


def resource_text(folder: Folder, *names: str) -> str:
    """Return the text of one shipped file, such as `("models", "vocabulary.yaml")`."""
    return resource_root(folder).joinpath(*names).read_text(encoding="utf-8")


def resource_yaml(*names: str) -> Any:
    """Return what one shipped YAML file under `models/` says."""
    import yaml  # noqa: PLC0415  (whoever needs none of them does not pay for it)

    # The loader in C, where the library comes with it, is eight times as fast, and as safe.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resource_text("models", *names), Loader=loader)  # noqa: S506
