"""One YAML document as text with positions: no tags, no types, capped aliases and depth.

PyYAML's composer recurses in C and crashes on deep nesting, so the tree is built from events.
Scalars stay text (`NO` and `1.10` are what they look like); the plain `null`, `~` and nothing
are None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.readers.source import MAX_DEPTH, invalid

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ALIASES = 1_000
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True, eq=False)
class YamlScalar:
    """A text, or None, with its line and column from 1."""

    text: str | None
    line: int
    column: int


@dataclass(slots=True, eq=False)
class YamlList:
    """A list with its line and column."""

    line: int
    column: int
    items: list[YamlNode] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class YamlMapping:
    """A mapping with its line and column; keys are text, each with its own position."""

    line: int
    column: int
    entries: dict[str, tuple[YamlScalar, YamlNode]] = field(default_factory=dict)
    pending: YamlScalar | None = None

    def items(self) -> Iterator[tuple[str, YamlNode]]:
        """Yield keys with their values."""
        for key, (_, value) in self.entries.items():
            yield key, value

    def position(self, key: str | None) -> tuple[int, int]:
        """Return line and column of the value of `key`; of the mapping where it has none."""
        if key is not None and key in self.entries:
            value = self.entries[key][1]
            return value.line, value.column
        return self.line, self.column


YamlNode = YamlScalar | YamlList | YamlMapping


def parse_yaml(text: str, file: str, problems: list[Diagnostic]) -> YamlNode | None:
    """Return the document in `text`; None where it holds nothing.

    What need not stop the reading goes to `problems`: duplicate keys (the first stands), tags,
    merge keys, keys that are no words.

    Raises:
        InvalidDataError: If it is not YAML, or holds more than one document, too many aliases,
            too much depth.
    """
    documents = parse_documents(text, file, problems, most=1)
    return documents[0] if documents else None


def parse_documents(text: str, file: str, problems: list[Diagnostic], most: int) -> list[YamlNode]:
    """Return the documents in `text` that hold something; see `parse_yaml`.

    Raises:
        InvalidDataError: If it is not YAML, or holds more than `most` documents, too many aliases,
            too much depth.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    builder = _Builder(file, problems, most)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise invalid(
            "AR101",
            f"is not YAML: {error.problem or error.context}",
            file=file,
            row=mark.line + 1 if mark else 0,
            column=mark.column + 1 if mark else 0,
            hint="check indentation, quotes and colons around here",
        ) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise invalid("AR101", f"is not YAML: {reason}", file=file) from None
    return builder.roots


class _Builder:
    """Builds the tree from events, without recursion."""

    def __init__(self, file: str, problems: list[Diagnostic], most: int) -> None:
        self.roots: list[YamlNode] = []
        self._most = most
        self._file = file
        self._problems = problems
        self._stack: list[YamlList | YamlMapping] = []
        self._anchors: dict[str, YamlNode] = {}
        self._aliases = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        handler = _HANDLERS.get(type(event).__name__)
        if handler is not None:
            handler(self, event)

    def document(self, event: Any) -> None:
        self._documents += 1
        self._anchors.clear()  # they hold within a document
        if self._documents > self._most:
            many = "one document" if self._most == 1 else f"{self._most:,} documents"
            hint = "one document a file: remove `---`" if self._most == 1 else "split the file"
            raise self._refuse("AR107", f"holds more than {many}", event, hint)

    def scalar(self, event: Any) -> None:
        self._check_tag(event)
        plain = event.style is None or event.style == ""
        text = None if plain and event.value in _NULLS else event.value
        self._add(YamlScalar(text, *_position(event)), event)

    def sequence(self, event: Any) -> None:
        self._open(YamlList(*_position(event)), event)

    def mapping(self, event: Any) -> None:
        self._open(YamlMapping(*_position(event)), event)

    def alias(self, event: Any) -> None:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise self._refuse("AR108", f"more than {MAX_ALIASES:,} aliases", event)
        target = self._anchors.get(event.anchor)
        if target is None:
            raise self._refuse("AR101", f"unknown anchor '{event.anchor}'", event)
        if not isinstance(target, YamlScalar):
            raise self._refuse(
                "AR107",
                "an alias of a list or mapping",
                event,
                "write it out: aliases stand for single values only",
            )
        self._add(YamlScalar(target.text, *_position(event)), None)

    def close(self, _event: Any) -> None:
        self._stack.pop()

    def _open(self, node: YamlList | YamlMapping, event: Any) -> None:
        self._check_tag(event)
        if len(self._stack) >= MAX_DEPTH:
            raise self._refuse("AR108", f"more than {MAX_DEPTH} levels deep", event)
        self._add(node, event)
        self._stack.append(node)

    def _add(self, node: YamlNode, event: Any) -> None:
        if event is not None and event.anchor is not None:
            self._anchors[event.anchor] = node
        if not self._stack:
            self.roots.append(node)
            return
        parent = self._stack[-1]
        if isinstance(parent, YamlList):
            parent.items.append(node)
        elif parent.pending is None:
            parent.pending = self._key(parent, node)
        else:
            if parent.pending.text is not None:
                parent.entries[parent.pending.text] = (parent.pending, node)
            parent.pending = None

    def _key(self, parent: YamlMapping, node: YamlNode) -> YamlScalar:
        """Return the key of a coming value; one that will be dropped where it cannot be used."""
        at = (node.line, node.column)
        if not isinstance(node, YamlScalar) or node.text is None:
            self._report("AR109", "a key must be a word", at)
        elif node.text == "<<":
            self._report("AR107", "merge keys are not taken", at, "write the values out")
        elif node.text in parent.entries:
            first = parent.entries[node.text][0]
            hint = f"first on line {first.line}, which is taken"
            self._report("AR106", f"'{node.text}' stands twice", at, hint)
        else:
            return node
        return YamlScalar(None, *at)

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None and event.tag != "!":
            self._report(
                "AR107", f"the tag '{event.tag}' is not taken", _position(event), "remove it"
            )

    def _report(self, code: str, message: str, at: tuple[int, int], hint: str = "") -> None:
        place = Place(self._file, row=at[0], column=at[1])
        self._problems.append(Diagnostic(code, Level.ERROR, message, place, hint))

    def _refuse(self, code: str, message: str, event: Any, hint: str = "") -> Exception:
        row, column = _position(event)
        return invalid(code, message, file=self._file, row=row, column=column, hint=hint)


def _position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_HANDLERS: dict[str, Any] = {
    "DocumentStartEvent": _Builder.document,
    "ScalarEvent": _Builder.scalar,
    "SequenceStartEvent": _Builder.sequence,
    "MappingStartEvent": _Builder.mapping,
    "AliasEvent": _Builder.alias,
    "SequenceEndEvent": _Builder.close,
    "MappingEndEvent": _Builder.close,
}
