"""One element or relationship as Archi writes it: in its own file format, and in coArchi's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.readers.archimate_model import (
    Concept,
    Element,
    Relationship,
    identifier_of,
    one_line,
    paragraphs,
)
from archrepo.readers.archimate_xml import local_name, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

DRAWINGS = ("DiagramModel", "SketchModel", "CanvasModel")
_ACCESS = {"0": "Write", "1": "Read", "2": "Access", "3": "ReadWrite"}
_PROPERTY = ("property", "properties")
_ENDS = ("source", "target")


def concept_of(
    element: _Element, name: str, line: int, folder: tuple[str, ...]
) -> tuple[Element | Relationship, list[str]]:
    """Return a concept and the profiles it uses, by identifier.

    Args:
        element: Its tag.
        name: Its type, in today's words.
        line: Where it stands.
        folder: The folders an element lies in, below its layer's.
    """
    children = {local_name(child): child for child in element}
    concept: Element | Relationship
    if any(end in children or element.get(end) is not None for end in _ENDS):
        concept = _relationship(element, name, line, children)
    else:
        concept = Element(identifier_of(element.get("id")), name, line=line, folder=folder)
    concept.name = one_line(element.get("name"))
    concept.documentation = paragraphs(element.get("documentation"))
    profiles = (element.get("profiles") or "").split()
    for child in element:
        tag = local_name(child)
        if tag == "documentation":
            concept.documentation = paragraphs(text_of(child))
        elif tag in _PROPERTY:
            value = child.get("value") or ""
            concept.properties.append((one_line(child.get("key")), paragraphs(value)))
        elif tag == "profiles":
            profiles.append((child.get("href") or "").rpartition("#")[2])
    return concept, profiles


def specialize(used: Iterable[tuple[Concept, list[str]]], profiles: Mapping[str, str]) -> None:
    """Note the specialization that each profile in use stands for."""
    for concept, references in used:
        for reference in references:
            name = profiles.get(reference) or reference
            concept.properties.append(("archimate:specialization", name))


def _relationship(
    element: _Element, name: str, line: int, children: Mapping[str, _Element]
) -> Relationship:
    ends = {}
    for end in _ENDS:
        reference = element.get(end)
        if reference is None and end in children:
            reference = (children[end].get("href") or "").rpartition("#")[2]
        ends[end] = identifier_of(reference)
    access = _ACCESS.get(element.get("accessType") or "0", "") if name == "Access" else ""
    relationship = Relationship(
        identifier_of(element.get("id")),
        name,
        line=line,
        source=ends["source"],
        target=ends["target"],
        access=access,
    )
    for key in ("strength", "directed"):
        if value := element.get(key):
            relationship.properties.append((f"archimate:{key}", value))
    return relationship
