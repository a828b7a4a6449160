"""What `list`, `show`, `search` and `query` answer."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import Any, ClassVar, Literal

from pydantic import Field, SkipValidation

from archrepo.analysis.results import Result

# Values were checked when they came in: checking them anew would double the time of a long list.
Scalar = SkipValidation[Any]


class NodeRef(Result):
    """A node as others mention it."""

    schema_name: ClassVar[str] = "archrepo/node-reference/1"

    kind: str
    id: str
    name: str


class NodeList(Result):
    """The nodes of one kind, sorted by name then id, with the values they have.

    Attributes:
        kind: The kind listed.
        columns: Attributes to show, in their order; nodes hold no other.
        nodes: Each node's values by attribute, `id` and `name` first; unset ones are absent.
        total: Nodes of the kind before any filter.
    """

    schema_name: ClassVar[str] = "archrepo/node-list/1"

    kind: str
    columns: tuple[str, ...]
    nodes: tuple[dict[str, Scalar], ...]
    total: int


class SheetRelation(Result):
    """One relation of the node shown, seen from it."""

    schema_name: ClassVar[str] = "archrepo/sheet-relation/1"

    type: str
    direction: Literal["out", "in"]
    node: NodeRef
    values: dict[str, Scalar]


class SheetPerson(Result):
    """Somebody who answers for the node shown; an organisation may."""

    schema_name: ClassVar[str] = "archrepo/sheet-person/1"

    node: NodeRef
    role: str | None = None
    raci: str | None = None
    deputy: bool | None = None


class NodeSheet(Result):
    """All that is known of one node.

    Attributes:
        kind: Its kind.
        id: Its id.
        name: Its name.
        path: The nodes it stands in, from the root.
        phase: Its phase on `at`, where it lives through phases and something is known.
        at: The day of `phase`.
        values: Its attributes that are set, in the metamodel's order.
        people: Who answers for it, by role.
        relations: Its relations both ways, without those of `people` and `path`.
        segment_names: Id → name of the organisations in segments of `relations`.
    """

    schema_name: ClassVar[str] = "archrepo/node/1"

    kind: str
    id: str
    name: str
    path: tuple[NodeRef, ...] = ()
    phase: str | None = None
    at: dt.date
    values: dict[str, Scalar]
    people: tuple[SheetPerson, ...] = ()
    relations: tuple[SheetRelation, ...] = ()
    segment_names: dict[str, str] = Field(default_factory=dict)


class Hit(Result):
    """A node found, with the words that were found where they are not its name."""

    schema_name: ClassVar[str] = "archrepo/hit/1"

    kind: str
    id: str
    name: str
    matched: str
    matched_in: Literal["id", "name", "alias", "external_id"]
    exact: bool


class SearchHits(Result):
    """What a search found, the closest first; `total` counts those beyond the limit too."""

    schema_name: ClassVar[str] = "archrepo/search/1"

    text: str
    hits: tuple[Hit, ...]
    total: int


class QueryAnswer(Result):
    """Columns and rows of a user's own query."""

    schema_name: ClassVar[str] = "archrepo/query/1"

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...] = Field(default=())
