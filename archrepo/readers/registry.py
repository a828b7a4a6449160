"""Picks the reader of a file by its content, then its suffix."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from archrepo.readers.source import ACCEPTED, MAX_JSON_BYTES, check_size, invalid

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import Report
    from archrepo.domain.reading import Reading

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
    if mapping is not None and not _is_model(path):
        from archrepo.readers.mapping import read_mapped

        return read_mapped(path, mapping, metamodel, report)
    if path.is_dir():
        return _read_folder(path, metamodel, report)
    check_size(path, MAX_JSON_BYTES)
    form = recognise(path)
    if form == "yaml":
        from archrepo.readers.yaml_folder import read_yaml

        return read_yaml(path, metamodel, report)
    if form == "json":
        from archrepo.readers.json_form import read_json

        return read_json(path, metamodel, report)
    if form == "workbook":
        from archrepo.readers.workbook import read_workbook

        return read_workbook(path, metamodel, report)
    if form == "csv":
        from archrepo.readers.csv_file import read_csv

        return read_csv(path, metamodel, report)
    return _read_model(form, path, metamodel, mapping, report)


def _is_model(path: Path) -> bool:
    """Return whether a file speaks of itself in a modelling tool's words; a mapping adds to it."""
    return path.is_file() and recognise(path) in ("archi", "archimate-exchange")


def _read_model(
    form: str | None,
    path: Path,
    metamodel: Metamodel,
    mapping: Path | None,
    report: Report | None,
) -> Reading:
    if form == "archimate-exchange":
        from archrepo.readers.archimate_exchange import read_archimate_exchange

        return read_archimate_exchange(path, metamodel, report, mapping=mapping)
    if form == "archi":
        from archrepo.readers.archi import read_archi

        return read_archi(path, metamodel, report, mapping=mapping)
    raise invalid(
        "AR101", "the format is not recognised", file=str(path), hint=f"accepted: {ACCEPTED}"
    )


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
