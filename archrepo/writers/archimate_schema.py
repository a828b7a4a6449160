"""The JSON Schema of the `archimate:` part of a mapping file."""

from __future__ import annotations

from typing import Any

from archrepo.domain.metamodel import Metamodel
from archrepo.resources import resource_yaml

Schema = dict[str, Any]


def archimate_schema(metamodel: Metamodel) -> Schema:
    """Return the schema of what a mapping file may say of ArchiMate models."""
    table = resource_yaml("archimate.yaml")
    kinds = {"enum": list(metamodel.portfolio_kinds)}
    attributes = {name for kind in metamodel.kinds.values() for name in kind.attributes}
    return {
        "type": "object",
        "description": "What an ArchiMate model means, where it says so in its own way",
        "additionalProperties": False,
        "properties": {
            "elements": {
                "description": "Element type → what it becomes",
                "type": "object",
                "propertyNames": {"enum": list(table["elements"])},
                "additionalProperties": _element(kinds),
            },
            "flows": {
                "description": "Relationships between components that are flows",
                "type": "array",
                "items": {"enum": list(table["relationships"])},
            },
            "domains": {"const": "folders", "description": "Folders hold scopes nothing contains"},
            "nesting": {"const": "views", "description": "What views draw inside something counts"},
            "properties": {
                "description": "Key of a property → the attribute or relation it means",
                "type": "object",
                "additionalProperties": _property(kinds, sorted(attributes), metamodel),
            },
        },
    }


def _element(kinds: Schema) -> Schema:
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "kind": kinds,
            "values": {"type": "object"},
            "passes": kinds,
            "junction": {"type": "boolean"},
            "holds": {"type": "array", "items": kinds},
        },
    }


def _property(kinds: Schema, attributes: list[str], metamodel: Metamodel) -> Schema:
    attribute = {"type": "string", "examples": attributes}  # a portfolio may declare its own
    related: Schema = {
        "relation": {"enum": list(metamodel.relations)},
        "kind": kinds,
        "role": {"type": "string"},
        "values": {"type": "object"},
    }
    return {
        "anyOf": [
            attribute,
            {
                "type": "object",
                "required": ["attribute"],
                "additionalProperties": False,
                "properties": {"attribute": attribute, "values": {"type": "object"}},
            },
            {
                "type": "object",
                "required": ["relation", "kind"],
                "additionalProperties": False,
                "properties": related,
            },
        ]
    }
