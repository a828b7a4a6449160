"""A sample portfolio read straight from its YAML, without archrepo: nodes, relations, flaws listed.

What is asserted of the samples must not lean on the code that the samples are there to prove.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import yaml

SAMPLES = Path(__file__).resolve().parents[1] / "models" / "samples"
TODAY = dt.date(2026, 11, 24)
KINDS = {
    "domains": "domain",
    "scopes": "scope",
    "applications": "application",
    "modules": "module",
    "flows": "flow",
    "data_objects": "data_object",
    "technologies": "technology",
    "providers": "provider",
    "journeys": "journey",
    "organisations": "organisation",
    "needs": "need",
    "periods": "period",
    "persons": "person",
    "projects": "project",
    "milestones": "milestone",
    "plateaus": "plateau",
    "decisions": "decision",
}
RELATIONS = {
    "covers": "scope",
    "accesses": "data_object",
    "uses_tech": "technology",
    "runs_on": "application",
    "alternative_of": "application",
    "replaced_by": "application",
    "supplies": None,
    "owns": "application",
    "uses": "application",
    "operates": "application",
    "pays": None,
    "raises": "need",
    "concerns": None,
    "answers": "need",
    "applies_to": None,
    "taken_by": "organisation",
    "responsible_for": None,
    "impacts": None,
    "passes_through": "scope",
    "member_of": "organisation",
    "delivers": None,
    "depends_on": None,
    "at": "plateau",
    "decides": None,
    "needs": "data_object",
    "carries": "data_object",
    "from": None,
    "to": None,
    "parent": None,
}


@dataclass
class Link:
    """A relation: where it starts, where it leads, what it says."""

    type: str
    source: str
    target: str
    said_kind: str | None
    values: dict = field(default_factory=dict)

    def holds(self, day: dt.date) -> bool:
        start, end = self.values.get("valid_from"), self.values.get("valid_to")
        return (start is None or start <= day) and (end is None or day < end)

    @property
    def segments(self) -> frozenset[str]:
        return frozenset(self.values.get("segments", ()))


class Sample:
    """One sample portfolio."""

    def __init__(self, name: str) -> None:
        self.folder = SAMPLES / name
        self.nodes: dict[str, dict] = {}
        self.kind: dict[str, str] = {}
        self.repeated: list[str] = []
        self.links: list[Link] = []
        for path in sorted(self.folder.glob("*.yaml")):
            for node in yaml.safe_load(path.read_text(encoding="utf-8")):
                self._add(KINDS[path.stem], node)

    def _add(self, kind: str, node: dict) -> None:
        if node["id"] in self.nodes:
            self.repeated.append(node["id"])
        self.nodes[node["id"]] = node
        self.kind[node["id"]] = kind
        for name in RELATIONS.keys() & node.keys():
            stated = node[name] if isinstance(node[name], list) else [node[name]]
            for item in stated:
                self.links.append(_link(name, node["id"], item))

    def of(self, kind: str) -> list[str]:
        return [node_id for node_id, its in self.kind.items() if its == kind]

    @cached_property
    def _by_type(self) -> dict[str, list[Link]]:
        found = defaultdict(list)
        for link in self.links:
            found[link.type].append(link)
        return found

    def by(self, relation: str, *, source: str | None = None, target: str | None = None):
        return [
            link
            for link in self._by_type[relation]
            if source in (None, link.source) and target in (None, link.target)
        ]

    def live(self, node_id: str, day: dt.date = TODAY) -> bool:
        """Whether an application, module or flow is live by its dates."""
        node = self.nodes[node_id]
        if self.kind[node_id] == "module" and not self.live(node["parent"], day):
            return False
        starts = [node[name] for name in ("phase_in", "active") if name in node]
        end = node.get("retired")
        if not starts and "planned" in node:
            return False
        return (not starts or min(starts) <= day) and (end is None or day < end)

    @cached_property
    def leaves(self) -> list[str]:
        parents = {self.nodes[i].get("parent") for i in self.of("scope")}
        return [i for i in self.of("scope") if i not in parents]

    def coverage(self, scope: str, day: dt.date = TODAY) -> list[Link]:
        return [
            link
            for link in self.by("covers", target=scope)
            if link.holds(day)
            and self.live(link.source, day)
            and link.values.get("level") != "PLANNED"
        ]

    def accesses(self, data_object: str, day: dt.date = TODAY) -> list[Link]:
        return [
            link
            for link in self.by("accesses", target=data_object)
            if link.holds(day) and self.live(link.source, day)
        ]

    def application_of(self, node_id: str) -> str:
        return self.nodes[node_id]["parent"] if self.kind[node_id] == "module" else node_id

    def flaws_listed(self) -> set[tuple[str, str]]:
        """(rule, node) for every row of the table in FLAWS.md."""
        text = (self.folder / "FLAWS.md").read_text(encoding="utf-8")
        found = set()
        for rule, nodes in re.findall(r"^\| ([A-Z]{2}-\d\d) \| ([^|]+) \|", text, re.MULTILINE):
            found |= {(rule, node.strip(" `")) for node in nodes.split(",")}
        return found


def _link(name: str, source: str, item: object) -> Link:
    if isinstance(item, str):
        return Link(name, source, item, RELATIONS[name])
    assert isinstance(item, dict)
    said = next(key for key in item if key in KINDS.values() or key == "to")
    values = {key: value for key, value in item.items() if key != said}
    return Link(name, source, item[said], said if said != "to" else RELATIONS[name], values)


@cache
def sample(name: str) -> Sample:
    return Sample(name)
