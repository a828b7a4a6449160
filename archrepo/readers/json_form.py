"""The native interchange form: nodes and relations in JSON, read as a stream.

Millions of facts must fit in memory, so keys, ids and references are shared between facts, marks
are plain numbers, and places are worked out only when asked for.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.forms import PORTFOLIO_SCHEMA
from archrepo.domain.many_facts import without_collection
from archrepo.domain.reading import RawNode, RawRelation, Reading, Ref
from archrepo.readers.source import MAX_JSON_BYTES, check_size, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from archrepo.domain.metamodel import Metamodel, NodeKind, RelationType
    from archrepo.domain.ports import Report

MAX_FACT = 16 * 1024 * 1024
_CHUNK = 4 * 1024 * 1024
_SPACE = " \t\r\n"
_FORM_HINT = "the form is that of 'archrepo export json'; another is read with --mapping FILE"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where facts of one file stand; relations have marks below zero."""

    file: str

    def __call__(self, mark: Any, attribute: str | None = None) -> Place:
        path = f"/nodes/{mark}" if mark >= 0 else f"/relations/{~mark}"
        return Place(self.file, path=f"{path}/{attribute}" if attribute else path)


def read_json(path: Path, metamodel: Metamodel, report: Report | None = None) -> Reading:
    """Return what a file in the native interchange form states.

    Raises:
        InvalidDataError: If it is not JSON, or JSON of another shape.
    """
    size = check_size(path, MAX_JSON_BYTES)
    reading = Reading(str(path), "json", "", _Place(str(path)))
    try:
        with path.open("rb") as stream, without_collection():
            build = _Build(metamodel)
            text = _Stream(stream, str(path), size, build, report)
            _Document(text, reading, build).read()
            reading.sha256 = text.digest()
    except OSError as error:
        raise invalid("AR101", f"cannot be read: {error.strerror}", file=str(path)) from None
    return reading


class _Build:
    """Builds the objects of a document: keys and values of the metamodel shared, nulls left out.

    Attributes:
        twice: A key that stood twice in the last object with such a key; empty when taken.
    """

    def __init__(self, metamodel: Metamodel) -> None:
        self.twice = ""
        self._shared = {name: name for name in ("id", "kind", "type", "from", "to")}
        owners: list[NodeKind | RelationType] = [*metamodel.kinds.values()]
        owners += metamodel.relations.values()
        for owner in owners:
            self._shared[owner.name] = owner.name
            for attribute in owner.attributes.values():
                self._shared |= {text: text for text in (attribute.name, *attribute.values)}

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        shared = self._shared
        built = {
            shared.get(name, name): shared.get(value, value) if type(value) is str else value
            for name, value in pairs
            if value is not None
        }
        if len(built) != len(pairs):
            names = [name for name, _ in pairs]
            self.twice = next((n for n in names if names.count(n) > 1), "")
        return built


class _Stream:
    """A window over the text of a file, from which JSON values are taken one by one."""

    def __init__(
        self, stream: BinaryIO, file: str, size: int, build: _Build, report: Report | None
    ) -> None:
        self.file = file
        self._stream = stream
        self._size = size
        self._report = report
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(object_pairs_hook=build, parse_constant=_no_constant)
        self._hash = hashlib.sha256()
        self._window = ""
        self._at = 0
        self._bytes = 0
        self._lines = 0  # in what left the window
        self._line_start = 0  # characters since the last line break of what left the window
        self._ended = False

    def digest(self) -> str:
        """Return the SHA-256 of everything read."""
        return self._hash.hexdigest()

    def peek(self) -> str:
        """Return the next character that is no space; empty at the end."""
        while True:
            window, at = self._window, self._at
            while at < len(window) and window[at] in _SPACE:
                at += 1
            self._at = at
            if at < len(window):
                return window[at]
            if not self._more():
                return ""

    def skip(self, expected: str) -> bool:
        """Take the next character where it is `expected`."""
        if self.peek() != expected:
            return False
        self._at += 1
        return True

    def value(self) -> Any:
        """Return the next JSON value."""
        self.peek()
        while True:
            try:
                found, end = self._json.raw_decode(self._window, self._at)
            except ValueError as error:
                offset = getattr(error, "pos", self._at) - self._at
                if len(self._window) - self._at < MAX_FACT and self._more():
                    continue
                message = getattr(error, "msg", str(error))
                raise self.error(f"is not JSON: {message}", self._at + offset) from None
            except RecursionError:
                raise self.error("is nested too deep", self._at, "AR108") from None
            if end < len(self._window) or isinstance(found, dict | list | str) or not self._more():
                self._at = end
                return found

    def error(self, message: str, position: int | None = None, code: str = "AR101") -> Exception:
        """Return the error for what stands at `position`, with its line and column."""
        at = self._at if position is None else position
        before = self._window[:at]
        row = self._lines + before.count("\n") + 1
        line_break = before.rfind("\n")
        column = at - line_break if line_break >= 0 else self._line_start + at + 1
        return invalid(code, message, file=self.file, row=row, column=column, hint=_FORM_HINT)

    def _more(self) -> bool:
        if self._ended:
            return False
        content = self._stream.read(_CHUNK)
        self._ended = not content
        self._hash.update(content)
        self._bytes += len(content)
        if self._report is not None:
            self._report("reading", self._bytes, self._size)
        try:
            text = self._decoder.decode(content, final=self._ended)
        except UnicodeDecodeError as error:
            wrong = f"is not UTF-8: byte 0x{error.object[error.start]:02x}"
            raise invalid(
                "AR101",
                wrong,
                file=self.file,
                row=self._lines + self._window.count("\n") + 1,
                hint="save it as UTF-8",
            ) from None
        gone = self._window[: self._at]
        breaks = gone.count("\n")
        self._lines += breaks
        after = len(gone) - gone.rfind("\n") - 1
        self._line_start = after if breaks else self._line_start + len(gone)
        self._window = self._window[self._at :] + text
        self._at = 0
        return not self._ended or bool(text)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


class _Document:
    """Reads the object at the root: schema, nodes, relations."""

    def __init__(self, text: _Stream, reading: Reading, build: _Build) -> None:
        self._text = text
        self._reading = reading
        self._build = build
        self._refs: dict[str, Ref] = {}

    def read(self) -> None:
        if not self._text.skip("{"):
            raise self._text.error("an object is expected at the root")
        seen: set[str] = set()
        while not self._text.skip("}"):
            if seen and not self._text.skip(","):
                raise self._text.error("a comma or the closing brace is expected")
            key = self._text.value() if self._text.peek() == '"' else None
            if key is None or not self._text.skip(":"):
                raise self._text.error("a key in quotes and a colon are expected")
            if key in seen:
                raise self._text.error(f"'{key}' stands twice", code="AR106")
            seen.add(key)
            self._member(key)
        if self._text.peek():
            raise self._text.error("text after the end of the document")
        if not seen & {"nodes", "relations"}:
            raise self._text.error(
                f"neither 'nodes' nor 'relations': not {PORTFOLIO_SCHEMA}", code="AR109"
            )

    def _member(self, key: str) -> None:
        if key == "nodes":
            for position, fact in enumerate(self._facts()):
                self._node(position, fact)
        elif key == "relations":
            for position, fact in enumerate(self._facts()):
                self._relation(~position, fact)
        else:
            value = self._text.value()
            if key == "schema" and value != PORTFOLIO_SCHEMA:
                raise self._text.error(
                    f"the schema is '{value}', not '{PORTFOLIO_SCHEMA}'", code="AR109"
                )
            if key not in ("schema", "$schema"):
                place = Place(self._text.file, path=f"/{key}")
                self._problem("AR102", f"unknown key '{key}'", place, Level.WARNING)

    def _facts(self) -> Iterator[Any]:
        """Yield the items of the list that comes; a key that stands twice is a problem."""
        if not self._text.skip("["):
            raise self._text.error("a list is expected")
        first = True
        while not self._text.skip("]"):
            if not first and not self._text.skip(","):
                raise self._text.error("a comma or the closing bracket is expected")
            first = False
            yield self._text.value()

    def _node(self, mark: int, fact: Any) -> None:
        self._check_keys(mark)
        kind = fact.pop("kind", None) if isinstance(fact, dict) else None
        if not isinstance(kind, str):
            self._refuse(mark, "node", "a node is an object with its 'kind'")
            return
        self._reading.nodes.append(RawNode(kind, fact, mark))
        self._reading.tally[kind, kind] += 1

    def _relation(self, mark: int, fact: Any) -> None:
        self._check_keys(mark)
        if not isinstance(fact, dict) or not all(
            isinstance(fact.get(name), str) for name in ("type", "from", "to")
        ):
            self._refuse(mark, "relation", "a relation is an object with 'type', 'from' and 'to'")
            return
        name: str = fact.pop("type")
        source, target = self._ref(fact.pop("from")), self._ref(fact.pop("to"))
        relation = RawRelation(name, source, target, fact, mark)
        self._reading.relations.append(relation)
        self._reading.tally[name, name] += 1

    def _check_keys(self, mark: int) -> None:
        if self._build.twice:
            place = self._reading.locate(mark, self._build.twice)
            self._problem("AR106", f"'{self._build.twice}' stands twice", place)
            self._build.twice = ""

    def _ref(self, text: str) -> Ref:
        found = self._refs.get(text)
        if found is None:
            found = self._refs[text] = Ref(text)
        return found

    def _refuse(self, mark: int, what: str, message: str) -> None:
        self._reading.tally[what, "refused: wrong shape"] += 1
        self._problem("AR109", message, self._reading.locate(mark))

    def _problem(self, code: str, message: str, place: Place, level: Level = Level.ERROR) -> None:
        if len(self._reading.diagnostics) < 1_000:
            self._reading.diagnostics.append(Diagnostic(code, level, message, place, _FORM_HINT))
