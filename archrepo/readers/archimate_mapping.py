"""The `archimate:` part of a mapping file: what a model's owner says its types and keys mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import yaml

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.text import did_you_mean, normalise
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from archrepo.readers.archimate_table import ArchimateTable, ElementType

_ENTRIES = ("elements", "flows", "domains", "properties", "nesting")


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """What a property of the model means: an attribute, or a relation to whom it names.

    Attributes:
        attribute: The attribute it states.
        values: Value as the model writes it, normalised → value of the attribute.
        relation: The relation it states, instead.
        kind: Kind of the node it names.
        role: Role of that relation.
    """

    attribute: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    relation: str = ""
    kind: str = ""
    role: str = ""


def with_mapping(table: ArchimateTable, mapping: Path) -> ArchimateTable:
    """Return a table with the `archimate:` part of a user's mapping laid over it.

    Raises:
        ConfigError: The mapping file cannot be read, or names what there is not.
    """
    stated = _part(mapping)
    for name in sorted(set(stated) - set(_ENTRIES), key=str):
        hint = did_you_mean(str(name), _ENTRIES) or f"one of {', '.join(_ENTRIES)}"
        raise ConfigError(f"{mapping}: archimate: unknown entry '{name}'", hint=hint)
    elements = _mapping(mapping, stated, "elements")
    own = {name: _element(mapping, name, row, table) for name, row in elements.items()}
    rules = _mapping(mapping, stated, "properties")
    return replace(
        table,
        elements={**table.elements, **own},
        flows=_flows(mapping, stated.get("flows"), table),
        folders_are_domains=_word(mapping, stated, "domains", "folders"),
        nesting=_word(mapping, stated, "nesting", "views"),
        properties={normalise(key): _rule(mapping, key, row) for key, row in rules.items()},
    )


def _part(mapping: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(mapping.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ConfigError(f"{mapping}: cannot be read: {error}") from error
    part = data.get("archimate", {}) if isinstance(data, dict) else None
    if not isinstance(part, dict):
        listed = ", ".join(_ENTRIES)
        raise ConfigError(f"{mapping}: 'archimate' must be a mapping: {listed}")
    return part


def _mapping(mapping: Path, stated: Mapping[str, Any], entry: str) -> dict[str, Any]:
    found = stated.get(entry) or {}
    if not isinstance(found, dict):
        what = "types" if entry == "elements" else "keys"
        raise ConfigError(f"{mapping}: archimate.{entry}: a mapping of {what} is expected")
    return {str(name): row for name, row in found.items()}


def _word(mapping: Path, stated: Mapping[str, Any], entry: str, word: str) -> bool:
    found = stated.get(entry)
    if found not in (None, word):
        raise ConfigError(f"{mapping}: archimate.{entry}: '{found}'", hint=f"{word}, or nothing")
    return found == word


def _flows(mapping: Path, stated: Any, table: ArchimateTable) -> frozenset[str]:
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


def _element(mapping: Path, name: str, row: Any, table: ArchimateTable) -> ElementType:
    where = f"{mapping}: archimate.elements.{name}"
    if name not in table.elements:
        hint = did_you_mean(name, table.elements)
        raise ConfigError(f"{where}: no such element type", hint=hint or None)
    try:
        element = type(table.elements[name])(**(row or {}))
    except TypeError:
        hint = "kind, values, passes, junction or holds"
        raise ConfigError(f"{where}: unknown entry", hint=hint) from None
    if not isinstance(element.holds, (list, tuple)):
        raise ConfigError(f"{where}: holds must be a list of kinds")
    for kind in (element.kind, element.passes, *element.holds):
        if kind is not None:
            _check_kind(where, str(kind))
    if not isinstance(element.values, dict):
        raise ConfigError(f"{where}: values must be a mapping of attributes")
    return element


def _rule(mapping: Path, key: str, row: Any) -> PropertyRule:
    where = f"{mapping}: archimate.properties.{key}"
    stated: Any = {"attribute": row} if isinstance(row, str) else row
    try:
        entries: dict[str, Any] = {str(name): value for name, value in stated.items()}
        rule = PropertyRule(**entries)
    except (TypeError, AttributeError):
        hint = "an attribute; or attribute and values; or relation, kind and role"
        raise ConfigError(f"{where}: unknown entry", hint=hint) from None
    metamodel = builtin_metamodel()
    if bool(rule.attribute) == bool(rule.relation):
        raise ConfigError(f"{where}: either attribute or relation is needed")
    if not isinstance(rule.values, dict):
        raise ConfigError(f"{where}: values must be a mapping")
    if rule.relation:
        _check_kind(where, rule.kind)
        if rule.relation not in metamodel.relations:
            hint = did_you_mean(rule.relation, metamodel.relations)
            raise ConfigError(f"{where}: unknown relation '{rule.relation}'", hint=hint or None)
    values = {normalise(str(old)): str(new) for old, new in rule.values.items()}
    return replace(rule, values=values)


def _check_kind(where: str, kind: str) -> None:
    kinds = builtin_metamodel().portfolio_kinds
    if kind not in kinds:
        hint = did_you_mean(kind, kinds)
        raise ConfigError(f"{where}: unknown kind '{kind}'", hint=hint or None)
