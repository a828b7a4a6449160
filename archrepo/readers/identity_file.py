"""`identity.yaml`: what people decided to be the same, or not; kept beside `archrepo.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.text import did_you_mean
from archrepo.errors import InvalidDataError
from archrepo.importing.directory import name_key
from archrepo.importing.identity import Decisions
from archrepo.readers.source import decode_utf8, read_bytes
from archrepo.readers.yaml_document import YamlList, YamlMapping, YamlScalar, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.metamodel import Metamodel
    from archrepo.readers.yaml_document import YamlNode

_LISTS = {"same": "as", "different": "from"}
_SHAPE = "such as {kind: Application, name: CRM France, %s: crm}"


def read_decisions(path: Path, metamodel: Metamodel) -> Decisions:
    """Return the decisions in a file; none where there is no such file.

    Raises:
        InvalidDataError: With every mistake and its line.
    """
    if not path.is_file() or not path.stat().st_size:
        return Decisions()
    problems: list[Diagnostic] = []
    document = parse_yaml(decode_utf8(read_bytes(path), str(path)), str(path), problems)
    reader = _Reader(str(path), metamodel, problems)
    if isinstance(document, YamlMapping):
        for name, entries in document.items():
            reader.take(name, entries)
    elif document is not None:
        reader.problem(document, "two lists are expected, 'same' and 'different'")
    if problems:
        first = problems[0]
        message = f"{first.place}: {first.message}"
        raise InvalidDataError(message, hint=first.hint or None, diagnostics=problems)
    return Decisions(reader.same, {key: frozenset(ids) for key, ids in reader.different.items()})


class _Reader:
    def __init__(self, file: str, metamodel: Metamodel, problems: list[Diagnostic]) -> None:
        self._file = file
        self._metamodel = metamodel
        self._problems = problems
        self.same: dict[tuple[str, str], str] = {}
        self.different: dict[tuple[str, str], set[str]] = {}

    def problem(self, node: YamlNode, message: str, hint: str = "") -> None:
        place = Place(self._file, row=node.line, column=node.column)
        self._problems.append(Diagnostic("AR120", Level.ERROR, message, place, hint))

    def take(self, name: str, entries: YamlNode) -> None:
        if name not in _LISTS:
            self.problem(entries, f"unknown key '{name}'", did_you_mean(name, _LISTS))
        elif not isinstance(entries, YamlList):
            self.problem(entries, f"'{name}' is a list", _SHAPE % _LISTS[name])
        else:
            for entry in entries.items:
                self._decision(name, entry)

    def _decision(self, name: str, entry: YamlNode) -> None:
        other = _LISTS[name]
        texts = {}
        for key, value in entry.items() if isinstance(entry, YamlMapping) else ():
            if key not in ("kind", "name", "id", other) or not isinstance(value, YamlScalar):
                self.problem(value, f"'{key}' is not expected here", _SHAPE % other)
                return
            texts[key] = (value.text or "").strip()
        kind = texts.get("kind", "")
        if kind not in self._metamodel.portfolio_kinds:
            hint = did_you_mean(kind, self._metamodel.portfolio_kinds) if kind else _SHAPE % other
            self.problem(entry, f"unknown kind '{kind}'" if kind else "no kind is given", hint)
        elif not texts.get(other) or bool(texts.get("name")) == bool(texts.get("id")):
            self.problem(entry, f"a 'name' or an 'id', and '{other}' are expected", _SHAPE % other)
        else:
            text = texts.get("id") or name_key(kind, texts["name"])
            if name == "same":
                self.same[kind, text] = texts[other]
            else:
                self.different.setdefault((kind, text), set()).add(texts[other])
