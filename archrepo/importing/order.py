"""Dates that must follow each other (rule LC-01)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from archrepo.domain.metamodel import LIFECYCLE_DATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.facts import Value

_PAIRS = (("valid_from", "valid_to"), ("start", "end"), ("starts_on", "ends_on"))

_DATES = frozenset(LIFECYCLE_DATES[1:]).union(*_PAIRS)


def dates_out_of_order(values: Mapping[str, Value]) -> tuple[str, str] | None:
    """Return the first two dated attributes of which the later comes before the earlier."""
    if values.keys().isdisjoint(_DATES):
        return None
    chain = [name for name in LIFECYCLE_DATES if name in values]
    pairs = list(pairwise(chain))
    pairs += [pair for pair in _PAIRS if pair[0] in values and pair[1] in values]
    for earlier, later in pairs:
        if values[later] < values[earlier]:  # type: ignore[operator]
            return earlier, later
    return None
