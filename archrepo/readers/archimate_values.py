"""Turns names, documentation and properties of ArchiMate concepts into values of nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Level
from archrepo.domain.metamodel import PROVENANCE, AttributeType
from archrepo.domain.relation_vocabulary import AccessRole, Crud

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.domain.metamodel import Attribute
    from archrepo.readers.archimate_model import ArchimateModel, Concept, Element

SYSTEM = "archimate"
OWN = "archrepo:"  # property keys that state an attribute of ours
OWN_KIND = f"{OWN}kind"
OWN_TYPE = f"{OWN}type"
_NOT_STATED = {*PROVENANCE, "id", "properties", "date_notes", "external_ids"}


def words(type_name: str) -> str:
    """Return `ApplicationComponent` as `application component`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type_name).lower()


def name_of(element: Element) -> str:
    """Return an element's name, or one made of its type and identifier."""
    return element.name or f"Unnamed {words(element.type)} ({element.id})"


def stated(concept: Concept, key: str) -> str:
    """Return the value of a property; empty where it is not stated."""
    return next((value.strip() for k, value in concept.properties if k == key), "")


def property_line(key: str, value: str) -> str:
    """Return `key=value`, with no further `=` in the key."""
    return f"{key.strip().replace('=', ':')}={value.strip()}"


def sorted_properties(lines: Iterable[str]) -> list[str]:
    """Return property lines as facts hold them: sorted, each once."""
    return sorted(set(lines))


def node_values(
    model: ArchimateModel,
    element: Element,
    attributes: Mapping[str, Attribute],
    preset: Mapping[str, str],
) -> dict[str, Any]:
    """Return the values of the node an element becomes."""
    if not element.name:
        message = f"{words(element.type)} '{element.id}' has no name"
        hint = f"it is called '{name_of(element)}'"
        model.tell("AR164", Level.WARNING, message, element.line, hint)
    values: dict[str, Any] = {"name": name_of(element)}
    if element.documentation:
        values["description"] = element.documentation
    values["external_ids"] = [f"{SYSTEM}={element.id}"]
    values.update(preset)
    own, rest = own_values(model, element, attributes)
    values.update(own)
    if element.folder:
        rest.append(property_line(f"{SYSTEM}:folder", " / ".join(element.folder)))
    if rest:
        values["properties"] = sorted_properties(rest)
    return values


def own_values(
    model: ArchimateModel, concept: Concept, attributes: Mapping[str, Attribute]
) -> tuple[dict[str, Any], list[str]]:
    """Return what a concept's properties state of our attributes, and the others as lines."""
    values: dict[str, Any] = {}
    rest: list[str] = []
    for key, value in concept.properties:
        attribute = attributes.get(key.removeprefix(OWN))
        if not key.startswith(OWN):
            if key or value:
                rest.append(property_line(key, value))
        elif key in (OWN_KIND, OWN_TYPE):
            continue
        elif attribute is None or attribute.name in _NOT_STATED:
            message = f"'{key}' names no attribute of what '{concept.name or concept.id}' becomes"
            model.tell("AR174", Level.WARNING, message, concept.line, "kept as a property")
            rest.append(property_line(key, value))
        elif attribute.value_type is AttributeType.STRINGS:
            values[attribute.name] = [part.strip() for part in value.split(";") if part.strip()]
        elif value.strip():
            values[attribute.name] = value.strip()
    return values, rest


def access_values(properties: list[str]) -> tuple[dict[str, Any], list[str]]:
    """Return what plain `crud` and `role` properties say of an access, and the other lines."""
    values: dict[str, Any] = {}
    rest: list[str] = []
    letters = {letter.value for letter in Crud}
    for line in properties:
        key, _, value = line.partition("=")
        upper = value.strip().upper()
        if key.lower() == "crud" and upper and set(upper) <= letters:
            values["crud"] = [letter for letter in letters_in_order() if letter in upper]
        elif key.lower() == "role" and upper in AccessRole.__members__:
            values["role"] = upper
        else:
            rest.append(line)
    return values, rest


def letters_in_order() -> list[str]:
    """Return C, R, U, D."""
    return [letter.value for letter in Crud]
