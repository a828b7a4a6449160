"""The bytes of a file, taken within limits; what cannot be read is an error with its place."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.text import is_text
from archrepo.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_TEXT_BYTES = 256 * 1024 * 1024
"""YAML, CSV and mapping files; those people write are a thousand times smaller."""

MAX_BINARY_BYTES = 512 * 1024 * 1024
MAX_JSON_BYTES = 4 * 1024 * 1024 * 1024
MAX_DEPTH = 60
MAX_FILES = 20_000

ACCEPTED = (
    "a folder of YAML files, .yaml, .json, .xlsx, .xls, .ods, .csv, .tsv, an ArchiMate exchange "
    "file (.xml), an Archi model (.archimate), a coArchi folder, a Backstage catalogue or a "
    "Structurizr workspace"
)


def invalid(
    code: str,
    message: str,
    *,
    file: str,
    hint: str = "",
    row: int = 0,
    column: int = 0,
    sheet: str = "",
    path: str = "",
) -> InvalidDataError:
    """Return the error for a file of which nothing can be used, its one diagnostic inside."""
    place = Place(file, sheet, row, column, path)
    found = Diagnostic(code, Level.ERROR, message, place, hint)
    return InvalidDataError(f"{place}: {message}", hint=hint or None, diagnostics=[found])


def check_size(path: Path, limit: int) -> int:
    """Return the size of `path`.

    Raises:
        InvalidDataError: If it is no readable file, empty, or larger than `limit` bytes; or if its
            name is no text, as that of an archive of another system may be.
    """
    if not is_text(str(path)):
        raise invalid(
            "AR101", "its name is not text in UTF-8", file=str(path), hint="give it another name"
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from None
    if not path.is_file():
        raise invalid(
            "AR101", "is neither a file nor a folder", file=str(path), hint=f"accepted: {ACCEPTED}"
        )
    if size == 0:
        raise invalid(
            "AR101", "the file is empty", file=str(path), hint="export it again, or leave it out"
        )
    if size > limit:
        raise invalid(
            "AR108",
            f"the file has {size:,} bytes, {limit:,} at most are read",
            file=str(path),
            hint="split it, or import it as native JSON",
        )
    return size


def read_bytes(path: Path, limit: int = MAX_TEXT_BYTES) -> bytes:
    """Return the bytes of `path`.

    Raises:
        InvalidDataError: If it cannot be read, is empty, or is larger than `limit` bytes.
    """
    check_size(path, limit)
    try:
        with path.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise _unreadable(path, error) from None


def digest(parts: Iterable[bytes]) -> str:
    """Return the SHA-256 of `parts`, one after the other."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
    return total.hexdigest()


def decode_utf8(content: bytes, file: str) -> str:
    """Return the text of `content`, which must be UTF-8 or UTF-16 with a byte order mark.

    Raises:
        InvalidDataError: With the line of the first byte that is not.
    """
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start]
        row = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise invalid(
            "AR101",
            f"is not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'}: "
            f"byte 0x{content[error.start]:02x}",
            file=file,
            row=row,
            column=column,
            hint="save it as UTF-8",
        ) from None


def _unreadable(path: Path, error: OSError) -> InvalidDataError:
    reason = error.strerror or type(error).__name__
    hint = "check the path" if isinstance(error, FileNotFoundError) else "check its permissions"
    return invalid("AR101", f"cannot be read: {reason}", file=str(path), hint=hint)
