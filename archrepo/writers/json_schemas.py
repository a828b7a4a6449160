"""JSON Schemas of the native forms and of mapping files, so that editors complete and check.

They derive from the metamodel. `python -m archrepo.writers.json_schemas` writes those shipped in
`models/`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from archrepo.domain.forms import PORTFOLIO_SCHEMA
from archrepo.domain.metamodel import (
    AttributeType,
    builtin_metamodel,
    plural_snake_case,
    snake_case,
)
from archrepo.importing.mapping import Mapping
from archrepo.resources.labels import load_labels
from archrepo.writers.archimate_schema import archimate_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archrepo.domain.metamodel import Attribute, Metamodel, NodeKind, RelationType

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INTERNAL = "batch_id"
_ID = {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$", "maxLength": 200}
_EXACT: dict[AttributeType, Schema] = {
    AttributeType.STRING: {"type": "string"},
    AttributeType.INTEGER: {"type": "integer"},
    AttributeType.NUMBER: {"type": "number"},
    AttributeType.BOOLEAN: {"type": "boolean"},
    AttributeType.DATE: {"type": "string", "format": "date"},
}
_EDITED: dict[AttributeType, Schema] = {
    **_EXACT,
    AttributeType.STRING: {"type": ["string", "number", "boolean"]},
    AttributeType.DATE: {"type": ["string", "integer"]},  # T3 2027, or a year alone
}


def schema_files(metamodel: Metamodel) -> dict[str, Schema]:
    """Return every schema by its path below `models/`."""
    files = {"schemas/portfolio.schema.json": portfolio_schema(metamodel)}
    for kind in metamodel.portfolio_kinds:
        files[f"schemas/{plural_snake_case(kind)}.schema.json"] = yaml_schema(kind, metamodel)
    files["mapping.schema.json"] = mapping_schema(metamodel)
    return files


def schema_text(schema: Schema) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_schemas(metamodel: Metamodel, folder: Path) -> None:
    """Write every schema below `folder`."""
    for name, schema in schema_files(metamodel).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(schema), encoding="utf-8", newline="\n")


def mapping_schema(metamodel: Metamodel) -> Schema:
    """Return the schema of mapping files: rules for tables, or what a model's types mean."""
    schema = Mapping.model_json_schema(by_alias=True)
    schema["properties"]["archimate"] = archimate_schema(metamodel)
    tables = {"required": schema.pop("required"), "properties": {"archimate": False}}
    return {"$schema": _DIALECT, **schema, "anyOf": [tables, {"required": ["archimate"]}]}


def portfolio_schema(metamodel: Metamodel) -> Schema:
    """Return the schema of the native interchange form."""
    kinds = [metamodel.kinds[name] for name in metamodel.portfolio_kinds]
    relations = list(metamodel.relations.values())
    definitions = {kind.name: _node(kind) for kind in kinds}
    definitions |= {relation.name: _relation(relation) for relation in relations}
    return {
        "$schema": _DIALECT,
        "title": "archrepo portfolio",
        "description": "The native interchange form: what `export json` writes and `import` reads.",
        "type": "object",
        "required": ["nodes", "relations"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "schema": {"const": PORTFOLIO_SCHEMA},
            "nodes": {"type": "array", "items": _by("kind", [k.name for k in kinds])},
            "relations": {"type": "array", "items": _by("type", [r.name for r in relations])},
        },
        "$defs": definitions,
    }


def _by(key: str, names: list[str]) -> Schema:
    """Return the schema of an object whose `key` says which definition it follows."""
    choices = [
        {"if": {"properties": {key: {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}}
        for name in names
    ]
    return {
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": names}},
        "allOf": choices,
    }


def _node(kind: NodeKind) -> Schema:
    properties: Schema = {"kind": {"const": kind.name}, "id": _ID}
    for attribute in kind.attributes.values():
        if attribute.name not in (_INTERNAL, "id"):
            properties[attribute.name] = _described(attribute, _value(attribute, _EXACT))
    return {
        "title": _title(kind.name),
        "description": _first_line(kind.doc),
        "type": "object",
        "required": ["kind", "id", "name"],
        "additionalProperties": False,
        "properties": properties,
    }


def _relation(relation: RelationType) -> Schema:
    end = {"type": "string", "minLength": 1}
    properties: Schema = {"type": {"const": relation.name}, "from": end, "to": end}
    for attribute in _stated(relation.attributes.values()):
        properties[attribute.name] = _described(attribute, _value(attribute, _EXACT))
    pairs = ", ".join(f"{source} → {target}" for source, target in relation.pairs[:12])
    more = " …" if len(relation.pairs) > 12 else ""
    return {
        "title": relation.name,
        "description": f"{_first_line(relation.doc)} {pairs}{more}",
        "type": "object",
        "required": ["type", "from", "to"],
        "additionalProperties": False,
        "properties": properties,
    }


def yaml_schema(kind: str, metamodel: Metamodel) -> Schema:
    """Return the schema of a YAML file that lists nodes of `kind`."""
    declared = metamodel.kinds[kind]
    properties: Schema = {}
    for attribute in _stated(declared.attributes.values()):
        properties[attribute.name] = _described(attribute, _edited(attribute))
    properties["id"] = {"type": ["string", "integer"], "description": "Unique in the portfolio"}
    definitions: Schema = {}
    contains = metamodel.relations["CONTAINS"]
    if kind in contains.targets:
        parents = " or ".join(s for s, t in contains.pairs if t == kind)
        properties["parent"] = {"type": "string", "description": f"What contains it: {parents}"}
        properties["order"] = {"type": "integer", "description": "Place among its siblings"}
    for relation in metamodel.relations.values():
        key, ends = _link(kind, relation)
        if key:
            definitions[key] = _items(relation, key, ends)
            properties[key] = {
                "description": _first_line(relation.doc),
                "anyOf": [
                    {"type": "array", "items": {"$ref": f"#/$defs/{key}"}},
                    {"$ref": f"#/$defs/{key}"},
                ],
            }
    node = {"type": "object", "additionalProperties": False, "properties": properties}
    return {
        "$schema": _DIALECT,
        "title": f"{load_labels().kind(kind, 'en', plural=True)}: {plural_snake_case(kind)}.yaml",
        "description": _first_line(declared.doc),
        "type": "array",
        "items": {"anyOf": [node, {"type": "string"}]},
        "$defs": definitions,
    }


def _link(kind: str, relation: RelationType) -> tuple[str, list[str]]:
    """Return the key by which a node of `kind` holds a relation, and the kinds it leads to."""
    if kind == "Flow" and relation.name == "EMITS":
        return "from", [source for source, _ in relation.pairs]
    if kind not in relation.sources:
        return "", []
    key = "to" if relation.name == "FEEDS" else relation.name.lower()
    return key, [target for source, target in relation.pairs if source == kind]


def _items(relation: RelationType, key: str, ends: list[str]) -> Schema:
    """Return the schema of one reference: plain, or with the relation's attributes."""
    names = [*dict.fromkeys(map(snake_case, ends)), "from" if key == "from" else "to"]
    properties: Schema = {name: {"type": ["string", "integer"]} for name in names}
    for attribute in _stated(relation.attributes.values()):
        properties[attribute.name] = _described(attribute, _edited(attribute))
    full = {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "oneOf": [{"required": [name]} for name in names],
    }
    return {"anyOf": [{"type": ["string", "integer"]}, full]}


def _stated(attributes: Iterable[Attribute]) -> list[Attribute]:
    return [attribute for attribute in attributes if attribute.name != _INTERNAL]


def _edited(attribute: Attribute) -> Schema:
    """Return what people may write: the value, `-` to clear it, nothing to leave it as it is."""
    return {"anyOf": [_value(attribute, _EDITED), {"enum": ["-", "∅", None]}]}


def _value(attribute: Attribute, types: dict[AttributeType, Schema]) -> Schema:
    if attribute.value_type is AttributeType.STRINGS:
        item = _single(attribute, types[AttributeType.STRING])
        listed: Schema = {"type": "array", "items": item}
        return listed if types is _EXACT else {"anyOf": [listed, item]}
    return _single(attribute, types[attribute.value_type])


def _single(attribute: Attribute, schema: Schema) -> Schema:
    if attribute.values:
        return {"enum": list(attribute.values)}
    bounded = dict(schema)
    if attribute.minimum is not None:
        bounded["minimum"] = attribute.minimum
    if attribute.maximum is not None:
        bounded["maximum"] = attribute.maximum
    return bounded


def _described(attribute: Attribute, schema: Schema) -> Schema:
    labels = load_labels()
    names = (labels.attribute(attribute.name, lang) for lang in ("en", "fr"))
    return {"description": " / ".join(dict.fromkeys(names)), **schema}


def _title(kind: str) -> str:
    labels = load_labels()
    return f"{labels.kind(kind, 'en')} / {labels.kind(kind, 'fr')}"


def _first_line(doc: str) -> str:
    return doc.strip().split("\n", 1)[0]


if __name__ == "__main__":
    from pathlib import Path

    write_schemas(builtin_metamodel(), Path(__file__).resolve().parents[2] / "models")
