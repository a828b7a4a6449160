"""How the sheets of the workbook form are laid out: titles, columns, notes, drop-downs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.domain.forms import RELATION_MARK
from archrepo.domain.metamodel import AttributeType, plural_snake_case
from archrepo.domain.text import normalise
from archrepo.resources.labels import LANGUAGES, load_labels
from archrepo.writers.portfolio_tree import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archrepo.domain.metamodel import Attribute, Metamodel

MAX_TITLE = 31
_LAST = ("properties", "date_notes", "confirmed_on", "confirmed_by")
_TYPE_NOTES = {
    AttributeType.STRING: ("text", "texte"),
    AttributeType.INTEGER: ("whole number", "nombre entier"),
    AttributeType.NUMBER: ("number", "nombre"),
    AttributeType.BOOLEAN: ("true or false", "vrai ou faux"),
    AttributeType.DATE: ("date, such as 2027-03-31 or T3 2027", "date, 31/03/2027 ou T3 2027"),
    AttributeType.STRINGS: ("several, parted by ;", "plusieurs, séparés par ;"),
}
_STRUCTURE = {
    "parent": ("What contains it: id, name or path", "Ce qui le contient : id, nom ou chemin"),
    "order": ("Place among its siblings", "Rang parmi ses voisins"),
    "from": ("Where it starts: id or name", "D’où il part : id ou nom"),
    "to": ("Where it leads: id or name", "Où il mène : id ou nom"),
    "carries": ("Data objects it carries, parted by ;", "Objets de données portés, séparés par ;"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: attribute or end, header, note on it, and what may be chosen."""

    name: str
    title: str
    note: str
    choices: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Width in characters."""
        wide = {"name": 34, "description": 50, "id": 22, "from": 24, "to": 24, "parent": 24}
        longest = max(map(len, self.choices), default=0)
        return wide.get(self.name, min(max(len(self.title) + 4, longest + 2, 11), 32))

    @property
    def lines(self) -> int:
        """Lines of its note, as far as its box is to grow."""
        return 4 + self.note.count("\n") + len(self.note) // 40


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A sheet: the kind or relation type it holds, its title and columns."""

    owner: str
    title: str
    is_kind: bool
    columns: tuple[Column, ...]


def layouts(metamodel: Metamodel, lang: str | None) -> Iterator[SheetLayout]:
    """Yield the sheets of the workbook form: kinds first, then relation types."""
    taken: set[str] = set()
    for kind in metamodel.portfolio_kinds:
        title = load_labels().kind(kind, lang, plural=True) if lang else _sheet_name(kind)
        taken.add(normalise(title))
        attributes = _arranged(metamodel.kinds[kind].attributes.values())
        columns = [_column(attribute, lang) for attribute in attributes]
        columns[2:2] = [_structural(name, lang) for name in _structure_of(kind, metamodel)]
        yield SheetLayout(kind, title[:MAX_TITLE], True, tuple(columns))
    for name, relation in metamodel.relations.items():
        title = load_labels().relation(name, lang) if lang else name
        if normalise(title) in taken:
            title += RELATION_MARK
        attributes = _arranged(relation.attributes.values())
        columns = [_structural("from", lang), _structural("to", lang)]
        columns += [_column(attribute, lang) for attribute in attributes]
        yield SheetLayout(name, title[:MAX_TITLE], False, tuple(columns))


def _sheet_name(kind: str) -> str:
    return "".join(part.capitalize() for part in plural_snake_case(kind).split("_"))


def _structure_of(kind: str, metamodel: Metamodel) -> tuple[str, ...]:
    if kind == "Flow":
        return ("from", "to", "carries")
    return ("parent", "order") if kind in metamodel.relations["CONTAINS"].targets else ()


def _arranged(attributes: Iterable[Attribute]) -> list[Attribute]:
    """Return id and name first, what is seldom filled last, and nothing that is not edited."""
    written = [a for a in attributes if a.name not in LEFT_OUT - {"id"}]
    return sorted(written, key=lambda a: _LAST.index(a.name) + 1 if a.name in _LAST else 0)


def _column(attribute: Attribute, lang: str | None) -> Column:
    labels = load_labels()
    title = labels.attribute(attribute.name, lang) if lang else attribute.name
    lines = []
    for position, language in enumerate(LANGUAGES):
        kind_of_value = _TYPE_NOTES[attribute.value_type][position]
        lines.append(f"{labels.attribute(attribute.name, language)}: {kind_of_value}")
    if attribute.enumeration is not None:
        for value in attribute.values:
            meant = " / ".join(labels.value(attribute.enumeration, value, la) for la in LANGUAGES)
            lines.append(f"{value} = {meant}")
    single = attribute.value_type is not AttributeType.STRINGS
    choices = attribute.values if single else ()
    if attribute.value_type is AttributeType.BOOLEAN:
        choices = ("TRUE", "FALSE")
    return Column(attribute.name, title, "\n".join(lines), choices)


def _structural(name: str, lang: str | None) -> Column:
    title = name
    if lang is not None and name == "order":
        title = load_labels().attribute(name, lang)
    elif lang is not None and name == "carries":
        title = load_labels().relation("CARRIES", lang).capitalize()
    elif lang is not None:
        title = {"from": ("From", "De"), "to": ("To", "Vers"), "parent": ("Parent", "Parent")}[
            name
        ][LANGUAGES.index(lang)]
    return Column(name, title, "\n".join(_STRUCTURE[name]))
