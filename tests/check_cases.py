"""The pairs of `tests/data_files/checks/`: for each rule, where it fires and where just not.

A case is a portfolio of some lines:

    Application a active=2020-01-01          kind, id, values
    a COVERS s level=FULL segments=[fr]      id, relation type, id, values

`finds` lists what the rule must report on `fires`: `node SEVERITY`, or `node > other SEVERITY`; on
`quiet` it must report nothing. Both hold all of `both`. Ids are made those of their case, so that
all cases can stand in one portfolio and not see each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel

FOLDER = Path(__file__).with_name("data_files") / "checks"
METAMODEL = builtin_metamodel()
Facts = list[NodeFact | RelationFact]
Found = set[tuple[str, str, str]]  # node, other node, severity


@dataclass(frozen=True)
class Case:
    """One half of a pair."""

    rule: str
    half: str
    plan: str
    facts: tuple[NodeFact | RelationFact, ...]
    finds: frozenset[tuple[str, str, str]]

    @property
    def prefix(self) -> str:
        return prefix_of(self.rule, self.half)


def prefix_of(rule: str, half: str) -> str:
    return f"{rule.lower()}.{half}."


@cache
def cases() -> tuple[Case, ...]:
    """Return every case of every file."""
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        for name, pair in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            rule, _, variant = name.partition(" ")
            halves = [half for half in ("fires", "quiet") if half in pair]
            found += [_case(rule, f"{variant}{half}", pair, half) for half in halves]
    return tuple(found)


def _case(rule: str, name: str, pair: dict[str, Any], half: str) -> Case:
    prefix = prefix_of(rule, name)
    lines = [*(pair.get("both") or []), *(pair[half] or [])]
    finds = pair["finds"] if half == "fires" else []
    return Case(
        rule,
        name,
        pair.get("plan", "committed"),
        tuple(facts_of(lines, prefix)),
        frozenset(_finding(text, prefix) for text in finds),
    )


def facts_of(lines: list[str], prefix: str) -> Facts:
    """Return the facts that lines state, their ids after a prefix."""
    nodes: dict[str, NodeFact] = {}
    relations: Facts = []
    for line in lines:
        words = line.split()
        if words[0] in METAMODEL.kinds:
            node_id = prefix + words[1]
            values = _values(words[2:], prefix)
            stated = {"name": node_id, "sources": ("test",), **values}
            node = NodeFact(words[0], node_id, {k: v for k, v in stated.items() if v is not None})
            nodes[node_id] = node
        else:
            start, name, end = prefix + words[0], words[1], prefix + words[2]
            relation = METAMODEL.relations[name]
            values = _values(words[3:], prefix)
            key = relation_key(relation, start, end, values)
            kinds = (nodes[start].kind, nodes[end].kind)
            relations.append(RelationFact(name, key, kinds[0], start, kinds[1], end, values))
    return [*nodes.values(), *relations]


def _values(words: list[str], prefix: str) -> dict[str, Any]:
    values = {}
    for word in words:
        name, _, text = word.partition("=")
        value = yaml.safe_load(text)
        if isinstance(value, list):
            ids = name in ("segments", "scopes")
            value = tuple(_named(item, prefix) if ids else item for item in value)
        values[name] = float(value) if name == "share" else value
        if isinstance(value, str):
            values[name] = value.replace("~", " ")
    return values


def _named(item: str, prefix: str) -> str:
    return "+".join(part if ":" in part else prefix + part for part in item.split("+"))


def _finding(text: str, prefix: str) -> tuple[str, str, str]:
    nodes, severity = text.rsplit(" ", 1)
    node, _, other = (part.strip() for part in nodes.partition(">"))
    return prefix + node, prefix + other if other else "", severity
