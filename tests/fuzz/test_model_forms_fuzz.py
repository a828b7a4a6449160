"""Files of other tools, damaged and hostile: each ends in a plan, or an error with a place."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.readers.recognition import recognise
from tests.fuzz.fuzzing import damaged, fuzzing, only_plans_or_errors
from tests.workbook_files import zipped

FILES = Path(__file__).parents[1] / "data_files"
XML = (
    b"<", b"</", b"/>", b"&", b"&#0;", b"\x00", b"\xff\xfe", b'"', b"<![CDATA[", b"<!--",
    b"<!DOCTYPE a>", b'id="id-r1"', b'href="#id-r1"', b"archimate:Junction", b' xmlns="x"',
    b'source="id-r1"', b'archimateElement="id-crm"', b'elementRef="id-crm"',
)  # fmt: skip
YAML = (
    b"---\n", b"\n- ", b": ", b"&a ", b"*a", b"!!python/object:os.system ", b"{", b"[", b"'",
    b"|\n", b"kind: API\n", b"spec: {owner: x, system: y}\n", b"\t", b"<<: *a", b"group:a/b/c",
    b"%TAG ! x\n",
)  # fmt: skip
JSON = (
    b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"NaN", b'"id": "3"', b'"\\ud800"',
    b'"relationships": [{"sourceId": "3"}]', b'"containers": {}', b"-", b"9" * 5000,
)  # fmt: skip
CSV = (
    b'"', b";", b",", b"\r\n", b'""', b"\x00", b"#", b'="', b'"r1"', b'"ArchimateModel"', b"\xe9",
    b'"FlowRelationship"', b"\xef\xbb\xbf",
)  # fmt: skip
CASES = {
    "archimate/shop.xml": XML,
    "archimate/shop.archimate": XML,
    "catalogues/catalog-info.yaml": YAML,
    "catalogues/workspace.json": JSON,
    "archi-csv/shop_elements.csv": CSV,
    "archi-csv/shop_relations.csv": CSV,
    "archi-csv/shop_properties.csv": CSV,
    "coarchi/model/relations/ServingRelationship_id-r1.xml": XML,
    "coarchi/model/application/channels/folder.xml": XML,
}


@pytest.mark.parametrize("name", CASES)
def test_damaged_files(name: str) -> None:
    top, _, inside = name.partition("/")
    whole = top in ("coarchi", "archi-csv")
    content = (FILES / name).read_bytes()

    @fuzzing(25)
    @given(damaged(content, CASES[name]))
    def holds(changed: bytes) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            target = Path(scratch, "folder") if whole else Path(scratch, Path(name).name)
            if whole:
                shutil.copytree(FILES / top, target)
            (target / inside if whole else target).write_bytes(changed)
            only_plans_or_errors([target])

    holds()


@fuzzing(25)
@given(damaged((FILES / "archimate/shop.archimate").read_bytes(), XML), st.binary(max_size=3))
def test_damaged_models_inside_an_archive(model: bytes, more: bytes) -> None:
    """Archi zips a model that has images; what is damaged is the model, or the end of the file."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "shop.archimate")
        path.write_bytes(zipped({"model.xml": model, "images/1.png": b"PNG"}) + more)
        only_plans_or_errors([path])


@pytest.mark.parametrize("suffix", [".xml", ".archimate", ".yaml", ".json", ".csv", ".bin"])
def test_random_text_after_what_a_form_begins_with(suffix: str) -> None:
    starts = (
        '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" identifier="m">',
        '<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate">',
        "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: ",
        '{"model": {"softwareSystems": [{"id": "1", "name": "',
        '"ID","Type","Name","Documentation"\n',
    )

    @fuzzing(25)
    @given(st.sampled_from(starts), st.text(alphabet="<>[]{}:,-\"'#&*!|=/ \n\tab1é;", max_size=120))
    def holds(start: str, text: str) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch, f"file{suffix}")
            path.write_text(start + text, encoding="utf-8")
            only_plans_or_errors([path])

    holds()


LAUGHS = '<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30)
)
NAMES = (
    "../../etc/passwd", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; DROP TABLE x; --",
    "'}) DETACH DELETE n //", "\u202eevil", "a" * 5_000, "NUL", "{{x}}", "%s%n", "\x1b[31mred",
)  # fmt: skip


def hostile_files() -> dict[str, bytes]:
    """Return name → content of files made to harm a reader."""
    exchange = '<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" identifier="m">'
    backstage = "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: a\n"
    aliases = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
    )
    deep = "<item>" * 100_000
    return {
        "laughs.xml": f"<!DOCTYPE m [{LAUGHS}]>{exchange}<name>&l29;</name></model>".encode(),
        "external.xml": (
            f'<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]>{exchange}<name>&e;</name></model>'
        ).encode(),
        "deep.xml": f"{exchange}<organizations>{deep}".encode(),
        "deep.archimate": (
            '<archimate:model xmlns:archimate="http://www.archimatetool.com/archimate">'
            + "<folder>" * 100_000
        ).encode(),
        "attributes.xml": (f"{exchange}<elements><element " + " ".join(
            f'a{n}="x"' for n in range(50_000)) + "/></elements></model>").encode(),
        "aliases.yaml": (backstage + "  annotations:\n" + "".join(
            f"    {line}\n" for line in aliases.splitlines())).encode(),
        "deep.yaml": (backstage + "spec: " + "[" * 50_000).encode(),
        "tags.yaml": (backstage + "spec: !!python/object/apply:os.system ['true']\n").encode(),
        "deep.json": b'{"softwareSystems": ' + b'{"a":' * 200_000,
        "long_number.json": b'{"model": {"softwareSystems": [{"id": ' + b"9" * 100_000 + b"}]}}",
        "wide_elements.csv": b'"ID","Type","Name","Documentation"\n"' + b"x" * 300_000,
    }  # fmt: skip


@pytest.mark.parametrize("name", hostile_files())
def test_bombs_are_refused_with_a_place(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(hostile_files()[name])
    told = only_plans_or_errors([path])
    assert any("error" in line or path.name in line for line in told), told


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    for name, member in (("model.archimate", "model.xml"), ("a.xlsx", "xl/worksheets/sheet1.xml")):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml" if name.endswith("x") else "x", "")
            archive.writestr(member, b"0" * 80_000_000)
        (told,) = only_plans_or_errors([path])
        assert "AR152" in told or "AR108" in told or "unpacks" in told


@pytest.mark.parametrize("hostile", NAMES)
@pytest.mark.parametrize("name", [name for name in CASES if "folder" not in name])
def test_hostile_names_are_only_names(tmp_path: Path, name: str, hostile: str) -> None:
    top, _, inside = name.partition("/")
    whole = top in ("coarchi", "archi-csv")
    target = tmp_path / "folder" if whole else tmp_path / Path(name).name
    encoding = "cp1252" if "elements" in name else "utf-8"
    text = (FILES / name).read_text(encoding=encoding)
    escaped = hostile.replace("&", "&amp;").replace("<", "&lt;") if "<" in text[:60] else hostile
    for old in ("CRM", "basket-api", "Front end", "Fiches", "Editeur", "Web shop"):
        text = text.replace(old, escaped.replace('"', "'"))
    if whole:
        shutil.copytree(FILES / top, target)
    (target / inside if whole else target).write_text(text, encoding="utf-8")
    only_plans_or_errors([target])


def test_every_form_is_recognised_by_its_content(tmp_path: Path) -> None:
    forms = {
        "archimate/shop.xml": "archimate-exchange",
        "archimate/shop.archimate": "archi",
        "catalogues/catalog-info.yaml": "backstage",
        "catalogues/workspace.json": "structurizr",
        "archi-csv/shop_elements.csv": "archi-csv",
    }
    for name, form in forms.items():
        assert recognise(FILES / name, 10**9) == form
        if form.startswith("archi") and form != "archi-csv":
            renamed = tmp_path / "renamed.bin"
            shutil.copy(FILES / name, renamed)
            assert recognise(renamed, 10**9) == form
    assert recognise(FILES / "coarchi", 10**9) == "coarchi"
    assert recognise(FILES / "archi-csv", 10**9) == "archi-csv"
