"""Reads Archi's own `.archimate` files: plain XML, or zipped with images; versions 1 to 5."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level, Place
from archrepo.readers.archi_archive import is_archive, unpack
from archrepo.readers.archi_concepts import DRAWINGS, concept_of, specialize
from archrepo.readers.archimate_meaning import interpret
from archrepo.readers.archimate_model import (
    ArchimateModel,
    Concept,
    identifier_of,
    one_line,
)
from archrepo.readers.archimate_table import load_table
from archrepo.readers.archimate_xml import (
    Document,
    concept_type,
    forget,
    line_of,
    local_name,
    namespace,
    refusal,
    take_in,
)
from archrepo.readers.source import digest, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading
    from archrepo.readers.archimate_table import ArchimateTable

FORMAT = "archi"
NEWEST = 5  # the last major version of the format that is known here
_NAMESPACES = ("http://www.archimatetool.com/archimate", "http://www.bolton.ac.uk/archimate")
_KNOWN = {"folder", "purpose", "documentation", "property", "profile", "metadata", "feature"}


def read_archi(
    path: Path,
    metamodel: Metamodel,
    report: Report | None = None,
    *,
    mapping: Path | None = None,
) -> Reading:
    """Return what a model saved by Archi states.

    Args:
        path: The file.
        metamodel: Kinds and relations of the portfolio.
        report: Told of progress.
        mapping: A mapping file whose `archimate:` part replaces rows of `models/archimate.yaml`.

    Raises:
        InvalidDataError: It is no such model, or is not safe to read.
    """
    content = read_bytes(path)
    table = load_table(mapping)
    archived = is_archive(content)
    document = unpack(str(path), content) if archived else Document(str(path), content)
    model = parse_archi(document, table, report)
    return interpret(model, table, metamodel, FORMAT, digest([content]), str(path))


def parse_archi(
    document: Document, table: ArchimateTable, report: Report | None = None
) -> ArchimateModel:
    """Return the model an Archi document holds.

    Raises:
        InvalidDataError: It is no Archi model, or is not safe to read.
    """
    return take_in(document, _Archi(ArchimateModel(document.file), table), report)


class _Archi:
    """Takes in an Archi document tag by tag."""

    def __init__(self, model: ArchimateModel, table: ArchimateTable) -> None:
        self.model = model
        self.table = table
        self.path: list[str] = []
        self.folder: list[str] = []
        self.around: list[str] = []  # elements whose boxes on a view are open
        self.profiles: dict[str, str] = {}
        self.used_profiles: list[tuple[Concept, list[str]]] = []

    def start(self, element: _Element) -> None:
        """Take note of where in the document we are."""
        name = local_name(element)
        if not self.path:
            self._check_root(element, name)
        elif len(self.path) == 1 and name not in _KNOWN:
            self.model.leave_out(name, line_of(element))
        if name == "folder":
            self.folder.append(one_line(element.get("name")))
        elif name == "child":
            outer = self.around[-1] if self.around else ""
            inner = identifier_of(element.get("archimateElement"))
            self.model.nest(outer, inner, line_of(element))
            self.around.append(inner or outer)
        self.path.append(name)

    def end(self, element: _Element) -> None:
        """Take in what is complete, and free it."""
        name = self.path.pop()
        parent = self.path[-1] if self.path else ""
        if name == "folder":
            self.folder.pop()
        elif name == "profile" and len(self.path) == 1:
            self.profiles[element.get("id") or ""] = one_line(element.get("name"))
        elif name == "element" and parent == "folder":
            self._take(element)
            forget(element)
        elif name == "child":
            self.around.pop()
            forget(element)

    def finish(self) -> None:
        """Settle what could only be settled at the end of the document."""
        specialize(self.used_profiles, self.profiles)

    def _check_root(self, element: _Element, name: str) -> None:
        line = line_of(element)
        uri = namespace(element)
        if name != "model" or uri not in _NAMESPACES:
            said = f"<{name}>" + (f" of namespace '{uri}'" if uri else "")
            place = Place(self.model.file, row=line)
            hint = "a model saved by Archi (.archimate) is expected"
            raise refusal("AR153", f"not an Archi model: {said}", place, hint)
        version = element.get("version") or ""
        major = re.match(r"\d{1,4}", version)
        if major and int(major.group()) > NEWEST:
            message = f"saved by a later version of Archi ({version}) than is known ({NEWEST})"
            hint = "what is known is read; export as 'Open Exchange' to be on the safe side"
            self.model.tell("AR155", Level.WARNING, message, line, hint)

    def _take(self, element: _Element) -> None:
        name = concept_type(element)
        if name.endswith(DRAWINGS):
            self.model.views += 1
            return
        folder = tuple(label for label in self.folder[1:] if label)
        concept, profiles = concept_of(element, self.table.current(name), line_of(element), folder)
        if profiles:
            self.used_profiles.append((concept, profiles))
        self.model.add(concept)
