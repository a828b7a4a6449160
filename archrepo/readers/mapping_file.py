"""Loads a mapping file and checks it against the metamodel; every mistake with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from archrepo.domain.diagnostics import Diagnostic, Level, Place
from archrepo.domain.text import did_you_mean
from archrepo.errors import InvalidDataError
from archrepo.importing.mapping import Mapping, Rule
from archrepo.readers.source import decode_utf8, invalid, read_bytes
from archrepo.readers.yaml_document import YamlList, YamlMapping, YamlNode, YamlScalar, parse_yaml
from archrepo.resources import resource_root, resource_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.domain.metamodel import Metamodel

Location = tuple[str | int, ...]
ANYTHING: dict[str, Any] = {}
"""Stands for the attributes of what is unknown itself: one mistake is told once."""


def shipped_mappings() -> list[str]:
    """Return the names of the mappings that come with archrepo."""
    folder = resource_root("models").joinpath("mappings")
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def mapping_text(name: str) -> str:
    """Return the text of a shipped mapping."""
    return resource_text("models", "mappings", f"{name}.yaml")


def load_mapping(path: Path, metamodel: Metamodel) -> Mapping:
    """Return the mapping in `path`, or the shipped one of that name.

    Raises:
        InvalidDataError: With every mistake and its line.
    """
    if not path.exists() and str(path) in shipped_mappings():
        return parse_mapping(mapping_text(str(path)), f"{path}.yaml", metamodel)
    if not path.exists():
        known = ", ".join(shipped_mappings())
        hint = f"a mapping file, or one of those shipped: {known}"
        raise invalid("AR101", "there is no such mapping", file=str(path), hint=hint)
    return parse_mapping(decode_utf8(read_bytes(path), str(path)), str(path), metamodel)


def parse_mapping(text: str, file: str, metamodel: Metamodel) -> Mapping:
    """Return the mapping in `text`.

    Raises:
        InvalidDataError: With every mistake and its line.
    """
    problems: list[Diagnostic] = []
    document = parse_yaml(text, file, problems)
    checker = _Checker(file, document, problems)
    mapping: Mapping | None = None
    if not isinstance(document, YamlMapping):
        checker.report((), "a mapping with 'name' and 'rules' is expected")
    else:
        try:
            mapping = Mapping.model_validate(plain(document))
        except ValidationError as error:
            for mistake in error.errors():
                checker.report_pydantic(mistake)
        else:
            checker.check(mapping, metamodel)
    if problems or mapping is None:
        first = problems[0]
        more = [f"(and {len(problems) - 1} more)"] if len(problems) > 1 else []
        raise InvalidDataError(
            " ".join([f"{first.place}: {first.message}", *more]),
            hint=first.hint or "see models/mapping.schema.json",
            diagnostics=problems,
        )
    return mapping


def plain(node: YamlNode | None) -> Any:
    """Return a document as mappings, lists and texts."""
    if isinstance(node, YamlMapping):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, YamlList):
        return [plain(item) for item in node.items]
    return node.text if node is not None else None


class _Checker:
    """Gathers mistakes, each at the line its location leads to."""

    def __init__(self, file: str, document: YamlNode | None, problems: list[Diagnostic]) -> None:
        self._file = file
        self._document = document
        self._problems = problems

    def report(self, location: Sequence[str | int], message: str, hint: str = "") -> None:
        node = self._node(location)
        row, column = (node.line, node.column) if node is not None else (0, 0)
        place = Place(self._file, row=row, column=column)
        self._problems.append(Diagnostic("AR110", Level.ERROR, message, place, hint))

    def report_pydantic(self, mistake: Any) -> None:
        location: Location = mistake["loc"]
        path = ".".join(str(part) for part in self._written(location))
        text = mistake["msg"].removeprefix("Value error, ")
        if mistake["type"] == "extra_forbidden":
            fields = {**Mapping.model_fields, **Rule.model_fields}
            known = [info.alias or name for name, info in fields.items()]
            self.report(
                location,
                f"'{location[-1]}' is not known here",
                did_you_mean(str(location[-1]), known),
            )
        else:
            self.report(location, f"{path}: {text}" if path else text)

    def _written(self, location: Location) -> Location:
        """Return a location without the position in a list that stands as its one item."""
        alone = isinstance(self._node(location[:-1]), YamlScalar)
        return location[:-1] if alone and isinstance(location[-1], int) else location

    def check(self, mapping: Mapping, metamodel: Metamodel) -> None:
        for position, rule in enumerate(mapping.rules):
            at: Location = ("rules", position)
            for key, kind in (
                ("node", rule.node),
                ("from_kind", rule.from_kind),
                ("to_kind", rule.to_kind),
            ):
                self._known((*at, key), "kind", kind, metamodel.portfolio_kinds)
            self._known((*at, "relation"), "relation", rule.relation, metamodel.relations)
            owner = metamodel.kinds.get(rule.node or "") or metamodel.relations.get(
                rule.relation or ""
            )
            known: Any = owner.attributes if owner else ANYTHING
            for location, attribute in _attributes(rule, at):
                self._known(location, "attribute", attribute, known)
            for number, kind in enumerate(rule.tree.kinds if rule.tree else ()):
                here = (*at, "tree", "kinds", number)
                self._known(here, "kind", kind, metamodel.portfolio_kinds)
            for number, link in enumerate(rule.relations):
                here = (*at, "relations", number)
                self._known((*here, "relation"), "relation", link.relation, metamodel.relations)
                self._known((*here, "kind"), "kind", link.kind, metamodel.portfolio_kinds)
                joined = metamodel.relations.get(link.relation)
                known = joined.attributes if joined else ANYTHING
                for key in ("set", "values"):
                    for name in getattr(link, key):
                        self._known((*here, key, name), "attribute", name, known)

    def _known(self, location: Location, what: str, name: str | None, known: Any) -> None:
        if name is not None and known is not ANYTHING and name not in known:
            self.report(location, f"unknown {what} '{name}'", did_you_mean(name, known))

    def _node(self, location: Sequence[str | int]) -> YamlNode | None:
        """Return the node a location leads to, as far as the file goes."""
        node = self._document
        for part in location:
            if isinstance(node, YamlMapping) and part in node.entries:
                node = node.entries[str(part)][1]
            elif isinstance(node, YamlList) and isinstance(part, int) and part < len(node.items):
                node = node.items[part]
        return node


def _attributes(rule: Rule, at: Location) -> Iterator[tuple[Location, str]]:
    """Yield each attribute a rule names for its own node or relation, with where it does."""
    for name in rule.set:
        yield (*at, "set", name), name
    for cell, given in (rule.matrix.cells if rule.matrix else {}).items():
        for name in given or ():
            yield (*at, "matrix", "cells", cell, name), name
    for column, targets in rule.columns.items():
        for target in targets:
            if target.attribute is not None:
                yield (*at, "columns", column), target.attribute
