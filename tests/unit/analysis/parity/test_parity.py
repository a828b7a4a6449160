"""What a successor still lacks, topic by topic."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.analysis.parity import ParityReport, parity
from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.validity import PlanChoice
from archrepo.render.registry import View, render
from tests.plans import node, relation

if TYPE_CHECKING:
    from archrepo.domain.facts import Value

DAY = dt.date(2027, 3, 1)
SCOPE, DATA, OTHER = node("Scope", "s"), node("DataObject", "o"), node("Application", "x")


def compared(
    *facts: NodeFact | RelationFact,
    old: dict[str, Value] | None = None,
    new: dict[str, Value] | None = None,
) -> ParityReport:
    apps = [node("Application", "a", **(old or {})), node("Application", "b", **(new or {}))]
    nodes = [SCOPE, DATA, OTHER, *apps, *(f for f in facts if isinstance(f, NodeFact))]
    known = {(n.kind, n.id): n for n in nodes}
    relations = [f for f in facts if isinstance(f, RelationFact)]
    return parity(MemoryFacts(known.values(), relations), "a", "b", DAY, PlanChoice())


def link(kind: str, start: str, end: NodeFact | str, **values: Any) -> RelationFact:
    far = end if isinstance(end, NodeFact) else ("Application", end)
    return relation(kind, ("Application", start), far, **values)


def flow(name: str, source: str, target: str) -> list[NodeFact | RelationFact]:
    made = node("Flow", name)
    ends = [link("EMITS", source, made), relation("FEEDS", made, ("Application", target))]
    return [made, *ends, relation("CARRIES", made, DATA)]


def told(report: ParityReport) -> list[tuple[str, str, str]]:
    return [(item.topic, item.state, item.text) for item in report.items]


def test_it_needs_no_record_of_the_replacement() -> None:
    report = compared(link("COVERS", "a", SCOPE, level="FULL"))
    assert told(report) == [("coverage", "missing", "cover s (FULL)")]
    assert not report.declared
    assert "archrepo link a REPLACED_BY b" in str(render(report, "table", View()))


def test_a_replacement_recorded_for_some_scopes_asks_for_these_only() -> None:
    covers = link("COVERS", "a", SCOPE, level="FULL")
    declared = link("REPLACED_BY", "a", "b", scopes=("elsewhere",))
    assert told(compared(covers, declared)) == []
    assert compared(covers, link("REPLACED_BY", "a", "b")).declared


def test_coverage_may_be_lower_or_come_later() -> None:
    covers = link("COVERS", "a", SCOPE, level="FULL")
    lower = link("COVERS", "b", SCOPE, level="PARTIAL")
    later = link("COVERS", "b", SCOPE, level="FULL", valid_from=dt.date(2027, 4, 1))
    report = compared(covers, lower)
    assert told(report) == [("coverage", "lower", "cover s at FULL instead of PARTIAL")]
    assert "Cover s at full instead of partial" in str(render(report, "table", View()))
    assert told(compared(covers, later)) == [
        ("coverage", "later", "cover s (FULL), planned from 2027-04-01")
    ]


def test_coverage_and_mastery_are_judged_for_each_segment() -> None:
    report = compared(
        link("COVERS", "a", SCOPE, segments=("tag:x",)),
        link("COVERS", "b", SCOPE, segments=("tag:y",)),
        link("ACCESSES", "a", DATA, role="MASTER", segments=("tag:x",)),
        link("ACCESSES", "b", DATA, role="MASTER", segments=("tag:y",)),
    )
    assert told(report) == [
        ("coverage", "missing", "cover s (FULL), for tag:x"),
        ("master", "missing", "become master of o"),
    ]
    assert [(c.topic, c.done, c.total) for c in report.counts if c.total] == [
        ("coverage", 0, 1),
        ("master", 0, 1),
    ]


def test_flows_both_ways_and_users() -> None:
    shop = node("Organisation", "shop")
    report = compared(
        shop,
        *flow("f", "a", "x"),
        *flow("g", "x", "a"),
        relation("USES", shop, ("Application", "a"), users_count=12),
    )
    assert told(report) == [
        ("feeds", "missing", "feed x with o, as f does"),
        ("fed_by", "missing", "receive o from x, as g does"),
        ("users", "missing", "take over the users of shop (12)"),
    ]
    rebuilt = compared(*flow("f", "a", "x"), *flow("h", "b", "x"))
    assert (told(rebuilt), rebuilt.counts[1].done) == ([], 1)


def test_service_levels_that_fall_short_or_are_not_stated() -> None:
    levels: dict[str, Value] = {"rto_h": 4.0, "rpo_h": 1.0, "security_need_c": 3}
    report = compared(
        old={**levels, "hosting": "ON_PREMISE", "data_location": "EEA"},
        new={"rto_h": 8.0, "security_need_c": 4, "hosting": "SAAS", "data_location": "OUTSIDE"},
    )
    assert told(report) == [
        ("service", "lower", "data location: EEA is needed, it has OUTSIDE"),
        ("service", "lower", "recovery time (h): 4 is needed, it has 8"),
        ("service", "unknown", "data loss (h): 1 is needed, what it has is not stated"),
        ("service", "different", "hosting: SAAS instead of ON_PREMISE, to be checked"),
    ]
    assert told(compared(old=levels, new=levels)) == []


def test_a_scope_bears_only_so_much_downtime() -> None:
    scope = node("Scope", "s", max_tolerable_downtime_h=2.0)
    covers = [link("COVERS", app, SCOPE) for app in "ab"]
    assert told(compared(scope, *covers, new={"rto_h": 4.0})) == [
        ("service", "lower", "s bears 2 h without service, it comes back in 4 h")
    ]
    assert told(compared(scope, *covers, new={"rto_h": 2.0})) == []


def test_each_item_names_who_answers() -> None:
    ada = node("Person", "ada", name="Ada")
    owns = relation("RESPONSIBLE_FOR", ada, SCOPE, role="BUSINESS_OWNER")
    report = compared(link("COVERS", "a", SCOPE), ada, owns)
    assert [owner.name for owner in report.items[0].owners] == ["Ada"]
    assert "| Couverture | Couvrir s (totale) | Ada |" in str(
        render(report, "markdown", View(lang="fr"))
    )


def test_csv_holds_no_formula() -> None:
    scope = node("Scope", "s", name="=1+1")
    report = compared(scope, link("COVERS", "a", SCOPE))
    (row,) = csv.DictReader(io.StringIO(str(render(report, "csv", View()))))
    assert (row["name"], row["todo"]) == ("'=1+1", "Cover =1+1 (full)")
