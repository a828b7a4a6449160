"""Facts: a node or relation with its values, as planned, stored and read back.

Values are plain: text, numbers, booleans, dates and tuples of text. An unset attribute is absent,
never None. `id` and `kind`, `type` and ends stand beside the values, not among them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.metamodel import RelationType

Value = str | int | float | bool | dt.date | tuple[str, ...]
Values = dict[str, Value]


@unchanging
class NodeFact:
    """A node: kind, id and the values it has (`name` among them)."""

    kind: str
    id: str
    values: Values

    @property
    def name(self) -> str:
        """What people call it; its id where it has no name."""
        return str(self.values.get("name", self.id))


@unchanging
class RelationFact:
    """A relation: type, ends with their kinds, its key and the values it has."""

    type: str
    key: str
    from_kind: str
    from_id: str
    to_kind: str
    to_id: str
    values: Values


def relation_key(
    relation: RelationType, from_id: str, to_id: str, values: Mapping[str, Value]
) -> str:
    """Return what identifies a relation: type, ends, then the attributes of its identity.

    Ids hold no `|`, so the parts cannot run into each other; free text among the identity (a
    membership's role, a group) has its `|` and `\\` escaped.
    """
    parts = [relation.name, from_id, to_id]
    for name in relation.identity:
        value = values.get(name)
        if value is None:
            parts.append("")
        elif isinstance(value, tuple):
            parts.append(",".join(sorted(value)))
        elif isinstance(value, dt.date):
            parts.append(value.isoformat())
        else:
            parts.append(str(value).replace("\\", "\\\\").replace("|", "\\|"))
    return "|".join(parts).rstrip("|")
