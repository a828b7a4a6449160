"""The rules of impacts as a portfolio's settings leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.impact.changed_rules import ChangedRules
    from archrepo.settings import Settings


def changed_rules_of(settings: Settings) -> ChangedRules:
    """Return the rules that `[impact.rules]` switches off or rates.

    Raises:
        ConfigError: It names a rule that there is not; the hint names the nearest.
    """
    from archrepo.analysis.impact.changed_rules import ChangedRules, RuleChange

    stated = settings.options.impact.rules
    if not stated:
        return ChangedRules()
    return ChangedRules.of(
        {rule: RuleChange(change.base, change.off) for rule, change in stated.items()},
        where=str(settings.project_file or ""),
    )
