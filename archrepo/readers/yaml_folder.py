"""The YAML form: a folder of files, each a list of nodes, relations inside the node they leave."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Place
from archrepo.domain.many_facts import without_collection
from archrepo.domain.metamodel import plural_snake_case, snake_case
from archrepo.domain.reading import Reading, Ref
from archrepo.domain.text import did_you_mean
from archrepo.errors import InvalidDataError
from archrepo.readers.assembly import Assembly
from archrepo.readers.names import Names
from archrepo.readers.source import (
    MAX_FILES,
    decode_utf8,
    digest,
    invalid,
    read_bytes,
)
from archrepo.readers.yaml_document import YamlList, YamlMapping, YamlNode, YamlScalar, parse_yaml

if TYPE_CHECKING:
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import RawNode

SUFFIXES = (".yaml", ".yml")
_NOT_PORTFOLIO = {"identity", "mkdocs"}  # files of archrepo and of tools that live beside


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of `folder`, at any depth, hidden ones left out, in a fixed order.

    Raises:
        InvalidDataError: If there are too many.
    """
    found: list[Path] = []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            found.append(path)
            if len(found) > MAX_FILES:
                raise invalid("AR108", f"more than {MAX_FILES:,} YAML files", file=str(folder))
    return sorted(path for path in found if path.stem not in _NOT_PORTFOLIO)


def read_yaml(path: Path, metamodel: Metamodel, report: Report | None = None) -> Reading:
    """Return what a YAML file, or every YAML file of a folder, states.

    Raises:
        InvalidDataError: If there is no YAML file, or none can be read.
    """
    files = yaml_files(path) if path.is_dir() else [path]
    if not files:
        raise invalid(
            "AR113",
            "no YAML file in this folder",
            file=str(path),
            hint=f"name files after what they hold, such as {_plurals(metamodel, 3)}",
        )
    reading = Reading(str(path), "yaml", "", _locate)
    folder_reader = _FolderReader(Assembly(reading, Names(metamodel)))
    contents: list[bytes] = []
    for position, file in enumerate(files):
        if report is not None:
            report("reading", position, len(files))
        try:
            content = read_bytes(file)
            contents.append(content)
            with without_collection():
                folder_reader.read_file(file, content)
        except InvalidDataError as error:
            if len(files) == 1:
                raise
            reading.diagnostics += error.diagnostics  # type: ignore[arg-type]
            reading.tally["file", "refused: unreadable"] += 1
    names = (file.name.encode() + b"\0" for file in files)
    reading.sha256 = digest(chain(names, contents))
    return reading


def _plurals(metamodel: Metamodel, count: int) -> str:
    return ", ".join(f"{plural_snake_case(k)}.yaml" for k in metamodel.portfolio_kinds[:count])


def _locate(mark: Any, attribute: str | None = None) -> Place:
    file, node = mark
    line, column = node.line, node.column
    if isinstance(node, YamlMapping):
        line, column = node.position(attribute)
    return Place(file, row=line, column=column)


class _FolderReader:
    """Turns documents into raw nodes and relations."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._names = assembly.names
        self._file = ""

    def read_file(self, path: Path, content: bytes) -> None:
        self._file = str(path)
        text = decode_utf8(content, self._file)
        document = parse_yaml(text, self._file, self._assembly.reading.diagnostics)
        kind = self._names.kind(path.stem)
        if document is None or (isinstance(document, YamlScalar) and document.text is None):
            place = Place(self._file)
            self._assembly.warn("AR113", "the file states nothing", place, "remove it")
        elif isinstance(document, YamlScalar):
            self._shape(document, "a list of nodes is expected here")
        elif isinstance(document, YamlMapping):
            self._mapping(document)
        elif kind is None:
            self._unknown_kind(path.stem, document, "file", len(document.items))
        else:
            self._nodes(kind, document)

    def _mapping(self, document: YamlMapping) -> None:
        for key, (key_node, value) in document.entries.items():
            kind = self._names.kind(key)
            if kind is None:
                count = len(value.items) if isinstance(value, YamlList) else 1
                self._unknown_kind(key, key_node, "key", count)
            elif isinstance(value, YamlList):
                self._nodes(kind, value)
            elif not (isinstance(value, YamlScalar) and value.text is None):
                self._shape(value, f"a list of {key} is expected here")

    def _unknown_kind(self, word: str, node: YamlNode, what: str, count: int) -> None:
        self._assembly.problem(
            "AR103",
            f"the {what} '{word}' names no kind",
            self._place(node),
            did_you_mean(word, map(plural_snake_case, self._names.metamodel.portfolio_kinds))
            or f"such as {_plurals(self._names.metamodel, 4)}",
        )
        self._assembly.refuse(word, "unknown kind", count)

    def _nodes(self, kind: str, document: YamlList) -> None:
        for item in document.items:
            if isinstance(item, YamlMapping):
                self._node(kind, item)
            elif isinstance(item, YamlScalar) and item.text:
                self._assembly.node(kind, {"name": item.text}, (self._file, item))
            else:
                self._shape(item, f"a {snake_case(kind)} is expected here", kind)

    def _node(self, kind: str, entry: YamlMapping) -> None:
        attributes = self._names.attributes(kind)
        values: dict[str, Any] = {}
        raw = self._assembly.node(kind, values, (self._file, entry))
        for key, value in entry.items():
            link = None if key in attributes else self._names.link(kind, key)
            if key in attributes:
                self._value(values, key, value)
            elif link is not None:
                self._links(raw, key, link, value, entry)
            elif key != "order" or "parent" not in entry.entries:
                known = [*attributes, *self._names.links(kind)]
                self._unknown_key(f"{kind}.{key}", key, entry.entries[key][0], known)

    def _unknown_key(self, origin: str, key: str, node: YamlNode, known: list[str]) -> None:
        hint = did_you_mean(key, known) or "keep it under `properties: [key=value]`"
        self._assembly.warn("AR102", f"unknown attribute '{key}'", self._place(node), hint)
        self._assembly.refuse(origin, "unknown attribute")

    def _value(self, values: dict[str, Any], key: str, value: YamlNode) -> None:
        if isinstance(value, YamlScalar):
            if value.text is not None:
                values[key] = value.text
        elif isinstance(value, YamlMapping):
            self._shape(value, f"'{key}' takes a value or a list")
        elif not all(isinstance(item, YamlScalar) for item in value.items):
            self._shape(value, f"'{key}' takes a list of single values")
        else:
            texts = [i.text for i in value.items if isinstance(i, YamlScalar)]
            values[key] = [text for text in texts if text is not None]

    def _links(
        self, raw: RawNode, key: str, link: tuple[str, bool], value: YamlNode, entry: YamlMapping
    ) -> None:
        for item in value.items if isinstance(value, YamlList) else [value]:
            if isinstance(item, YamlMapping):
                self._link_mapping(raw, key, link, item)
            elif isinstance(item, YamlList):
                self._shape(item, f"'{key}' takes references", key)
            elif item.text is not None:
                values: dict[str, Any] = {}
                mark: Any = (self._file, item)
                if key == "parent" and "order" in entry.entries:
                    self._value(values, "order", entry.entries["order"][1])
                self._assembly.link(raw, link, Ref(item.text), values, mark)

    def _link_mapping(
        self, raw: RawNode, key: str, link: tuple[str, bool], item: YamlMapping
    ) -> None:
        relation = self._names.metamodel.relations[link[0]]
        attributes = self._names.attributes(link[0])
        ends = relation.sources if link[1] else relation.targets
        kind_of_key = {snake_case(kind): kind for kind in ends}
        values: dict[str, Any] = {}
        refs: list[Ref] = []
        for name, value in item.items():
            if name in attributes:
                self._value(values, name, value)
            elif name in kind_of_key or name == ("from" if link[1] else "to"):
                if isinstance(value, YamlScalar) and value.text:
                    refs.append(Ref(value.text, kind_of_key.get(name)))
            else:
                known = [*attributes, *kind_of_key]
                self._unknown_key(f"{link[0]}.{name}", name, item.entries[name][0], known)
        if len(refs) == 1:
            self._assembly.link(raw, link, refs[0], values, (self._file, item))
            return
        wanted = " or ".join(kind_of_key) if len(kind_of_key) < 6 else "to"
        found = "none is" if not refs else f"{len(refs)} are"
        self._assembly.problem(
            "AR114",
            f"'{key}' needs one reference, {found} given",
            self._place(item),
            f"such as {{{wanted}: id}}",
        )
        self._assembly.refuse(link[0], "no single reference")

    def _shape(self, node: YamlNode, message: str, origin: str = "text") -> None:
        self._assembly.problem("AR109", message, self._place(node), "see the YAML form")
        self._assembly.refuse(origin, "wrong shape")

    def _place(self, node: YamlNode) -> Place:
        return Place(self._file, row=node.line, column=node.column)
