"""The pixels of a PNG: none of the picture's are lost on its way to the page."""

from __future__ import annotations

import struct
import zlib

import pytest

from archrepo.render.picture import pages
from archrepo.render.registry import View

EVERY = 16  # pixels between lines that are 6 points apart, at 192 pixels per inch


def pixels_of(png: bytes) -> list[list[bytes]]:
    """Return the pixels of a PNG with eight bits a channel, row by row."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, interlaced) == (8, 0)
    size = {2: 3, 6: 4}[colour]
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    data, across = zlib.decompress(packed), width * size
    rows: list[list[bytes]] = []
    above = bytearray(across)
    for start in range(0, height * (across + 1), across + 1):
        row = bytearray(data[start + 1 : start + 1 + across])
        for i, byte in enumerate(row):
            left, up = (row[i - size] if i >= size else 0), above[i]
            corner = above[i - size] if i >= size else 0
            guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[data[start]]
            row[i] = (byte + guess) % 256
        rows.append([bytes(row[i : i + size]) for i in range(0, across, size)])
        above = row
    return rows


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda near: abs(guess - near))


@pytest.mark.parametrize(("width", "height"), [(143, 104), (97, 211)])
def test_no_row_or_column_is_left_out(width: int, height: int) -> None:
    """Pixels repeat from line to line; with one of them lost, they would no longer."""
    lines = "".join(
        f'<path d="M0,{at}h{width}M{at},0v{height}" stroke="black" stroke-width="0.5"/>'
        for at in range(0, max(width, height), 6)
    )
    drawn = (
        f'<svg width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
        f'xmlns="http://www.w3.org/2000/svg">{lines}</svg>'
    )
    rows = pixels_of(pages.png(drawn.encode(), View()))
    for side in (rows, list(zip(*rows, strict=True))):
        seen = [line[EVERY // 2] for line in side[: -EVERY // 4]]
        assert len(set(seen)) > 1
        assert seen[EVERY:] == seen[:-EVERY]
