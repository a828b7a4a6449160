"""Changing a data object, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed, Assumed
from archrepo.analysis.impact.data.classification import class_effects, personal_effects
from archrepo.analysis.impact.data.collecting import add_starvation
from archrepo.analysis.impact.data.mastering import master_effects
from archrepo.analysis.impact.data.schema import schema_effects
from archrepo.analysis.impact.data.struck import accesses, struck_objects
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.events import DataAction
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.paths import Path
from archrepo.analysis.impact.state import State
from archrepo.domain.vocabulary import Classification, Personal

if TYPE_CHECKING:
    from archrepo.analysis.impact.data.struck import StruckObjects
    from archrepo.analysis.impact.events import DataChange
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings

GUARDIANS = ("DPO", "CISO")
"""Whoever answers for personal data anywhere is told where more data become personal (DAT-06)."""


def assess_data_change(event: DataChange, facts: Facts, settings: ImpactSettings) -> Assessed:
    """Return what happens when the data object `event.target`, an id, is changed."""
    state = State.on(facts, event.at, event.plan, settings)
    struck = struck_objects(state, Path.at(event.target))
    findings = Findings(settings.rules)
    assumed = _apply(event, state, struck, findings)
    target = facts.nodes("DataObject", [event.target])[event.target]
    named = {i for i in (event.by, event.to) if i and event.action is not DataAction.RECLASSIFY}
    of = state.parties.application_of
    return Assessed(
        echo=echo_of(event, target, event.at),
        state=state,
        findings=findings,
        around={*named, *(of(access.from_id) for access in accesses(state, struck))},
        assumed=assumed,
        also_told=GUARDIANS if event.personal else (),
    )


def _apply(event: DataChange, state: State, struck: StruckObjects, findings: Findings) -> Assumed:
    """Find what is particular to the sort of change; return what had to be assumed."""
    if event.action is DataAction.SCHEMA:
        findings.add(schema_effects(state, struck))
    elif event.action is DataAction.STOP_COLLECTING and event.by:
        return add_starvation(state, struck, event.by, findings)
    elif event.action is DataAction.CHANGE_MASTER and event.to:
        findings.add(master_effects(state, struck, event.to))
    elif event.action is DataAction.RECLASSIFY:
        if event.to:
            findings.add(class_effects(state, struck, Classification(event.to)))
        if event.personal:
            findings.add(personal_effects(state, struck, Personal(event.personal)))
    return Assumed()
