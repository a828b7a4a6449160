"""The statements of `cypher/`, by name: read, checked and kept, one file at a time.

The name is the path: `impact.flows_of_object` is `cypher/impact/flows_of_object.cypher`, the same
text for both engines, or the pair `flows_of_object.ladybug.cypher`, `flows_of_object.neo4j.cypher`.
A file starts with its header, one `//` line each, then the text:

    // name: impact.flows_of_object
    // The flows that carry an object, with their two ends.   (what it is for; some lines)
    // params: id: string                                     (absent: none)
    // returns: object: string, flow: string, seen: date      (absent: nothing; may be repeated)
    // mode: read                                             (read, write or schema)
    // around: yes                                            (only for statements run around ids)

Types are those of attributes (string, int, float, bool, date, list), `rows` for a list of maps and
`map` for a node or relation with all it has.

**Around ids.** `GraphStore.around` runs one statement for many nodes. The Ladybug text has one
anchor with one label, `(o:DataObject {id: $id})`, and the param `id`; its `.neo4j.cypher` twin
starts every branch with `UNWIND $ids AS id` and has the param `ids: list`. The first column is the
anchor's id in both, and the text orders by it first. Other params are the same in both.

**Order.** `ORDER BY` must be total. A `UNION` cannot be ordered as a whole in both engines, so
stores sort the rows of a statement that has one by all columns, as `returns` lists them
(`Statement.sorts`, `in_order`): leave `ORDER BY` out there.

**Templates.** Labels and attribute names cannot be parameters. A text about any kind or relation
type has places, filled in from the metamodel only (`Statement.filled`):

    // fill: label
    // each column: n.`{name}` AS `{name}`
    MATCH (n:`{{label}}`) RETURN n.id AS id, {{column}}

`fill` names the places for one name; `each` a place for a list, with the text of one item, joined
by commas. Only names of plain letters, digits and `_`, several with `|` between them, and types
such as `STRING[]`, are let in.
A template's `returns` holds its fixed columns only.

**Choices.** `// choose: plan` names places that callers fill by a parameter of the same name, out
of a closed list: `a._live_from_{{plan}}` is one of the columns that say when a node is live under a
plan (`Statement.chosen`). Rules of `cypher/checks/` say more in their header, which
`analysis.checks.rules` reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

from archrepo.domain.validity import PlanWord
from archrepo.errors import QueryError
from archrepo.resources import resource_root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from archrepo.domain.ports import Row

Engine = Literal["ladybug", "neo4j"]
ENGINES: tuple[Engine, ...] = ("ladybug", "neo4j")

CHOICES: Mapping[str, tuple[str, ...]] = {"plan": tuple(PlanWord)}
_TYPES = {"string", "int", "float", "bool", "date", "list", "rows", "map"}
_MODES = {"read", "write", "schema"}
_FIELD = re.compile(
    r"//\s*(name|params|returns|mode|around|fill|choose|each (?P<item>\w+)):\s*(.*)$"
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_FILLING = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}(\[\]|(\|[A-Za-z_][A-Za-z0-9_]{0,127})+)?")
_PLACE = re.compile(r"\{\{(\w+)\}\}")
# Strings and comments: `$` and `UNION` inside them mean nothing.
_OPAQUE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Statement:
    """One text for one engine, with what its header says.

    Attributes:
        name: Dotted name.
        doc: What it is for.
        text: Cypher, without the header.
        params: Parameter → type.
        returns: Column → type, in order.
        mode: `read`, `write` or `schema`.
        around: Whether it is run around ids.
        places: Places for one name, in a template.
        choices: Places for one of a closed list of words, given as parameters.
        lists: Places for a list → text of one item, in a template.
    """

    name: str
    doc: str
    text: str
    params: Mapping[str, str] = field(default_factory=dict)
    returns: Mapping[str, str] = field(default_factory=dict)
    mode: str = "read"
    around: bool = False
    places: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_template(self) -> bool:
        """Whether it must be filled before it can run, choices aside."""
        return bool(self.places or self.lists)

    @cached_property
    def sorts(self) -> bool:
        """Whether stores sort its rows, since the text cannot order them as a whole."""
        return bool(re.search(r"\bUNION\b", _code(self.text), re.IGNORECASE))

    def filled(
        self,
        names: Mapping[str, str] | None = None,
        lists: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    ) -> Statement:
        """Return the statement with every place filled.

        Args:
            names: Place → name.
            lists: Place of a list → its items, each giving what the item's text asks for.

        Raises:
            QueryError: A place is unknown or left, or something is no plain name.
        """
        names, lists = names or {}, lists or {}
        if set(names) != set(self.places) or set(lists) != set(self.lists):
            raise QueryError(f"statement {self.name}: filled with the wrong places")
        given = [
            *names.values(),
            *(v for items in lists.values() for i in items for v in i.values()),
        ]
        if unfit := [value for value in given if not _FILLING.fullmatch(value)]:
            raise QueryError(f"statement {self.name}: not a plain name: {unfit[0]!r}")
        texts = dict(names)
        for place, items in lists.items():
            texts[place] = ", ".join(self.lists[place].format_map(item) for item in items)
        text = _PLACE.sub(lambda found: texts.get(found[1], found[0]), self.text)
        return replace(self, text=text, places=(), lists={})  # choices are made when it runs

    def chosen(self, parameters: Mapping[str, Any]) -> tuple[Statement, dict[str, Any]]:
        """Return the statement with its choices made, and the parameters that are left.

        Raises:
            QueryError: A choice is not made, or is none of those there are.
        """
        left = dict(parameters)
        text = self.text
        for place in self.choices:
            word = str(left.pop(place, None))
            if word not in CHOICES[place]:
                raise QueryError(f"statement {self.name}: no such {place}: {word!r}")
            text = text.replace(f"{{{{{place}}}}}", word)
        return (replace(self, text=text, choices=()) if self.choices else self), left


@cache
def statement(name: str, engine: Engine) -> Statement:
    """Return the statement of that name for that engine.

    Raises:
        QueryError: There is none, or its file is not as the module's docstring says.
    """
    *folders, stem = name.split(".")
    if not all(_NAME.fullmatch(part) for part in (*folders, stem)):
        raise QueryError(f"no statement is named {name!r}")
    folder = resource_root("cypher").joinpath(*folders)
    for file in (f"{stem}.{engine}.cypher", f"{stem}.cypher"):
        try:
            text = (folder / file).read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError, KeyError):
            continue
        return _parsed(name, engine, text, twin=file != f"{stem}.cypher")
    raise QueryError(f"no statement is named {name!r} for {engine}")


def statement_names(engine: Engine | None = None) -> tuple[str, ...]:
    """Return the names of all statements, or of one engine's, sorted; no file is read."""
    return tuple(sorted(set(_names(resource_root("cypher"), "", engine))))


def in_order(rows: Iterable[Row], asked: Statement) -> list[Row]:
    """Return `rows` in the statement's order: as they came, or sorted where stores must."""
    if not asked.sorts:
        return list(rows)
    return sorted(rows, key=lambda row: [(value is not None, value) for value in row.values()])


def _names(folder: Traversable, prefix: str, engine: Engine | None) -> Iterator[str]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _names(item, f"{prefix}{item.name}.", engine)
        elif item.name.endswith(".cypher"):
            stem, _, variant = item.name.removesuffix(".cypher").partition(".")
            if engine is None or variant in ("", engine):
                yield prefix + stem


def _parsed(name: str, engine: Engine, text: str, *, twin: bool) -> Statement:
    header, doc, items, body = _split(text)

    def check(holds: bool, problem: str) -> None:
        if not holds:
            raise QueryError(f"statement {name} ({engine}): {problem}")

    check(header.get("name") == name, f"its header names it {header.get('name')!r}")
    check(bool(doc), "its header does not say what it is for")
    check(header.get("mode") in _MODES, f"mode must be one of {', '.join(sorted(_MODES))}")
    check(header.get("around", "yes") == "yes", "around must be 'yes', or absent")
    parsed = Statement(
        name,
        doc,
        body,
        _declared(name, header.get("params", "")),
        _declared(name, header.get("returns", "")),
        header["mode"],
        "around" in header,
        _words(header.get("fill", "")),
        _words(header.get("choose", "")),
        items,
    )
    code = _code(body)
    used = set(re.findall(r"\$(\w+)", code))
    check(used == set(parsed.params), f"uses {sorted(used)}, declares {sorted(parsed.params)}")
    places = set(_PLACE.findall(body))
    check(set(parsed.choices) <= set(CHOICES), f"chooses {parsed.choices}")
    declared = {*parsed.places, *parsed.lists, *parsed.choices}
    check(places == declared, f"has places {sorted(places)}, declares {sorted(declared)}")
    check(parsed.mode != "read" or bool(parsed.returns), "a read must say what it returns")
    if parsed.around:
        _check_around(parsed, engine, code, check, twin=twin)
    return parsed


def _check_around(parsed: Statement, engine: Engine, code: str, check: Any, *, twin: bool) -> None:
    check(twin, "a statement around ids needs a text for each engine")
    if engine == "ladybug":
        check(parsed.params.get("id") == "string", "around ids: it needs the param 'id: string'")
        check("{id: $id}" in code, "around ids: it needs an anchor with {id: $id}")
        return
    check(parsed.params.get("ids") == "list", "around ids: it needs the param 'ids: list'")
    for branch in re.split(r"\bUNION(?:\s+ALL)?\b", code, flags=re.IGNORECASE):
        check(
            branch.split()[:4] == ["UNWIND", "$ids", "AS", "id"],
            "around ids: each branch must start with UNWIND $ids AS id",
        )


def _split(text: str) -> tuple[dict[str, str], str, dict[str, str], str]:
    """Return header fields, what it is for, texts of list items, and the Cypher."""
    header: dict[str, str] = {}
    items: dict[str, str] = {}
    doc: list[str] = []
    lines = text.splitlines()
    while lines and lines[0].startswith("//"):
        line = lines.pop(0)
        if not (found := _FIELD.match(line)):
            doc.append(line.removeprefix("//").strip())
        elif found["item"]:
            items[found["item"]] = found[3].strip()
        else:
            before = header.get(found[1])
            header[found[1]] = f"{before}, {found[3].strip()}" if before else found[3].strip()
    return header, " ".join(doc), items, "\n".join(lines).strip()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _declared(name: str, text: str) -> dict[str, str]:
    declared = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        key, _, of_type = (piece.strip() for piece in part.partition(":"))
        if not _NAME.fullmatch(key) or of_type not in _TYPES:
            raise QueryError(
                f"statement {name}: cannot read '{part}' in its header",
                hint=f"name: type, where type is one of {', '.join(sorted(_TYPES))}",
            )
        declared[key] = of_type
    return declared


def _code(text: str) -> str:
    return _OPAQUE.sub(" ", text)
