"""The ArchiMate Model Exchange File Format 3.1: what Archi and other modelling tools import.

The order of tags, the kinds of identifiers and the names are those of The Open Group's "ArchiMate
Model Exchange File Format for the ArchiMate Modeling Language, Version 3.1"; the namespace has
been that of 3.0 since. Every statement is in the model; there are no views.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from archrepo.domain.steadily import standing_still
from archrepo.writers.archimate_concepts import FLOW, Concept, Concepts
from archrepo.writers.archimate_losses import Losses
from archrepo.writers.archimate_properties import XmlText
from archrepo.writers.archimate_words import archimate_words
from archrepo.writers.output import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
       xsi:schemaLocation="http://www.opengroup.org/xsd/archimate/3.0/ http://www.opengroup.org/xsd/archimate/3.1/archimate3_Model.xsd"
       identifier="portfolio">
  <name>Portfolio</name>
"""
_RELATIONS = "Relations"


def write_archimate(
    store: GraphStore,
    metamodel: Metamodel,
    out: Path | TextIO,
    report: Report | None = None,
) -> Losses:
    """Write the model to a file, or to an open text stream; return what ArchiMate cannot say.

    What it cannot say is written as properties, from which an import makes the same portfolio;
    `sources` are left out: who states a fact is settled then.

    Raises:
        ConfigError: The file cannot be written.
    """
    model = _Model(store, metamodel, report)
    if isinstance(out, Path):
        with replacing(out) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
            model.write(stream)
    else:
        model.write(out)
    return model.losses


class _Model:
    """Writes the document part by part; only identifiers and folders are held."""

    def __init__(self, store: GraphStore, metamodel: Metamodel, report: Report | None) -> None:
        self._store = store
        self._metamodel = metamodel
        self._report = report
        self._text = XmlText()
        self._definitions: dict[str, str] = {}
        self._folders: dict[str, list[str]] = {}
        self.losses = Losses()

    def write(self, out: TextIO) -> None:
        with standing_still(self._store):
            concepts = Concepts(self._store, self._metamodel)
            out.write(_HEAD)
            self._write_list(out, "elements", self._elements(concepts))
            self._write_list(out, "relationships", self._relationships(concepts))
            out.writelines(self._organizations())
            out.writelines(self._property_definitions())
            out.write("</model>\n")
        self.losses = concepts.losses
        self.losses.characters = self._text.lost

    def _write_list(self, out: TextIO, tag: str, concepts: Iterator[str]) -> None:
        """Write a list that the format wants absent rather than empty."""
        first = next(concepts, None)
        if first is not None:
            out.write(f"  <{tag}>\n{first}")
            out.writelines(concepts)
            out.write(f"  </{tag}>\n")

    def _elements(self, concepts: Concepts) -> Iterator[str]:
        words = archimate_words()
        kinds = self._metamodel.portfolio_kinds
        for done, kind in enumerate(kinds):
            self._tell("exporting elements", done, len(kinds))
            for concept in concepts.elements(kind):
                self._folders.setdefault(words.folders[concept.type], []).append(concept.identifier)
                head = f'<element identifier="{concept.identifier}" xsi:type="{concept.type}">'
                yield self._concept(concept, head, "element")

    def _relationships(self, concepts: Concepts) -> Iterator[str]:
        found = self._metamodel.relations
        for concept in concepts.flows():
            yield self._relationship(concept)
        for of_flows in (False, True):
            for done, name in enumerate(found):
                self._tell("exporting relationships", done, len(found))
                for concept in concepts.relationships(name, of_flows=of_flows):
                    yield self._relationship(concept)

    def _relationship(self, concept: Concept) -> str:
        self._folders.setdefault(_RELATIONS, []).append(concept.identifier)
        access = f' accessType="{concept.access}"' if concept.access else ""
        head = (
            f'<relationship identifier="{concept.identifier}" xsi:type="{concept.type}" '
            f'source="{concept.source}" target="{concept.target}"{access}>'
        )
        return self._concept(concept, head, "relationship")

    def _concept(self, concept: Concept, head: str, tag: str) -> str:
        lines = [f"    {head}"]
        if concept.name and (tag == "element" or concept.type == FLOW):
            lines.append(f"      <name>{self._text(concept.name)}</name>")
        if concept.documentation:
            text = self._text(concept.documentation)
            lines.append(f"      <documentation>{text}</documentation>")
        if concept.properties:
            lines.append("      <properties>")
            for key, value in concept.properties:
                reference = self._definitions.setdefault(key, f"propid-{len(self._definitions)}")
                lines.append(f'        <property propertyDefinitionRef="{reference}">')
                lines.append(f"          <value>{self._text(value)}</value>")
                lines.append("        </property>")
            lines.append("      </properties>")
        lines.append(f"    </{tag}>\n")
        return "\n".join(lines)

    def _organizations(self) -> Iterator[str]:
        order = [*dict.fromkeys(archimate_words().folders.values()), _RELATIONS]
        if not self._folders:
            return
        yield "  <organizations>\n"
        for folder in order:
            if folder in self._folders:
                yield f"    <item>\n      <label>{self._text(folder)}</label>\n"
                for identifier in self._folders[folder]:
                    yield f'      <item identifierRef="{identifier}"/>\n'
                yield "    </item>\n"
        yield "  </organizations>\n"

    def _property_definitions(self) -> Iterator[str]:
        if not self._definitions:
            return
        yield "  <propertyDefinitions>\n"
        for key, identifier in self._definitions.items():
            yield f'    <propertyDefinition identifier="{identifier}" type="string">\n'
            yield f"      <name>{self._text(key)}</name>\n    </propertyDefinition>\n"
        yield "  </propertyDefinitions>\n"

    def _tell(self, doing: str, done: int, total: int) -> None:
        if self._report is not None:
            self._report(doing, done, total)
