"""What ArchiMate types mean, read from `models/archimate.yaml` and a user's own mapping."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.text import did_you_mean
from archrepo.errors import ConfigError
from archrepo.resources import resource_text

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
    table = _shipped()
    if mapping is None:
        return table
    stated = _user_part(mapping)
    for name in sorted(set(stated) - {"elements", "flows", "domains"}, key=str):
        hint = "elements, flows or domains"
        raise ConfigError(f"{mapping}: archimate: unknown entry '{name}'", hint=hint)
    elements = stated.get("elements") or {}
    if not isinstance(elements, dict):
        raise ConfigError(f"{mapping}: archimate.elements: a mapping of types is expected")
    own = {name: _user_element(mapping, str(name), row, table) for name, row in elements.items()}
    flows = _user_flows(mapping, stated.get("flows"), table)
    domains = stated.get("domains")
    if domains not in (None, "folders"):
        raise ConfigError(f"{mapping}: archimate.domains: '{domains}'", hint="folders, or nothing")
    return replace(
        table,
        elements={**table.elements, **own},
        flows=flows,
        folders_are_domains=domains == "folders",
    )


@cache
def _shipped() -> ArchimateTable:
    data: dict[str, Any] = yaml.safe_load(resource_text("models", "archimate.yaml"))
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


def _user_part(mapping: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(mapping.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{mapping}: cannot be read: {error}") from error
    part = data.get("archimate", {}) if isinstance(data, dict) else None
    if not isinstance(part, dict):
        raise ConfigError(f"{mapping}: 'archimate' must be a mapping: elements, flows, domains")
    return part


def _user_flows(mapping: Path, stated: Any, table: ArchimateTable) -> frozenset[str]:
    if stated is None:
        return table.flows
    if not isinstance(stated, list):
        raise ConfigError(f"{mapping}: archimate.flows: a list of relationships is expected")
    names = [str(name) for name in stated]
    for name in names:
        if name not in table.relationships:
            raise ConfigError(
                f"{mapping}: archimate.flows: unknown relationship '{name}'",
                hint=did_you_mean(name, table.relationships) or None,
            )
    return frozenset(names)


def _user_element(mapping: Path, name: str, row: Any, table: ArchimateTable) -> ElementType:
    where = f"{mapping}: archimate.elements.{name}"
    if name not in table.elements:
        hint = did_you_mean(name, table.elements)
        raise ConfigError(f"{where}: no such element type", hint=hint or None)
    try:
        element = ElementType(**(row or {}))
    except TypeError:
        hint = "kind, values, passes, junction or holds"
        raise ConfigError(f"{where}: unknown entry", hint=hint) from None
    if not isinstance(element.holds, (list, tuple)):
        raise ConfigError(f"{where}: holds must be a list of kinds")
    kinds = builtin_metamodel().portfolio_kinds
    for kind in (element.kind, element.passes, *element.holds):
        if kind is not None and kind not in kinds:
            hint = did_you_mean(str(kind), kinds)
            raise ConfigError(f"{where}: unknown kind '{kind}'", hint=hint or None)
    if not isinstance(element.values, dict):
        raise ConfigError(f"{where}: values must be a mapping of attributes")
    return element
