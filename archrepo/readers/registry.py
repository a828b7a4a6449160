"""Picks the reader of a file by its content, then its suffix."""

from __future__ import annotations

import zipfile
from importlib import import_module
from typing import TYPE_CHECKING

from archrepo.readers.source import ACCEPTED, MAX_JSON_BYTES, check_size, invalid

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading

_READERS = {
    "yaml": ("yaml_folder", "read_yaml"),
    "json": ("json_form", "read_json"),
    "workbook": ("workbook", "read_workbook"),
    "csv": ("csv_file", "read_csv"),
    "archimate-exchange": ("archimate_exchange", "read_archimate_exchange"),
    "archi": ("archi", "read_archi"),
}
"""Form → module and function that reads it; imported when first needed."""

_MODELS = ("archimate-exchange", "archi")
"""Forms that speak of themselves; a mapping adds to what their readers know."""

_HEAD = 8192
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_TABLES = (".csv", ".tsv", ".tab", ".txt")


def read(
    path: Path,
    metamodel: Metamodel,
    *,
    mapping: Path | None = None,
    report: Report | None = None,
) -> Reading:
    """Return everything that `path`, a file or a folder, states.

    Args:
        path: What to read.
        metamodel: Kinds, relations and attributes to read into.
        mapping: Says what is what in files that do not speak of themselves.
        report: Told of progress.

    Raises:
        InvalidDataError: If nothing of it can be read, or no reader takes it.
    """
    form = None
    if not path.is_dir():
        check_size(path, MAX_JSON_BYTES)
        form = recognise(path)
    if mapping is not None and form not in _MODELS:
        from archrepo.readers.mapping import read_mapped

        return read_mapped([path], mapping, metamodel, report)
    if path.is_dir():
        return _read_folder(path, metamodel, report)
    if form is None:
        hint = f"accepted: {ACCEPTED}"
        raise invalid("AR101", "the format is not recognised", file=str(path), hint=hint)
    module, function = _READERS[form]
    reader = getattr(import_module(f"archrepo.readers.{module}"), function)
    options = {"mapping": mapping} if form in _MODELS else {}
    reading: Reading = reader(path, metamodel, report, **options)
    return reading


def read_all(
    paths: Sequence[Path],
    metamodel: Metamodel,
    *,
    mapping: Path | None = None,
    report: Report | None = None,
) -> tuple[Reading, ...]:
    """Return what several files or folders state.

    Through a mapping, tables are one reading: its rules and look-ups go from file to file.

    Raises:
        InvalidDataError: If nothing can be read of one of them.
    """
    tables = [path for path in paths if mapping is not None and not _is_model(path)]
    if mapping is None or len(tables) < 2:
        return tuple(read(path, metamodel, mapping=mapping, report=report) for path in paths)
    from archrepo.readers.mapping import read_mapped

    models = [path for path in paths if path not in tables]
    together = read_mapped(tables, mapping, metamodel, report)
    return (together, *read_all(models, metamodel, mapping=mapping, report=report))


def _is_model(path: Path) -> bool:
    return not path.is_dir() and recognise(path) in _MODELS


def _read_folder(path: Path, metamodel: Metamodel, report: Report | None) -> Reading:
    from archrepo.readers.csv_file import read_csv
    from archrepo.readers.yaml_folder import read_yaml, yaml_files

    if yaml_files(path) or not any(f.suffix in _TABLES for f in path.iterdir()):
        return read_yaml(path, metamodel, report)
    return read_csv(path, metamodel, report)


def recognise(path: Path) -> str | None:
    """Return the name of the form a file is in: by its first bytes, then its suffix.

    Raises:
        InvalidDataError: If it cannot be opened.
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise invalid("AR101", f"cannot be read: {error.strerror}", file=str(path)) from None
    if head.startswith(b"PK"):
        return _recognise_archive(path, suffix)
    if head.startswith(_OLD_EXCEL) or suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
        return "workbook"
    text = _decoded(head).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _recognise_xml(text, suffix)
    if suffix in (".yaml", ".yml"):
        return "yaml"
    if suffix == ".json" or (text.startswith("{") and suffix not in _TABLES):
        return "json"
    if suffix in _TABLES:
        return "csv"
    return {".archimate": "archi", ".xml": "archimate-exchange"}.get(suffix)


def _decoded(head: bytes) -> str:
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return head.decode("utf-16" if wide else "utf-8", errors="replace")


def _recognise_archive(path: Path, suffix: str) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "archi" if suffix == ".archimate" else "workbook"
    if "model.xml" in names:
        return "archi"
    is_workbook = names & {"[Content_Types].xml", "content.xml", "xl/workbook.xml"}
    return "workbook" if is_workbook or suffix in (".xlsx", ".xlsm", ".ods") else None


def _recognise_xml(text: str, suffix: str) -> str | None:
    if "www.archimatetool.com/archimate" in text or suffix == ".archimate":
        return "archi"
    is_exchange = "www.opengroup.org/xsd/archimate" in text or suffix == ".xml"
    return "archimate-exchange" if is_exchange else None
