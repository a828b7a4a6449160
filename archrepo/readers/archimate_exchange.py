"""Reads the ArchiMate Model Exchange File Format: 3.x, and 2.1 under today's names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level, Place
from archrepo.readers.archimate_meaning import interpret
from archrepo.readers.archimate_model import (
    ArchimateModel,
    Concept,
    Element,
    Relationship,
    one_line,
    paragraphs,
)
from archrepo.readers.archimate_table import load_table
from archrepo.readers.archimate_xml import (
    XML_LANG,
    Document,
    concept_type,
    forget,
    line_of,
    local_name,
    namespace,
    refusal,
    take_in,
    text_of,
)
from archrepo.readers.source import digest, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading
    from archrepo.readers.archimate_table import ArchimateTable

FORMAT = "archimate-exchange"
_VERSION_3 = "http://www.opengroup.org/xsd/archimate/3."
_VERSION_2 = "http://www.opengroup.org/xsd/archimate"
_KNOWN = {
    "name", "documentation", "properties", "metadata", "elements", "relationships",
    "organizations", "organization", "propertyDefinitions", "propertydefs", "views",
}  # fmt: skip


def read_archimate_exchange(
    path: Path,
    metamodel: Metamodel,
    report: Report | None = None,
    *,
    mapping: Path | None = None,
) -> Reading:
    """Return what an exchange file states.

    Args:
        path: The file.
        metamodel: Kinds and relations of the portfolio.
        report: Told of progress.
        mapping: A mapping file whose `archimate:` part replaces rows of `models/archimate.yaml`.

    Raises:
        InvalidDataError: It is no exchange file, or is not safe to read.
    """
    content = read_bytes(path)
    table = load_table(mapping)
    model = parse_exchange(Document(str(path), content), table, report)
    return interpret(model, table, metamodel, FORMAT, digest([content]), str(path))


def parse_exchange(
    document: Document, table: ArchimateTable, report: Report | None = None
) -> ArchimateModel:
    """Return the model an exchange document holds.

    Raises:
        InvalidDataError: It is no exchange file, or is not safe to read.
    """
    return take_in(document, _Exchange(ArchimateModel(document.file), table), report)


class _Exchange:
    """Takes in an exchange document tag by tag."""

    def __init__(self, model: ArchimateModel, table: ArchimateTable) -> None:
        self.model = model
        self.table = table
        self.path: list[str] = []
        self.definitions: dict[str, str] = {}
        self.folders: dict[str, tuple[str, ...]] = {}
        self.around: list[str] = []  # elements whose boxes on a view are open

    def start(self, element: _Element) -> None:
        """Take note of where in the document we are."""
        name = local_name(element)
        if not self.path:
            self._check_root(element, name)
        elif len(self.path) == 1 and name not in _KNOWN:
            self.model.leave_out(name, line_of(element))
        elif name == "node" and self.path[1:2] == ["views"]:
            self._open_box(element)
        self.path.append(name)

    def _open_box(self, element: _Element) -> None:
        """Note what box of a view lies in which; boxes without an element only group."""
        outer = self.around[-1] if self.around else ""
        inner = element.get("elementRef") or element.get("elementref") or ""
        self.model.nest(outer, inner, line_of(element))
        self.around.append(inner or outer)

    def end(self, element: _Element) -> None:
        """Take in what is complete, and free it."""
        path = tuple(self.path[1:])
        self.path.pop()
        match path:
            case ("elements", "element"):
                self.model.add(self._element(element))
            case ("relationships", "relationship"):
                self._add_relationship(element)
            case ("elements" | "relationships", other):
                self.model.leave_out(other, line_of(element))
            case ("propertyDefinitions" | "propertydefs", _):
                self._define(element)
            case ("organizations" | "organization",):
                self._take_folders(element)
            case ("views", *_, "node"):
                self.around.pop()
            case ("views", *_):
                self.model.views += path in (("views", "view"), ("views", "diagrams", "view"))
            case _:
                return
        forget(element)

    def finish(self) -> None:
        """Settle what could only be settled at the end of the document."""
        for concept in (*self.model.elements.values(), *self.model.relationships.values()):
            concept.properties = [(self._key(key, concept), v) for key, v in concept.properties]
        for identifier, folder in self.folders.items():
            if identifier in self.model.elements:
                self.model.elements[identifier].folder = folder

    def _check_root(self, element: _Element, name: str) -> None:
        place = Place(self.model.file, row=line_of(element))
        uri = namespace(element)
        if name != "model" or not (uri.startswith(_VERSION_3) or uri == _VERSION_2):
            said = f"<{name}>" + (f" of namespace '{uri}'" if uri else "")
            hint = f"export as 'Open Exchange', namespace {_VERSION_3}0/"
            raise refusal("AR153", f"not an ArchiMate exchange file: {said}", place, hint)
        if uri == _VERSION_2:
            message = "ArchiMate 2.1: its types are read under their names in ArchiMate 3"
            hint = "access types and other news of version 3 are missing; export as 3.x if you can"
            self.model.tell("AR156", Level.NOTE, message, place.row, hint)

    def _element(self, element: _Element) -> Element:
        concept = Element(
            element.get("identifier") or "",
            self.table.current(concept_type(element)),
            line=line_of(element),
        )
        _describe(concept, element)
        return concept

    def _add_relationship(self, element: _Element) -> None:
        relationship = Relationship(
            element.get("identifier") or "",
            self.table.current(concept_type(element)),
            line=line_of(element),
            source=element.get("source") or "",
            target=element.get("target") or "",
            access=element.get("accessType") or "",
        )
        _describe(relationship, element)
        extra = (("strength", element.get("modifier")), ("directed", element.get("isDirected")))
        relationship.properties += [(f"archimate:{key}", value) for key, value in extra if value]
        self.model.add(relationship)

    def _define(self, element: _Element) -> None:
        name = element.get("name") or _texts(element, "name")
        if isinstance(name, list):
            name = name[0][1] if name else ""
        self.definitions[element.get("identifier") or ""] = one_line(name)

    def _key(self, key: str, concept: Concept) -> str:
        if not key.startswith(_REFERENCE):
            return key
        reference = key.removeprefix(_REFERENCE)
        if reference not in self.definitions:
            message = f"property '{reference}' is not defined in the file"
            hint = "its reference is kept as its name"
            self.model.tell("AR165", Level.WARNING, message, concept.line, hint)
        return self.definitions.get(reference) or reference

    def _take_folders(self, root: _Element) -> None:
        """Note every element's folders; the outermost only names its layer."""
        waiting: list[tuple[_Element, tuple[str, ...]]] = [(root, ())]
        while waiting:
            item, folder = waiting.pop()
            for child in item:
                if local_name(child) == "item":
                    identifier = child.get("identifierRef") or child.get("identifierref")
                    if identifier:
                        self.folders[identifier] = folder[1:]
                    labels = _texts(child, "label")
                    label = one_line(labels[0][1]) if labels else ""
                    waiting.append((child, (*folder, label) if label else folder))


_REFERENCE = "\0"  # marks a key that is still a reference to a definition; XML holds no such sign


def _describe(concept: Concept, element: _Element) -> None:
    """Fill in name, documentation and properties; other languages become properties."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for child in element:
        name = local_name(child)
        if name == "properties":
            concept.properties += map(_property, child)
        else:
            said = (child.get(XML_LANG) or "", text_of(child))
            texts.setdefault(name, []).append(said)
    names = texts.get("name") or texts.get("label") or ()
    documents = texts.get("documentation", ())
    if names:
        concept.name = one_line(names[0][1])
    if documents:
        concept.documentation = paragraphs(documents[0][1])
    others = [
        (f"archimate:{key}@{language}", paragraphs(text))
        for key, said_in in (("name", names), ("documentation", documents))
        for language, text in said_in[1:]
    ]
    concept.properties[:0] = others


def _property(entry: _Element) -> tuple[str, str]:
    reference = entry.get("propertyDefinitionRef") or entry.get("identifierref") or ""
    values = _texts(entry, "value")
    return _REFERENCE + reference, paragraphs(values[0][1]) if values else ""


def _texts(element: _Element, name: str) -> list[tuple[str, str]]:
    """Return (language, text) of the children so named, in their order."""
    return [
        (child.get(XML_LANG) or "", text_of(child))
        for child in element
        if local_name(child) == name
    ]
