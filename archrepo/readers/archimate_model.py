"""An ArchiMate model in memory, the same whichever file it came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from archrepo.domain.diagnostics import Diagnostic, Level, Place

_A_FILE = 1_000_000_000  # lines; no file that is read has as many


@dataclass(slots=True, eq=False)
class Concept:
    """What elements and relationships have in common.

    Attributes:
        id: Identifier, unique in the model.
        type: ArchiMate type in today's words, such as `ApplicationComponent` or `Serving`.
        name: Name on one line; may be empty.
        documentation: Its text.
        properties: (key, value) as the model states them.
        line: Where it stands; see `ArchimateModel.place`.
        nameless: Whether the model gives it no identifier, so that `id` holds for this read only.
    """

    id: str
    type: str
    name: str = ""
    documentation: str = ""
    properties: list[tuple[str, str]] = field(default_factory=list)
    line: int = 0
    nameless: bool = False


@dataclass(slots=True, eq=False)
class Element(Concept):
    """An element, with the folders it lies in below its layer's own."""

    folder: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Relationship(Concept):
    """A relationship; either end is an element's identifier or another relationship's.

    `access` is Read, Write, ReadWrite, Access, or empty where the file does not say.
    """

    source: str = ""
    target: str = ""
    access: str = ""


@dataclass(slots=True, eq=False)
class ArchimateModel:
    """Elements and relationships by identifier, and what could not be taken in.

    Attributes:
        file: The file as places name it; the member of an archive below it.
        files: Where a model lies in several files, their names; see `line_in`.
        refused: (type, `refused: reason`) → how many were left out while reading.
        views: How many drawings the file holds; they state no facts.
        nested: (element, element drawn inside it on some view) → the line, first met first.
    """

    file: str
    elements: dict[str, Element] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    views: int = 0
    nested: dict[tuple[str, str], int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def line_in(self, file: str, line: int) -> int:
        """Return a number that stands for a line of one of several files."""
        if not self.files or self.files[-1] != file:
            self.files.append(file)
        return len(self.files) * _A_FILE + line

    def place(self, line: int) -> Place:
        """Return where a line is; 0 is the model as a whole."""
        position, row = divmod(line, _A_FILE)
        return Place(self.files[position - 1] if position else self.file, row=row)

    def tell(self, code: str, level: Level, message: str, line: int, hint: str = "") -> None:
        """Note a problem at a line of the file."""
        self.diagnostics.append(Diagnostic(code, level, message, self.place(line), hint))

    def refuse(self, concept_type: str, reason: str) -> None:
        """Count something that is left out."""
        self.refused[concept_type or "(no type)", f"refused: {reason}"] += 1

    def leave_out(self, tag: str, line: int) -> None:
        """Say that a tag is not known, and count it."""
        self.tell("AR157", Level.WARNING, f"<{tag}> is not known and is left out", line)
        self.refuse(tag, "unknown tag")

    def add(self, concept: Element | Relationship) -> None:
        """Take a concept in, unless its identifier is missing or taken."""
        if not concept.id:
            self.tell("AR162", Level.ERROR, f"{concept.type} without identifier", concept.line)
            self.refuse(concept.type, "no identifier")
        elif concept.id in self.elements or concept.id in self.relationships:
            self.tell(
                "AR160",
                Level.ERROR,
                f"identifier '{concept.id}' is used twice",
                concept.line,
                "give one of the two another identifier",
            )
            self.refuse(concept.type, "identifier used twice")
        elif isinstance(concept, Relationship):
            self.relationships[concept.id] = concept
        else:
            self.elements[concept.id] = concept

    def nest(self, around: str, inside: str, line: int) -> None:
        """Note that an element is drawn inside another."""
        if around and inside and around != inside:
            self.nested.setdefault((around, inside), line)

    def drop_dangling(self) -> None:
        """Leave out every relationship that leads to nothing, and what hangs on it alone."""
        leading_to: dict[str, list[Relationship]] = {}
        lost: list[str] = []
        for relationship in self.relationships.values():
            for end in (relationship.source, relationship.target):
                leading_to.setdefault(end, []).append(relationship)
                if end not in self.elements and end not in self.relationships:
                    lost.append(end)
        while lost:
            end = lost.pop()
            for relationship in leading_to.get(end, ()):
                if relationship.id in self.relationships:
                    self._drop(relationship, end)
                    lost.append(relationship.id)

    def _drop(self, relationship: Relationship, lost: str) -> None:
        del self.relationships[relationship.id]
        self.tell(
            "AR161",
            Level.ERROR,
            f"{relationship.type} '{relationship.id}' leads to '{lost}', which is not there",
            relationship.line,
            "delete the relationship, or export the whole model",
        )
        self.refuse(relationship.type, "an end is missing")


def identifier_of(raw: str | None) -> str:
    """Return an identifier as Archi writes it to exchange files, so that all its forms agree."""
    return f"id-{raw}" if raw and not raw.startswith("id-") else raw or ""


def one_line(text: str | None) -> str:
    """Return a name without line breaks and repeated spaces."""
    return " ".join((text or "").split())


def paragraphs(text: str | None) -> str:
    """Return documentation with plain line ends and nothing around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
