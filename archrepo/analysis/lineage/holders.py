"""Who holds, meets or exchanges a data object, and how each is linked with where it starts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import ends_of
from archrepo.analysis.lineage.result import Holder
from archrepo.domain.relation_vocabulary import AccessRole, Crud, Stage
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.lineage.walking import Walked
    from archrepo.domain.facts import RelationFact

_STAGES = [stage.value for stage in Stage]


@dataclass(frozen=True, slots=True)
class Holding:
    """What holders are found by.

    Attributes:
        starts: Where the trace starts.
        accesses: Live accesses to the object, or to what contains it.
        exchanges: Live exchanges of it.
        onward: Where it strictly goes.
        back: Where it strictly comes from.
    """

    starts: Sequence[str]
    accesses: Sequence[RelationFact]
    exchanges: Sequence[Exchange]
    onward: Walked
    back: Walked


def holders_of(state: State, holding: Holding) -> tuple[Holder, ...]:
    """Return the holders by their first stage, then by name; those without stage come last."""
    accesses: dict[str, list[RelationFact]] = defaultdict(list)
    for access in holding.accesses:
        accesses[state.parties.application_of(access.from_id)].append(access)
    ends = {end for exchange in holding.exchanges for end in ends_of(state, exchange)}
    ahead, behind = _surest(holding.onward), _surest(holding.back)
    found = []
    for application in {*accesses, *ends}:
        own = accesses[application]
        roles = _stated(own, "role", AccessRole)
        linked = _linked(application, holding.starts, ahead, behind)
        sure = max(ahead.get(application, 0.0), behind.get(application, 0.0))
        found.append(
            Holder(
                application=application,
                name=state.parties.name(application),
                master=AccessRole.MASTER in roles,
                roles=roles,
                stages=_stated(own, "stage", Stage),
                crud=_stated(own, "crud", Crud),
                segments=_segments(own),
                linked=linked,
                confidence=None if linked == "apart" else round(sure, 2),
            )
        )
    return tuple(sorted(found, key=_by_stage))


def _by_stage(holder: Holder) -> tuple[int, bool, tuple[str, str]]:
    stage = _STAGES.index(holder.stages[0]) if holder.stages else len(_STAGES)
    return stage, not holder.master, name_key(holder.name, holder.application)


def _stated(
    accesses: Iterable[RelationFact], attribute: str, values: type[StrEnum]
) -> tuple[str, ...]:
    """Return what accesses state, in the order of the enumeration."""
    stated: set[str] = set()
    for access in accesses:
        value = access.values.get(attribute, ())
        stated.update(value if isinstance(value, tuple) else (str(value),))
    return tuple(value.value for value in values if value.value in stated)


def _segments(accesses: Sequence[RelationFact]) -> tuple[str, ...]:
    """Return for whom it is held; nobody named on one access means everyone."""
    named = [access.values.get("segments", ()) for access in accesses]
    everyone = not all(named)
    return () if everyone else tuple(sorted({s for items in named for s in items}))  # type: ignore[union-attr]


def _surest(walked: Walked) -> dict[str, float]:
    """Return application → how sure the surest way to it is."""
    found: dict[str, float] = {}
    for (application, _), way in walked.ways.items():
        found[application] = max(way.confidence, found.get(application, 0.0))
    return found


def _linked(
    application: str,
    starts: Sequence[str],
    ahead: Mapping[str, float],
    behind: Mapping[str, float],
) -> str:
    if application in starts:
        return "start"
    if application in ahead:
        return "both" if application in behind else "downstream"
    return "upstream" if application in behind else "apart"
