"""Which ArchiMate word says what a portfolio says: the `writes` part of `models/archimate.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.resources import resource_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.facts import Values

ASSOCIATION = "Association"
_NO_CATEGORY = ""


@dataclass(frozen=True, slots=True)
class Word:
    """The relationship a relation is written as.

    Attributes:
        type: Its type.
        reversed: Whether it runs from the relation's end to its start.
        own: Whether the type alone does not tell which relation it is.
    """

    type: str
    reversed: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class ArchimateWords:
    """The whole table; see the head of `writes` in `models/archimate.yaml`."""

    elements: Mapping[tuple[str, str], str]
    relations: Mapping[tuple[str, str, str], Word]
    same: Mapping[str, Word]
    folders: Mapping[str, str]
    presets: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]

    def element(self, kind: str, values: Values) -> str:
        """Return the element type of a node."""
        category = str(values.get("category", _NO_CATEGORY))
        return self.elements.get((kind, category)) or self.elements[kind, _NO_CATEGORY]

    def relationship(self, relation: str, source: str, target: str) -> Word:
        """Return what a relation between elements of these types is written as."""
        found = self.relations.get((relation, source, target))
        if found is None and source == target:
            found = self.same.get(relation)
        return found or Word(ASSOCIATION, own=True)


@cache
def archimate_words() -> ArchimateWords:
    """Return the table."""
    data: dict[str, Any] = resource_yaml("archimate.yaml")
    written = data["writes"]
    elements: dict[tuple[str, str], str] = {}
    for kind, row in written["elements"].items():
        elements[kind, _NO_CATEGORY] = row["type"]
        elements |= {(kind, category): name for category, name in row.get("by", {}).items()}
    relations: dict[tuple[str, str, str], Word] = {}
    same: dict[str, Word] = {}
    for row in written["relations"]:
        word = Word(row["writes"], row.get("reversed", False))
        if row.get("same"):
            same[row["relation"]] = word
        for source in row.get("from", ()):
            for target in row.get("to", ()):
                relations[row["relation"], source, target] = word
    return ArchimateWords(
        elements,
        relations,
        same,
        {name: folder for folder, names in written["folders"].items() for name in names},
        {name: row.get("values", {}) for name, row in data["elements"].items()},
        {name: row.get("kind", "") for name, row in data["elements"].items()},
    )
