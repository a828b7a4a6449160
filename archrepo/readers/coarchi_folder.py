"""Reads a model as coArchi keeps it: a folder tree, one XML file a concept, folder.xml in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Level
from archrepo.errors import InvalidDataError
from archrepo.readers.archi_concepts import DRAWINGS, concept_of, specialize
from archrepo.readers.archimate_meaning import interpret
from archrepo.readers.archimate_model import (
    ArchimateModel,
    Concept,
    identifier_of,
    one_line,
)
from archrepo.readers.archimate_table import load_table
from archrepo.readers.archimate_xml import Document, line_of, local_name, namespace, xml_events
from archrepo.readers.source import digest, invalid, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading
    from archrepo.readers.archimate_table import ArchimateTable

FORMAT = "coarchi"
FOLDER_FILE = "folder.xml"
_NAMESPACE = "http://www.archimatetool.com/archimate"
_MAX_FILE = 16 * 1024 * 1024
_HEAD = 4096
_MODEL_FILES = 500_000  # a file a concept and a view: far more than YAML files


def model_root(folder: Path) -> Path | None:
    """Return the folder of the model in a coArchi repository, or None where `folder` is none."""
    for root in (folder / "model", folder):
        try:
            with (root / FOLDER_FILE).open("rb") as stream:
                head = stream.read(_HEAD)
        except OSError:
            continue
        if _NAMESPACE.encode() in head and (b":model" in head or b":ArchimateModel" in head):
            return root
    return None


def read_coarchi(
    path: Path,
    metamodel: Metamodel,
    report: Report | None = None,
    *,
    mapping: Path | None = None,
) -> Reading:
    """Return what a coArchi folder states; a file that cannot be read is told and left out.

    Args:
        path: The repository, or the folder `model` in it.
        metamodel: Kinds and relations of the portfolio.
        report: Told of progress.
        mapping: A mapping file whose `archimate:` part replaces rows of `models/archimate.yaml`.

    Raises:
        InvalidDataError: It is no such folder, or holds too many files.
    """
    root = model_root(path)
    if root is None:
        hint = "the folder of a coArchi repository holds model/folder.xml"
        raise invalid("AR101", "is no coArchi model", file=str(path), hint=hint)
    table = load_table(mapping)
    reading = _Folder(root, ArchimateModel(str(path)), table)
    reading.read(report)
    return interpret(reading.model, table, metamodel, FORMAT, reading.sha256(), str(path))


class _Folder:
    """Takes in file after file, in a fixed order."""

    def __init__(self, root: Path, model: ArchimateModel, table: ArchimateTable) -> None:
        self.root = root
        self.model = model
        self._table = table
        self._names: dict[Path, str] = {}
        self._profiles: dict[str, str] = {}
        self._used: list[tuple[Concept, list[str]]] = []
        self._digests: list[bytes] = []

    def read(self, report: Report | None) -> None:
        """Read the folders' names, then every concept."""
        files = self._files()
        folders = [path for path in files if path.name == FOLDER_FILE]
        for position, path in enumerate((*folders, *(f for f in files if f.name != FOLDER_FILE))):
            if report is not None and position % 100 == 0:
                report("reading", position, len(files))
            try:
                self._read_file(path)
            except InvalidDataError as error:
                self.model.diagnostics += error.diagnostics  # type: ignore[arg-type]
                self.model.refuse("file", "unreadable")
        specialize(self._used, self._profiles)

    def sha256(self) -> str:
        """Return the digest of every file, with its place in the folder."""
        return digest(self._digests)

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for path in self.root.rglob("*.xml"):
            if len(found) >= _MODEL_FILES:
                raise invalid("AR108", f"more than {_MODEL_FILES:,} files", file=str(self.root))
            if path.is_file() and not path.is_symlink():
                found.append(path)
        return sorted(found)

    def _read_file(self, path: Path) -> None:
        content = read_bytes(path, _MAX_FILE)
        self._digests += [str(path.relative_to(self.root)).encode() + b"\0", content]
        root: _Element | None = None
        for event, element in xml_events(Document(str(path), content), None):
            root = element if event == "end" else root
        if root is None:
            return
        name = local_name(root).removesuffix("Relationship")
        line = self.model.line_in(str(path), line_of(root))
        if namespace(root) != _NAMESPACE:
            message = f"<{local_name(root)}> of another namespace is left out"
            self.model.tell("AR157", Level.WARNING, message, line)
            self.model.refuse(local_name(root), "unknown tag")
        elif path.name == FOLDER_FILE:
            self._take_folder(path.parent, root)
        elif name.endswith(DRAWINGS):
            self.model.views += 1
            self._take_boxes(root, str(path))
        else:
            concept, profiles = concept_of(
                root, self._table.current(name), line, self._folder_of(path)
            )
            self._used.append((concept, profiles))
            self.model.add(concept)

    def _take_boxes(self, view: _Element, file: str) -> None:
        """Note what box of a view lies in which; boxes without an element only group."""
        waiting = [(child, "") for child in view]
        while waiting:
            box, outer = waiting.pop()
            if local_name(box) != "children":
                continue
            inner = ""
            for part in box:
                if local_name(part) == "archimateElement":
                    inner = identifier_of((part.get("href") or "").rpartition("#")[2])
            self.model.nest(outer, inner, self.model.line_in(file, line_of(box)))
            waiting += [(part, inner or outer) for part in box]

    def _take_folder(self, folder: Path, root: _Element) -> None:
        self._names[folder] = one_line(root.get("name"))
        for child in root:
            if local_name(child) in ("profile", "profiles") and child.get("id"):
                self._profiles[child.get("id") or ""] = one_line(child.get("name"))

    def _folder_of(self, path: Path) -> tuple[str, ...]:
        """Return the names of the folders a file lies in, below its layer's."""
        parts = path.relative_to(self.root).parts[:-1]
        folders = [self.root.joinpath(*parts[: depth + 1]) for depth in range(1, len(parts))]
        return tuple(name for folder in folders if (name := self._names.get(folder, "")))
