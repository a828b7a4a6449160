"""A file that another program pipes in: kept while it is read, and called `-` in every place."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from archrepo.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.domain.diagnostics import Diagnostic, Place
    from archrepo.domain.forms import SourceRow
    from archrepo.domain.reading import Reading

NAME = "-"
_LIMIT = 4 * 1024 * 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PipedFile:
    """What comes through a pipe, and its form, named by a suffix such as `csv`."""

    stream: BinaryIO
    form: str

    @contextmanager
    def kept(self) -> Iterator[Path]:
        """Yield a file of it; the errors within speak of `-`.

        Raises:
            InvalidDataError: It is larger than what is read, or what reads it raises this.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"stdin.{self.form}")
            with path.open("wb") as out:
                while piece := self.stream.read(_PIECE):
                    if out.write(piece) and out.tell() > _LIMIT:
                        raise InvalidDataError(f"{NAME}: more than {_LIMIT:,} bytes")
            try:
                yield path
            except InvalidDataError as error:
                found = [_renamed(d, str(path)) for d in error.diagnostics]  # type: ignore[arg-type]
                message = error.message.replace(str(path), NAME)
                hint = _hint(error.hint, str(path)) if error.hint else None
                raise InvalidDataError(message, hint=hint, diagnostics=found) from None


def called_stdin(reading: Reading, path: Path) -> Reading:
    """Return a reading whose places speak of `-` instead of a file."""
    file, locate, row_at = str(path), reading.locate, reading.row_at

    def located(mark: Any, attribute: str | None = None) -> Place:
        return _of_stdin(locate(mark, attribute), file)

    def row_of(place: Place) -> SourceRow | None:
        return row_at(replace(place, file=file)) if row_at else None

    reading.file = NAME if reading.file == file else reading.file
    reading.files = tuple(NAME if name == file else name for name in reading.files)
    reading.locate = located
    reading.row_at = row_of if row_at else None
    reading.diagnostics = [_renamed(d, file) for d in reading.diagnostics]
    return reading


def _of_stdin(place: Place, file: str) -> Place:
    return replace(place, file=NAME) if place.file == file else place


def _hint(hint: str, file: str) -> str:
    """Return a hint whose commands name a file to be saved: what was piped in is gone."""
    saved = f"FILE{Path(file).suffix}"
    return f"{hint.replace(file, saved)}; save the input as {saved} first" if file in hint else hint


def _renamed(diagnostic: Diagnostic, file: str) -> Diagnostic:
    place = _of_stdin(diagnostic.place, file)
    texts = {
        "message": diagnostic.message.replace(file, NAME),
        "hint": _hint(diagnostic.hint, file),
    }
    return replace(diagnostic, place=place, **texts)  # type: ignore[arg-type]
