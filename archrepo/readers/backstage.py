"""Reads a Backstage catalogue: entity descriptors in YAML, several documents a file.

What an entity becomes: System → Application, Component → Module of its system (Application where
it has none), Domain → Scope, API → Flow from who provides it to who consumes it, Resource →
Technology, Group → Organisation, User → Person. Other kinds are counted and left out. The format
is that of backstage.io/docs/features/software-catalog/descriptor-format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Place
from archrepo.domain.reading import Reading
from archrepo.errors import InvalidDataError
from archrepo.readers.assembly import Assembly
from archrepo.readers.backstage_entities import Entity, Key, entity_of, kind_of, values_of
from archrepo.readers.backstage_links import Links
from archrepo.readers.names import Names
from archrepo.readers.source import decode_utf8, digest, invalid, read_bytes
from archrepo.readers.yaml_document import YamlMapping, parse_documents
from archrepo.readers.yaml_folder import yaml_files

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report

FORMAT = "backstage"
MAX_DOCUMENTS = 100_000


def read_backstage(path: Path, metamodel: Metamodel, report: Report | None = None) -> Reading:
    """Return what a catalogue file, or every YAML file of a folder, states.

    Raises:
        InvalidDataError: No file of it can be read, or none holds an entity.
    """
    files = yaml_files(path) if path.is_dir() else [path]
    reading = Reading(str(path), FORMAT, "", _locate)
    catalogue = _Catalogue(Assembly(reading, Names(metamodel)))
    contents: list[bytes] = []
    for position, file in enumerate(files):
        if report is not None:
            report("reading", position, len(files))
        try:
            content = read_bytes(file)
            contents.append(content)
            catalogue.take(file, content)
        except InvalidDataError as error:
            if len(files) == 1:
                raise
            reading.diagnostics += error.diagnostics  # type: ignore[arg-type]
            reading.tally["file", "refused: unreadable"] += 1
    if not catalogue.entities and not reading.diagnostics:
        raise invalid(
            "AR113", "it holds no entity", file=str(path), hint="kind, metadata and spec are needed"
        )
    catalogue.finish()
    reading.sha256 = digest(contents)
    return reading


def _locate(mark: Any, attribute: str | None = None) -> Place:
    file, node = mark
    line, column = node.position(attribute) if isinstance(node, YamlMapping) else (0, 0)
    return Place(file, row=line or node.line, column=column or node.column)


class _Catalogue:
    """Takes in entities, then links them."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self.entities: dict[Key, Entity] = {}

    def take(self, path: Path, content: bytes) -> None:
        """Take in the entities of one file."""
        file = str(path)
        text = decode_utf8(content, file)
        for document in parse_documents(
            text, file, self._assembly.reading.diagnostics, MAX_DOCUMENTS
        ):
            place = Place(file, row=document.line, column=document.column)
            entity = entity_of(document, file)
            if entity is None:
                hint = "an entity has apiVersion, kind and metadata with a name"
                self._assembly.problem("AR109", "is no catalogue entity", place, hint)
                self._assembly.refuse("document", "wrong shape")
            elif entity.key in self.entities:
                first = self.entities[entity.key].mark[1].line
                message = f"'{entity.reference}' is described twice"
                self._assembly.problem("AR106", message, place, f"first on line {first}")
                self._assembly.refuse(entity.kind, "described twice")
            else:
                self.entities[entity.key] = entity

    def finish(self) -> None:
        """Make nodes of the entities, and relations of what they say of each other."""
        for entity in self.entities.values():
            kind = kind_of(entity, self.entities)
            if kind is None:
                self._assembly.refuse(entity.kind, "no place in a portfolio")
                continue
            values = values_of(entity, kind)
            entity.node = self._assembly.node(kind, values, entity.mark, entity.kind)
        Links(self._assembly, self.entities).add()
