"""Files that are called workbooks and are something else: what each is, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.readers.old_workbook import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Collection

SAVE_AS = "open it where it was made and export it as .xlsx"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|meta|body|table)\b", re.I | re.S
)
_XML_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_LOOKED_AT = 4_096  # bytes at the start
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_STREAMS = (  # of the container that old workbooks are in too
    ("EncryptedPackage", "it is protected by a password", "save it again without one"),
    ("WordDocument", "it is a Word document", "put its table into a workbook"),
)
_INSIDE = (
    ("Index/", "it is a Numbers document", "export it from Numbers to Excel"),
    ("word/", "it is a Word document", "put its table into a workbook"),
    ("ppt/", "it is a PowerPoint document", "put its table into a workbook"),
)


def disguised(content: bytes) -> tuple[str, str] | None:
    """Return what a file with a workbook's suffix is, and what to do; None where nobody knows."""
    if content.startswith(SIGNATURE):
        found = (told for name, *told in _STREAMS if name.encode("utf-16-le") in content)
        what, todo = next(found, ("", ""))
        return (what, todo) if what else None
    start = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if start.startswith(b"%PDF"):
        return "it is a PDF", "export the table it was printed from as .xlsx"
    if _HTML.match(start):
        return "it is a web page", "open it in a spreadsheet program and save it as .xlsx"
    if _XML_SHEET in start:
        return "it is XML of Excel 2003", "open it in a spreadsheet program and save it as .xlsx"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or not _BINARY.search(start):
        return "it is a text file", "give it the suffix .csv, or .tsv, and import that"
    return None


def disguised_archive(members: Collection[str]) -> tuple[str, str] | None:
    """Return what an archive with a workbook's suffix is, and what to do."""
    for folder, what, todo in _INSIDE:
        if any(name.startswith(folder) for name in members):
            return what, todo
    if not any(name.startswith("xl/") or name == "content.xml" for name in members):
        return "it is an archive without a workbook's parts", SAVE_AS
    return None
