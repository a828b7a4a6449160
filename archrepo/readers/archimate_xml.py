"""Reads XML that strangers wrote: no document type, no entities, bounded in every direction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from archrepo.domain.diagnostics import Place
from archrepo.readers.source import MAX_TEXT_BYTES, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from archrepo.domain.ports import Report
    from archrepo.errors import InvalidDataError
    from archrepo.readers.archimate_model import ArchimateModel

MAX_BYTES = MAX_TEXT_BYTES
MAX_TAGS = 5_000_000
MAX_DEPTH = 100
_CHUNK = 256 * 1024

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one XML document; `file` is what places call it."""

    file: str
    content: bytes


def refusal(code: str, message: str, place: Place, hint: str = "") -> InvalidDataError:
    """Return the error for a file that cannot be read at all."""
    return invalid(code, message, file=place.file, row=place.row, column=place.column, hint=hint)


def too_large(size: int) -> str:
    """Return what is said of something over the size limit."""
    return f"{size // 2**20} MiB of XML; at most {MAX_BYTES // 2**20} are read"


def line_of(element: _Element) -> int:
    """Return the line an element starts at; 0 where it is not known."""
    line: Any = element.sourceline
    return int(line or 0)


def text_of(element: _Element) -> str:
    """Return all text inside an element."""
    if not len(element):
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def local_name(element: _Element) -> str:
    """Return an element's tag without its namespace."""
    return _local(element.tag)


@lru_cache(1024)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def namespace(element: _Element) -> str:
    """Return an element's namespace; empty where it has none."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def concept_type(element: _Element) -> str:
    """Return the `xsi:type` without its prefix and without `Relationship` at its end."""
    return (element.get(XSI_TYPE) or "").rpartition(":")[2].removesuffix("Relationship")


def xml_events(document: Document, report: Report | None) -> Iterator[tuple[str, _Element]]:
    """Yield ("start" or "end", element) through the document.

    Raises:
        InvalidDataError: It is not well-formed, has a document type, or passes a limit.
    """
    from lxml import etree

    parser: Any = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    guard = _Guard(document.file)
    total = len(document.content)
    try:
        for start in range(0, total, _CHUNK):
            parser.feed(document.content[start : start + _CHUNK])
            for event, element in parser.read_events():
                guard.check(event, element)
                yield event, element
            if report:
                report("reading", min(start + _CHUNK, total), total)
        parser.close()
    except (etree.XMLSyntaxError, LookupError) as error:
        for event, element in parser.read_events() if guard.tags == 0 else ():
            guard.check(event, element)  # a document type says more than what it led to
        raise _malformed(document, error) from error
    if guard.tags == 0:
        raise refusal("AR150", "not an XML document", Place(document.file), _EXPECTED)


class Intake(Protocol):
    """Takes in a document of one form, tag by tag."""

    model: ArchimateModel

    def start(self, element: _Element) -> None:
        """Take note of a tag that opens."""

    def end(self, element: _Element) -> None:
        """Take in what is complete, and free it."""

    def finish(self) -> None:
        """Settle what could only be settled at the end of the document."""


def take_in(document: Document, intake: Intake, report: Report | None) -> ArchimateModel:
    """Return the model a document holds.

    Raises:
        InvalidDataError: It is not of the form, or is not safe to read.
    """
    for event, element in xml_events(document, report):
        if event == "start":
            intake.start(element)
        else:
            intake.end(element)
    intake.finish()
    return intake.model


_EXPECTED = "an ArchiMate model exchange file, or a model saved by Archi, is expected"


def _malformed(document: Document, error: Exception) -> InvalidDataError:
    line, column = getattr(error, "position", None) or (0, 0)
    message = str(getattr(error, "msg", None) or error)
    message = message.partition(", line ")[0] or "it ends too early"
    if not document.content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return refusal("AR150", "not an XML document", Place(document.file), _EXPECTED)
    place = Place(document.file, row=max(line, 0), column=max(column, 0))
    if "XML_PARSE_HUGE" in message or "huge" in message.lower():
        said = message.partition(", use")[0]
        return refusal("AR152", f"more than is safe to read: {said.lower()}", place)
    hint = "export the model again; the file may have been cut short or edited by hand"
    return refusal("AR150", f"malformed XML: {message}", place, hint)


@dataclass(slots=True)
class _Guard:
    """Counts tags and depth while a document comes in."""

    file: str
    tags: int = 0
    depth: int = 0

    def check(self, event: str, element: _Element) -> None:
        if event == "end":
            self.depth -= 1
            return
        self.depth += 1
        self.tags += 1
        if self.tags == 1 and element.getroottree().docinfo.internalDTD is not None:
            hint = "remove the DOCTYPE line: model files need none"
            said = "a document type (DOCTYPE) is not accepted"
            raise refusal("AR151", said, self._place(element), hint)
        if self.depth > MAX_DEPTH:
            said = f"tags are nested more than {MAX_DEPTH} deep"
            raise refusal("AR152", said, self._place(element))
        if self.tags > MAX_TAGS:
            said = f"more than {MAX_TAGS:,} tags"
            raise refusal("AR152", said, self._place(element), "split the model")

    def _place(self, element: _Element) -> Place:
        return Place(self.file, row=line_of(element))


def forget(element: _Element) -> None:
    """Free an element that has been dealt with, and what stands before it beside it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
