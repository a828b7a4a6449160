"""What the rules found, before it becomes lines: every cause of every effect."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.changed_rules import ChangedRules
from archrepo.analysis.impact.rules import Adjusted, rule_table
from archrepo.analysis.impact.severity import adjusted, step
from archrepo.domain.many_facts import unchanging
from archrepo.domain.vocabulary import Severity
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import number_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archrepo.analysis.impact.paths import Path
    from archrepo.analysis.impact.rules import Outcome


@unchanging
class Note:
    """Something a line adds in words: a key of the rule table's notes, and what to fill in."""

    key: str
    filled: Mapping[str, str | int | float | dt.date] = field(default_factory=dict)

    def text(self, lang: str | None = None, *, iso: bool = False) -> str:
        """Return the note in words.

        Args:
            lang: `en` or `fr`; without one, in English with codes, as JSON has it.
            iso: Whether days are in ISO 8601; else as the language writes them.
        """
        words = rule_table().notes[self.key]
        of = {**_CODES, **_LEVELS} if self.key == "levels" else _CODES
        worded, lang = (of, lang) if lang else ({}, "en")
        filled = {n: _shown(worded.get(n), value, lang, iso) for n, value in self.filled.items()}
        return _ONE_DAY.sub(r"1 \1", words.get(lang, words["en"]).format_map(filled))


_ONE_DAY = re.compile(r"(?<![\w.,\u202f])1 (day|jour)s\b")

_CODES = {
    **dict.fromkeys(("action", "own", "other"), "Action"),
    **dict.fromkeys(("before", "after", "frequency"), "Frequency"),
    **dict.fromkeys(("level", "here", "there", "stands"), "CoverageLevel"),
    "exposure": "Exposure",
    "value": "Personal",
}
_LEVELS = {"before": "CoverageLevel", "after": "CoverageLevel"}


def _shown(
    code: str | None, value: str | float | dt.date, lang: str, iso: bool
) -> str | float | dt.date:
    if code and isinstance(value, str):
        return load_labels().value_or(code, value, lang)
    if iso and isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, int):
        return value
    return number_text(value, lang)


@dataclass(frozen=True, slots=True, order=True)
class Alternative:
    """Who else brings the same, or stands in.

    Attributes:
        node: The application.
        flow: The flow by which it does; empty where it needs none.
        objects: The data objects it brings.
        declared: Whether it is a successor or a declared alternative; else it is assumed.
        frequency: How often that flow runs, where stated.
        instead_of: How often the lost one ran, where stated.
    """

    node: str
    flow: str = ""
    objects: tuple[str, ...] = ()
    declared: bool = False
    frequency: str = ""
    instead_of: str = ""


@unchanging
class Gap:
    """Days without coverage: from the first to the day it is covered again."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many."""
        return (self.end - self.start).days


@unchanging
class Cause:
    """One reason why a node suffers an effect.

    Attributes:
        kind: Kind of the node.
        node: Its id.
        rule: Id of the rule that fired.
        outcome: Which of its outcomes.
        base: Severity before any adjustment; it travels along paths.
        path: The way from the target.
        objects: Data objects concerned.
        notes: What to add in words.
        alternatives: Who else brings or does the same.
        segments: For whom, where it is not for everyone.
        gap: Days without coverage.
        amount: What is freed a year, with its currency.
        event: Of several events at once, the one it comes from.
    """

    kind: str
    node: str
    rule: str
    outcome: Outcome
    base: Severity
    path: Path
    objects: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    segments: tuple[str, ...] = ()
    gap: Gap | None = None
    amount: tuple[float, str, dt.date] | None = None
    event: str = ""

    @property
    def effect(self) -> str:
        """Name of the effect."""
        return self.outcome.effect

    def adjustment(self, criticality: str | None) -> int:
        """Return the steps its criticality moves it by."""
        if self.outcome.adjusted is Adjusted.NO:
            return 0
        steps = step(criticality, self.path.flow_criticalities)
        declared = any(alternative.declared for alternative in self.alternatives)
        keeps = self.outcome.adjusted is Adjusted.DOWN or (
            self.outcome.adjusted is Adjusted.DOWN_IF_DECLARED and declared
        )
        return min(steps, 0) if keeps else steps

    def final(self, criticality: str | None) -> Severity:
        """Return the severity once the impacted node's criticality is taken into account."""
        return adjusted(self.base, self.adjustment(criticality))


class Findings:
    """Collects causes by node and effect."""

    def __init__(self, rules: ChangedRules | None = None) -> None:
        self._rules = rules or ChangedRules()
        self._causes: dict[str, dict[tuple[str, str], list[Cause]]] = defaultdict(
            lambda: defaultdict(list)
        )
        """Kind → node and effect → why."""

    @classmethod
    def together(cls, several: Iterable[tuple[str, Findings]]) -> Findings:
        """Return what several events do, each cause naming its event.

        Args:
            several: What names each event, and what it does.
        """
        union = cls()
        for event, findings in several:
            union.add(replace(cause, event=event) for causes in findings for cause in causes)
        return union

    def under(self, rules: ChangedRules) -> Findings:
        """Return the findings as a portfolio's rules leave them; those it applied already stay."""
        if not rules.changes:
            return self
        left = Findings(rules)
        left.add(cause for causes in self for cause in causes)
        return left

    def add(self, causes: Iterable[Cause]) -> None:
        """Take note of these, as far as their rules count here."""
        left = self._rules.applied(causes) if self._rules.changes else causes
        for cause in left:
            self._causes[cause.kind][cause.node, cause.outcome.effect].append(cause)

    def __iter__(self) -> Iterator[list[Cause]]:
        """Yield the causes of each effect of each node, by kind, node and effect."""
        for kind in sorted(self._causes):
            of_kind = self._causes[kind]
            for key in sorted(of_kind):
                yield of_kind[key]

    def worst(self, kind: str, effects: Iterable[str]) -> dict[tuple[str, str], list[Cause]]:
        """Return (node, effect) → what it passes on: its causes of the highest base.

        Of those, the shortest path for each adjustment that the flows on the way allow; each
        has the objects of all causes of MINOR or more. Effects of INFO pass nothing on.
        """
        wanted = set(effects)
        found = {}
        of_kind = self._causes.get(kind, {})
        for key in sorted(key for key in of_kind if key[1] in wanted):
            felt = [c for c in of_kind[key] if c.base.rank >= Severity.MINOR.rank]
            if felt:
                found[key] = _passed_on(felt)
        return found

    def nodes(self, kind: str) -> list[str]:
        """Return the nodes of a kind that suffer something, sorted."""
        return sorted({node for node, _ in self._causes.get(kind, ())})


def _passed_on(felt: list[Cause]) -> list[Cause]:
    if len(felt) == 1:
        return felt
    highest = max(c.base.rank for c in felt)
    objects = tuple(sorted({o for c in felt for o in c.objects}))
    best: dict[int, Cause] = {}
    for cause in sorted(felt, key=lambda c: c.path.sort_key):
        if cause.base.rank == highest:
            best.setdefault(cause.path.most, cause)
    return [
        cause if cause.objects == objects else replace(cause, objects=objects)
        for cause in best.values()
    ]
