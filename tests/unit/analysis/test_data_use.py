"""Data: who masters, copies and uses it, and where it goes."""

from __future__ import annotations

import datetime as dt

import pytest

from archrepo.analysis.data_use import data_circulation, data_matrix, data_register, data_sheet
from archrepo.analysis.situation import Situation
from archrepo.domain.validity import PlanChoice
from archrepo.errors import NotFoundError
from tests.map_portfolios import Builder

DAY = dt.date(2026, 12, 1)


@pytest.fixture
def made() -> Builder:
    """Return two domains with an application each, and a flow from the one to the other."""
    made = Builder()
    for domain in ("sales", "stock"):
        made.node("Domain", domain, domain.title())
        made.node("Scope", f"{domain}-scope")
        made.node("Application", f"{domain}-app", f"{domain.title()} app")
        made.relate("CONTAINS", domain, f"{domain}-scope")
        made.relate("COVERS", f"{domain}-app", f"{domain}-scope", level="FULL")
    made.node("DataObject", "customer", "Customer", personal="PERSONAL")
    made.node("DataObject", "address", "Address", personal="PERSONAL")
    made.relate("CONTAINS", "customer", "address")
    made.node("Flow", "f", "Customers")
    made.relate("EMITS", "sales-app", "f")
    made.relate("FEEDS", "f", "stock-app")
    made.relate("CARRIES", "f", "customer")
    return made


def situation(made: Builder, domain: str | None = None) -> Situation:
    return Situation.read(made.store(), DAY, PlanChoice(), domain)


def findings(made: Builder, identifier: str = "customer") -> tuple[str, ...]:
    return data_sheet(situation(made), identifier).findings


def test_what_nobody_accesses_is_said(made: Builder) -> None:
    assert findings(made) == ("UNUSED",)


def test_used_and_never_collected_and_the_other_way_round(made: Builder) -> None:
    made.relate("ACCESSES", "stock-app", "customer", crud=("R",), stage=("USE",), role="MASTER")
    # Where nobody says of anything who collects it, as in ArchiMate, nothing follows from that.
    assert "USED_NEVER_COLLECTED" not in findings(made)
    made.node("DataObject", "other", "Other")
    made.relate("ACCESSES", "sales-app", "other", crud=("C",))
    assert "USED_NEVER_COLLECTED" in findings(made)
    made.relate("ACCESSES", "sales-app", "customer", crud=("C",), stage=("COLLECT",))
    assert not {"USED_NEVER_COLLECTED", "COLLECTED_NEVER_USED"} & set(findings(made))


def test_two_masters_are_double_only_for_the_same_people(made: Builder) -> None:
    for application, country in (("sales-app", "france"), ("stock-app", "belgium")):
        made.relate("ACCESSES", application, "customer", role="MASTER", segments=(country,))
    assert "SEVERAL_MASTERS" not in findings(made)
    assert data_circulation(situation(made)).double_masters == ()
    made.relate("ACCESSES", "stock-app", "customer", role="MASTER")
    assert "SEVERAL_MASTERS" in findings(made)
    (double,) = data_circulation(situation(made)).double_masters
    assert {m.domain for m in double.masters} == {"sales", "stock"}


def test_a_whole_counts_for_its_parts(made: Builder) -> None:
    made.relate("ACCESSES", "sales-app", "customer", role="MASTER", crud=("R", "C"))
    (access,) = data_sheet(situation(made), "address").accesses
    assert (access.via, access.crud) == ("customer", "CR")
    cells = {(c.object, c.application) for c in data_matrix(situation(made)).cells}
    assert cells == {("customer", "sales-app"), ("address", "sales-app")}


def test_the_register_says_what_it_lacks(made: Builder) -> None:
    made.relate("ACCESSES", "sales-app", "customer", purpose="Sales", legal_basis="CONTRACT")
    (entry,) = data_register(situation(made)).entries
    assert entry.purpose == "Sales"
    assert [r.id for r in entry.recipients] == ["stock-app"]
    assert set(entry.missing) == {"subjects", "retention_months", "data_location", "owner"}


def test_flows_between_domains_are_counted(made: Builder) -> None:
    found = data_circulation(situation(made))
    assert [
        (e.source, e.target, e.flows, [o.name for o in e.objects]) for e in found.exchanges
    ] == [("sales", "stock", 1, ["Customer"])]
    assert found.unlabelled == 0


def test_an_object_of_one_domain_is_a_silo(made: Builder) -> None:
    made.node("Application", "crm", "CRM")
    made.relate("COVERS", "crm", "sales-scope", level="PARTIAL")
    made.node("DataObject", "quote", "Quote")
    for application in ("sales-app", "crm"):
        made.relate("ACCESSES", application, "quote")
    assert [s.object for s in data_circulation(situation(made)).silos] == ["quote"]
    made.relate("ACCESSES", "stock-app", "quote")
    assert data_circulation(situation(made)).silos == ()


def test_an_unknown_object_is_told_with_the_nearest(made: Builder) -> None:
    with pytest.raises(NotFoundError) as raised:
        data_sheet(situation(made), "custmer")
    assert "customer" in str(raised.value.hint)
