"""Unpacks the model of an Archi file that was saved with images, as a ZIP archive."""

from __future__ import annotations

import io
import zipfile
import zlib

from archrepo.domain.diagnostics import Place
from archrepo.readers.archimate_xml import MAX_BYTES, Document, refusal, too_large

MEMBER = "model.xml"
MAX_RATIO = 200  # saved models shrink 10 to 40 times; a bomb, a thousand times
_ALWAYS_FINE = 1024 * 1024


def is_archive(content: bytes) -> bool:
    """Return whether the bytes begin as a ZIP archive does."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def unpack(file: str, content: bytes) -> Document:
    """Return the model inside an archive.

    Raises:
        InvalidDataError: The archive is damaged, holds no model, is encrypted or a bomb.
    """
    place = Place(file)
    damaged = (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
        ValueError, OverflowError, MemoryError,
    )  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if MEMBER not in archive.namelist():
                hint = "is it a model saved by Archi?"
                raise refusal("AR154", f"the archive holds no {MEMBER}", place, hint)
            return Document(f"{file}/{MEMBER}", _member(archive, place))
    except damaged as error:
        hint = "save the model again in Archi"
        raise refusal("AR154", f"the archive cannot be read: {error}", place, hint) from error


def _member(archive: zipfile.ZipFile, place: Place) -> bytes:
    info = archive.getinfo(MEMBER)
    if info.file_size > MAX_BYTES:
        raise refusal("AR152", too_large(info.file_size), place, "split the model")
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _ALWAYS_FINE and ratio > MAX_RATIO:
        message = f"{MEMBER} unpacks to {ratio:.0f} times its size; at most {MAX_RATIO} is accepted"
        raise refusal("AR152", message, place)
    with archive.open(info) as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise refusal("AR152", too_large(len(content)), place, "split the model")
    return content
