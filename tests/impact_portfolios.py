"""Small random portfolios in which everything an impact looks at is dense, from a seed."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = dt.date(2026, 12, 31)
TARGET = "app0"

_DAYS = [DAY + dt.timedelta(days=n) for n in (-400, -30, -1, 0, 1, 30, 400)]
_CRITICALITIES = (
    "ADMINISTRATIVE",
    "BUSINESS_OPERATIONAL",
    "BUSINESS_CRITICAL",
    "MISSION_CRITICAL",
)


class Dice:
    """Draws facts; every kind and relation an impact reads can come up."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self.nodes: list[NodeFact] = []
        self.relations: dict[str, RelationFact] = {}

    def portfolio(self) -> tuple[list[NodeFact], list[RelationFact]]:
        """Return nodes and relations."""
        apps = self._nodes("Application", "app", 6, lifecycle=True, criticality=True, costs=True)
        modules = self._nodes("Module", "module", 3, lifecycle=True)
        organisations = self._nodes("Organisation", "org", 3)
        scopes = self._nodes("Scope", "scope", 5, criticality=True)
        objects = self._nodes("DataObject", "object", 3, criticality=True, data=True)
        flows = self._nodes("Flow", "flow", 9, lifecycle=True, criticality=True, frequency=True)
        domains = self._nodes("Domain", "domain", 2)
        self._trees(apps, modules, organisations, scopes, objects, domains)
        self._flows(flows, [*apps, *modules, organisations[0]], objects)
        parties = [*apps, *modules]
        for party, scope in self._pairs(parties, scopes, 9):
            self._link(party, "COVERS", scope, **self._coverage())
        for party, data_object in self._pairs(parties, objects, 4):
            self._link(party, "ACCESSES", data_object, **self._access())
        self._around(apps, scopes, objects, flows, organisations, domains)
        return self.nodes, list(self.relations.values())

    def _trees(self, *families: list[NodeFact]) -> None:
        apps, modules, organisations, scopes, objects, domains = families
        for module in modules:
            self._link(self._one(apps), "CONTAINS", module)
        for family in (organisations, scopes, objects):
            for position, child in enumerate(family[1:], start=1):
                if self._perhaps(0.5):
                    self._link(self._one(family[:position]), "CONTAINS", child)
        contained = {r.to_id for r in self.relations.values() if r.type == "CONTAINS"}
        for scope in scopes:
            if scope.id not in contained:
                self._link(self._one(domains), "CONTAINS", scope)

    def _flows(
        self, flows: list[NodeFact], parties: list[NodeFact], objects: list[NodeFact]
    ) -> None:
        for flow in flows:
            source, target = self._random.sample(parties, 2)
            during = self._span(0.1)
            self._link(source, "EMITS", flow, **during)
            self._link(flow, "FEEDS", target, **during)
            for data_object in self._random.sample(objects, self._random.choice((0, 1, 1, 1, 2))):
                self._link(flow, "CARRIES", data_object, **self._confidence())
        self._link(flows[0], "FEEDS", self._one(parties))

    def _around(self, *families: list[NodeFact]) -> None:
        apps, scopes, objects, flows, organisations, domains = families
        people = self._nodes("Person", "person", 2)
        projects = self._nodes("Project", "project", 3, project=True)
        technologies = self._nodes("Technology", "tech", 2)
        journeys = self._nodes("Journey", "journey", 2, criticality=True)
        periods = self._nodes("Period", "period", 2, period=True)
        self._link(projects[0], "CONTAINS", projects[1])
        everything = [*apps, *scopes, *objects, *domains, *projects, *journeys, *technologies]
        for person, node in self._pairs(people, everything, 8):
            role = self._one(("BUSINESS_OWNER", "DOMAIN_MANAGER", "DATA_STEWARD"))
            self._link(person, "RESPONSIBLE_FOR", node, role=role)
        for project, node in self._pairs(projects, [*apps, *apps, *objects, *flows], 5):
            action = self._one(("CREATE", "MODIFY", "EXTEND", "REPLACE", "RETIRE", "MIGRATE"))
            dated = {"date": self._one(_DAYS)} if self._perhaps(0.6) else {}
            self._link(project, "IMPACTS", node, action=action, **dated)
        for first, second in self._pairs(apps, apps, 6):
            if first is not second:
                relation = self._one(("RUNS_ON", "REPLACED_BY", "REPLACED_BY", "ALTERNATIVE_OF"))
                self._link(first, relation, second)
        for organisation, app in self._pairs(organisations, apps, 5):
            self._link(organisation, self._one(("USES", "OWNS", "OPERATES")), app)
        for app, technology in self._pairs(apps, technologies, 5):
            self._link(app, "USES_TECH", technology, **self._span(0.1))
        for journey, scope in self._pairs(journeys, scopes, 4):
            self._link(journey, "PASSES_THROUGH", scope, essential=self._perhaps(0.6))
        for period, node in self._pairs(periods, [*scopes, *domains], 1):
            self._link(period, "APPLIES_TO", node)

    def _nodes(self, kind: str, stem: str, count: int, **aspects: bool) -> list[NodeFact]:
        made = [
            NodeFact(kind, f"{stem}{n}", {"name": f"The {stem} {n}", **self._values(aspects)})
            for n in range(count)
        ]
        self.nodes += made
        return made

    def _values(self, aspects: dict[str, bool]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if "lifecycle" in aspects and self._perhaps(0.4):
            start, end = sorted(self._random.sample(_DAYS, 2))
            values |= self._one(({"active": start}, {"active": start, "retired": end}))
        if "criticality" in aspects and self._perhaps(0.6):
            values["criticality"] = self._one(_CRITICALITIES)
        if "frequency" in aspects and self._perhaps(0.5):
            values["frequency"] = self._one(("DAILY", "WEEKLY"))
        if "costs" in aspects and self._perhaps(0.5):
            values |= {"run_cost": 1000.0, "currency": "EUR", "contract_end": self._one(_DAYS)}
        if "data" in aspects and self._perhaps(0.5):
            values["personal"] = "PERSONAL"
        if "project" in aspects:
            values["status"] = self._one(("IDEA", "BUILD", "DONE", "STOPPED"))
            values |= {"end": self._one(_DAYS)} if self._perhaps(0.7) else {}
        if "period" in aspects:
            start, end = sorted(self._random.sample(_DAYS, 2))
            values |= {"category": "FREEZE", "starts_on": start, "ends_on": end}
        return values

    def _coverage(self) -> dict[str, Any]:
        values: dict[str, Any] = self._span(0.3)
        if self._perhaps(0.8):
            values["level"] = self._one(("FULL", "PARTIAL", "MARGINAL", "PLANNED"))
        if self._perhaps(0.5):
            values["role"] = self._one(("PRIMARY", "SECONDARY"))
        if self._perhaps(0.3):
            values["segments"] = (self._one(("org0", "org1", "org2", "org1+tag:x")),)
        return {**values, **self._confidence()}

    def _access(self) -> dict[str, Any]:
        values: dict[str, Any] = {"role": self._one(("MASTER", "REPLICA_RW", "CONSUMER"))}
        if self._perhaps(0.3):
            values["crud"] = (self._one(("C", "R", "U")),)
        if self._perhaps(0.2):
            values["segments"] = (self._one(("org0", "org1")),)
        return values

    def _span(self, chance: float) -> dict[str, dt.date]:
        if not self._perhaps(chance):
            return {}
        start, end = sorted(self._random.sample(_DAYS, 2))
        return self._one(({"valid_from": start}, {"valid_to": end}, {"valid_to": DAY}))

    def _confidence(self) -> dict[str, float]:
        return {"confidence": 0.5} if self._perhaps(0.1) else {}

    def _link(self, source: NodeFact, relation: str, target: NodeFact, **values: Any) -> None:
        declared = builtin_metamodel().relations[relation]
        key = relation_key(declared, source.id, target.id, values)
        ends = (source.kind, source.id, target.kind, target.id)
        self.relations.setdefault(key, RelationFact(relation, key, *ends, values))

    def _pairs(
        self, sources: Sequence[NodeFact], targets: Sequence[NodeFact], count: int
    ) -> list[tuple[NodeFact, NodeFact]]:
        return [(self._one(sources), self._one(targets)) for _ in range(count)]

    def _one(self, among: Sequence[Any]) -> Any:
        return self._random.choice(among)

    def _perhaps(self, chance: float) -> bool:
        return self._random.random() < chance
