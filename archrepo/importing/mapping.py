"""The mapping language: what a file of some other tool means, told column by column.

A mapping is a list of rules over tables (a CSV or JSON file, or a sheet). A rule makes a node or a
relation of every row that its `where` takes. Texts with columns in braces, such as `app-{id}`, are
templates; where a column they name is empty, they give nothing.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

FILTERS = ("slug", "lower", "upper", "last", "above", "parent")
"""What may follow a column in a template: `{sector|slug}`, one after the other.

Of a path such as `Sales > Offers`, `last` is its last part and `above` what stands before; of one
such as `Sales / Offers`, `parent` is what stands before.
"""

CELL, COLUMN = "cell", "column"
"""What templates of a matrix, and of a link to `each` column, call the cell and its header."""


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_attribute(value: Any) -> Any:
    return {"attribute": value} if isinstance(value, str) else value


def _as_condition(value: Any) -> Any:
    return {"in": _listed(value)} if isinstance(value, (str, list)) else value


def _keyed(value: Any) -> Any:
    return {name: name for name in value} if isinstance(value, list) else value


def _with_known_filters(text: str) -> str:
    """Return a template whose filters are all known."""
    for chain in re.findall(r"\{[^{}|]+\|([^{}]*)\}", text):
        for name in chain.split("|"):
            if name not in FILTERS:
                raise ValueError(f"'{name}' is none of {', '.join(FILTERS)}")
    return text


Texts = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=list[str] | str)]
Translations = dict[str, str | None]
Keys = Annotated[
    dict[str, str],
    BeforeValidator(_keyed, json_schema_input_type=dict[str, str] | list[str]),
]
Template = Annotated[
    str,
    Field(min_length=1, description="Text with columns in braces"),
    AfterValidator(_with_known_filters),
]
Templates = Annotated[
    list[Template], BeforeValidator(_listed, json_schema_input_type=list[Template] | Template)
]
"""The first that gives something counts."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Condition(_Strict):
    """What a cell must be for its row to be taken; a text or list stands for `in`."""

    one_of: Texts | None = Field(None, alias="in", description="Values taken")
    none_of: Texts | None = Field(None, alias="not", description="Values not taken")
    empty: bool | None = Field(None, description="Whether the cell must be empty, or filled")


Where = dict[
    str,
    Annotated[
        Condition,
        BeforeValidator(_as_condition, json_schema_input_type=Condition | str | list[str]),
    ],
]


class ColumnRule(_Strict):
    """What a column becomes; a text stands for `attribute`."""

    attribute: str | None = Field(None, description="Attribute its cells are values of")
    keep_as: str | None = Field(
        None, alias="property", description="Key under which cells are kept among properties"
    )
    values: Translations = Field(
        default={},
        description="Translations; null leaves a value out, `*` is for all that are not listed",
    )
    version: str | None = Field(
        None, description="What parts a name from a version, such as # in `CRM # 3.1`"
    )
    separator: str | None = Field(None, description="What parts several values in a cell")
    dates: Texts | None = Field(None, description="Formats such as dd/mm/yyyy, tried in turn")
    inclusive: bool = Field(False, description="Whether an end date is the last day it holds")
    factor: float | None = Field(
        None, gt=0, description="What its numbers are multiplied by, such as 1000 for k€"
    )

    @model_validator(mode="after")
    def _has_one_target(self) -> ColumnRule:
        if (self.attribute is None) == (self.keep_as is None):
            raise ValueError("give either 'attribute' or 'property'")
        return self


Target = Annotated[
    ColumnRule, BeforeValidator(_as_attribute, json_schema_input_type=ColumnRule | str)
]
Targets = Annotated[
    list[Target],
    BeforeValidator(_as_list, json_schema_input_type=list[ColumnRule | str] | ColumnRule | str),
]


class LinkRule(_Strict):
    """A relation between the row's node and another, named by a template."""

    relation: str = Field(description="Relation type")
    source: Template | None = Field(None, alias="from", description="Where it starts, else here")
    target: Template | None = Field(None, alias="to", description="Where it leads, else here")
    kind: str | None = Field(None, description="Kind of the other end")
    create: bool = Field(False, description="Whether the other end is made where it is unknown")
    optional: bool = Field(False, description="Whether an unknown end only costs the relation")
    each: str | None = Field(
        None,
        description="Columns such as `owner:*`: the relation is made of each, `{cell}` being its "
        "cell, `{column}` its header and `{1}` what the first * stands for",
    )
    split: str | None = Field(None, description="What parts several values in the first column")
    where: Where = Field(default={}, description="What the row must be for the relation to be")
    set: dict[str, Template] = Field(
        default={}, description="Attributes of the relation: templates"
    )
    values: dict[str, Translations] = Field(
        default={}, description="Attribute → translations of what `set` gives it"
    )

    @model_validator(mode="after")
    def _has_one_end(self) -> LinkRule:
        if (self.source is None) == (self.target is None):
            raise ValueError("give either 'from' or 'to'")
        return self


class Lookup(_Strict):
    """Columns added from the row of another table."""

    table: str = Field(description="Table to look in")
    key: str = Field(description="Its column to search")
    find: Template = Field(description="What to search for")
    take: Keys = Field(description="New column → column of the row found")
    records: str = Field("", description="In JSON, path of the records, such as data/items")


class Matrix(_Strict):
    """A table whose columns are nodes too: every filled cell is a relation."""

    columns: Texts = Field(
        default=["*"], description="Columns that are nodes, of those not read otherwise"
    )
    cells: dict[str, dict[str, str] | None] = Field(
        description="Cell → attributes of the relation; null where it means none"
    )


class Tree(_Strict):
    """How rows hang together: by level columns, by indentation, or by a path."""

    levels: list[str] = Field(default=[], description="Columns from the top level down")
    indent: str | None = Field(None, description="Column whose leading spaces tell the level")
    path: str | None = Field(None, description="Column that holds all names from the top down")
    separator: str = Field(">", min_length=1, description="What parts the names of a path")
    kinds: Texts = Field(description="Kind of each level; the last one also of those below")

    @model_validator(mode="after")
    def _is_of_one_sort(self) -> Tree:
        if sum(map(bool, (self.levels, self.indent, self.path))) != 1:
            raise ValueError("give one of 'levels', 'indent' and 'path'")
        return self


class Rule(_Strict):
    """What the rows of a table become: nodes of a kind, or relations of a type."""

    table: str = Field(description="Name of a sheet, or of a file without suffix; * is any text")
    records: str = Field("", description="In JSON, path of the records, such as data/items")
    where: Where = {}
    lookups: list[Lookup] = []
    node: str | None = Field(None, description="Kind of the nodes made")
    relation: str | None = Field(None, description="Type of the relations made")
    id: Templates = Field(default=[], description="Id of the node; else it is found by its name")
    tree: Tree | None = Field(None, description="How the nodes hang together")
    sections: str | None = Field(
        None,
        description="Rows that hold one cell only are titles: the column made of them for the rows "
        "below",
    )
    external_ids: dict[str, Template] = Field(
        default={}, description="System → what it knows the node by"
    )
    source: Template | None = Field(None, alias="from", description="Start of the relation")
    target: Template | None = Field(None, alias="to", description="End of the relation")
    from_kind: str | None = None
    to_kind: str | None = None
    create: bool = Field(False, description="Whether unknown ends of the relation are made")
    matrix: Matrix | None = Field(None, description="Whether columns are nodes too")
    columns: dict[str, Targets] = Field(
        default={}, description="Column → what it becomes, one or several things"
    )
    set: dict[str, Template] = Field(default={}, description="Attribute → template or constant")
    relations: list[LinkRule] = []
    properties: Keys = Field(default={}, description="Columns kept as properties, with their keys")
    drop: list[str] = Field(default=[], description="Columns left out on purpose")
    rest: Literal["warn", "properties", "drop"] = Field(
        "warn", description="What becomes of columns of which nothing is said"
    )
    optional: list[str] = Field(
        default=[],
        description="Columns that need not be there, or patterns; * is all, and the table itself",
    )
    unique: bool = Field(False, description="Whether rows of the same id make one node")
    merge: bool = Field(
        False, description="Whether rows add to what an earlier rule made of the same id or ends"
    )

    @model_validator(mode="after")
    def _makes_one_thing(self) -> Rule:
        if (self.node is None) == (self.relation is None):
            raise ValueError("give either 'node' or 'relation'")
        if self.relation is not None and not (self.source and self.target):
            raise ValueError("a relation needs 'from' and 'to'")
        if (self.merge or self.unique) and self.node is not None and not self.id:
            raise ValueError("'merge' and 'unique' need an 'id'")
        if self.tree is not None and (self.node is None or self.merge or self.unique):
            raise ValueError("a tree is made of nodes, without 'merge' and 'unique'")
        if self.matrix is not None and self.relation is None:
            raise ValueError("a matrix is made of relations")
        return self


class Detect(_Strict):
    """By what a format is known without being named."""

    table: str = Field("*", description="Name of a sheet or file; * is any text")
    columns: list[str] = Field(min_length=1, description="Columns one table has, all of them")


class Mapping(_Strict):
    """What the tables of one source mean."""

    form: Literal["archrepo/mapping/1"] = Field("archrepo/mapping/1", alias="schema")
    name: str = Field(description="Name of the source")
    description: str = ""
    detect: list[Detect] = Field(
        default=[], description="Tables by which files are known to be of this form: any of them"
    )
    encoding: str | None = Field(None, description="Encoding of CSV files, else found out")
    delimiter: str | None = Field(None, description="Delimiter of CSV files, else found out")
    nulls: list[str] = Field(default=[], description="Cells that mean nothing, such as N/A")
    dates: Texts = Field(default=[], description="Formats such as dd/mm/yyyy, tried in turn")
    headers: dict[str, Texts] = Field(
        default={}, description="Column as this mapping calls it → other headers for it"
    )
    ignore: list[str] = Field(default=[], description="Tables left out on purpose")
    rules: list[Rule] = Field(min_length=1)
