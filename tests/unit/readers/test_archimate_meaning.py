"""What an ArchiMate model says of a portfolio, read from two small files that say the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConfigError
from archrepo.readers.registry import read
from tests.archimate_models import (
    ARCHI,
    SHOP,
    codes,
    counted,
    exchange_file,
    joined,
    named,
    node_facts_of,
    read_model,
    relation_facts_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.reading import Reading


@pytest.fixture(params=["shop.xml", "shop.archimate"])
def shop(request: pytest.FixtureRequest) -> Reading:
    return read_model(SHOP / request.param)


def test_exchange_file_and_archi_model_state_the_same_facts() -> None:
    exchange, archi = read_model(SHOP / "shop.xml"), read_model(SHOP / "shop.archimate")
    assert node_facts_of(exchange) == node_facts_of(archi)
    assert relation_facts_of(exchange) == relation_facts_of(archi)


def test_coverage_is_stated_directly_and_derived_through_services_with_its_path(
    shop: Reading,
) -> None:
    coverage = joined(shop, "COVERS")
    assert {ends: (v["evidence"], v.get("via")) for ends, v in coverage.items()} == {
        ("CRM", "Offer management"): ("STATED", None),
        ("CRM quotes", "Offer management"): ("DERIVED", ["Prepare quote", "Quotation service"]),
        ("CRM quotes", "Quote to order"): ("DERIVED", ["Prepare quote", "Quotation service"]),
        ("Transport management", "Shipping"): ("DERIVED", ["Routing service", "Plan tours"]),
        ("Warehouse management", "Picking"): ("DERIVED", ["Wave picking"]),
    }


def test_a_component_composed_at_any_depth_is_a_module_of_the_outermost(shop: Reading) -> None:
    modules = {n.values["name"] for n in shop.nodes if n.kind == "Module"}
    assert modules == {"CRM quotes", "Quote printing"}
    assert ("CRM", "Quote printing") in joined(shop, "CONTAINS")
    printing = named(shop, "Quote printing")
    assert printing.values["properties"] == [
        "archimate:Composition<ApplicationComponent=CRM quotes"
    ]


def test_an_aggregated_component_stays_an_application(shop: Reading) -> None:
    assert named(shop, "Warehouse management").kind == "Application"
    suite = named(shop, "Logistics suite").values["properties"]
    assert suite == ["archimate:Aggregation>ApplicationComponent=Warehouse management"]


def test_flows_have_their_ends_and_the_data_associated_with_them(shop: Reading) -> None:
    assert set(joined(shop, "EMITS")) == {
        ("CRM", "Orders"),
        ("Sales department", "Requests"),
        ("Transport management", "Positions (Transport management → CRM)"),
        ("Transport management", "Positions (Transport management → Logistics suite)"),
        ("Warehouse management", "Stock"),
        ("Warehouse management", "Warehouse management → Transport management"),
    }
    assert ("Stock", "CRM quotes") in joined(shop, "FEEDS")
    assert set(joined(shop, "CARRIES")) == {
        ("Orders", "Order"),
        ("Warehouse management → Transport management", "Order line"),
    }
    assert named(shop, "Orders").values["mode"] == "BATCH"


def test_access_types_become_crud_and_properties_may_say_more(shop: Reading) -> None:
    accesses = joined(shop, "ACCESSES")
    assert accesses["Warehouse management", "Order"]["crud"] == ["R"]
    assert accesses["CRM quotes", "Order"]["crud"] == ["U"]
    assert accesses["CRM", "Customer"] == {"crud": ["C", "R", "U", "D"], "role": "MASTER"}
    assert "crud" not in accesses["Warehouse management", "Order line"]
    assert joined(shop, "NEEDS")["Quote to order", "Customer"] == {"crud": ["R"]}


def test_projects_people_needs_and_techniques(shop: Reading) -> None:
    assert set(joined(shop, "IMPACTS")) == {("CRM renewal", "CRM")}
    assert set(joined(shop, "AT")) == {("CRM renewal", "Target 2028")}
    assert set(joined(shop, "ANSWERS")) == {("CRM renewal", "One view of the customer")}
    assert set(joined(shop, "CONCERNS")) == {("One view of the customer", "Customer")}
    assert set(joined(shop, "DEPENDS_ON")) == {
        ("CRM renewal", "Data clean-up"),
        ("Data clean-up", "Budget granted"),
        ("Quote to order", "Picking"),
    }
    assert set(joined(shop, "USES_TECH")) == {
        ("CRM", "PostgreSQL"),
        ("CRM", "Application server"),
        ("Warehouse management", "Messaging"),
    }
    assert set(joined(shop, "USES")) == {("Sales department", "CRM")}
    assert set(joined(shop, "PASSES_THROUGH")) == {("Order to cash", "Pricing")}
    assert set(joined(shop, "REALISES")) == {("Quote to order", "Pricing")}


def test_a_property_states_what_archimate_has_no_word_for(shop: Reading) -> None:
    assert joined(shop, "REPLACED_BY") == {("Old CRM", "CRM"): {"share": "80"}}
    assert named(shop, "CRM").values["criticality"] == "BUSINESS_CRITICAL"


def test_everything_else_about_an_element_is_kept(shop: Reading) -> None:
    values = named(shop, "CRM").values
    assert values["external_ids"] == ["archimate=id-crm"]
    assert values["description"] == "Customers and offers."
    assert values["properties"] == [
        "Vendor ref=V-17",
        "archimate:Realization<Artifact=crm.war",
        "archimate:Realization<Deliverable=CRM in service",
        "archimate:folder=Front office",
        "archimate:specialization=Package",
    ]
    department = named(shop, "Sales department").values["properties"]
    assert department == ["archimate:Assignment>BusinessRole=Sales representative"]


def test_a_second_parent_is_told_and_kept_as_a_property(shop: Reading) -> None:
    assert ("Shipping", "Picking") in joined(shop, "CONTAINS")
    assert ("Logistics", "Picking") not in joined(shop, "CONTAINS")
    told = [d for d in shop.diagnostics if d.code == "AR170"]
    assert "'Picking' has a second parent, 'Logistics'; 'Shipping' is kept" in str(told[0])
    kept = named(shop, "Logistics").values["properties"]
    assert kept == ["archimate:Aggregation>BusinessFunction=Picking"]


def test_an_element_without_name_gets_a_readable_one_and_a_warning(shop: Reading) -> None:
    assert named(shop, "Unnamed application component (id-unnamed)").kind == "Application"
    (warning,) = (d for d in shop.diagnostics if d.code == "AR164")
    assert warning.place.row > 0


@pytest.mark.parametrize("name", ["shop.xml", "shop.archimate"])
def test_every_element_and_relationship_is_counted_once(name: str) -> None:
    expected: Counter[str] = Counter()
    for tag in etree.parse(SHOP / name).getroot().iter("{*}element", "{*}relationship"):
        of_type = tag.get("{http://www.w3.org/2001/XMLSchema-instance}type").rpartition(":")[2]
        if not of_type.endswith("DiagramModel"):
            expected[of_type.removesuffix("Relationship")] += 1
    assert counted(read_model(SHOP / name)) == expected


def test_what_is_refused_is_counted_with_its_reason(shop: Reading) -> None:
    refused = {key: n for key, n in shop.tally.items() if key[1].startswith("refused")}
    assert refused == {
        ("Driver", "refused: related to nothing that has a place"): 1,
        ("Influence", "refused: neither end has a place"): 1,
        ("Serving", "refused: neither end has a place"): 1,
    }


def test_reading_twice_gives_the_same_in_the_same_order(shop: Reading) -> None:
    again = read_model(SHOP / shop.file.rpartition("/")[2])
    assert [n.values for n in again.nodes] == [n.values for n in shop.nodes]
    assert [r.values for r in again.relations] == [r.values for r in shop.relations]


def test_a_cycle_of_compositions_loses_its_last_link_and_no_more(tmp_path: Path) -> None:
    path = exchange_file(
        tmp_path,
        "id-a Capability A\nid-b Capability B\nid-c Capability C",
        "id-1 Composition id-a id-b\nid-2 Composition id-b id-c\nid-3 Composition id-c id-a\n"
        "id-4 Aggregation id-a id-a",
    )
    reading = read_model(path)
    assert set(joined(reading, "CONTAINS")) == {("A", "B"), ("B", "C")}
    assert codes(reading) == ["AR171", "AR171"]
    assert named(reading, "C").values["properties"] == ["archimate:Composition>Capability=A"]
    assert reading.tally["Composition", "CONTAINS"] == 2
    assert reading.tally["Composition", "properties"] == 1


def test_composition_goes_before_aggregation_and_then_the_smaller_id(tmp_path: Path) -> None:
    path = exchange_file(
        tmp_path,
        "id-a Grouping A\nid-b Grouping B\nid-c Capability C\nid-d Capability D",
        "id-1 Aggregation id-a id-c\nid-2 Composition id-b id-c\n"
        "id-4 Composition id-b id-d\nid-3 Composition id-a id-d",
    )
    assert set(joined(read_model(path), "CONTAINS")) == {("B", "C"), ("A", "D")}


def test_a_service_of_one_component_does_not_lend_it_the_functions_of_another(
    tmp_path: Path,
) -> None:
    path = exchange_file(
        tmp_path,
        "id-mail ApplicationComponent Mail\nid-crm ApplicationComponent CRM\n"
        "id-send ApplicationService Send\nid-campaign ApplicationFunction Campaigns\n"
        "id-f BusinessFunction Promotion",
        "id-1 Realization id-mail id-send\nid-2 Serving id-send id-campaign\n"
        "id-3 Assignment id-crm id-campaign\nid-4 Serving id-campaign id-f",
    )
    assert set(joined(read_model(path), "COVERS")) == {("CRM", "Promotion")}


def test_the_same_name_twice_stays_two_elements(tmp_path: Path) -> None:
    path = exchange_file(tmp_path, "id-1 Node Firewall\nid-2 Node Firewall")
    reading = read_model(path)
    assert [n.values["external_ids"] for n in reading.nodes] == [
        ["archimate=id-1"],
        ["archimate=id-2"],
    ]


def test_a_mapping_file_reads_processes_as_scopes_and_serving_as_flows(tmp_path: Path) -> None:
    path = exchange_file(
        tmp_path,
        "id-a ApplicationComponent CRM\nid-b ApplicationComponent ERP\nid-p BusinessProcess Pay",
        "id-1 Serving id-a id-p\nid-2 Serving id-b id-a",
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "archimate:\n  flows: [Flow, Serving]\n"
        "  elements:\n    BusinessProcess: {kind: Scope, values: {category: FUNCTION}}\n"
    )
    by_default, mapped = read_model(path), read_model(path, mapping)
    assert named(by_default, "Pay").kind == "Journey"
    assert codes(by_default) == ["AR175", "AR175"]
    assert codes(mapped) == []
    assert not joined(by_default, "COVERS")
    assert set(joined(mapped, "COVERS")) == {("CRM", "Pay")}
    assert set(joined(mapped, "EMITS")) == {("ERP", "ERP → CRM")}
    picked = read(path, builtin_metamodel(), mapping=mapping)
    assert relation_facts_of(picked) == relation_facts_of(mapped)


def test_texts_that_find_no_place_are_told(tmp_path: Path) -> None:
    assert "AR173" not in codes(read_model(SHOP / "shop.xml"))
    path = exchange_file(tmp_path, "id-1 Driver Growth\nid-2 Capability Pricing")
    text = path.read_text(encoding="utf-8").replace(
        "</name></element>", "</name><documentation>Why.</documentation></element>"
    )
    path.write_text(text, encoding="utf-8")
    (told,) = (d for d in read_model(path).diagnostics if d.code == "AR173")
    assert "documentation texts (1), properties (0)" in told.message


def test_a_grouping_of_mere_software_is_no_domain(tmp_path: Path) -> None:
    path = exchange_file(
        tmp_path,
        "id-1 Grouping Empty\nid-2 Grouping Business\nid-3 Grouping Software\n"
        "id-4 Grouping All software\nid-5 Capability Pricing\nid-6 ApplicationComponent CRM\n"
        "id-7 Node Server",
        "id-r1 Aggregation id-2 id-5\nid-r2 Aggregation id-2 id-6\nid-r3 Aggregation id-3 id-6\n"
        "id-r4 Composition id-3 id-7\nid-r5 Composition id-4 id-3",
    )
    reading = read_model(path)
    assert {n.values["name"] for n in reading.nodes if n.kind == "Domain"} == {"Empty", "Business"}
    assert reading.tally["Grouping", "properties"] == 1
    assert reading.tally["Grouping", "refused: related to nothing that has a place"] == 1
    server = named(reading, "Server").values["properties"]
    assert server == ["archimate:Composition<Grouping=Software"]


def test_folders_are_domains_on_request(tmp_path: Path) -> None:
    path = tmp_path / "m.archimate"
    content = """<folder name="Sales"><folder name="Offers">
      <element xsi:type="archimate:Capability" name="Pricing" id="id-1"/>
      <element xsi:type="archimate:Capability" name="Rebates" id="id-2"/></folder></folder>
      <element xsi:type="archimate:CompositionRelationship" id="id-3"
        source="id-1" target="id-2"/>"""
    path.write_text(ARCHI.format(content=content), encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("archimate: {domains: folders}")
    assert set(joined(read_model(path), "CONTAINS")) == {("Pricing", "Rebates")}
    reading = read_model(path, mapping)
    assert set(joined(reading, "CONTAINS")) == {
        ("Sales", "Offers"),
        ("Offers", "Pricing"),
        ("Pricing", "Rebates"),
    }
    assert named(reading, "Sales").kind == "Domain"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("archimate: {elements: {BusinesProcess: {kind: Scope}}}", "BusinesProcess"),
        ("archimate: {elements: {Node: {kind: Scoop}}}", "unknown kind 'Scoop'"),
        ("archimate: {elements: {Node: {sort: Scope}}}", "unknown entry"),
        ("archimate: {elements: {Node: Scope}}", "Node"),
        ("archimate: {elements: {Node: {holds: 3}}}", "Node"),
        ("archimate: {elements: {Node: {kind: [Scope]}}}", "unknown kind"),
        ("archimate: {flows: [Flowing]}", "Flowing"),
        ("archimate: {flows: 3}", "flows"),
        ("archimate: {colour: red}", "colour"),
        ("archimate: {domains: views}", "views"),
        ("archimate: [1]", "archimate"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_wrong_mapping_is_a_configuration_error(tmp_path: Path, text: str, message: str) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text)
    with pytest.raises(ConfigError, match=message):
        read_model(SHOP / "shop.xml", mapping)
