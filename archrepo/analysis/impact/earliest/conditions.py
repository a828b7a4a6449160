"""What must come true before an application can go: the lines that no day clears, turned around.

A condition is stated for what is struck at its root. What only follows from it (a scope at risk
because its application loses an input) is named as threatened.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.earliest.result import Condition, Owner
from archrepo.analysis.impact.segments import EVERYONE_ELSE
from archrepo.analysis.segment_names import segment_called
from archrepo.domain.text import name_key
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.report import ImpactLine, ImpactReport
    from archrepo.domain.vocabulary import Severity

_FOLLOWING = ("RET-08", "RET-09", "RET-18", "RET-19")
"""Rules whose effects follow from another line's."""

WORDED = (
    "COVERAGE_LOST", "COVERAGE_GAP", "COVERAGE_DEGRADED", "PRIMARY_LOST", "INPUT_LOST",
    "INPUT_REDUNDANT", "OUTLET_LOST", "MASTER_LOST", "ARCHIVE_DUTY", "HOST_LOST",
    "PROJECT_CONFLICT", "USERS_TO_MIGRATE", "FREEZE_CONFLICT",
)  # fmt: skip
"""Effects with a wording of their own in `models/earliest_words.yaml`."""


def conditions_of(
    report: ImpactReport, lines: Sequence[ImpactLine], below: Severity, facts: Facts
) -> tuple[Condition, ...]:
    """Return what must come true for every one of `lines` to stay below a severity."""
    too_bad = [line for line in lines if line.final.rank >= below.rank]
    threatened: dict[tuple[str, str], list[ImpactLine]] = defaultdict(list)
    roots = {}
    for line in too_bad:
        for root in roots_of([line], lines):
            roots[root.node, root.effect] = root
            threatened[root.node, root.effect].append(line)
    words = _Words(report, facts)
    found = [words.condition(root, threatened[key]) for key, root in roots.items()]
    return tuple(
        sorted(found, key=lambda c: (-c.final.rank, c.kind, name_key(c.name, c.node), c.effect))
    )


def roots_of(too_bad: Iterable[ImpactLine], lines: Sequence[ImpactLine]) -> Iterator[ImpactLine]:
    """Yield the lines from which those too bad follow; a line that follows from none, itself."""
    for line in too_bad:
        if line.rule not in _FOLLOWING:
            yield line
            continue
        ways = _ways(line)
        roots = [
            other
            for other in lines
            if other.rule not in _FOLLOWING
            and len(other.path) > 1
            and any(way[: len(p)] == p for p in _ways(other) for way in ways)
        ]
        yield from roots or [line]


def _ways(line: ImpactLine) -> list[tuple[str, ...]]:
    return [line.path, *(cause.path for cause in line.causes)]


class _Words:
    """Puts conditions in words, with names for ids."""

    def __init__(self, report: ImpactReport, facts: Facts) -> None:
        self._report = report
        self._facts = facts
        self._people: Mapping[str, str] = {told.person: told.name for told in report.inform}

    def condition(self, root: ImpactLine, lines: Sequence[ImpactLine]) -> Condition:
        """Return the condition that a root line stands for, with what it threatens."""
        successors = self._successors(root)
        key = root.effect if root.effect in WORDED else "other"
        if not successors and f"{key}_by_nobody" in topic_words("earliest", "en"):
            key = f"{key}_by_nobody"
        filled = {
            "name": root.name,
            "by": ", ".join(name for _, name in successors),
            "objects": ", ".join(self._names("DataObject", root.objects)) or "?",
            "target": self._report.event.name,
            "effect": root.effect,
            "notes": "; ".join(note.text() for note in root.notes),
        }
        segments = [segment_called(s, self._report.names) for s in root.segments]
        others = sorted({line.node for line in lines} - {root.node})
        return Condition(
            node=root.node,
            kind=root.kind,
            name=root.name,
            effect=root.effect,
            rule=root.rule,
            final=max((line.final for line in lines), key=lambda s: s.rank),
            text=worded(key, filled, segments, "en"),
            objects=root.objects,
            by=tuple(successor for successor, _ in successors),
            threatens=tuple(others),
            owners=tuple(
                Owner(
                    person=person, name=self._people.get(person, person), inherited=root.inherited
                )
                for person in root.inform
            ),
            key=key,
            filled={**filled, "segments": "\n".join(segments)},
            notes=root.notes,
        )

    def _successors(self, root: ImpactLine) -> list[tuple[str, str]]:
        """Return who is declared to replace the lost one by which it is struck, with names."""
        on_the_way = {node for way in _ways(root) for node in way}
        return [
            (parity.successor, parity.name)
            for parity in self._report.parity
            if on_the_way & set(parity.replaces)
        ]

    def _names(self, kind: str, ids: Sequence[str]) -> list[str]:
        nodes = self._facts.nodes(kind, ids)
        return [nodes[i].name if i in nodes else i for i in ids]


def worded(key: str, filled: Mapping[str, str], segments: Sequence[str], lang: str) -> str:
    """Return a condition in words; segments by their names."""
    said = topic_words("earliest", lang)
    text = said[key].format(**filled)
    if not segments:
        return text
    named = [said["everyone_else"] if s == EVERYONE_ELSE else s for s in segments]
    return text + said["for_segments"].format(names=", ".join(named))
