"""What exports look like to those who open them, and that nothing goes without being said."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ConflictError
from archrepo.readers.archimate_table import load_table
from archrepo.readers.registry import read
from archrepo.writers.archimate_exchange import write_archimate
from archrepo.writers.archimate_words import archimate_words
from archrepo.writers.csv_folder import write_csv
from archrepo.writers.parquet_folder import write_parquet
from archrepo.writers.workbook import write_workbook
from archrepo.writers.yaml_folder import write_yaml
from tests.exchange_rules import assert_valid_exchange
from tests.memory_store import MemoryStore
from tests.plans import node, relation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

METAMODEL = builtin_metamodel()
CRM = node(
    "Application", "crm", name="=CRM()", run_cost=12.5, build_cost=1.125, active=dt.date(2020, 3, 1)
)
PIM = node("Application", "pim", name="'=quoted", description="- first\n- second; “third”")
OFFERS = node("Scope", "offers", name="Offres", criticality="BUSINESS_CRITICAL")
FACTS = [
    CRM,
    PIM,
    OFFERS,
    node("Domain", "sales"),
    node("Flow", "f1"),
    relation("CONTAINS", ("Domain", "sales"), OFFERS, order=2),
    relation("COVERS", CRM, OFFERS, level="FULL"),
    relation("EMITS", CRM, ("Flow", "f1")),
    relation("FEEDS", ("Flow", "f1"), PIM),
]


def store() -> MemoryStore:
    nodes = [fact for fact in FACTS if not hasattr(fact, "key")]
    relations = [fact for fact in FACTS if hasattr(fact, "key")]
    return MemoryStore(METAMODEL, nodes, relations)  # type: ignore[arg-type]


def table(path: Path, delimiter: str) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    ("lang", "delimiter", "cost", "three"),
    [("fr", ";", "12,5", "1,1250"), ("en", ",", "12.5", "1.125")],
)
def test_csv_opens_in_the_excel_of_the_country(
    tmp_path: Path, lang: str, delimiter: str, cost: str, three: str
) -> None:
    write_csv(store(), METAMODEL, tmp_path, lang)
    path = tmp_path / "applications.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid" + delimiter.encode())
    crm, pim = table(path, delimiter)
    assert (crm["run_cost"], crm["build_cost"], crm["active"]) == (cost, three, "2020-03-01")
    assert (crm["name"], pim["name"]) == ("'=CRM()", "''=quoted")
    assert pim["description"] == "'- first\n- second; “third”"
    names = {node.values["name"] for node in read(tmp_path, METAMODEL).nodes}
    assert {"=CRM()", "'=quoted"} < names


def test_csv_has_a_file_for_each_family_and_short_relations_in_the_nodes(tmp_path: Path) -> None:
    write_csv(store(), METAMODEL, tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        "applications.csv", "scopes.csv", "domains.csv", "flows.csv", "covers.csv",
    }  # fmt: skip
    [flow] = table(tmp_path / "flows.csv", ",")
    assert (flow["from"], flow["to"]) == ("crm", "pim")
    [scope] = table(tmp_path / "scopes.csv", ",")
    assert (scope["parent"], scope["order"]) == ("sales", "2")


@pytest.mark.parametrize(
    ("write", "stranger"),
    [(write_csv, "mine.csv"), (write_parquet, "mine.parquet"), (write_yaml, "sub/mine.yaml")],
)
def test_a_folder_is_replaced_only_when_told_and_only_what_is_an_exports(
    tmp_path: Path, write: Callable[..., Any], stranger: str
) -> None:
    write(store(), METAMODEL, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(ConflictError, match="holds an export already"):
        write(store(), METAMODEL, tmp_path)
    fewer = MemoryStore(METAMODEL, [CRM])
    write(fewer, METAMODEL, tmp_path, replace=True)
    assert len(list(tmp_path.iterdir())) == 2, "what is no longer stated is gone"
    write(store(), METAMODEL, tmp_path, replace=True)
    (tmp_path / "README.md").unlink()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    (tmp_path / stranger).parent.mkdir(exist_ok=True)
    (tmp_path / stranger).write_text("- CRM")
    with pytest.raises(ConflictError, match="mine"):
        write(store(), METAMODEL, tmp_path, replace=True)


def test_an_export_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    write_csv(store(), METAMODEL, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    class Moving(MemoryStore):
        asked = 0

        def revision(self) -> str:
            self.asked += 1
            return str(self.asked)

    with pytest.raises(ConflictError, match="changed while it was exported"):
        write_csv(Moving(METAMODEL, [CRM]), METAMODEL, tmp_path, replace=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_workbook_can_be_changed_and_given_back(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.xlsx"
    write_workbook(store(), METAMODEL, path, "fr")
    book = openpyxl.load_workbook(path)
    sheet = book["Applications"]
    assert book.sheetnames[0] == "Lisez-moi"
    assert "Projets" in book.sheetnames, "sheets without rows are there to fill in"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {"list"}
    name = next(cell for cell in sheet[2] if cell.value == "=CRM()")
    assert (name.data_type, name.quotePrefix) == ("s", True)
    assert next(c for c in sheet[2] if c.value == 12.5).data_type == "n"
    assert next(c for c in sheet[2] if c.is_date).value == dt.datetime(2020, 3, 1)
    sheet.cell(3, name.column).value = "PIM"
    book.save(path)
    changed = {node.values["id"]: node.values["name"] for node in read(path, METAMODEL).nodes}
    assert (changed["crm"], changed["pim"]) == ("=CRM()", "PIM")


def test_the_same_portfolio_gives_the_same_workbook(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_workbook(store(), METAMODEL, tmp_path / name / "portfolio.xlsx", "en")
    paths = [tmp_path / name / "portfolio.xlsx" for name in ("one", "two")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_parquet_columns_have_types(tmp_path: Path) -> None:
    write_parquet(store(), METAMODEL, tmp_path)
    schema = pq.read_schema(tmp_path / "nodes.applications.parquet")
    assert schema.field("run_cost").type == pa.float64()
    assert schema.field("active").type == pa.date32()
    assert schema.field("users_count").type == pa.int64()
    assert schema.field("tags").type.value_type == pa.string()
    assert "batch_id" not in schema.names
    covers = pq.read_table(tmp_path / "relations.covers.parquet").to_pylist()
    assert [(row["from"], row["to_kind"], row["level"]) for row in covers] == [
        ("crm", "Scope", "FULL")
    ]


def test_a_copy_made_in_a_modelling_tool_is_something_new(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.xml"
    write_archimate(MemoryStore(METAMODEL, [CRM]), METAMODEL, path)
    text = path.read_text(encoding="utf-8")
    start, end = text.index("    <element "), text.index("  </elements>")
    copied = text[start:end].replace('"id-crm"', '"id-0815"').replace("=CRM()", "Copy")
    path.write_text(text[:start] + copied + text[start:], encoding="utf-8")
    reading = read(path, METAMODEL)
    told = {node.values["name"]: node.values for node in reading.nodes}
    assert told["=CRM()"]["id"] == "crm"
    assert "external_ids" not in told["=CRM()"]
    assert told["Copy"]["external_ids"] == ["archimate=id-0815"]
    assert "id" not in told["Copy"]
    assert [diagnostic.code for diagnostic in reading.diagnostics] == ["AR174"]


def test_archimate_keeps_the_identifiers_of_the_model_a_portfolio_came_from(
    tmp_path: Path,
) -> None:
    nodes = [
        node("Application", "crm", external_ids=("archimate=id-4711", "leanix=1")),
        node("Application", "pim", external_ids=("archimate=id-4711",)),
        node("Application", "4711"),
    ]
    path = tmp_path / "portfolio.xml"
    write_archimate(MemoryStore(METAMODEL, nodes), METAMODEL, path)
    assert_valid_exchange(path.read_bytes())
    identifiers = re.findall(r'<element identifier="([^"]+)"', path.read_text(encoding="utf-8"))
    assert sorted(identifiers) == ["id-4711", "id-crm", "id-pim"], "an id in use stays its own"


def test_the_words_exports_use_are_those_the_reader_knows() -> None:
    words, table = archimate_words(), load_table()
    assert {kind for kind, _ in words.elements} == set(METAMODEL.portfolio_kinds)
    assert set(words.folders) == set(words.elements.values()) <= set(table.elements)
    assert {word.type for word in words.relations.values()} <= set(table.relationships)
    for name, *_ in words.relations:
        assert name in METAMODEL.relations


def test_characters_that_xml_cannot_hold_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.xml"
    store = MemoryStore(METAMODEL, [node("Application", "a", name="A \uffff B & <C>")])
    losses = write_archimate(store, METAMODEL, path)
    assert_valid_exchange(path.read_bytes())
    assert losses.characters == 1
    assert "Lost: 1 characters" in "\n".join(losses.told())
    assert read(path, METAMODEL).nodes[0].values["name"] == "A \ufffd B & <C>"
