"""The end of a technology's support: its users first, then the scopes they carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.assessed import Assessed
from archrepo.analysis.impact.echoes import echo_of
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.state import State
from archrepo.analysis.impact.technology.scopes import scope_effects, scopes_on, unsupported
from archrepo.analysis.impact.technology.users import support_effects
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from archrepo.analysis.impact.events import TechnologyEnd
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.settings import ImpactSettings
    from archrepo.domain.facts import NodeFact


def assess_technology_end(event: TechnologyEnd, facts: Facts, settings: ImpactSettings) -> Assessed:
    """Return what happens when the support of the technology `event.target`, an id, ends.

    Raises:
        ConfigError: No day is given, and the technology states none.
    """
    technology = facts.nodes("Technology", [event.target])[event.target]
    day = event.at or _support_end(technology)
    state = State.on(facts, day, event.plan, settings)
    findings = Findings(settings.rules)
    findings.add(support_effects(state, technology.id))
    applications = unsupported(findings)
    coverages = scopes_on(state, applications)
    findings.add(scope_effects(coverages, applications))
    return Assessed(
        echo=echo_of(replace(event, at=day), technology, day),
        state=state,
        findings=findings,
        around={c.application for found in coverages.values() for c in found.stated},
        coverages=tuple(coverages.values()),
    )


def _support_end(technology: NodeFact) -> dt.date:
    stated = technology.values.get("vendor_support_end")
    if not isinstance(stated, dt.date):
        raise ConfigError(
            f"'{technology.id}' does not say when its support ends",
            hint="give the day with --at, or set its vendor_support_end",
        )
    return stated
