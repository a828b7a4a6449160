"""Where the architecture goes: the day of its target."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.analysis.stated_values import as_day
from archrepo.domain.contents import node_facts
from archrepo.domain.vocabulary import PlateauCategory
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore


def target_day(store: GraphStore, after: dt.date) -> dt.date:
    """Return the day of the first target plateau after a day.

    Raises:
        ConfigError: If there is none.
    """
    targets = [
        day
        for node in node_facts(store, "Plateau")
        if node.values.get("category") == PlateauCategory.TARGET
        and (day := as_day(node.values.get("date"))) is not None
        and day > after
    ]
    if not targets:
        raise ConfigError(
            f"no target plateau is dated after {after}",
            hint="name the day of the target: --to 2028-06-30",
        )
    return min(targets)
