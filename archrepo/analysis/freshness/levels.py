"""What makes a record mature: three levels per kind, shipped or the portfolio's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import snake_case
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError
from archrepo.resources import resource_yaml

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel

CONFIRMED = "confirmed"
LEVELS = (1, 2, 3)
Levels = Mapping[str, Mapping[int, tuple[str, ...]]]
"""Kind → level → what must be there."""


def levels_of(metamodel: Metamodel, stated: Mapping[str, Mapping[str, Any]]) -> Levels:
    """Return the shipped levels with those that the `[maturity.<kind>]` tables replace.

    Raises:
        ConfigError: A table names no kind, level, attribute or relation; the nearest is named.
    """
    found: dict[str, dict[int, tuple[str, ...]]] = {
        kind: {int(level): tuple(items) for level, items in levels.items()}
        for kind, levels in resource_yaml("maturity.yaml").items()
    }
    kinds = {snake_case(kind): kind for kind in metamodel.portfolio_kinds}
    for name, levels in stated.items():
        if name not in kinds:
            raise _unknown(f"[maturity.{name}]: no kind is called so", name, kinds)
        kind = kinds[name]
        for level, items in levels.items():
            if level not in map(str, LEVELS):
                raise ConfigError(f"[maturity.{name}]: '{level}' is no level", hint="1, 2 or 3")
            for item in items:
                _check(metamodel, name, kind, str(item))
            found.setdefault(kind, {})[int(level)] = tuple(map(str, items))
    return found


def _check(metamodel: Metamodel, name: str, kind: str, item: str) -> None:
    known = [*metamodel.kinds[kind].attributes, *metamodel.relations, CONFIRMED]
    for part in item.split("|"):
        if part not in known:
            raise _unknown(f"[maturity.{name}]: {kind} has no '{part}'", part, known)


def _unknown(message: str, text: str, known: Any) -> ConfigError:
    return ConfigError(message, hint=did_you_mean(text, known) or f"one of {', '.join(known)}")
