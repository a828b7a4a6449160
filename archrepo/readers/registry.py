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
    "archimate-exchange": ("archimate_exchange", "read_archimate_exchange"),
    "archi": ("archi", "read_archi"),
}
"""Form → module and function that reads it; imported when first needed."""

_MODELS = ("archimate-exchange", "archi")
"""Forms that speak of themselves; a mapping adds to what their readers know."""

_HEAD = 8192
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_TABLES = (".csv", ".tsv", ".tab", ".txt")
_SPREADSHEETS = ("workbook", "csv")


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
    (reading,) = read_all([path], metamodel, mapping=mapping, report=report)
    return reading


def read_all(
    paths: Sequence[Path],
    metamodel: Metamodel,
    *,
    mapping: Path | None = None,
    report: Report | None = None,
) -> tuple[Reading, ...]:
    """Return what several files or folders state.

    Spreadsheets are looked at together: a matrix in one joins what others hold, and the rules and
    look-ups of a mapping go from file to file. They are one reading then.

    Raises:
        InvalidDataError: If nothing can be read of one of them.
    """
    together = [path for path in paths if _is_table(path, mapped=mapping is not None)]
    found: tuple[Reading, ...] = ()
    if together and mapping is not None:
        from archrepo.readers.mapping import read_mapped

        found = (read_mapped(together, mapping, metamodel, report),)
    elif together:
        from archrepo.readers.spreadsheets import read_spreadsheets

        found = read_spreadsheets(together, metamodel, report)
    read: list[Reading] = []
    for path in paths:  # the first one names the source
        if path not in together:
            read.append(_read_alone(path, metamodel, mapping, report))
        else:
            read += found
            found = ()
    return tuple(read)


def _is_table(path: Path, *, mapped: bool) -> bool:
    """Return whether tables are in a file or folder; with a mapping, so are they in JSON."""
    if path.is_dir():
        from archrepo.readers.yaml_folder import yaml_files

        no_yaml = not yaml_files(path) and any(f.suffix in _TABLES for f in path.iterdir())
        return mapped or no_yaml
    check_size(path, MAX_JSON_BYTES)
    form = recognise(path)
    return form not in _MODELS if mapped else form in _SPREADSHEETS


def _read_alone(
    path: Path, metamodel: Metamodel, mapping: Path | None, report: Report | None
) -> Reading:
    form = "yaml" if path.is_dir() else recognise(path)
    if form is None:
        hint = f"accepted: {ACCEPTED}"
        raise invalid("AR101", "the format is not recognised", file=str(path), hint=hint)
    module, function = _READERS[form]
    reader = getattr(import_module(f"archrepo.readers.{module}"), function)
    options = {"mapping": mapping} if form in _MODELS else {}
    reading: Reading = reader(path, metamodel, report, **options)
    return reading


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
