"""Rules that a portfolio switches off or rates in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.severity import lowered
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archrepo.analysis.impact.findings import Cause
    from archrepo.domain.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a portfolio makes of one rule.

    Attributes:
        base: The base of all its outcomes instead of theirs; None leaves them.
        off: Whether it finds nothing: no line, and nothing that follows from one.
    """

    base: Severity | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class ChangedRules:
    """The rules that are not as they are shipped, by id."""

    changes: Mapping[str, RuleChange] = field(default_factory=dict)

    @classmethod
    def of(cls, stated: Mapping[str, RuleChange], where: str = "") -> ChangedRules:
        """Return the changes a portfolio states.

        Args:
            stated: Rule → what is made of it.
            where: Where that is stated, for a message.

        Raises:
            ConfigError: There is no such rule; the hint names the nearest.
        """
        known = rule_table().rules
        for rule in sorted(stated):
            if rule not in known:
                near = did_you_mean(rule, known) or "'archrepo explain RET-06' shows a rule"
                place = f"{where}: " if where else ""
                raise ConfigError(f"{place}impact.rules: there is no rule '{rule}'", hint=near)
        return cls({rule: stated[rule] for rule in sorted(stated)})

    def applied(self, causes: Iterable[Cause]) -> Iterator[Cause]:
        """Yield the causes that are left, each with the base its rule has here."""
        for cause in causes:
            change = self.changes.get(cause.rule)
            if change is None:
                yield cause
            elif not change.off:
                yield cause if change.base is None else _rated(cause, change.base)


def _rated(cause: Cause, base: Severity) -> Cause:
    """Return a cause with another base, less the steps that distance took off the rule's own."""
    own = cause.outcome.stated_base
    steps = own.rank - cause.base.rank if own is not None else 0
    outcome = replace(cause.outcome, stated_base=base)
    return replace(cause, base=lowered(base, max(steps, 0)), outcome=outcome)
