"""Models of other tools in the forms they are exchanged in, each by a file written for it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.registry import read, read_all
from tests.archimate_models import codes, joined, named

if TYPE_CHECKING:
    from archrepo.domain.reading import Reading

METAMODEL = builtin_metamodel()
FILES = Path(__file__).parents[2] / "data_files"
CSV = FILES / "archi-csv"
CATALOGUE = FILES / "catalogues" / "catalog-info.yaml"
WORKSPACE = FILES / "catalogues" / "workspace.json"


def placed(reading: Reading, name: str) -> str:
    return str(reading.locate(named(reading, name).mark))


# Archi's CSV files


@pytest.mark.parametrize(
    "given",
    [
        [CSV],
        [CSV / "shop_elements.csv"],
        [CSV / "shop_relations.csv"],
        [CSV / "shop_properties.csv", CSV / "shop_elements.csv", CSV / "shop_relations.csv"],
    ],
    ids=["folder", "elements", "relations", "all"],
)
def test_the_csv_files_of_a_model_are_one_reading(given: list[Path]) -> None:
    (reading,) = read_all(given, METAMODEL)
    assert reading.format == "archi-csv"
    assert named(reading, "CRM").values["criticality"] == "BUSINESS_CRITICAL"
    assert joined(reading, "COVERS") == {
        ("PIM", "Gérer les offres"): {"evidence": "DERIVED", "via": ["Fiches produit"]}
    }
    assert joined(reading, "ACCESSES")["CRM", "Produit"] == {"crud": ["R", "U"]}
    assert ("Fiches", "Produit") in joined(reading, "CARRIES")
    assert codes(reading) == ["AR112", "AR161"]


def test_rows_of_archi_csv_are_told_by_file_and_line() -> None:
    (reading,) = read_all([CSV], METAMODEL)
    assert placed(reading, "PIM") == f"{CSV / 'shop_elements.csv'}:6"
    assert placed(reading, "Fiches") == f"{CSV / 'shop_relations.csv'}:5"
    assert str(reading.diagnostics[-1]).startswith(f"{CSV / 'shop_properties.csv'}:7: warning")
    assert named(reading, "CRM").values["description"] == "- débute par un tiret"


def test_an_element_without_an_id_has_no_external_id() -> None:
    (reading,) = read_all([CSV], METAMODEL)
    assert "external_ids" not in named(reading, "Ventes").values
    assert named(reading, "PIM").values["external_ids"] == ["archimate=id-a2"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_archi_csv_of_any_delimiter_with_comments(tmp_path: Path, delimiter: str) -> None:
    rows = ["# exported", '"ID";"Type";"Name";"Documentation"', '"a";"ApplicationComponent";"A";""']
    text = "\n".join(rows).replace(";", delimiter)
    (tmp_path / "elements.csv").write_text(text, encoding="utf-8-sig")
    assert named(read(tmp_path / "elements.csv", METAMODEL), "A").kind == "Application"


def test_relations_without_their_elements_are_errors_with_their_line(tmp_path: Path) -> None:
    shutil.copy(CSV / "shop_relations.csv", tmp_path)
    reading = read(tmp_path / "shop_relations.csv", METAMODEL)
    told = [str(diagnostic) for diagnostic in reading.diagnostics]
    assert len(told) == 5
    assert f"{tmp_path / 'shop_relations.csv'}:2: error AR161" in told[0]


def test_two_models_in_one_folder_are_two_readings(tmp_path: Path) -> None:
    for prefix in ("one_", "two_"):
        shutil.copy(CSV / "shop_elements.csv", tmp_path / f"{prefix}elements.csv")
    readings = read_all([tmp_path], METAMODEL)
    assert [Path(reading.file).name for reading in readings] == [
        "one_elements.csv", "two_elements.csv",
    ]  # fmt: skip


def test_a_csv_of_another_kind_is_not_taken_for_archis(tmp_path: Path) -> None:
    path = tmp_path / "applications.csv"
    for text in ("id,type,name,criticality\ncrm,Application,CRM,\n", "id,name\ncrm,CRM\n"):
        path.write_text(text, encoding="utf-8")
        assert read(path, METAMODEL).format != "archi-csv"


# coArchi


@pytest.mark.parametrize("folder", ["coarchi", "coarchi/model"])
def test_a_coarchi_folder_is_read_file_by_file(folder: str) -> None:
    reading = read(FILES / folder, METAMODEL)
    assert reading.format == "coarchi"
    shop = named(reading, "Web shop")
    assert (shop.values["hosting"], shop.values["description"]) == (
        "SAAS", "Where customers order.",
    )  # fmt: skip
    assert shop.values["properties"] == [
        "archimate:folder=Channels", "archimate:specialization=Package",
    ]  # fmt: skip
    assert ("Web shop", "Sell") in joined(reading, "COVERS")
    assert joined(reading, "ACCESSES")["Web shop", "Order"] == {"crud": ["R", "U"]}
    assert codes(reading) == ["AR158"]
    assert "ApplicationComponent_id-shop.xml" in placed(reading, "Web shop")


def test_a_damaged_file_of_a_coarchi_folder_is_told_and_the_rest_read(tmp_path: Path) -> None:
    shutil.copytree(FILES / "coarchi", tmp_path / "repo")
    bad = tmp_path / "repo" / "model" / "business" / "BusinessFunction_id-sell.xml"
    bad.write_text("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", encoding="utf-8")
    reading = read(tmp_path / "repo", METAMODEL)
    assert sorted(codes(reading)) == ["AR151", "AR158", "AR161"]
    assert str(reading.diagnostics[0].place).startswith(str(tmp_path / "repo"))
    assert named(reading, "Order").kind == "DataObject"


# Backstage


def test_a_backstage_catalogue_says_who_provides_what_to_whom() -> None:
    reading = read(CATALOGUE, METAMODEL)
    assert reading.format == "backstage"
    assert ("Web shop", "checkout") in joined(reading, "COVERS")
    assert ("Web shop", "basket") in joined(reading, "CONTAINS")
    assert ("Commerce", "basket-team") in joined(reading, "CONTAINS")
    assert ("basket", "basket-api") in joined_known(reading, "EMITS")
    assert ("basket-api", "mobile-app") in joined_known(reading, "FEEDS")
    assert ("basket", "basket-db") in joined(reading, "USES_TECH")
    assert joined(reading, "OWNS").keys() == {("Commerce", "Web shop")}
    owner = ("Product owner of the basket", "mobile-app")
    assert joined(reading, "RESPONSIBLE_FOR")[owner] == {"role": "IT_OWNER"}
    assert named(reading, "basket-api").values["mode"] == "SYNC"
    assert named(reading, "mobile-app").values["phase"] == "PHASE_OUT"
    assert reading.tally["Location", "refused: no place in a portfolio"] == 1
    assert reading.tally["dependencyOf", "merged"] == 1
    assert placed(reading, "basket") == f"{CATALOGUE}:33:1"


def joined_known(reading: Reading, relation_type: str) -> set[tuple[str, str]]:
    """Return the ends of relations, those known by name only too."""
    found = set()
    for relation in reading.relations:
        if relation.type == relation_type:
            ends = [
                e.node.values["name"] if e.node else e.text
                for e in (relation.source, relation.target)
            ]
            found.add((ends[0], ends[1]))
    return found


def test_what_no_file_describes_is_a_reference_by_name() -> None:
    reading = read(CATALOGUE, METAMODEL)
    (unknown,) = (r for r in reading.relations if r.source.text == "loyalty-api")
    assert (unknown.type, unknown.source.kind) == ("FEEDS", "Flow")


def test_a_folder_of_catalogue_files(tmp_path: Path) -> None:
    shutil.copy(CATALOGUE, tmp_path)
    (tmp_path / "mkdocs.yaml").write_text("site_name: x\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    reading = read(tmp_path, METAMODEL)
    assert reading.format == "backstage"
    assert codes(reading) == ["AR109"]
    assert str(reading.diagnostics[0].place) == f"{tmp_path / 'other.yaml'}:1:1"


def test_an_entity_described_twice_and_tags_are_told(tmp_path: Path) -> None:
    path = tmp_path / "catalog-info.yaml"
    one = "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: a, title: !x A}\n"
    path.write_text(f"{one}---\n{one}", encoding="utf-8")
    assert sorted(codes(read(path, METAMODEL))) == ["AR106", "AR107", "AR107"]


# Structurizr


def test_a_structurizr_workspace_says_what_uses_what() -> None:
    reading = read(WORKSPACE, METAMODEL)
    assert reading.format == "structurizr"
    assert joined(reading, "CONTAINS").keys() == {("Web shop", "Front end"), ("Web shop", "Basket")}
    assert joined(reading, "USES").keys() == {("Customer", "Web shop")}
    assert named(reading, "ERP").values["category"] == "EXTERNAL"
    flow = named(reading, "Gets prices (Web shop/Basket → ERP)")
    assert (flow.values["mode"], flow.values["depends"]) == ("ASYNC", "SOURCE_ON_TARGET")
    assert ("Basket", "Gets prices (Web shop/Basket → ERP)") in joined(reading, "EMITS")
    assert named(reading, "Basket").values["properties"] == ["structurizr:component=Pricing"]
    assert reading.tally["relationship", "merged"] == 1, "implied relationships add nothing"
    assert placed(reading, "ERP") == f"{WORKSPACE}#/model/softwareSystems/1"
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"model": {"softwareSystems": 3}}', "AR109"),
        ('{"model": {"softwareSystems": [{"id": "1"}, {"id": "1", "name": "A"}, 3]}}', "AR109"),
        ('{"x": "softwareSystems", "softwareSystems": []}', "AR109"),
        ('{"model": {"softwareSystems": [', "AR101"),
        ('{"softwareSystems": ' + "[" * 100_000, "AR108"),
    ],
)
def test_a_workspace_that_is_wrong_is_told(tmp_path: Path, content: str, code: str) -> None:
    path = tmp_path / "workspace.json"
    path.write_text(content, encoding="utf-8")
    try:
        found = read(path, METAMODEL).diagnostics
    except InvalidDataError as error:
        found = error.diagnostics  # type: ignore[assignment]
    assert {diagnostic.code for diagnostic in found} == {code}
    assert all(str(diagnostic.place).startswith(str(path)) for diagnostic in found)
