"""Who uses the data whose model changes with the application that masters it: CHG-03."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.data.schema import schema_effects
from archrepo.analysis.impact.data.struck import struck_objects
from archrepo.analysis.impact.parties import validity
from archrepo.domain.relation_vocabulary import AccessRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.findings import Cause
    from archrepo.analysis.impact.state import State


def model_effects(state: State, target: str) -> Iterator[Cause]:
    """Yield what DAT-01 says of each object the target masters, itself left out."""
    for one in sorted(state.taken_as_live.values(), key=lambda o: (o.kind, o.id)):
        for relation in state.facts.leaving(one.kind, [one.id]):
            if (
                relation.type == "ACCESSES"
                and relation.values.get("role") == AccessRole.MASTER
                and state.did(relation.from_id, validity(relation))
            ):
                struck = struck_objects(state, one.own_path.along(relation))
                yield from schema_effects(state, struck, rule="CHG-03", but=(target,))
