"""Turns names, documentation and properties of ArchiMate concepts into values of nodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Level
from archrepo.domain.forms import split_cell
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
OWN_ID = f"{OWN}id"
_OWN_WORDS = (OWN_KIND, OWN_TYPE, OWN_ID)
_NOT_STATED = {*PROVENANCE, "id"}


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
    own_id: str = "",
) -> dict[str, Any]:
    """Return the values of the node an element becomes.

    Args:
        model: Told what is wrong.
        element: The element.
        attributes: Those of the node's kind.
        preset: What the element's type says of it, unless the element itself does.
        own_id: The node's id, where the element states one.
    """
    if not element.name:
        message = f"{words(element.type)} '{element.id}' has no name"
        hint = f"it is called '{name_of(element)}'"
        model.tell("AR164", Level.WARNING, message, element.line, hint)
    values = described(element, name_of(element), own_id)
    stated_keys = {key for key, _ in element.properties}
    values |= {name: v for name, v in preset.items() if f"{OWN}{name}" not in stated_keys}
    own, rest = own_values(model, element, attributes)
    take_own(values, own)
    if element.folder:
        rest.append(property_line(f"{SYSTEM}:folder", " / ".join(element.folder)))
    if rest:
        values["properties"] = sorted_properties(rest)
    return values


def described(concept: Concept, name: str, own_id: str) -> dict[str, Any]:
    """Return what names a node and tells it from others: its own id, else the model's."""
    values: dict[str, Any] = {"id": own_id} if own_id else {}
    if name:
        values["name"] = name
    if concept.documentation:
        values["description"] = concept.documentation
    if not own_id and not concept.nameless:
        values["external_ids"] = [f"{SYSTEM}={concept.id}"]
    return values


def take_own(values: dict[str, Any], own: Mapping[str, Any]) -> None:
    """Add what properties state; an id of the model stays among the external ones."""
    known = values.get("external_ids", [])
    values.update(own)
    if known and "external_ids" in own:
        values["external_ids"] = sorted({*known, *own["external_ids"]})


def own_ids(model: ArchimateModel) -> dict[str, str]:
    """Return concept → the id of a node it states. A copy, which states its original's, is new."""
    claims: dict[str, list[Concept]] = {}
    for concept in (*model.elements.values(), *model.relationships.values()):
        if own := stated(concept, OWN_ID):
            claims.setdefault(own, []).append(concept)
    found: dict[str, str] = {}
    for own, claiming in claims.items():
        first = next((c for c in claiming if c.id == f"id-{own}"), claiming[0])
        found[first.id] = own
        for copy in claiming:
            if copy is not first:
                message = (
                    f"'{copy.name or copy.id}' states the id '{own}', as line {first.line} does"
                )
                hint = "it is read as something new: remove the property from a copy"
                model.tell("AR174", Level.WARNING, message, copy.line, hint)
    return found


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
        elif key in _OWN_WORDS:
            continue
        elif attribute is None or attribute.name in _NOT_STATED:
            message = f"'{key}' names no attribute of what '{concept.name or concept.id}' becomes"
            model.tell("AR174", Level.WARNING, message, concept.line, "kept as a property")
            rest.append(property_line(key, value))
        elif attribute.name == "properties":
            rest += split_cell(value)
        elif attribute.value_type is AttributeType.STRINGS:
            values[attribute.name] = split_cell(value)
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
