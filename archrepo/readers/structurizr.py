"""Reads a Structurizr workspace in JSON: people, software systems, containers, relationships.

Software system → Application, container → Module, person (a role, not somebody) → Organisation.
A relationship of a person becomes USES, any other a Flow on which its source depends: C4 says what
uses what, not which way data goes. Components are counted; relationships among them count for their
containers. The format is that of structurizr.com/json; what it calls an element's canonical name
is its external id, since its numbers change whenever the workspace is generated anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Place
from archrepo.domain.reading import RawNode, Reading, Ref
from archrepo.readers.archimate_values import property_line, sorted_properties
from archrepo.readers.assembly import Assembly
from archrepo.readers.names import Names
from archrepo.readers.source import decode_utf8, digest, invalid, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report

FORMAT = "structurizr"
SYSTEM = "structurizr"
_STYLES = {"Synchronous": "SYNC", "Asynchronous": "ASYNC"}
_STANDARD_TAGS = {
    "Element", "Person", "Software System", "Container", "Component", "Relationship", "Synchronous",
    "Asynchronous",
}  # fmt: skip
_LEFT_OUT = ("deploymentNodes", "customElements")
_FORM_HINT = "the form is that of 'structurizr export -format json'"


@dataclass(frozen=True, slots=True)
class _Places:
    file: str

    def __call__(self, mark: Any, attribute: str | None = None) -> Place:
        """Return where a mark, a path, stands."""
        return Place(self.file, path=f"{mark}/{attribute}" if attribute else str(mark))


@dataclass(slots=True)
class _Element:
    """An element of the model: its node, or that of what it is part of."""

    node: RawNode
    name: str
    body: dict[str, Any]
    mark: str
    relationships: list[tuple[dict[str, Any], str]] = field(default_factory=list)


def read_structurizr(path: Path, metamodel: Metamodel, report: Report | None = None) -> Reading:
    """Return what a workspace states.

    Raises:
        InvalidDataError: It is not JSON, or no workspace.
    """
    if report is not None:
        report("reading", 0, 0)
    content = read_bytes(path)
    workspace = _parsed(content, str(path))
    model = workspace.get("model") if isinstance(workspace, dict) else None
    if not isinstance(model, dict):
        raise invalid(
            "AR109", "is no Structurizr workspace: no model", file=str(path), hint=_FORM_HINT
        )
    reading = Reading(str(path), FORMAT, digest([content]), _Places(str(path)))
    _Workspace(Assembly(reading, Names(metamodel)), str(path)).read(model)
    return reading


def _parsed(content: bytes, file: str) -> Any:
    try:
        return json.loads(decode_utf8(content, file))
    except json.JSONDecodeError as error:
        raise invalid(
            "AR101",
            f"is not JSON: {error.msg}",
            file=file,
            row=error.lineno,
            column=error.colno,
            hint="export the workspace again",
        ) from None
    except (RecursionError, ValueError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise invalid("AR108", f"more than is safe to read: {reason}", file=file) from None


class _Workspace:
    """Takes in elements, then their relationships."""

    def __init__(self, assembly: Assembly, file: str) -> None:
        self._assembly = assembly
        self._file = file
        self._elements: dict[str, _Element] = {}
        self._flows: dict[tuple[str, ...], RawNode] = {}
        self._uses: set[tuple[int, int]] = set()

    def read(self, model: dict[str, Any]) -> None:
        """Read the model."""
        for person, mark in self._items(model, "people", "/model"):
            self._take(person, mark, "Organisation", "person")
        for system, mark in self._items(model, "softwareSystems", "/model"):
            self._take_system(system, mark)
        for name in _LEFT_OUT:
            if count := sum(1 for _ in self._items(model, name, "/model")):
                self._assembly.refuse(name, "no place in a portfolio", count)
        for element in list(self._elements.values()):
            for relationship, mark in self._items(element.body, "relationships", element.mark):
                self._relate(relationship, mark)

    def _take_system(self, body: dict[str, Any], mark: str) -> None:
        system = self._take(body, mark, "Application", "software system")
        if system is None:
            return
        if body.get("location") == "External" or "External" in _tags(body):
            system.node.values["category"] = "EXTERNAL"
        for container, inner in self._items(body, "containers", mark):
            module = self._take(container, inner, "Module", "container", system)
            if module is None:
                continue
            ends = Ref(node=system.node), Ref(node=module.node)
            self._assembly.relation("CONTAINS", *ends, {}, inner, "container of")
            for component, deepest in self._items(container, "components", inner):
                self._take_component(component, deepest, module)

    def _take(
        self,
        body: dict[str, Any],
        mark: str,
        kind: str,
        origin: str,
        parent: _Element | None = None,
    ) -> _Element | None:
        identifier, name = str(body.get("id") or ""), _text(body, "name")
        if not identifier or not name or identifier in self._elements:
            said = "is there twice" if identifier in self._elements else "has no id or no name"
            self._problem("AR109", f"a {origin} {said}", mark)
            self._assembly.refuse(origin, "wrong shape")
            return None
        path = f"{parent.name}/{name}" if parent else name
        values = _values(body, name, path)
        element = _Element(self._assembly.node(kind, values, mark, origin), path, body, mark)
        self._elements[identifier] = element
        return element

    def _take_component(self, body: dict[str, Any], mark: str, module: _Element) -> None:
        """Let a component stand for its container, and note that it is there."""
        identifier = str(body.get("id") or "")
        if identifier and identifier not in self._elements:
            self._elements[identifier] = _Element(module.node, module.name, body, mark)
        if name := _text(body, "name"):
            self._keep(module.node, "component", name)
        self._assembly.reading.tally["component", "properties"] += 1

    def _relate(self, body: dict[str, Any], mark: str) -> None:
        if body.get("linkedRelationshipId"):
            self._assembly.reading.tally["relationship", "merged"] += 1
            return
        ends = [self._elements.get(str(body.get(end))) for end in ("sourceId", "destinationId")]
        source, target = ends
        if source is None or target is None:
            self._problem("AR161", "a relationship leads to what is no element", mark)
            self._assembly.refuse("relationship", "an end is missing")
        elif source.node is target.node:
            self._assembly.reading.tally["relationship", "merged"] += 1
        elif source.node.kind == "Organisation" and target.node.kind == "Organisation":
            self._keep(source.node, "uses", target.name)
            self._assembly.reading.tally["relationship", "properties"] += 1
        elif source.node.kind == "Organisation":
            self._use(source, target, body, mark)
        else:
            self._flow(source, target, body, mark)

    def _use(self, person: _Element, target: _Element, body: dict[str, Any], mark: str) -> None:
        """Say that people use an application, be it through one of its containers."""
        top = target.name.partition("/")[0] if target.node.kind == "Module" else target.name
        used = next(
            (e for e in self._elements.values() if e.name == top and e.node.kind == "Application"),
            target,
        )
        if (id(person.node), id(used.node)) in self._uses:
            self._assembly.reading.tally["relationship", "merged"] += 1
            return
        self._uses.add((id(person.node), id(used.node)))
        lines = (
            [property_line(f"{SYSTEM}:description", text)]
            if (text := _text(body, "description"))
            else []
        )
        values = {"properties": sorted_properties(lines)} if lines else {}
        ends = Ref(node=person.node), Ref(node=used.node)
        self._assembly.relation("USES", *ends, values, mark, "relationship")

    def _flow(self, source: _Element, target: _Element, body: dict[str, Any], mark: str) -> None:
        description = _text(body, "description")
        key = (source.name, target.name, description)
        if key in self._flows:
            self._assembly.reading.tally["relationship", "merged"] += 1
            return
        ends = f"{source.name} → {target.name}"
        values: dict[str, Any] = {
            "name": f"{description} ({ends})" if description else ends,
            "external_ids": [f"{SYSTEM}={ends}: {description}".rstrip(": ")],
            "depends": "SOURCE_ON_TARGET",
        }
        if technology := _text(body, "technology"):
            values["protocol"] = technology
        if style := _STYLES.get(_text(body, "interactionStyle")):
            values["mode"] = style
        if tags := _tags(body):
            values["tags"] = tags
        flow = self._assembly.node("Flow", values, mark, "relationship")
        self._flows[key] = flow
        self._assembly.relation("EMITS", Ref(node=source.node), Ref(node=flow), {}, mark)
        self._assembly.relation("FEEDS", Ref(node=flow), Ref(node=target.node), {}, mark)

    def _items(
        self, body: dict[str, Any], name: str, mark: str
    ) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the objects of a list, each with its path; tell what is none."""
        listed = body.get(name)
        if listed is not None and not isinstance(listed, list):
            self._problem("AR109", f"'{name}' is not a list", f"{mark}/{name}")
            return
        for position, item in enumerate(listed or ()):
            if isinstance(item, dict):
                yield item, f"{mark}/{name}/{position}"
            else:
                self._problem("AR109", "an object is expected", f"{mark}/{name}/{position}")
                self._assembly.refuse(name, "wrong shape")

    def _keep(self, node: RawNode, key: str, value: str) -> None:
        line = property_line(f"{SYSTEM}:{key}", value)
        node.values["properties"] = sorted_properties([*node.values.get("properties", ()), line])

    def _problem(self, code: str, message: str, mark: str) -> None:
        self._assembly.problem(code, message, Place(self._file, path=mark), _FORM_HINT)


def _values(body: dict[str, Any], name: str, path: str) -> dict[str, Any]:
    values: dict[str, Any] = {"name": name, "external_ids": [f"{SYSTEM}={path}"]}
    if description := _text(body, "description"):
        values["description"] = description
    if tags := _tags(body):
        values["tags"] = tags
    lines = [
        property_line(f"{SYSTEM}:{key}", text)
        for key in ("technology", "url", "group")
        if (text := _text(body, key))
    ]
    stated = body.get("properties")
    for key, value in stated.items() if isinstance(stated, dict) else ():
        if isinstance(value, (str, int, float)) and str(key).strip():
            lines.append(property_line(str(key), str(value)))
    if lines:
        values["properties"] = sorted_properties(lines)
    return values


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _tags(body: dict[str, Any]) -> list[str]:
    stated = body.get("tags")
    parts = stated.split(",") if isinstance(stated, str) else ()
    return [tag for part in parts if (tag := part.strip()) and tag not in _STANDARD_TAGS]
