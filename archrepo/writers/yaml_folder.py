"""The YAML form: a folder with a file per kind, that people read, edit and compare."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from archrepo.domain.contents import node_facts
from archrepo.domain.metamodel import plural_snake_case, snake_case
from archrepo.domain.steadily import standing_still
from archrepo.writers.output import filling, in_order
from archrepo.writers.portfolio_tree import LEFT_OUT, is_bare, links_of

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.facts import NodeFact, RelationFact, Value
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.writers.portfolio_tree import Links

_STRING = "tag:yaml.org,2002:str"
_PLAIN = {
    bool: "tag:yaml.org,2002:bool",
    int: "tag:yaml.org,2002:int",
    float: "tag:yaml.org,2002:float",
    dt.date: "tag:yaml.org,2002:timestamp",
}
_WIDTH = 100


def write_yaml(
    store: GraphStore,
    metamodel: Metamodel,
    folder: Path,
    *,
    replace: bool = False,
    report: Report | None = None,
) -> None:
    """Write the portfolio to `folder`, a file per kind; the same facts give the same bytes.

    `sources` are left out: who states a fact is settled when the folder is imported.

    Raises:
        ConflictError: If the folder holds YAML files that are no export's, or an export and
            `replace` is not set.
        ConfigError: If it cannot be written.
    """
    kinds = metamodel.portfolio_kinds
    names = {kind: f"{plural_snake_case(kind)}.yaml" for kind in kinds}
    with filling(folder, set(names.values()), replace=replace) as part, standing_still(store):
        links = links_of(store, metamodel)
        for done, (kind, name) in enumerate(names.items()):
            if report is not None:
                report("exporting", done, len(names))
            _write_kind(store, metamodel, kind, part / name, links)


def _write_kind(
    store: GraphStore, metamodel: Metamodel, kind: str, path: Path, links: Links
) -> None:
    nodes = node_facts(store, kind, ordered=True)
    first = next(nodes, None)
    if first is None:
        return
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(_item(first, metamodel, links))
        for node in nodes:
            out.write("\n" + _item(node, metamodel, links))


def _item(node: NodeFact, metamodel: Metamodel, links: Links) -> str:
    import yaml

    pairs: list[tuple[Any, Any]] = [(_text("id"), _scalar(node.id))]
    for attribute, value in in_order(node.values, metamodel.kinds[node.kind].attributes, LEFT_OUT):
        pairs.append((_text(attribute.name), _value(value)))
    pairs += _relations(node, metamodel, links)
    item = yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)
    listed = yaml.SequenceNode("tag:yaml.org,2002:seq", [item], flow_style=False)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.serialize(listed, Dumper=dumper, allow_unicode=True, width=_WIDTH))


def _relations(node: NodeFact, metamodel: Metamodel, links: Links) -> list[tuple[Any, Any]]:
    import yaml

    pairs: list[tuple[Any, Any]] = []
    parent = links.parents.get(node.id)
    if parent is not None:
        pairs.append((_text("parent"), _scalar(parent.from_id)))
        if "order" in parent.values:
            pairs.append((_text("order"), _scalar(parent.values["order"])))
    for key, relations in links.inside.get(node.id, {}).items():
        items = [_link(relation, key, metamodel) for relation in relations]
        bare = all(isinstance(item, yaml.ScalarNode) for item in items)
        listed = yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=bare)
        pairs.append((_text(key), listed))
    return pairs


def _link(relation: RelationFact, key: str, metamodel: Metamodel) -> Any:
    import yaml

    incoming = key == "from"
    other = relation.from_id if incoming else relation.to_id
    if is_bare(relation):
        return _scalar(other)
    kind = relation.from_kind if incoming else relation.to_kind
    pairs = [(_text(snake_case(kind)), _scalar(other))]
    attributes = metamodel.relations[relation.type].attributes
    for attribute, value in in_order(relation.values, attributes, LEFT_OUT):
        pairs.append((_text(attribute.name), _value(value)))
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=True)


def _value(value: Value) -> Any:
    import yaml

    if isinstance(value, tuple):
        items = [_scalar(item) for item in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=True)
    return _scalar(value)


def _text(text: str) -> Any:
    import yaml

    return yaml.ScalarNode(_STRING, text)


def _scalar(value: Any) -> Any:
    import yaml

    if isinstance(value, str):
        several_lines = "\n" in value
        return yaml.ScalarNode(_STRING, value, style="|" if several_lines else None)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, float) and "." not in text:
        text = text.replace("e", ".0e")  # 1e+16 is no number to YAML 1.1
    return yaml.ScalarNode(_PLAIN[type(value)], text)
