"""Small portfolios made to strike the rules: dates around one day, and everything entangled."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import LIFECYCLE_DATES, builtin_metamodel
from archrepo.domain.validity import PlanChoice
from tests.oracle import chance as st

if TYPE_CHECKING:
    from archrepo.analysis.impact import Event
    from archrepo.domain.facts import Values

DAY = dt.date(2027, 3, 1)
KINDS = builtin_metamodel().relations


@dataclass(frozen=True)
class Case:
    """A portfolio, and what to ask of it."""

    nodes: tuple[NodeFact, ...]
    relations: tuple[RelationFact, ...]
    event: Event

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        """Return it in a form to read, and to build a test from."""
        told = [str(self.event)]
        told += [f"{n.kind} {n.id} {_short(n.values)}" for n in self.nodes]
        told += [f"{r.from_id} {r.type} {r.to_id} {_short(r.values)}" for r in self.relations]
        return "\n".join(told)


def _short(values: Values) -> str:
    return " ".join(f"{k}={v}" for k, v in sorted(values.items()) if k != "name")


def around(*offsets: int) -> st.SearchStrategy[dt.date]:
    """Return a strategy of days near the day of the event."""
    chosen = offsets or (-400, -30, -2, -1, 0, 1, 2, 30)
    return st.sampled_from([DAY + dt.timedelta(days=n) for n in chosen])


def attributes(draw: st.DrawFn, **strategies: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Draw some of the attributes; those that come out as None stay unset."""
    drawn = {name: draw(strategy) for name, strategy in strategies.items()}
    return {name: value for name, value in drawn.items() if value is not None}


def seldom(strategy: st.SearchStrategy[Any], once_in: int = 4) -> st.SearchStrategy[Any]:
    """Return a strategy that leaves things unset but once in a few times."""
    return st.integers(0, once_in - 1).flatmap(
        lambda n: strategy if n == once_in - 1 else st.none()
    )


CRITICALITY = st.sampled_from(
    [None, "ADMINISTRATIVE", "BUSINESS_OPERATIONAL", "BUSINESS_CRITICAL", "MISSION_CRITICAL"]
)
PHASE = st.sampled_from(["PLANNED", "PHASE_IN", "ACTIVE", "PHASE_OUT", "RETIRED"])
ITEMS = st.lists(
    st.sampled_from(["g0", "g1", "g2", "g0+tag:x", "g1+tag:x", "g2+g3", "tag:x", "tag:y"]),
    unique=True,
    min_size=1,
    max_size=2,
).map(lambda items: tuple(sorted(items)))
CRUD = st.sets(st.sampled_from("CRUD"), min_size=1).map(
    lambda chosen: tuple(c for c in "CRUD" if c in chosen)
)


FLOWING = {
    "criticality": seldom(CRITICALITY, 3),
    "mode": st.sampled_from([None, "SYNC", "SYNC", "SYNC", "ASYNC", "BATCH", "FILE", "MANUAL"]),
    "depends": seldom(st.sampled_from(["TARGET_ON_SOURCE", "SOURCE_ON_TARGET", "BOTH", "NONE"]), 3),
    "frequency": seldom(
        st.sampled_from(["REALTIME", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "ON_DEMAND"]), 2
    ),
}


class Drawing:
    """A portfolio being drawn."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.nodes: dict[str, NodeFact] = {}
        self.relations: dict[str, RelationFact] = {}

    def add(self, kind: str, prefix: str, least: int, most: int, **more: Any) -> list[str]:
        """Draw some nodes of a kind, with lifecycles where the kind has one."""
        ids = [f"{prefix}{n}" for n in range(self.draw(st.integers(least, most)))]
        for id_ in ids:
            values = attributes(self.draw, **more)
            if kind in {"Application", "Module", "Flow"}:
                values |= self.lifecycle()
            self.nodes[id_] = NodeFact(kind, id_, {"name": id_, **values})
        return ids

    def lifecycle(self) -> dict[str, Any]:
        """Draw dates in their order, or a phase, or mostly neither."""
        if self.draw(st.integers(0, 3)) < 3:
            return {}
        names = self.draw(st.lists(st.sampled_from(LIFECYCLE_DATES), unique=True, max_size=3))
        names.sort(key=LIFECYCLE_DATES.index)
        days = sorted(self.draw(around()) for _ in names)
        values: dict[str, Any] = dict(zip(names, days, strict=True))
        phase = self.draw(st.none() | PHASE)
        if phase is not None:
            values["phase"] = phase
            values |= attributes(self.draw, phase_on=st.none() | around(-30, -1, 0, 30))
        return values

    def link(self, type_: str, source: str, target: str, *, dated: int = 6, **more: Any) -> None:
        """Draw a relation between two nodes; dated once in a few times, unless 0."""
        values = attributes(self.draw, **more)
        if dated and self.draw(st.integers(0, dated - 1)) == dated - 1:
            start, end = self.draw(st.none() | around()), self.draw(st.none() | around())
            if start is not None and end is not None and end <= start:
                end = None
            values |= {k: v for k, v in (("valid_from", start), ("valid_to", end)) if v}
        kinds = (self.nodes[source].kind, self.nodes[target].kind)
        key = relation_key(KINDS[type_], source, target, values)
        relation = RelationFact(type_, key, kinds[0], source, kinds[1], target, values)
        self.relations.setdefault(key, relation)

    def links(
        self, type_: str, sources: list[str], targets: list[str], most: int, **more: Any
    ) -> None:
        """Draw up to `most` relations from some to others, never from one to itself."""
        if not sources or not targets:
            return
        ends = st.tuples(st.sampled_from(sources), st.sampled_from(targets))
        for source, target in self.draw(st.lists(ends, max_size=most)):
            if source != target:
                self.link(type_, source, target, **more)

    def tree(self, ids: list[str], roots: list[str] | None = None) -> None:
        """Draw parents: each node below an earlier one, or below one of `roots`, or none."""
        for n, child in enumerate(ids):
            above = [*(roots or []), *ids[:n]]
            parent = self.draw(st.sampled_from([None, *above])) if above else None
            if parent is not None:
                self.link("CONTAINS", parent, child, dated=0)


@dataclass(frozen=True)
class Drawn:
    """A portfolio, what to ask about in it, and a plan to ask under."""

    drawing: Drawing
    applications: list[str]
    plan: PlanChoice

    def asked(self, event: Event) -> Case:
        """Return the case of an event that strikes it."""
        drawing = self.drawing
        return Case(tuple(drawing.nodes.values()), tuple(drawing.relations.values()), event)

    def application(self) -> str:
        """Draw an application, mostly the first: it is drawn most richly."""
        apps = self.applications
        return self.drawing.draw(st.sampled_from([*apps[:1] * 3, *apps]))


def portfolio(draw: st.DrawFn) -> Drawn:
    """Draw a portfolio.

    What is drawn richly varies: some examples are all coverage, some all flows, some all else.
    """
    drawing = Drawing(draw)
    theme = draw(st.sampled_from(["coverage", "flows", "around", "everything"]))
    apps = drawing.add(
        "Application",
        "a",
        1,
        6 if theme == "flows" else 5,
        criticality=CRITICALITY,
        run_cost=seldom(st.sampled_from([1000.0, 2500.0])),
        contract_end=seldom(around()),
        rto_h=seldom(st.sampled_from([4.0, 24.0, 72.0]), 3),
    )
    modules = drawing.add("Module", "m", 0, 2)
    for module in modules:
        drawing.link("CONTAINS", draw(st.sampled_from(apps)), module, dated=0)
    drawing.links("RUNS_ON", apps, apps, draw(st.sampled_from([0, 0, 1, 3])))
    if len(apps) > 2 and draw(st.integers(0, 3)) == 3:
        hosted, old, new = (draw(st.sampled_from(apps)) for _ in range(3))
        if hosted not in {old, new}:
            drawing.link("RUNS_ON", hosted, old, dated=0, valid_to=around(-1, 0, 1))
            drawing.link("RUNS_ON", hosted, new, dated=0, valid_from=around(-1, 0, 1))
    parts = [*apps, *modules]
    organisations = drawing.add("Organisation", "g", 0, 4)
    drawing.tree(organisations)
    downtime = st.sampled_from([None, None, 24.0, 48.0, 100.0])
    scopes = drawing.add(
        "Scope", "s", 0, 5, criticality=CRITICALITY, max_tolerable_downtime_h=downtime
    )
    domains = drawing.add("Domain", "d", 0, 2)
    drawing.tree(domains)
    drawing.tree(scopes, domains)
    covered = scopes[draw(st.sampled_from([0, 0, 1, 2])) :]  # the first are above the others
    _coverage(drawing, apps, parts, covered, rich=theme in {"coverage", "everything"})
    _flows(drawing, parts, organisations, rich=theme in {"flows", "everything"})
    if theme in {"around", "everything"}:
        _around(drawing, apps, parts, organisations, [*scopes, *domains])
    _chains(drawing, apps)
    _handovers(drawing, apps, covered)
    journeys = drawing.add("Journey", "j", 0, 1, criticality=CRITICALITY)
    drawing.links(
        "PASSES_THROUGH",
        journeys,
        scopes,
        3,
        order=st.integers(1, 3),
        essential=st.sampled_from([None, True, False]),
    )
    return Drawn(drawing, apps, _projects(drawing, theme))


def _coverage(
    drawing: Drawing, apps: list[str], parts: list[str], scopes: list[str], *, rich: bool
) -> None:
    drawing.links(
        "COVERS",
        [*apps[:1] * 2, *parts],
        scopes,
        9 if rich else 3,
        dated=2 if rich else 6,
        level=st.sampled_from(["FULL", "FULL", "PARTIAL", "MARGINAL", "PLANNED", None]),
        role=st.sampled_from([None, None, "PRIMARY", "SECONDARY"]),
        segments=seldom(ITEMS, 3),
    )
    drawing.links(
        "REPLACED_BY",
        [*apps[:1] * 3, *apps],
        apps,
        3,
        scopes=seldom(st.sampled_from([("s0",), ("s1",), ("s0", "s2")]), 3),
    )
    drawing.links(
        "ALTERNATIVE_OF",
        apps,
        apps,
        drawing.draw(st.sampled_from([1, 1, 3])),
        dated=3,
        group=st.sampled_from([None, "x", "y"]),
        min_up=seldom(st.sampled_from([1, 2])),
    )


def _flows(drawing: Drawing, parts: list[str], organisations: list[str], *, rich: bool) -> None:
    least, most = (3, 8) if rich else (0, 2)
    flows = drawing.add("Flow", "f", least, most, **FLOWING)
    objects = drawing.add(
        "DataObject",
        "o",
        0,
        drawing.draw(st.sampled_from([1, 2, 3])),
        criticality=CRITICALITY,
        personal=st.sampled_from([None, "NONE", "PERSONAL", "SENSITIVE"]),
        retention_months=seldom(st.sampled_from([12, 60])),
    )
    drawing.tree(objects)
    ends = [*parts, *parts, *parts, *organisations[:1]]
    for flow in flows:
        for type_ in ("EMITS", "FEEDS"):
            several = drawing.draw(st.sampled_from([1, 1, 1, 2]))
            some = st.lists(st.sampled_from(ends), min_size=1, max_size=several)
            for end in drawing.draw(some):
                pair = (end, flow) if type_ == "EMITS" else (flow, end)
                drawing.link(type_, *pair, dated=12)
        if objects:
            some = st.lists(st.sampled_from([*objects[:1], *objects]), max_size=2)
            for data in drawing.draw(some):
                drawing.link("CARRIES", flow, data, dated=12)
    drawing.links(
        "ACCESSES",
        parts,
        objects,
        4,
        role=st.sampled_from([None, "MASTER", "MASTER", "REPLICA_RW", "REPLICA_RO", "CONSUMER"]),
        crud=seldom(CRUD, 2),
        stage=seldom(st.sampled_from([("COLLECT",), ("USE",), ("COLLECT", "USE")])),
        segments=seldom(ITEMS),
    )


def _chains(drawing: Drawing, apps: list[str]) -> None:
    """Draw objects passed on from one application to the next, the target's among them."""
    flows = [i for i, n in drawing.nodes.items() if n.kind == "Flow"]
    objects = [i for i, n in drawing.nodes.items() if n.kind == "DataObject"]
    if not objects or not drawing.draw(st.booleans()):
        return
    data = drawing.draw(st.sampled_from(objects))
    chain = drawing.draw(st.permutations(apps))
    for source, target in itertools.pairwise(chain):
        flow = f"f{len(flows)}"
        flows.append(flow)
        values = attributes(drawing.draw, name=st.just(flow), **FLOWING)
        drawing.nodes[flow] = NodeFact("Flow", flow, values)
        drawing.link("EMITS", source, flow, dated=0)
        drawing.link("FEEDS", flow, target, dated=0)
        drawing.link("CARRIES", flow, data, dated=0)


def _handovers(drawing: Drawing, apps: list[str], scopes: list[str]) -> None:
    """Draw scopes that one application takes over from another, on a day near the event."""
    for scope in scopes:
        if len(apps) < 2 or drawing.draw(st.integers(0, 2)):
            continue
        old = apps[0] if drawing.draw(st.booleans()) else drawing.draw(st.sampled_from(apps))
        new = drawing.draw(st.sampled_from([app for app in apps if app != old]))
        level = st.sampled_from(["FULL", "FULL", "PARTIAL", None])
        drawing.link("COVERS", old, scope, dated=0, level=level)
        days = around(0, 1, 2, 4, 5, 30)
        drawing.link("COVERS", new, scope, dated=0, level=level, valid_from=days)
        drawing.link("REPLACED_BY", old, new)


def _around(
    drawing: Drawing,
    apps: list[str],
    parts: list[str],
    organisations: list[str],
    governed: list[str],
) -> None:
    technologies = drawing.add("Technology", "t", 0, 2)
    drawing.links("USES_TECH", parts, technologies, 4)
    drawing.links(
        "USES", organisations, apps, 3, users_count=st.sampled_from([None, 10, 499, 500, 501])
    )
    periods = drawing.add(
        "Period",
        "z",
        0,
        2,
        category=st.sampled_from(["FREEZE", "FREEZE", "PEAK"]),
        starts_on=around(-365, -330, -30, -1, 0, 1),
        yearly=st.sampled_from([None, True, False]),
        max_tolerable_downtime_h=st.sampled_from([None, 1.0, 24.0, 200.0]),
    )
    for period in periods:
        node = drawing.nodes[period]
        start: Any = node.values["starts_on"]
        lasts = drawing.draw(st.sampled_from([1, 2, 40]))
        values = {**node.values, "ends_on": start + dt.timedelta(days=lasts)}
        drawing.nodes[period] = NodeFact("Period", period, values)
    drawing.links("APPLIES_TO", periods, governed, 2, dated=0)
    people = drawing.add("Person", "h", 0, 2)
    targets = [i for i, n in drawing.nodes.items() if n.kind not in {"Person", "Period"}]
    drawing.links(
        "RESPONSIBLE_FOR",
        people,
        targets,
        4,
        dated=8,
        role=st.sampled_from(["BUSINESS_OWNER", "ARCHITECT", "IT_OWNER"]),
        raci=seldom(st.sampled_from("ARCI")),
    )


def _projects(drawing: Drawing, theme: str) -> PlanChoice:
    projects = drawing.add(
        "Project",
        "p",
        0,
        3 if theme in {"around", "everything"} else 1,
        status=st.sampled_from([None, "IDEA", "FRAMING", "BUILD", "DEPLOYING", "DONE", "STOPPED"]),
        start=st.none() | around(-30, 0, 1),
        end=st.none() | around(-1, 0, 1, 30),
    )
    drawing.tree(projects)
    targets = [
        i for i, n in drawing.nodes.items() if n.kind in {"Application", "Flow", "DataObject"}
    ]
    drawing.links(
        "IMPACTS",
        projects,
        targets,
        4,
        dated=0,
        action=st.sampled_from(
            ["CREATE", "MODIFY", "EXTEND", "REPLACE", "RETIRE", "MIGRATE", "ROLL_OUT", "WITHDRAW"]
        ),
        date=st.none() | around(),
        committed=st.sampled_from([None, True, False]),
    )
    words = ["committed", "committed", "all", "none"]
    return PlanChoice.parse(drawing.draw(st.sampled_from([*words, *projects])))
