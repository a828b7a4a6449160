"""Values of facts as properties of ArchiMate concepts, so that a reader gives each of them back."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from archrepo.domain.forms import join_cell
from archrepo.writers.output import in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archrepo.domain.facts import Value, Values
    from archrepo.domain.metamodel import Attribute

OWN = "archrepo:"
Property = tuple[str, str]
_BESIDE = frozenset({"id", "batch_id", "sources", "properties"})
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def properties_of(
    values: Values,
    attributes: Mapping[str, Attribute],
    told: Collection[str],
    interpreted: Collection[str] = (),
) -> list[Property]:
    """Return what the concept itself does not tell, in the metamodel's order, then other tools'.

    Args:
        values: Values of the fact.
        attributes: Those of its kind or relation type.
        told: Attributes the concept tells by itself.
        interpreted: Keys, in lower case, that a reader makes something of.
    """
    found = [
        (f"{OWN}{attribute.name}", value_text(value))
        for attribute, value in in_order(values, attributes, _BESIDE | frozenset(told))
    ]
    lines = values.get("properties", ())
    odd: list[str] = []
    for line in lines if isinstance(lines, tuple) else ():
        key, equals, value = line.partition("=")
        plain = equals and key and key.lower() not in interpreted and not key.startswith(OWN)
        if plain and " ".join(key.split()) == key and value.strip() == value:
            found.append((key, value))
        else:
            odd.append(line)
    if odd:
        found.append((f"{OWN}properties", join_cell(tuple(odd))))
    return found


def value_text(value: Value) -> str:
    """Return a value as text."""
    if isinstance(value, tuple):
        return join_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def access_of(values: Values) -> tuple[str, bool]:
    """Return the access type of an access, and whether it tells the letters of `crud` by itself."""
    letters = values.get("crud", ())
    if not isinstance(letters, tuple) or not letters:
        return "Access", True
    reads, writes = "R" in letters, bool(set(letters) - {"R"})
    told = {("R",): "Read", ("U",): "Write", ("R", "U"): "ReadWrite"}
    name = "ReadWrite" if reads and writes else "Read" if reads else "Write"
    return name, letters in told


class XmlText:
    """Escapes text, and counts the characters that XML cannot hold."""

    def __init__(self) -> None:
        self.lost = 0

    def __call__(self, text: str) -> str:
        """Return `text` for a document, inside a tag or an attribute."""
        if _NOT_XML.search(text):
            text, count = _NOT_XML.subn("\ufffd", text)
            self.lost += count
        return text.translate(_ESCAPES)


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
