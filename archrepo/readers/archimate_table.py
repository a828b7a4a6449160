"""What ArchiMate types mean, read from `models/archimate.yaml` and a user's own mapping."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.readers.archimate_mapping import PropertyRule, with_mapping
from archrepo.resources import resource_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FLOW = "Flow"
COMPONENTS = ("Application", "Module")


@dataclass(frozen=True, slots=True)
class ElementType:
    """What becomes of the elements of one type; see the head of `models/archimate.yaml`."""

    kind: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    passes: str | None = None
    junction: bool = False
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rules: a relationship between two kinds and the relation it becomes."""

    types: frozenset[str]
    sources: frozenset[str]
    targets: frozenset[str]
    becomes: str
    reversed: bool = False
    either: bool = False
    source_types: frozenset[str] = frozenset()
    target_types: frozenset[str] = frozenset()

    def fits(self, end: tuple[str, str], other: tuple[str, str]) -> bool:
        """Return whether the rule joins these two ends, each a (kind, element type)."""
        return (
            end[0] in self.sources
            and other[0] in self.targets
            and (not self.source_types or end[1] in self.source_types)
            and (not self.target_types or other[1] in self.target_types)
        )


@dataclass(frozen=True, slots=True)
class ArchimateTable:
    """The whole table."""

    elements: Mapping[str, ElementType]
    relationships: tuple[str, ...]
    passing: tuple[str, ...]
    passing_last: tuple[str, ...]
    trees: tuple[str, ...]
    flows: frozenset[str]
    rules: tuple[Rule, ...]
    access: Mapping[str, tuple[str, ...]]
    old_names: Mapping[str, str]
    folders_are_domains: bool = False
    nesting: bool = False
    properties: Mapping[str, PropertyRule] = field(default_factory=dict)

    def current(self, name: str) -> str:
        """Return today's name of an element or relationship type."""
        return self.old_names.get(name, name)

    def match(
        self, relationship: str, source: tuple[str, str], target: tuple[str, str]
    ) -> tuple[str, bool] | None:
        """Return (relation type or `Flow`, whether it runs the other way), or None.

        Args:
            relationship: ArchiMate type of the relationship.
            source: (kind, element type) of the end it starts from.
            target: The same of the other end.
        """
        if relationship in self.flows and _joins_components(source[0], target[0]):
            return FLOW, False
        for rule in self.rules:
            if relationship in rule.types:
                if rule.fits(source, target):
                    return rule.becomes, rule.reversed
                if rule.either and rule.fits(target, source):
                    return rule.becomes, True
        return None


def _joins_components(source: str, target: str) -> bool:
    ends = (*COMPONENTS, "Organisation")
    return source in ends and target in ends and (source in COMPONENTS or target in COMPONENTS)


def load_table(mapping: Path | None = None) -> ArchimateTable:
    """Return the shipped table, with the `archimate:` part of a user's mapping laid over it.

    Raises:
        ConfigError: The mapping file cannot be read, or names what there is not.
    """
    return _shipped() if mapping is None else with_mapping(_shipped(), mapping)


@cache
def _shipped() -> ArchimateTable:
    data: dict[str, Any] = resource_yaml("archimate.yaml")
    return ArchimateTable(
        elements={name: ElementType(**row) for name, row in data["elements"].items()},
        relationships=tuple(data["relationships"]),
        passing=tuple(data["passing"]),
        passing_last=tuple(data["passing_last"]),
        trees=tuple(data["trees"]),
        flows=frozenset(data["flows"]),
        rules=tuple(_rule(row) for row in data["rules"]),
        access={name: tuple(letters) for name, letters in data["access"].items()},
        old_names=data["old_names"],
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        types=frozenset(row["is"]),
        sources=frozenset(row["from"]),
        targets=frozenset(row["to"]),
        becomes=row["becomes"],
        reversed=row.get("reversed", False),
        either=row.get("either", False),
        source_types=frozenset(row.get("from_types", ())),
        target_types=frozenset(row.get("to_types", ())),
    )
