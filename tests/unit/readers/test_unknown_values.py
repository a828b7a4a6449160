"""What a mapping takes for nothing without knowing it is told, once a column."""

from __future__ import annotations

from pathlib import Path

from archrepo.domain.diagnostics import Diagnostic
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.guessing import guess_mapping
from archrepo.readers.mapping_file import parse_mapping
from archrepo.readers.registry import read

METAMODEL = builtin_metamodel()
SERVICENOW = """\
Number,Name,Business criticality,Application type,Install type,Status
APM0001,CRM,1 - most critical,COTS,On-Premises,In Production
APM0002,PIM,4 - not critical,COTS,Mainframe,in production
APM0003,ERP,4 - not critical,COTS,Container,
APM0004,CMS,4 - not critical,COTS,Mainframe,Broken
"""


def warnings(path: Path, mapping: str | None = None) -> list[Diagnostic]:
    """Return the warnings that reading a file brings up."""
    given = None
    if mapping is not None:
        given = path.with_name("mapping.yaml")
        given.write_text(f"name: m\nrules:\n{mapping}", encoding="utf-8")
    found = read(path, METAMODEL, mapping=given).diagnostics
    return [problem for problem in found if problem.level.value == "warning"]


def table(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_values_that_a_shipped_mapping_does_not_know_are_counted_and_named(tmp_path: Path) -> None:
    path = table(tmp_path, SERVICENOW, "cmdb.csv")
    todo = "say under `values` what each means, null for nothing"
    hint = f"'archrepo mapping guess {path}' writes the mapping to a file: {todo}"
    assert [str(warning) for warning in warnings(path)] == [
        f"{path}:3:5: warning AR104 3 cells of 'Install type' set no hosting: "
        f"the mapping does not know 'Mainframe' (2), 'Container' (1) ({hint})",
        f"{path}:5:6: warning AR104 1 cell of 'Status' sets no phase: "
        f"the mapping does not know 'Broken' ({hint})",
    ]


def test_the_mapping_written_for_a_known_tool_is_the_shipped_one(tmp_path: Path) -> None:
    path = table(tmp_path, SERVICENOW, "cmdb.csv")
    guess = guess_mapping([path], METAMODEL)
    assert guess.is_certain
    said = guess.text.replace("Hybrid: HYBRID", "Mainframe: ON_PREMISE, Container: null")
    said = said.replace("Retired: RETIRED", "Broken: RETIRED")
    mapping = table(tmp_path, said, "own.mapping.yaml")
    reading = read(path, METAMODEL, mapping=mapping)
    assert not [d for d in reading.diagnostics if d.level.value == "warning"]
    hosting = [node.values.get("hosting") for node in reading.nodes]
    assert hosting == ["ON_PREMISE", "ON_PREMISE", None, "ON_PREMISE"]


def test_roles_in_headers_are_told_where_they_are_stated(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "type,name,attr_hostingType,stakeholder:steward,stakeholder:sponsor\n"
        "Application,CRM,onPremise,,Bob\nApplication,PIM,,Ann;Eve,\n",
    )
    [warning] = warnings(path)
    assert str(warning.place) == f"{path}:3:4"
    said = "2 cells of 'stakeholder:steward' set no role: the mapping does not know 'steward'"
    assert warning.message == said


def test_what_is_listed_empty_or_translated_otherwise_is_not_told(tmp_path: Path) -> None:
    path = table(tmp_path, "name;host;kind\nCRM;?;\nPIM;;Zzz\n")
    rule = """\
- table: table
  node: Application
  columns:
    name: name
    host: {attribute: hosting, values: {Ours: ON_PREMISE, "?": null, "*": null}}
    kind: {attribute: category, values: {Ours: CUSTOM, "*": PACKAGE}}
"""
    assert warnings(path, rule) == []
    nodes = read(path, METAMODEL, mapping=path.with_name("mapping.yaml")).nodes
    assert [node.values for node in nodes] == [
        {"name": "CRM"},  # an empty cell says nothing, whatever all others mean
        {"name": "PIM", "category": "PACKAGE"},
    ]


def test_many_values_are_named_as_far_as_a_line_goes(tmp_path: Path) -> None:
    rows = "".join(f"A{number};v{number:02}\n" for number in range(14))
    path = table(tmp_path, f"name;tags\n{rows}Z;v13\n")
    rule = """\
- table: table
  node: Application
  columns: {name: name, tags: {attribute: tags, values: {x: y, "*": null}}}
"""
    [warning] = warnings(path, rule)
    assert warning.message.startswith("15 cells of 'tags' set no tags: ")
    assert "know 'v13' (2), 'v00' (1), " in warning.message
    assert warning.message.endswith("'v08' (1) and 4 more")


def test_marks_of_a_matrix_are_told(tmp_path: Path) -> None:
    path = table(tmp_path, "App;Sales;Prices\nCRM;X;Z\nPIM;0;Z\n")
    rule = """\
- table: table
  relation: COVERS
  from: "{App}"
  to: "{column}"
  matrix: {cells: {X: {}, "0": null, "*": null}}
"""
    [warning] = warnings(path, rule)
    said = "2 cells of the matrix set no relation: the mapping does not know 'Z'"
    assert (str(warning.place), warning.message) == (f"{path}:2", said)
    assert warning.hint == "say under `cells` what each means, null for nothing"


def test_translations_of_a_link_need_no_pattern(tmp_path: Path) -> None:
    text = """\
name: m
rules:
- table: table
  node: Application
  columns: {name: name}
  relations:
    - relation: COVERS
      to: "{scope}"
      kind: Scope
      set: {level: "{how}"}
      values: {level: {all: FULL}}
"""
    path = table(tmp_path, "name;scope;how\nCRM;Sales;all\n")
    mapping = parse_mapping(text, "m.yaml", METAMODEL)
    given = table(tmp_path, text, "m.yaml")
    assert mapping.rules[0].relations[0].values == {"level": {"all": "FULL"}}
    [covers] = read(path, METAMODEL, mapping=given).relations
    assert covers.values == {"level": "FULL"}
