"""Small workbooks made byte by byte: xlsx, ods and the old xls, to read and to damage."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.readers.workbook_hidden import Hidden

Sheets = "Mapping[str, Sequence[Sequence[str]]]"
Spans = "Sequence[tuple[tuple[int, int], tuple[int, int]]]"  # first and last cell, from 0
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_parts(sheets: Sheets) -> dict[str, str]:
    """Return the parts of an xlsx workbook: name → XML."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/'
        '2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{related}'
        "</Relationships>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        made = "".join(
            f'<row r="{r}">'
            + "".join(
                f'<c r="{_letters(c)}{r}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}'
                "</t></is></c>"
                for c, cell in enumerate(cells)
                if cell
            )
            + "</row>"
            for r, cells in enumerate(rows, 1)
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{made}</sheetData></worksheet>'
        )
    return parts


def ods_parts(sheets: Sheets, merged: Spans = ()) -> dict[str, str]:
    """Return the parts of an OpenDocument workbook: name → XML. `merged` is so in every sheet."""
    spanned = {
        start: f' table:number-rows-spanned="{end[0] - start[0] + 1}" '
        f'table:number-columns-spanned="{end[1] - start[1] + 1}"'
        for start, end in merged
    }
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"{spanned.get((r, c), "")}>'
                f"<text:p>{escape(cell)}</text:p></table:table-cell>"
                for c, cell in enumerate(cells)
            )
            + "</table:table-row>"
            for r, cells in enumerate(rows)
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return {
        "mimetype": kind,
        "META-INF/manifest.xml": f"{_HEAD}<manifest:manifest "
        f'xmlns:manifest="{_OFFICE}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>",
        "content.xml": f'{_HEAD}<office:document-content xmlns:office="{_OFFICE}:office:1.0" '
        f'xmlns:table="{_OFFICE}:table:1.0" xmlns:text="{_OFFICE}:text:1.0"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def xls(sheets: Sheets, merged: Spans = (), hidden: Mapping[str, Hidden] | None = None) -> bytes:
    """Return a workbook in the binary format of Excel 97: a stream of records in an OLE file."""
    hiding = hidden or {}
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x0042, struct.pack("<H", 1200))
    bodies = [_sheet(rows, merged, hiding.get(name)) for name, rows in sheets.items()]
    names = [name.encode("utf-16-le") for name in sheets]
    length = len(start) + sum(4 + 8 + len(name) for name in names) + 4
    bounds, at = b"", length
    for name, title, body in zip(names, sheets, bodies, strict=True):
        state = 1 if title in hiding and hiding[title].sheet else 0
        head = struct.pack("<IBBBB", at, state, 0, len(name) // 2, 1)
        bounds += _record(0x0085, head + name)
        at += len(body)
    return _ole(start + bounds + _record(0x000A, b"") + b"".join(bodies))


def _sheet(rows: Sequence[Sequence[str]], merged: Spans, hidden: Hidden | None) -> bytes:
    made = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    width = max((len(cells) for cells in rows), default=0)
    made += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for column in sorted(hidden.columns) if hidden else ():
        made += _record(0x007D, struct.pack("<5H2x", column - 1, column - 1, 2304, 15, 1))
    for r, cells in enumerate(rows):
        look = 0x20 if hidden and r + 1 in hidden.rows else 0
        made += _record(0x0208, struct.pack("<4H4xBBH", r, 0, width, 255, look, 1, 15))
        for c, cell in enumerate(cells):
            if cell:
                text = cell[:2000]
                head = struct.pack("<HHHHB", r, c, 0, len(text.encode("utf-16-le")) // 2, 1)
                made += _record(0x0204, head + text.encode("utf-16-le"))
    spans = [struct.pack("<HHHH", top, last, left, right) for (top, left), (last, right) in merged]
    made += _record(0x00E5, struct.pack("<H", len(spans)) + b"".join(spans)) if spans else b""
    return made + _record(0x000A, b"")


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _ole(stream: bytes) -> bytes:
    """Return an OLE file with `stream` under the name Workbook: FAT, directory, then the stream."""
    size = max(len(stream), 4096)  # shorter ones would stand in the small sectors
    sectors = -(-size // 512)
    assert sectors <= 126, "one sector of FAT"
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    directory += _entry("Workbook", 2, 0xFFFFFFFF, 2, size) + bytes(256)
    content = stream.ljust(sectors * 512, b"\x00")
    return header + struct.pack("<128I", *fat) + directory + content


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, free, free, child)
    return head + bytes(36) + struct.pack("<IIxxxx", start, size)


def _letters(column: int) -> str:
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(65 + rest) + made
    return made
