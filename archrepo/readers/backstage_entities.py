"""Entities of a Backstage catalogue, and the values of the nodes they become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import normalise
from archrepo.readers.archimate_values import property_line, sorted_properties
from archrepo.readers.yaml_document import YamlList, YamlMapping, YamlNode, YamlScalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.domain.reading import RawNode

SYSTEM = "backstage"
Key = tuple[str, str, str]
"""Kind, namespace and name, in lower case: what tells an entity from all others."""

_REFERENCE = re.compile(r"(?:(?P<kind>[^:/]+):)?(?:(?P<namespace>[^/]+)/)?(?P<name>[^/]+)")
_KINDS = {
    "system": "Application",
    "domain": "Scope",
    "api": "Flow",
    "resource": "Technology",
    "group": "Organisation",
    "user": "Person",
}
_PHASES = {"experimental": "PHASE_IN", "production": "ACTIVE", "deprecated": "PHASE_OUT"}
_GROUPS = {
    "team": "TEAM",
    "business-unit": "BUSINESS_UNIT",
    "department": "DEPARTMENT",
    "organization": "COMPANY",
    "root": "COMPANY",
}
_FLOWS = {"asyncapi": ("ASYNC", "EVENT")}
_SYNCHRONOUS = ("SYNC", "API")
_TOLD = {"profile", "type", "lifecycle"}
_LINKS = {
    "owner", "system", "domain", "subdomainOf", "subcomponentOf", "providesApis", "consumesApis",
    "dependsOn", "dependencyOf", "parent", "children", "members", "memberOf", "definition",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Entity:
    """One entity: what it is called and where it stands; the node it becomes, once made."""

    kind: str
    namespace: str
    name: str
    body: YamlMapping
    mark: tuple[str, YamlMapping]
    node: RawNode | None = None

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return self.kind.lower(), self.namespace.lower(), self.name.lower()

    @property
    def reference(self) -> str:
        """The reference other entities make to it, in full."""
        return "{}:{}/{}".format(*self.key)

    def text(self, *path: str) -> str:
        """Return the single value at a path; empty where there is none."""
        found = node_at(self.body, *path)
        return (found.text or "").strip() if isinstance(found, YamlScalar) else ""

    def texts(self, *path: str) -> list[tuple[str, YamlNode]]:
        """Return the values of a list at a path, each with where it stands."""
        found = node_at(self.body, *path)
        items = found.items if isinstance(found, YamlList) else [found]
        return [(i.text.strip(), i) for i in items if isinstance(i, YamlScalar) and i.text]


def node_at(body: YamlNode, *path: str) -> YamlNode | None:
    """Return what stands at a path of keys."""
    found: YamlNode | None = body
    for name in path:
        entry = found.entries.get(name) if isinstance(found, YamlMapping) else None
        found = entry[1] if entry else None
    return found


def entity_of(document: YamlNode, file: str) -> Entity | None:
    """Return the entity a document describes; None where it describes none."""
    if not isinstance(document, YamlMapping):
        return None
    entity = Entity("", "", "", document, (file, document))
    entity.kind = entity.text("kind")
    entity.name = entity.text("metadata", "name")
    entity.namespace = entity.text("metadata", "namespace") or "default"
    return entity if entity.kind and entity.name and "apiVersion" in document.entries else None


def key_of(reference: str, kind: str, namespace: str) -> Key | None:
    """Return whom a reference means; `kind` and `namespace` hold where it says none."""
    found = _REFERENCE.fullmatch(reference.strip().lower())
    if found is None:
        return None
    return found["kind"] or kind, found["namespace"] or namespace.lower(), found["name"]


def kind_of(entity: Entity, entities: Mapping[Key, Entity]) -> str | None:
    """Return the kind of node an entity becomes, or None."""
    kind = entity.kind.lower()
    if kind != "component":
        return _KINDS.get(kind)
    system = key_of(entity.text("spec", "system"), "system", entity.namespace)
    return "Module" if system in entities else "Application"


def values_of(entity: Entity, kind: str) -> dict[str, Any]:
    """Return the values of the node an entity becomes."""
    title = entity.text("metadata", "title") or entity.text("spec", "profile", "displayName")
    values: dict[str, Any] = {"name": title or entity.name}
    if normalise(title) not in ("", normalise(entity.name)):
        values["aliases"] = [entity.name]
    if description := entity.text("metadata", "description"):
        values["description"] = description
    if tags := [tag for tag, _ in entity.texts("metadata", "tags")]:
        values["tags"] = tags
    values["external_ids"] = [f"{SYSTEM}={entity.reference}"]
    values |= _of_kind(entity, kind)
    if lines := sorted_properties(_properties(entity)):
        values["properties"] = lines
    return values


def _of_kind(entity: Entity, kind: str) -> dict[str, Any]:
    of_type = entity.text("spec", "type").lower()
    values: dict[str, Any] = {}
    if kind in ("Application", "Module", "Flow"):
        phase = _PHASES.get(entity.text("spec", "lifecycle").lower())
        values |= {"phase": phase} if phase else {}
    if kind == "Flow":
        mode, pattern = _FLOWS.get(of_type, _SYNCHRONOUS)
        values |= {"mode": mode, "pattern": pattern, "depends": "TARGET_ON_SOURCE"}
    elif kind == "Scope":
        values["category"] = "FUNCTIONAL_BLOCK"
    elif kind == "Organisation" and of_type in _GROUPS:
        values["category"] = _GROUPS[of_type]
    elif kind == "Technology":
        values["category"] = "DBMS" if "database" in of_type else "SERVICE"
    elif kind == "Person" and (email := entity.text("spec", "profile", "email")):
        values["email"] = email
    return values


def _properties(entity: Entity) -> Iterator[str]:
    """Yield what has no place of its own: types, labels, annotations, links."""
    for name in ("type", "lifecycle"):
        if text := entity.text("spec", name):
            yield property_line(f"{SYSTEM}:{name}", text)
    for name in ("labels", "annotations"):
        found = node_at(entity.body, "metadata", name)
        for key, value in found.items() if isinstance(found, YamlMapping) else ():
            if isinstance(value, YamlScalar) and value.text:
                yield property_line(key, value.text)
    links = node_at(entity.body, "metadata", "links")
    for link in links.items if isinstance(links, YamlList) else ():
        if isinstance(link, YamlMapping) and (url := _scalar(link, "url")):
            yield property_line(f"link {_scalar(link, 'title')}".strip(), url)
    spec = node_at(entity.body, "spec")
    for key, value in spec.items() if isinstance(spec, YamlMapping) else ():
        if key not in _TOLD | _LINKS and isinstance(value, YamlScalar) and value.text:
            yield property_line(f"{SYSTEM}:{key}", value.text)


def _scalar(node: YamlMapping, key: str) -> str:
    found = node.entries.get(key)
    return found[1].text or "" if found and isinstance(found[1], YamlScalar) else ""
