"""Tells what form a file or folder is in: by its first bytes, then its suffix."""

from __future__ import annotations

import mmap
import re
import zipfile
from itertools import islice
from typing import TYPE_CHECKING

from archrepo.readers.source import check_size, invalid

if TYPE_CHECKING:
    from pathlib import Path

ARCHI_CSV = "archi-csv"
TABLES = (".csv", ".tsv", ".tab", ".txt")
_ARCHI = ("www.archimatetool.com/archimate", "www.bolton.ac.uk/archimate")
_BACKSTAGE = re.compile(r"^apiVersion:\s*[\"']?backstage\.io/", re.MULTILINE)
_HEAD = 8192
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LOOKED_AT = 20  # files of a folder: a catalogue's may stand among others
_MAX_SEARCHED = 512 * 1024 * 1024


def recognise(path: Path, limit: int) -> str | None:
    """Return the name of the form a file or folder is in, or None.

    Raises:
        InvalidDataError: If it cannot be opened, or has more than `limit` bytes.
    """
    if path.is_dir():
        return _recognise_folder(path)
    check_size(path, limit)
    return _recognise_file(path)


def _recognise_folder(path: Path) -> str:
    from archrepo.readers.coarchi_folder import model_root
    from archrepo.readers.yaml_folder import yaml_files

    if model_root(path) is not None:
        return "coarchi"
    if files := yaml_files(path):
        backstage = any(_BACKSTAGE.search(_start(file)) for file in islice(files, _LOOKED_AT))
        return "backstage" if backstage else "yaml"
    tables = sorted(f for f in path.iterdir() if f.suffix.lower() in TABLES and f.is_file())
    if any(_recognise_file(file) == ARCHI_CSV for file in islice(tables, _LOOKED_AT)):
        return ARCHI_CSV
    return "csv" if tables else "yaml"


def _recognise_file(path: Path) -> str | None:
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
        return "backstage" if _BACKSTAGE.search(text) else "yaml"
    if suffix == ".json" or (text.startswith("{") and suffix not in TABLES):
        return "structurizr" if _is_structurizr(path, text) else "json"
    if suffix in TABLES:
        return ARCHI_CSV if _is_archi_csv(text) else "csv"
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
    if any(uri in text for uri in _ARCHI):
        return "archi"
    if "www.opengroup.org/xsd/archimate" in text:
        return "archimate-exchange"
    return {".archimate": "archi", ".xml": "archimate-exchange"}.get(suffix)


def _is_archi_csv(text: str) -> bool:
    from archrepo.readers.archi_csv import is_archi_csv

    return is_archi_csv(text)


def _is_structurizr(path: Path, head: str) -> bool:
    """Return whether a JSON file holds a workspace; its model may stand after long texts."""
    if '"archrepo/' in head or not head.startswith("{"):
        return False
    with path.open("rb") as stream:
        if not 0 < path.stat().st_size <= _MAX_SEARCHED:
            return False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return any(
                content.find(key) >= 0 for key in (b'"softwareSystems"', b'"deploymentNodes"')
            )


def _start(path: Path) -> str:
    with path.open("rb") as stream:
        return _decoded(stream.read(_HEAD))
