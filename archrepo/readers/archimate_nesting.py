"""Reads what lies in what on a model's views, where a mapping file asks for it.

Some models say only there which application serves which function, and which function is part of
which: no relationship does. A component drawn in a capability or function covers it; what may be
contained is, where nothing else contains it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.readers.archimate_model import Relationship
from archrepo.readers.archimate_values import OWN, SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.domain.metamodel import Metamodel
    from archrepo.readers.archimate_model import ArchimateModel

ORIGIN = "view nesting"
_COVERED = "Scope"


def add_nesting(model: ArchimateModel, kinds: Mapping[str, str], metamodel: Metamodel) -> None:
    """Add a relationship for each nesting that says something no relationship says."""
    joined = {(r.source, r.target) for r in model.relationships.values()}
    contained = {
        r.target for r in model.relationships.values() if r.type in ("Composition", "Aggregation")
    }
    for (parent, child), line in model.nested.items():
        if (parent, child) in joined or (child, parent) in joined:
            continue
        pair = (kinds.get(parent, ""), kinds.get(child, ""))
        if pair == (_COVERED, "Application"):
            _add(model, "Realization", child, parent, line)
        elif pair in metamodel.relations["CONTAINS"].pairs and child not in contained:
            contained.add(child)
            _add(model, "Aggregation", parent, child, line)


def is_nesting(relationship: Relationship) -> bool:
    """Return whether a relationship was made of a nesting."""
    return relationship.id.startswith(f"{ORIGIN} ")


def _add(model: ArchimateModel, name: str, source: str, target: str, line: int) -> None:
    properties = [(f"{SYSTEM}:nesting", "view")]
    if name == "Realization":
        properties.append((f"{OWN}evidence", "DERIVED"))
    identifier = f"{ORIGIN} {source} {target}"
    relationship = Relationship(
        identifier, name, line=line, source=source, target=target, properties=properties
    )
    model.relationships[identifier] = relationship
