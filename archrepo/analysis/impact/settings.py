"""What a portfolio may set about impact analyses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archrepo.analysis.impact.changed_rules import ChangedRules


@dataclass(frozen=True, slots=True)
class ImpactSettings:
    """Thresholds of the rules.

    Attributes:
        gap_tolerance_days: Days without coverage that any scope bears (RET-02).
        users_threshold: Users from which moving them is a project of its own (RET-15).
        domain_severities: Domain → coherence rule → its severity there, where a domain sets it
            apart (SCO-06).
        rules: Rules that are switched off or rated otherwise than they are shipped.
    """

    gap_tolerance_days: int = 1
    users_threshold: int = 500
    domain_severities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rules: ChangedRules = field(default_factory=ChangedRules)
