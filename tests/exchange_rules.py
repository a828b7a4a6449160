"""The published rules of the exchange format, for documents without views.

From "ArchiMate Model Exchange File Format for the ArchiMate Modeling Language, Version 3.1" (The
Open Group, C19C) and appendix B of the ArchiMate 3.1 specification, for the element types that
exports use. Written down anew: the schema itself is not part of the project.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from lxml import etree

NAMESPACE = "http://www.opengroup.org/xsd/archimate/3.0/"
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NCNAME = re.compile(r"[A-Za-z_][\w.\-]*")
_ORDER = {
    "model": ("name", "documentation", "properties", "metadata", "elements", "relationships",
              "organizations", "propertyDefinitions", "views"),
    "element": ("name", "documentation", "properties"),
    "relationship": ("name", "documentation", "properties"),
    "item": ("label", "documentation", "item"),
    "property": ("value",),
    "propertyDefinition": ("name",),
    "elements": ("element",), "relationships": ("relationship",), "organizations": ("item",),
    "propertyDefinitions": ("propertyDefinition",), "properties": ("property",),
}  # fmt: skip
_NEEDED = {"model": "name", "element": "name", "property": "value", "propertyDefinition": "name"}
_ATTRIBUTES = {
    "model": {"identifier", "version"}, "element": {"identifier", _XSI_TYPE},
    "relationship": {"identifier", _XSI_TYPE, "source", "target", "accessType", "modifier",
                     "isDirected"},
    "property": {"propertyDefinitionRef"}, "propertyDefinition": {"identifier", "type"},
    "item": {"identifier", "identifierRef"}, "name": {_XML_LANG}, "label": {_XML_LANG},
    "documentation": {_XML_LANG}, "value": {_XML_LANG},
}  # fmt: skip
_DATA_TYPES = {"string", "boolean", "currency", "date", "time", "number"}
_BEHAVIOUR = "Capability ValueStream CourseOfAction BusinessFunction BusinessProcess BusinessEvent"
_TECHNOLOGY = "Node Device SystemSoftware TechnologyService"
_TYPES = {
    *_BEHAVIOUR.split(), *_TECHNOLOGY.split(), "Grouping", "ApplicationComponent",
    "ApplicationCollaboration", "DataObject", "BusinessObject", "BusinessActor", "Requirement",
    "WorkPackage", "ImplementationEvent", "Plateau",
}  # fmt: skip


def _pairs(*rows: str) -> set[tuple[str, str, str]]:
    """Return (type, source, target) of rows such as `Serving: A B > C D`."""
    found = set()
    for row in rows:
        name, ends = row.split(": ")
        sources, targets = (side.split() for side in ends.split(" > "))
        found |= {(name, source, target) for source in sources for target in targets}
    return found


_ALLOWED = _pairs(
    "Composition: Grouping > Grouping Capability BusinessFunction",
    "Realization: ApplicationComponent BusinessFunction > Capability",
    "Serving: ApplicationComponent > BusinessFunction BusinessActor",
    f"Serving: {_TECHNOLOGY} > ApplicationComponent",
    "Serving: Capability > Capability ValueStream",
    "Serving: BusinessFunction > BusinessFunction BusinessProcess",
    "Access: ApplicationComponent BusinessFunction > DataObject BusinessObject",
    "Flow: ApplicationComponent > ApplicationComponent BusinessActor",
    "Flow: BusinessActor > ApplicationComponent",
    "Triggering: WorkPackage ImplementationEvent > WorkPackage",
    "Realization: WorkPackage > Requirement Plateau",
    "Assignment: BusinessActor > WorkPackage",
) | {("Composition", name, name) for name in _TYPES}


def assert_valid_exchange(content: bytes) -> None:
    """Fail with the first rule that a document breaks."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    assert root.tag == f"{{{NAMESPACE}}}model"
    for tag in root.iter():
        _check_tag(tag)
    identifiers = Counter(tag.get("identifier") for tag in root.iter() if tag.get("identifier"))
    assert all(_NCNAME.fullmatch(identifier) for identifier in identifiers), identifiers
    assert set(identifiers.values()) <= {1}, "identifiers are unique in a document"
    _check_relationships(root)
    _check_references(root)


def _name(tag: Any) -> str:
    namespace, _, name = str(tag.tag)[1:].partition("}")
    assert namespace == NAMESPACE
    return name


def _check_tag(tag: Any) -> None:
    name = _name(tag)
    children = [_name(child) for child in tag]
    order = _ORDER.get(name, ())
    assert children == sorted(children, key=order.index), f"{name}: {children}"
    if name in ("elements", "relationships", "propertyDefinitions", "organizations", "properties"):
        assert children, f"<{name}> is not empty"
    if name in _NEEDED:
        assert _NEEDED[name] in children, f"{name} without {_NEEDED[name]}"
    known = _ATTRIBUTES.get(name, set())
    extra = {key for key in tag.attrib if "schemaLocation" not in key} - known
    assert not extra, f"{name}: {extra}"
    if not children:
        return
    assert not (tag.text or "").strip(), f"text inside {name}"


def _check_relationships(root: Any) -> None:
    types = {t.get("identifier"): t.get(_XSI_TYPE) for t in root.iter(f"{{{NAMESPACE}}}element")}
    assert set(types.values()) <= _TYPES
    before: set[str] = set()
    relationships = list(root.iter(f"{{{NAMESPACE}}}relationship"))
    known = {tag.get("identifier") for tag in relationships}
    for tag in relationships:
        name, ends = tag.get(_XSI_TYPE), (tag.get("source"), tag.get("target"))
        assert all(end in types or end in known for end in ends), "an end is missing"
        assert all(end in types or end in before for end in ends), "a forward reference"
        before.add(tag.get("identifier"))
        joined = (name, types.get(ends[0], "Relationship"), types.get(ends[1], "Relationship"))
        assert name == "Association" or joined in _ALLOWED, joined
        if name == "Access":
            assert tag.get("accessType") in {"Access", "Read", "Write", "ReadWrite"}
        else:
            assert tag.get("accessType") is None


def _check_references(root: Any) -> None:
    definitions = root.findall(f".//{{{NAMESPACE}}}propertyDefinition")
    assert {tag.get("type") for tag in definitions} <= _DATA_TYPES
    defined = {tag.get("identifier") for tag in definitions}
    used = {tag.get("propertyDefinitionRef") for tag in root.iter(f"{{{NAMESPACE}}}property")}
    assert used == defined
    listed = [t.get("identifierRef") for t in root.iter(f"{{{NAMESPACE}}}item")]
    concepts = {
        tag.get("identifier")
        for name in ("element", "relationship")
        for tag in root.iter(f"{{{NAMESPACE}}}{name}")
    }
    references = [reference for reference in listed if reference]
    assert len(references) == len(set(references))
    assert set(references) == concepts, "every concept lies in a folder"
