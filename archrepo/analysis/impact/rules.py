"""The rule table: read from `models/impact_rules*.yaml`, which people can read too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.severity import lowered
from archrepo.domain.vocabulary import Severity
from archrepo.resources import resource_yaml
from archrepo.resources.typography import in_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = dict[str, str]
"""Language (`en`, `fr`) → text."""

_SAME_AS_CAUSE = "cause"

_FILES = ("impact_rules", "impact_rules_scope", "impact_rules_data", "impact_rules_project")
"""In the order of the rules; what one says of effects and notes, others may use."""


class Adjusted(StrEnum):
    """How the impacted node's criticality moves the severity from its base.

    Attributes:
        can_raise: Whether it can move it up.
    """

    BOTH = "both"
    DOWN = "down"
    DOWN_IF_DECLARED = "down-if-declared"
    NO = "no"

    can_raise: bool

    def __init__(self, value: str) -> None:
        self.can_raise = value in ("both", "down-if-declared")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One effect a rule can have.

    Attributes:
        effect: Its name.
        strikes: Kind of node it strikes.
        stated_base: Its base; None where it is that of the effect that led here.
        less: Steps taken off the base.
        per_hop: Steps taken off for each further flow.
        when: Which of several outcomes with that effect; empty for the ordinary one.
        words: When it is this outcome, in words.
        adjusted: How criticality moves it.
    """

    effect: str
    strikes: str
    stated_base: Severity | None
    less: int
    per_hop: int
    when: str
    words: Words
    adjusted: Adjusted

    def base(self, *, cause: Severity = Severity.INFO, hops: int = 0) -> Severity:
        """Return the base severity.

        Args:
            cause: Base of the effect that led here, where the outcome goes by it.
            hops: Further flows gone.
        """
        return lowered(self.stated_base or cause, self.less + self.per_hop * hops)


@dataclass(frozen=True)
class Rule:
    """What an event does to one sort of node, under one condition."""

    id: str
    event: str
    condition: Words
    outcomes: tuple[Outcome, ...]
    propagates_to: tuple[str, ...]

    def outcome(self, effect: str, when: str = "") -> Outcome:
        """Return the outcome of that effect."""
        return self._by_effect[effect, when]

    @cached_property
    def _by_effect(self) -> Mapping[tuple[str, str], Outcome]:
        return {(o.effect, o.when): o for o in self.outcomes}


@dataclass(frozen=True, slots=True)
class RuleTable:
    """All rules by id, with the words for effects and notes."""

    rules: Mapping[str, Rule]
    effects: Mapping[str, Words]
    notes: Mapping[str, Words]

    def rank(self, rule: str) -> int:
        """Return the position of a rule in the table."""
        return list(self.rules).index(rule)


@cache
def rule_table() -> RuleTable:
    """Return the rules archrepo goes by."""
    rules: dict[str, Rule] = {}
    words: dict[str, dict[str, Words]] = {"effects": {}, "notes": {}}
    for name in _FILES:
        loaded = in_languages(resource_yaml(f"{name}.yaml"))
        rules.update((entry["id"], _rule(entry)) for entry in loaded["rules"])
        for of, known in words.items():
            known.update(loaded[of])
    return RuleTable(rules, words["effects"], words["notes"])


def _rule(entry: Mapping[str, Any]) -> Rule:
    outcomes = tuple(_outcome(outcome) for outcome in entry["outcomes"])
    propagates = tuple(entry.get("propagates_to", ()))
    return Rule(entry["id"], entry["event"], entry["condition"], outcomes, propagates)


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    base = entry["base"]
    return Outcome(
        entry["effect"],
        entry["strikes"],
        None if base == _SAME_AS_CAUSE else Severity(base),
        entry.get("less", 0),
        entry.get("per_hop", 0),
        entry.get("when", ""),
        entry.get("words", {}),
        Adjusted(entry.get("adjusted", Adjusted.BOTH)),
    )
