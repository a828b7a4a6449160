"""The YAML folder: what it states, and where it says that something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.registry import read

if TYPE_CHECKING:
    from pathlib import Path

    from archrepo.domain.reading import Reading

METAMODEL = builtin_metamodel()


def read_files(folder: Path, files: dict[str, str]) -> Reading:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read(folder, METAMODEL)


def told(reading: Reading, folder: Path) -> list[str]:
    return [str(d).replace(f"{folder}/", "") for d in reading.diagnostics]


def test_relations_are_read_inside_the_node_they_start_from(tmp_path: Path) -> None:
    reading = read_files(
        tmp_path,
        {
            "apps/applications.yaml": """\
- id: crm
  name: CRM
  active: 2016-01-01
  covers: [{scope: campaigns, level: FULL}, loyalty]
""",
            "flows.yaml": """\
- from: [pim, dam]
  to: crm
  carries: [{data_object: product, transformation: MASK}]
""",
            "scopes.yaml": "- {id: campaigns, name: Campaigns, parent: marketing, order: 3}\n",
            "people.yaml": "- name: Alix\n  responsible_for:\n  - {to: crm, role: IT_OWNER}\n",
        },
    )
    assert told(reading, tmp_path) == []
    found = [
        (r.type, r.source.text or _name(r.source), r.target.text or _name(r.target), r.values)
        for r in reading.relations
    ]
    assert sorted(found, key=str) == [
        ("CARRIES", "Flow", "product", {"transformation": "MASK"}),
        ("CONTAINS", "marketing", "campaigns", {"order": "3"}),
        ("COVERS", "crm", "campaigns", {"level": "FULL"}),
        ("COVERS", "crm", "loyalty", {}),
        ("EMITS", "dam", "Flow", {}),
        ("EMITS", "pim", "Flow", {}),
        ("FEEDS", "Flow", "crm", {}),
        ("RESPONSIBLE_FOR", "Alix", "crm", {"role": "IT_OWNER"}),
    ]
    crm = next(node for node in reading.nodes if node.values.get("id") == "crm")
    place = reading.locate(crm.mark, "active")
    assert str(place) == f"{tmp_path}/apps/applications.yaml:3:11"


def _name(ref: object) -> str:
    node = ref.node  # type: ignore[attr-defined]
    return str(node.values.get("id") or node.values.get("name") or node.kind)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "- id: crm\n  nmae: CRM\n",
            "applications.yaml:2:3: warning AR102 unknown attribute 'nmae' (did you mean 'name'?)",
        ),
        (
            "- id: crm\n  name: A\n  name: B\n",
            "applications.yaml:3:3: error AR106 'name' stands twice "
            "(first on line 2, which is taken)",
        ),
        (
            "- id: crm\n  name: !!python/name:os.system x\n",
            "applications.yaml:2:9: error AR107 the tag "
            "'tag:yaml.org,2002:python/name:os.system' is not taken (remove it)",
        ),
        (
            "- id: crm\n  covers: [{level: FULL}]\n",
            "applications.yaml:2:12: error AR114 'covers' needs one reference, none is given "
            "(such as {scope: id})",
        ),
        (
            "- id: crm\n  name: {en: CRM}\n",
            "applications.yaml:2:9: error AR109 'name' takes a value or a list (see the YAML form)",
        ),
        (
            "crm:\n  name: CRM\n",
            "applications.yaml:1:1: error AR103 the key 'crm' names no kind "
            "(such as domains.yaml, scopes.yaml, applications.yaml, modules.yaml)",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    assert told(read_files(tmp_path, {"applications.yaml": text}), tmp_path) == [problem]


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    reading = read_files(
        tmp_path,
        {"applications.yaml": "- id: [\n", "scopes.yaml": "- id: a\n  nome: A\n"},
    )
    assert [d.code for d in reading.diagnostics] == ["AR101", "AR102"]
    assert [node.kind for node in reading.nodes] == ["Scope"]


def test_scalars_stay_what_they_look_like(tmp_path: Path) -> None:
    text = "- {id: 007, name: NO, version: 1.10, description: ~}\n- {id: x, name: 'null'}\n"
    reading = read_files(tmp_path, {"technologies.yaml": text})
    assert [node.values for node in reading.nodes] == [
        {"id": "007", "name": "NO", "version": "1.10"},
        {"id": "x", "name": "null"},
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000, "AR108"),
        ("- " * 100_000, "AR108"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "AR107"),
        ("- id: a\n---\n- id: b\n", "AR107"),
        ("- id: 'x\n", "AR101"),
    ],
)
def test_hostile_documents_are_refused_at_once(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "applications.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDataError) as refused:
        read(path, METAMODEL)
    assert refused.value.diagnostics[0].code == code  # type: ignore[attr-defined]


def test_bytes_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "applications.yaml"
    path.write_bytes("- id: a\n  name: Référentiel\n".encode("cp1252"))
    with pytest.raises(InvalidDataError) as refused:
        read(path, METAMODEL)
    assert refused.value.message == f"{path}:2:10: is not UTF-8: byte 0xe9"


def test_a_folder_without_yaml_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match="no YAML file") as refused:
        read(tmp_path, METAMODEL)
    assert "applications.yaml" in str(refused.value.hint)
