"""Mappings: what each word of the language does, and mistakes with their line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import Reading, Ref
from archrepo.errors import InvalidDataError
from archrepo.readers.mapping_file import parse_mapping, shipped_mappings
from archrepo.readers.registry import read, read_all
from archrepo.resources import resource_text

METAMODEL = builtin_metamodel()


def mapped(folder: Path, rules: str, files: dict[str, str], head: str = "") -> Reading:
    mapping = folder / "mapping.yaml"
    mapping.write_text(f"name: test\n{head}rules:\n{rules}", encoding="utf-8")
    source = folder / "source"
    source.mkdir()
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    return read(source, METAMODEL, mapping=mapping)


def relations(reading: Reading) -> list[tuple[str, str, str]]:
    return [(r.type, _text(r.source), _text(r.target)) for r in reading.relations]


def _text(ref: Ref) -> str:
    return ref.text if ref.node is None else str(ref.node.values["id"])


def test_columns_values_dates_and_properties(tmp_path: Path) -> None:
    reading = mapped(
        tmp_path,
        """\
- table: apps
  where: {état: {not: [Retiré]}}
  node: Application
  id: app-{n°|slug}
  external_ids: {cmdb: "{n°}"}
  columns:
    libellé: name
    criticité: {attribute: criticality, values: {Vital: MISSION_CRITICAL, "?": null}}
    fin: {attribute: retired, inclusive: true}
    étiquettes: {attribute: tags, separator: "/"}
  set: {category: PACKAGE, description: "{libellé} ({n°})"}
  properties: {site: lieu}
  drop: [créé]
""",
        {
            "apps.csv": "N°;Libellé;Criticité;Fin;Étiquettes;Site;Créé;État;Couleur\n"
            "A 1;CRM;vital;31/12/2026;web / mobile;Lyon;x;;bleu\n"
            "A 2;PIM;?;T3 2027;;;;;\n"
            "A 3;DAM;;;;;;Retiré;\n"
        },
        head="dates: dd/mm/yyyy\n",
    )
    assert [node.values for node in reading.nodes] == [
        {
            "id": "app-a-1",
            "name": "CRM",
            "criticality": "MISSION_CRITICAL",
            "retired": dt.date(2027, 1, 1),
            "tags": ["web", "mobile"],
            "category": "PACKAGE",
            "description": "CRM (A 1)",
            "properties": ["lieu=Lyon"],
            "external_ids": ["cmdb=A 1"],
        },
        {
            "id": "app-a-2",
            "name": "PIM",
            "retired": "T3 2027",
            "category": "PACKAGE",
            "description": "PIM (A 2)",
            "external_ids": ["cmdb=A 2"],
        },
    ]
    assert dict(reading.tally) == {
        ("apps", "Application"): 2,
        ("apps.lieu", "properties"): 1,
        ("apps", "refused: no rule takes the row"): 1,
        ("apps.Créé", "refused: dropped by the mapping"): 1,
        ("apps.Couleur", "refused: column not mapped"): 1,
    }
    told = [(d.code, str(d.place).rsplit("/", 1)[-1]) for d in reading.diagnostics]
    assert told == [
        ("AR116", "apps.csv"),
        ("AR115", "apps.csv"),
        ("AR111", "apps.csv:1:9"),
    ]
    assert reading.locate(reading.nodes[1].mark, "retired").row == 3
    assert reading.locate(reading.nodes[1].mark, "retired").column == 4


def test_relations_lookups_unique_and_merge(tmp_path: Path) -> None:
    reading = mapped(
        tmp_path,
        """\
- table: flows
  lookups: [{table: apps, key: id, find: "{src}", take: {source: name}}]
  node: Flow
  id: f-{id}
  set: {name: "from {source}"}
  relations:
  - {relation: EMITS, from: "a-{src}"}
  - {relation: FEEDS, to: "a-{dst}", split: ","}
  - relation: CARRIES
    to: "{data|slug}"
    where: {data: {empty: false}}
    set: {transformation: MASK}
- {table: apps, node: Domain, unique: true, id: "{area|above|slug}", set: {name: "{area|above}"}}
- {table: apps, node: Application, id: "a-{id}", columns: {name: name}, drop: [area]}
- table: notes
  node: Application
  merge: true
  id: "a-{app}"
  columns: {text: {property: note}, name: name}
- {table: covers, relation: COVERS, from: "a-{app}", to: "{scope}"}
""",
        {
            "apps.csv": "id,name,area\n1,CRM,Sales > Offers\n2,PIM,Sales > Stock\n",
            "flows.csv": 'id,src,dst,data\n7,1,"2, 3",Fiche Produit\n8,2,1,\n',
            "notes.csv": "app,text,name\n1,first,CRM\n1,second,Sales CRM\n",
            "covers.csv": "app,scope\n1,offers\n,stock\n",
        },
    )
    assert [(n.kind, n.values["id"], n.values.get("name")) for n in reading.nodes] == [
        ("Flow", "f-7", "from CRM"),
        ("Flow", "f-8", "from PIM"),
        ("Domain", "sales", "Sales"),
        ("Application", "a-1", "CRM"),
        ("Application", "a-2", "PIM"),
    ]
    assert reading.nodes[3].values["properties"] == ["note=first", "note=second", "name=Sales CRM"]
    assert relations(reading) == [
        ("EMITS", "a-1", "f-7"),
        ("FEEDS", "f-7", "a-2"),
        ("FEEDS", "f-7", "a-3"),
        ("CARRIES", "f-7", "fiche-produit"),
        ("EMITS", "a-2", "f-8"),
        ("FEEDS", "f-8", "a-1"),
        ("COVERS", "a-1", "offers"),
    ]
    [refused] = [d for d in reading.diagnostics if d.code == "AR114"]
    assert refused.message == "no from for this COVERS: 'app' is empty"
    assert (refused.place.row, refused.place.column) == (3, 1)


def test_files_named_one_by_one_are_read_as_their_folder(tmp_path: Path) -> None:
    rules = """\
- table: units
  node: Organisation
  id: org-{id}
- table: apps
  node: Application
  id: app-{id}
  columns: {name: name}
  relations:
    - {relation: OWNS, from: "org-{unit}"}
"""
    files = {"apps.csv": "id;name;unit\n1;CRM;7\n", "units.csv": "id\n7\n"}
    folder = mapped(tmp_path, rules, files)
    model = tmp_path / "model.archimate"
    model.write_text('<a:model xmlns:a="http://www.archimatetool.com/archimate" name="m"/>')
    paths = [tmp_path / "source" / name for name in files]
    alone, together = read_all([model, *paths], METAMODEL, mapping=tmp_path / "mapping.yaml")
    assert alone.file == str(model)
    assert together.file == folder.file
    assert [node.values for node in together.nodes] == [node.values for node in folder.nodes]
    assert relations(together) == relations(folder) == [("OWNS", "org-7", "app-1")]
    assert together.diagnostics == folder.diagnostics == []


def test_records_of_a_json_document(tmp_path: Path) -> None:
    document = {"data": {"items": {"A": {"name": "Sales", "tags": ["x", "y"], "deep": {"k": 1}}}}}
    reading = mapped(
        tmp_path,
        """\
- table: export
  records: data/items
  node: Scope
  id: "{_key|lower}"
  columns: {name: name, tags: tags}
  rest: properties
""",
        {"export.json": json.dumps(document)},
    )
    assert [node.values for node in reading.nodes] == [
        {"id": "a", "name": "Sales", "tags": ["x", "y"], "properties": ['deep={"k": 1}']}
    ]
    assert reading.locate(reading.nodes[0].mark, "name").path == "/data/items/0/name"


def test_headers_are_found_by_other_names_and_without_accents(tmp_path: Path) -> None:
    reading = mapped(
        tmp_path,
        "- table: '*'\n  node: Scope\n  id: '{fonctionnalité|slug}'\n"
        "  columns: {fonctionnalité: name}\n",
        {"2019.csv": "FONCTIONNALITE\nA\n", "2020.csv": "fonction\nB\n"},
        head="headers: {fonctionnalité: fonction}\n",
    )
    assert [node.values["name"] for node in reading.nodes] == ["A", "B"]


def test_what_the_mapping_does_not_meet_is_told(tmp_path: Path) -> None:
    reading = mapped(
        tmp_path,
        "- {table: aps, node: Scope, id: '{id}'}\n- {table: apps, node: Scope, id: '{ident}'}\n",
        {"apps.csv": "id\na\n", "other.csv": "x\n1\n"},
    )
    told = [d.message for d in reading.diagnostics if d.code == "AR111"]
    assert told == [
        "no table is called 'aps'",
        "there is no column 'ident'",
        "the mapping says nothing of column 'id'",
        "the mapping says nothing of this table",
    ]
    assert reading.tally["other", "refused: no rule for the table"] == 1


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "name: x\nrules:\n- table: a\n  nod: Scope\n  node: Scope\n",
            ["m.yaml:4:8: error AR110 'nod' is not known here (did you mean 'node'?)"],
        ),
        (
            "name: x\nrules:\n- table: a\n  node: Scop\n- table: b\n  relation: COVRES\n"
            "  from: '{a}'\n  to: '{b}'\n",
            [
                "m.yaml:4:9: error AR110 unknown kind 'Scop' (did you mean 'Scope'?)",
                "m.yaml:6:13: error AR110 unknown relation 'COVRES' "
                "(did you mean 'COVERS', 'CARRIES'?)",
            ],
        ),
        (
            "name: x\nrules:\n- table: a\n  node: Scope\n  columns:\n    n: nme\n",
            ["m.yaml:6:8: error AR110 unknown attribute 'nme' (did you mean 'name'?)"],
        ),
        (
            "name: x\nrules:\n- table: a\n  node: Scope\n  id: '{a|slog}'\n",
            [
                "m.yaml:5:7: error AR110 rules.0.id: 'slog' is none of slug, lower, upper, "
                "last, above, parent"
            ],
        ),
        ("- a\n", ["m.yaml:1:1: error AR110 a mapping with 'name' and 'rules' is expected"]),
        ("", ["m.yaml: error AR110 a mapping with 'name' and 'rules' is expected"]),
    ],
)
def test_mistakes_of_a_mapping_are_told_with_their_line(text: str, problems: list[str]) -> None:
    with pytest.raises(InvalidDataError) as refused:
        parse_mapping(text, "m.yaml", METAMODEL)
    found = [str(d) for d in refused.value.diagnostics]
    assert found == problems


def test_shipped_mappings_are_sound() -> None:
    assert {"waltz", "capability-catalogue", "sill"} <= set(shipped_mappings())
    for name in shipped_mappings():
        parse_mapping(resource_text("models", "mappings", f"{name}.yaml"), name, METAMODEL)


def test_an_unknown_mapping_names_the_shipped_ones(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as refused:
        read(tmp_path, METAMODEL, mapping=Path("walts"))
    assert "waltz" in str(refused.value.hint)
