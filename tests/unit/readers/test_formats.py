"""Files of other tools, made from their format descriptions: recognised, and read for meaning."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import RawNode, Reading, Ref
from archrepo.readers.registry import read, read_all
from tests.applying_store import ApplyingStore
from tests.readings import load, plan

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()
Sheets = dict[str, list[list[Any]]]


def book(path: Path, sheets: Sheets) -> Path:
    with xlsxwriter.Workbook(path) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def node(reading: Reading, name: str) -> RawNode:
    return next(n for n in reading.nodes if n.values.get("name") == name)


def links(reading: Reading) -> set[tuple[str, str, str]]:
    return {(r.type, _text(r.source), _text(r.target)) for r in reading.relations}


def _text(ref: Ref) -> str:
    return ref.text if ref.node is None else str(ref.node.values["name"])


def imported(*paths: Path) -> ApplyingStore:
    """Import into an empty portfolio, check that a second import changes nothing, and return it."""
    store = ApplyingStore(METAMODEL)
    load(store, *read_all(list(paths), METAMODEL))
    again = plan(store, *read_all(list(paths), METAMODEL))
    assert again.is_empty, [str(c) for c in (*again.nodes, *again.relations)][:5]
    return store


APPLICATION = [
    "id", "type", "name", "displayName", "status", "description", "lifecycle:plan",
    "lifecycle:phaseIn", "lifecycle:active", "lifecycle:phaseOut", "lifecycle:endOfLife",
    "tags:Portfolio", "subscriptions:RESPONSIBLE:Application Owner", "businessCriticality",
    "functionalSuitability", "technicalSuitability", "lxTimeClassification", "completion",
]  # fmt: skip
CRM = [
    "8d3f0001-0000-4000-8000-000000000001", "Application", "CRM", "CRM", "ACTIVE", "Customers", "",
    "", "2016-03-01", "", "2027-01-01", "Core,Web", "ann@example.org;bob@example.org",
    "missionCritical", "appropriate", "fullyAppropriate", "migrate", "0.8",
]  # fmt: skip
RELATION = [
    "id", "type", "fromRelatedFactSheetDisplayName", "fromRelatedFactSheetType",
    "toRelatedFactSheetDisplayName", "toRelatedFactSheetType", "status", "activeFrom",
    "activeUntil",
]  # fmt: skip


def test_leanix_inventory(tmp_path: Path) -> None:
    path = book(tmp_path / "inventory.xlsx", {"Application": [APPLICATION, CRM]})
    reading = read(path, METAMODEL)
    values = node(reading, "CRM").values
    assert values["external_ids"] == [f"leanix={CRM[0]}"]
    assert (values["criticality"], values["technical_fit"]) == (
        "MISSION_CRITICAL",
        "FULLY_APPROPRIATE",
    )
    assert values["retired"] == dt.date(2027, 1, 1)
    assert values["tags"] == ["Core", "Web"]
    assert values["properties"] == ["completion=0.8"]
    roles = {(r.source.text, r.values["role"], r.values["raci"]) for r in reading.relations}
    assert roles == {
        ("ann@example.org", "APPLICATION_MANAGER", "R"),
        ("bob@example.org", "APPLICATION_MANAGER", "R"),
    }
    assert [d.code for d in reading.diagnostics if d.level.value != "note"] == []
    assert reading.diagnostics[0].code == "AR118"


def test_leanix_full_snapshot(tmp_path: Path) -> None:
    labels = [key.title() for key in APPLICATION]
    capability = ["id", "type", "name", "displayName", "status"]
    sheets: Sheets = {
        "ReadMe": [["Full snapshot"]],
        "Application": [APPLICATION, labels, CRM],
        "BusinessCapability": [
            capability,
            ["ID", "Type", "Name", "Display Name", "Status"],
            ["c1", "BusinessCapability", "Sales", "Sales", "ACTIVE"],
            ["c2", "BusinessCapability", "Offers", "Sales / Offers", "ACTIVE"],
            ["c3", "BusinessCapability", "Purchase", "Purchase", "ACTIVE"],
            ["c4", "BusinessCapability", "Offers", "Purchase / Offers", "ACTIVE"],
            ["c5", "BusinessCapability", "Old", "Old", "ARCHIVED"],
        ],
        "applicationBusinessCapabilityRe": [
            RELATION,
            [key.title() for key in RELATION],
            ["r1", "applicationBusinessCapabilityRelation", "CRM", "Application", "Sales / Offers",
             "BusinessCapability", "ACTIVE", "2016-03-01", "2026-12-31"],
        ],
        "TagGroups": [["id", "name"], ["t1", "Portfolio"]],
    }  # fmt: skip
    store = imported(book(tmp_path / "snapshot.xlsx", sheets))
    ids = {row["id"] for row in store.scan("Scope").to_pylist()}
    assert ids == {"sales", "offers", "purchase", "offers-2"}
    [covers] = store.scan("COVERS").to_pylist()
    assert (covers["from"], covers["to"]) == ("crm", "offers")
    assert covers["valid_to"] == dt.date(2027, 1, 1)


def test_leanix_hierarchies_run_from_the_child(tmp_path: Path) -> None:
    fact = ["id", "type", "name", "displayName", "status"]

    def below(number: int, sort: str, child: str, parent: str) -> list[str]:
        ends = [child, sort, parent, sort]
        return [f"r{number}", "childParentRelation", *ends, "ACTIVE", "2020-01-01", ""]

    sheets: Sheets = {
        "Application": [
            fact,
            ["a1", "Application", "Suite", "Suite", "ACTIVE"],
            ["a2", "Application", "CRM", "Suite / CRM", "ACTIVE"],
        ],
        "BusinessCapability": [
            fact,
            ["c1", "BusinessCapability", "Sales", "Sales", "ACTIVE"],
            ["c2", "BusinessCapability", "Offers", "Sales / Offers", "ACTIVE"],
            ["c3", "BusinessCapability", "Leads", "Leads", "ACTIVE"],
        ],
        "childParentRelation": [
            RELATION,
            [key.title() for key in RELATION],
            below(1, "BusinessCapability", "Sales / Offers", "Sales"),
            below(2, "BusinessCapability", "Leads", "Sales"),
            below(3, "Application", "Suite / CRM", "Suite"),
        ],
        "applicationBusinessCapabilityRe": [
            RELATION,
            ["r4", "applicationBusinessCapabilityRelation", "Suite / CRM", "Application",
             "Sales / Offers", "BusinessCapability", "ACTIVE", "", ""],
        ],
    }  # fmt: skip
    path = book(tmp_path / "snapshot.xlsx", sheets)
    reading = read(path, METAMODEL)
    assert node(reading, "CRM").values["properties"] == ["parent application=Suite"]
    assert "properties" not in node(reading, "Suite").values
    assert reading.tally["Application.parent application", "properties"] == 1
    store = imported(path)
    tree = {(row["from"], row["to"]) for row in store.scan("CONTAINS").to_pylist()}
    assert tree == {("sales", "offers"), ("sales", "leads")}
    assert [row["from"] for row in store.scan("COVERS").to_pylist()] == ["crm"]


@pytest.mark.parametrize("names", [False, True])
def test_servicenow_business_applications(tmp_path: Path, names: bool) -> None:
    header = ["Number", "Name", "Application type", "Install type", "Business owner",
              "IT application owner", "Business criticality", "Planned disposition", "Publisher",
              "Status", "Emergency tier"]  # fmt: skip
    if names:
        header = ["_".join(label.lower().split()) for label in header]
    row = ["APM0001", "CRM", "COTS", "On-Premises", "Ann Smith", "Team CRM", "1 - most critical",
           "Sustain", "Editrix", "In Production", "Tier 1"]  # fmt: skip
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in (header, row)) + "\n"
    path = table(tmp_path / "cmdb_ci_business_app.csv", text)
    reading = read(path, METAMODEL)
    values = node(reading, "CRM").values
    expected = {
        "category": "PACKAGE",
        "hosting": "ON_PREMISE",
        "criticality": "MISSION_CRITICAL",
        "disposition": "TOLERATE",
        "phase": "ACTIVE",
        "external_ids": ["servicenow=APM0001"],
    }
    assert {name: values.get(name) for name in expected} == expected
    store = imported(path)
    assert [n["name"] for n in store.scan("Person").to_pylist()] == ["Ann Smith"]
    assert [n["name"] for n in store.scan("Organisation").to_pylist()] == ["Team CRM"]


def test_turbo_ea_workbook(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Application": [
            ["name", "type", "description", "parent_path", "lifecycle_active",
             "attr_businessCriticality", "attr_timeModel", "rel:relAppToBC",
             "stakeholder:technical_owner"],
            ["CRM", "Application", "x", "", "2016-03-01", "businessCritical", "invest",
             "Sales / Offers; Sales", "ann@example.org"],
        ],
        "BusinessCapability": [
            ["name", "type", "parent_path"],
            ["Sales", "BusinessCapability", ""],
            ["Offers", "BusinessCapability", "Sales"],
        ],
        "DataObject": [["name", "type", "attr_dataSensitivity"],
                       ["Order", "DataObject", "internal"]],
        "Relations": [
            ["relation_type", "source_ref", "target_ref", "action", "description"],
            ["relAppToDataObj", "CRM", "Order", "", ""],
        ],
        "_Meta": [["version", "1"]],
    }  # fmt: skip
    path = book(tmp_path / "turbo.xlsx", sheets)
    reading = read(path, METAMODEL)
    assert node(reading, "CRM").values["active"] == dt.date(2016, 3, 1)
    assert ("ACCESSES", "CRM", "Order") in links(reading)
    store = imported(path)
    covers = {row["to"] for row in store.scan("COVERS").to_pylist()}
    assert covers == {"offers", "sales"}


def test_waltz_taxonomy_then_ratings(tmp_path: Path) -> None:
    taxonomy = table(
        tmp_path / "capabilities.tsv",
        "id\tparentId\tname\tdescription\n1\t\tSales\t\n2\t1\tOffers\tx\n",
    )
    store = ApplyingStore(METAMODEL)
    load(store, read(taxonomy, METAMODEL))
    applications = table(tmp_path / "applications.csv", "name,external_ids\nCRM,waltz=wltz-01\n")
    load(store, read(applications, METAMODEL))
    ratings = table(
        tmp_path / "ratings.csv",
        "assetCode,taxonomyExternalId,ratingCode,isPrimary,comment\nwltz-01,2,G,true,good\n",
    )
    load(store, read(ratings, METAMODEL))
    [covers] = store.scan("COVERS").to_pylist()
    found = (covers["from"], covers["to"], covers["functional_fit"], covers["role"])
    assert found == ("crm", "offers", "APPROPRIATE", "PRIMARY")
    assert {r["to"] for r in store.scan("CONTAINS").to_pylist()} == {"offers"}


def test_eadesignit_workbook(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Applications": [
            ["application.id", "application.name", "application.description",
             "application.category.1", "application.category.2", "application.technology.1",
             "business.owner", "organizational.entity"],
            ["A1", "CRM # 3.1", "Customers", "Front", "Core", "Java", "Owner One", "Sales unit"],
            ["A2", "ERP", "", "", "", "", "", ""],
        ],
        "Owner": [
            ["owner.name", "owner.firstname", "owner.lastname", "owner.email"],
            ["Owner One", "Owner", "One", "one@example.org"],
        ],
        "Capabilities": [
            ["Capability L0", "Capability L1", "full.path"],
            ["Sales", "", "Sales"],
            ["Sales", "Offers", "Sales > Offers"],
        ],
        "Mapping": [
            ["application.name.1", "application.name.2", "full.path"],
            ["CRM # 3.1", "ERP", "Sales > Offers"],
        ],
        "Message_Flow": [
            ["Id flow", "Alias flow", "Source Element", "Target Element", "Step",
             "Integration pattern"],
            ["F1", "Orders", "CRM # 3.1", "ERP", "1", "API"],
            ["F1", "Orders back", "ERP", "CRM", "2", "File"],
        ],
        "Data": [["Data id", "Parent id", "Resource name"], ["D1", "", "Order"],
                 ["D2", "D1", "Line"]],
    }  # fmt: skip
    store = imported(book(tmp_path / "eadesignit.xlsx", sheets))
    assert {n["name"] for n in store.scan("Application").to_pylist()} == {"CRM", "ERP"}
    assert {r["from"] for r in store.scan("COVERS").to_pylist()} == {"crm", "erp"}
    assert {n["id"] for n in store.scan("Flow").to_pylist()} == {"f1.1", "f1.2"}
    assert len(store.scan("Person").to_pylist()) == 1
    assert [(r["from"], r["to"]) for r in store.scan("EMITS").to_pylist()] == [
        ("crm", "f1.1"),
        ("erp", "f1.2"),
    ]


def test_mercator_files_refer_to_each_other_by_id(tmp_path: Path) -> None:
    applications = table(
        tmp_path / "applications.csv",
        "id,name,application_block_id,responsible,security_need_c,security_need_i,entities,databases\n"
        '7,CRM,1,Ann,3,-1,"1,2",\n8,ERP,1,,1,2,9,\n',
    )
    entities = table(tmp_path / "entities.csv", "id,name\n1,Sales\n2,Marketing\n")
    flows = table(
        tmp_path / "fluxes.csv",
        "id,name,nature,crypted,application_source_id,application_dest_id\n"
        "1,Orders,API,1,7,8\n2,Prices,Mail,0,,\n",
    )
    readings = read_all([applications, entities, flows], METAMODEL)
    store = ApplyingStore(METAMODEL)
    made = load(store, *readings)
    uses = {(r["from"], r["to"]) for r in store.scan("USES").to_pylist()}
    assert uses == {("sales", "crm"), ("marketing", "crm")}
    assert [r["from"] for r in store.scan("EMITS").to_pylist()] == ["crm"]
    end, unknown = [d.message for d in made.diagnostics if d.level.value == "warning"]
    assert unknown == "1 cell of 'nature' sets no pattern: the mapping does not know 'Mail'"
    assert "'mercator=9' is not known" in end
    kept = {r["name"]: (r["pattern"], r["properties"]) for r in store.scan("Flow").to_pylist()}
    assert kept == {"Orders": ("API", ["nature=API"]), "Prices": (None, ["nature=Mail"])}


def test_itop_application_solutions(tmp_path: Path) -> None:
    text = (
        '"id","name","business_criticity","move2production","status","org_id_friendlyname"\n'
        '"12","CRM","high","2016-03-01","active","Sales unit"\n'
    )
    path = table(tmp_path / "ApplicationSolution.csv", text)
    values = node(read(path, METAMODEL), "CRM").values
    assert (values["criticality"], values["phase"]) == ("BUSINESS_CRITICAL", "ACTIVE")
    store = imported(path)
    assert [n["name"] for n in store.scan("Organisation").to_pylist()] == ["Sales unit"]


def test_native_files_are_taken_for_no_other_tools(tmp_path: Path) -> None:
    text = (
        "id,name,description,security_need_c,security_need_i,external_ids\ncrm,CRM,,1,2,leanix=1\n"
    )
    reading = read(table(tmp_path / "applications.csv", text), METAMODEL)
    assert reading.format == "csv"
    assert reading.diagnostics == []
