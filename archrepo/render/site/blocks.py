"""A site's content as blocks of data that its pages load when they need them.

Nodes are known by their number: kinds in the order of the metamodel, nodes in theirs. A block is
plain data, named for what it holds: `core`, `map`, `impacts`, `roadmap`, `checks`, and one for each
kind and relation, such as `nodes-Application`, `links-COVERS`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.analysis.segment_names import segment_called
from archrepo.domain.metamodel import PROVENANCE
from archrepo.render.label_text import one_line
from archrepo.render.site.check_block import check_block
from archrepo.render.site.impact_block import impact_block
from archrepo.render.site.map_block import map_block
from archrepo.render.site.roadmap_block import roadmap_block
from archrepo.render.site.spelled import terms_of
from archrepo.resources.labels import load_labels
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archrepo.analysis.site.site_content import SiteContent
    from archrepo.domain.facts import RelationFact, Value
    from archrepo.domain.metamodel import Attribute, Metamodel

_UNTOLD = {*PROVENANCE, "name", "date_notes"}
_NODES_IN = ("scopes", "segments")  # attributes of relations that hold ids


def blocks_of(content: SiteContent, metamodel: Metamodel, lang: str) -> Iterator[tuple[str, Any]]:
    """Yield every block by name."""
    numbers = {
        node.id: number
        for number, node in enumerate(n for found in content.nodes.values() for n in found)
    }
    yield "core", _core(content, metamodel, lang)
    yield "map", map_block(content.maps, numbers, lang)
    names = {node.id: node.name for found in content.nodes.values() for node in found}
    yield "impacts", impact_block(content.impacts, numbers, names, lang)
    yield "roadmap", roadmap_block(content.roadmap, numbers)
    yield "checks", check_block(content.checked, numbers, terms_of(metamodel, lang), lang)
    for kind, nodes in content.nodes.items():
        if nodes:
            yield f"nodes-{kind}", [_values(node.values) for node in nodes]
    for name, relations in content.relations.items():
        if relations:
            yield f"links-{name}", [_link(relation, numbers, names) for relation in relations]


def _core(content: SiteContent, metamodel: Metamodel, lang: str) -> dict[str, Any]:
    labels = load_labels()
    words = topic_words("site", lang)
    declared = [kind.attributes for kind in metamodel.kinds.values()]
    declared += [relation.attributes for relation in metamodel.relations.values()]
    enumerations = {
        attribute.enumeration.__name__: attribute.enumeration
        for attributes in declared
        for attribute in attributes.values()
        if attribute.enumeration is not None
    }
    return {
        "title": one_line(content.title) or words["portfolio"],
        "at": content.at.isoformat(),
        "plan": str(content.plan),
        "lang": lang,
        "words": dict(words),
        "kinds": {
            kind: {
                "label": labels.kind(kind, lang),
                "plural": labels.kind(kind, lang, plural=True),
                "attributes": _attributes(metamodel.kinds[kind].attributes, lang),
                "ids": [node.id for node in nodes],
                "names": [one_line(node.name) for node in nodes],
                "also": {n: also for n, node in enumerate(nodes) if (also := _also(node.values))},
            }
            for kind, nodes in content.nodes.items()
        },
        "relations": {
            name: {
                "label": labels.relation(name, lang),
                "inverse": labels.relation(name, lang, inverse=True),
                "pairs": [list(pair) for pair in relation.pairs],
                "attributes": _attributes(relation.attributes, lang),
                "count": len(content.relations[name]),
            }
            for name, relation in metamodel.relations.items()
        },
        "codes": {
            name: {member.value: labels.value(name, member.value, lang) for member in enumeration}
            for name, enumeration in sorted(enumerations.items())
        },
    }


def _also(values: Mapping[str, Value]) -> str:
    """Return by what else than its name and id a node is found."""
    called = (values.get("aliases"), values.get("external_ids"))
    return one_line(", ".join(name for each in called if isinstance(each, tuple) for name in each))


def _attributes(attributes: Mapping[str, Attribute], lang: str) -> list[list[str]]:
    """Return name, label, type and enumeration of what pages show."""
    return [
        [
            name,
            load_labels().attribute(name, lang),
            attribute.value_type.value,
            attribute.enumeration.__name__ if attribute.enumeration else "",
        ]
        for name, attribute in attributes.items()
        if name not in _UNTOLD
    ]


def _values(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items() if name not in _UNTOLD}


def _link(
    relation: RelationFact, numbers: Mapping[str, int], names: Mapping[str, str]
) -> list[Any]:
    """Return both ends by number and what is stated, nodes in it by name."""
    ends = [numbers[relation.from_id], numbers[relation.to_id]]
    values = _values(relation.values)
    for attribute in _NODES_IN:
        if attribute in values:
            called = (segment_called(one, names) for one in values[attribute])
            values[attribute] = [one_line(name) for name in called]
    return [*ends, values] if values else ends


def _plain(value: Value) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [one_line(str(item)) for item in value]
    return one_line(value) if isinstance(value, str) else value
