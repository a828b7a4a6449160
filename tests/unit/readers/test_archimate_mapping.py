"""What a model's owner may say in a mapping file: properties, nesting on views."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.errors import ConfigError
from tests.archimate_models import ARCHI, codes, joined, named, read_model

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.reading import Reading

MAPPING = """\
archimate:
  nesting: views
  properties:
    LifeCycle: {attribute: phase, values: {In production: ACTIVE, "End of life": RETIRED}}
    EOL Date: retired
    Owner: {relation: RESPONSIBLE_FOR, kind: Person, role: IT_OWNER}
    Direction: {relation: OWNS, kind: Organisation}
"""
EXCHANGE = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="id-m"><name>M</name>
<elements>
<element identifier="id-cap" xsi:type="Capability"><name>Sell</name></element>
<element identifier="id-sub" xsi:type="Capability"><name>Quote</name></element>
<element identifier="id-crm" xsi:type="ApplicationComponent"><name>CRM</name><properties>
  <property propertyDefinitionRef="p1"><value>in production</value></property>
  <property propertyDefinitionRef="p2"><value>31/12/2027</value></property>
  <property propertyDefinitionRef="p3"><value>Head of sales IT; Support desk</value></property>
  <property propertyDefinitionRef="p4"><value>Sales</value></property>
  <property propertyDefinitionRef="p5"><value>blue</value></property>
</properties></element>
<element identifier="id-erp" xsi:type="ApplicationComponent"><name>ERP</name><properties>
  <property propertyDefinitionRef="p3"><value>Support desk</value></property>
</properties></element>
</elements>
<relationships>
<relationship identifier="id-r" xsi:type="Realization" source="id-erp" target="id-sub"/>
</relationships>
<propertyDefinitions>
<propertyDefinition identifier="p1" type="string"><name>Lifecycle</name></propertyDefinition>
<propertyDefinition identifier="p2" type="string"><name>EOL date</name></propertyDefinition>
<propertyDefinition identifier="p3" type="string"><name>Owner</name></propertyDefinition>
<propertyDefinition identifier="p4" type="string"><name>Direction</name></propertyDefinition>
<propertyDefinition identifier="p5" type="string"><name>Colour</name></propertyDefinition>
</propertyDefinitions>
<views><diagrams><view identifier="id-v" xsi:type="Diagram"><name>Map</name>
<node identifier="id-n1" elementRef="id-cap" xsi:type="Element">
  <node identifier="id-n2" elementRef="id-sub" xsi:type="Element">
    <node identifier="id-n3" xsi:type="Container"><label>Group</label>
      <node identifier="id-n4" elementRef="id-crm" xsi:type="Element"/>
      <node identifier="id-n5" elementRef="id-erp" xsi:type="Element"/></node></node></node>
</view></diagrams></views>
</model>
"""
CONTENT = """
<element xsi:type="archimate:Capability" name="Sell" id="cap"/>
<element xsi:type="archimate:Capability" name="Quote" id="sub"/>
<element xsi:type="archimate:ApplicationComponent" name="CRM" id="crm"/>
<element xsi:type="archimate:ArchimateDiagramModel" name="Map" id="v">
  <child xsi:type="archimate:DiagramObject" id="n1" archimateElement="cap">
    <child xsi:type="archimate:Group" id="n0" name="Group">
      <child xsi:type="archimate:DiagramObject" id="n2" archimateElement="sub">
        <child xsi:type="archimate:DiagramObject" id="n3" archimateElement="crm"/>
      </child></child></child>
</element>
"""


def read(folder: Path, name: str = "model.xml", mapping: str = MAPPING) -> Reading:
    path, given = folder / name, folder / "mapping.yaml"
    content = ARCHI.format(content=CONTENT) if name.endswith(".archimate") else EXCHANGE
    path.write_text(content, encoding="utf-8")
    given.write_text(mapping, encoding="utf-8")
    return read_model(path, given)


def test_properties_are_attributes_where_a_mapping_says_so(tmp_path: Path) -> None:
    crm = named(read(tmp_path), "CRM")
    assert (crm.values["phase"], crm.values["retired"]) == ("ACTIVE", "31/12/2027")
    assert crm.values["properties"] == ["Colour=blue"]


def test_properties_name_owners_once_each(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert joined(reading, "RESPONSIBLE_FOR") == {
        ("Head of sales IT", "CRM"): {"role": "IT_OWNER"},
        ("Support desk", "CRM"): {"role": "IT_OWNER"},
        ("Support desk", "ERP"): {"role": "IT_OWNER"},
    }
    assert joined(reading, "OWNS").keys() == {("Sales", "CRM")}
    assert reading.tally["named by a property", "Person"] == 2
    assert reading.tally["stated by a property", "RESPONSIBLE_FOR"] == 3


@pytest.mark.parametrize("name", ["model.xml", "model.archimate"])
def test_what_is_drawn_inside_something_counts(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, name)
    assert ("Sell", "Quote") in joined(reading, "CONTAINS")
    coverage = joined(reading, "COVERS")
    assert coverage["CRM", "Quote"] == {
        "evidence": "DERIVED",
        "properties": ["archimate:nesting=view"],
    }
    if name == "model.xml":
        assert coverage["ERP", "Quote"] == {"evidence": "STATED"}, "a relationship goes first"
    assert reading.tally["view nesting", "COVERS"] == 1
    assert codes(reading) == ["AR158"]


def test_without_a_mapping_drawings_and_properties_stay_what_they_are(tmp_path: Path) -> None:
    reading = read(tmp_path, mapping="archimate: {}")
    assert not joined(reading, "CONTAINS")
    assert len(named(reading, "CRM").values["properties"]) == 5


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("{nested: views}", "unknown entry 'nested'"),
        ("{nesting: all}", "archimate.nesting: 'all'"),
        ("{properties: {Owner: {relation: OWNED, kind: Person}}}", "unknown relation 'OWNED'"),
        ("{properties: {Owner: {relation: OWNS, kind: Persn}}}", "unknown kind 'Persn'"),
        ("{properties: {Owner: {colour: x}}}", "unknown entry"),
        ("{properties: {Owner: {kind: Person}}}", "either attribute or relation"),
        ("{properties: [Owner]}", "a mapping of keys is expected"),
    ],
)
def test_a_mapping_that_is_wrong_is_told(tmp_path: Path, part: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read(tmp_path, mapping=f"archimate: {part}")


@pytest.mark.parametrize(
    ("drawn", "becomes"),
    [
        ("Capability", "Domain"),
        ("BusinessActor", "refused"),
        ("Grouping", "refused"),
        ("", "Domain"),
    ],
)
def test_what_is_drawn_in_a_grouping_makes_it_a_domain_or_none(
    tmp_path: Path, drawn: str, becomes: str
) -> None:
    content = """
<element xsi:type="archimate:Grouping" name="Around" id="around"/>
<element xsi:type="archimate:{drawn}" name="Inside" id="inside"/>
<element xsi:type="archimate:BusinessActor" name="Deep" id="deep"/>
<element xsi:type="archimate:ArchimateDiagramModel" name="Map" id="v">
  <child xsi:type="archimate:DiagramObject" id="n1" archimateElement="around">
    <child xsi:type="archimate:DiagramObject" id="n2" archimateElement="inside">
      <child xsi:type="archimate:DiagramObject" id="n3" archimateElement="deep"/>
    </child></child>
</element>
"""
    if not drawn:
        content = content.splitlines()[1]
    path = tmp_path / "m.archimate"
    path.write_text(ARCHI.format(content=content.format(drawn=drawn)), encoding="utf-8")
    reading = read_model(path)
    named_around = [n.kind for n in reading.nodes if n.values["name"] == "Around"]
    assert named_around == (["Domain"] if becomes == "Domain" else [])
    told = [d.message for d in reading.diagnostics if d.code == "AR175"]
    scopes = ["domains whose scopes are only drawn in them: 1"]
    assert told == (scopes if drawn == "Capability" else [])
