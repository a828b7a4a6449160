"""Hostile, damaged and foreign model files: an error with a place and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.diagnostics import Level
from archrepo.errors import InvalidDataError
from archrepo.readers import archi_archive, archimate_paths, archimate_xml
from tests.archimate_models import (
    ARCHI,
    EXCHANGE,
    SHOP,
    codes,
    exchange_file,
    named,
    read_model,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path

_BOMB = (
    '<!DOCTYPE model [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def _refused(path: Path) -> InvalidDataError:
    with pytest.raises(InvalidDataError) as caught:
        read_model(path)
    (diagnostic,) = caught.value.diagnostics
    assert str(diagnostic).startswith(str(path))
    return caught.value


def _write(folder: Path, text: str | bytes, name: str = "model.xml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def _with_doctype(doctype: str, inside: str) -> str:
    declaration, _, rest = EXCHANGE.partition("\n")
    body = rest.format(elements=inside, relationships="")
    return f"{declaration}{doctype}{body}"


@pytest.mark.parametrize(
    ("doctype", "inside"),
    [
        (_BOMB, "<element identifier='x' xsi:type='Node'><name>&i;</name></element>"),
        (_BOMB, "<element identifier='&i;' xsi:type='Node'/>"),
        ("<!DOCTYPE model SYSTEM 'file:///etc/passwd'>", ""),
        (
            "<!DOCTYPE model [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "<element identifier='x' xsi:type='Node'><name>&x;</name></element>",
        ),
        ("<!DOCTYPE model>", ""),
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded(
    tmp_path: Path, doctype: str, inside: str
) -> None:
    error = _refused(_write(tmp_path, _with_doctype(doctype, inside)))
    assert "DOCTYPE" in error.message
    assert "root:" not in str(error.diagnostics)


def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path) -> None:
    text = _with_doctype("<!DOCTYPE model [<!ENTITY a 'a'>]>", "").replace("UTF-8", "UTF-16")
    assert "AR151" in str(_refused(_write(tmp_path, text.encode("utf-16"))).diagnostics[0])


def test_utf_16_and_latin_1_models_are_read(tmp_path: Path) -> None:
    for encoding in ("UTF-16", "ISO-8859-1", "windows-1252"):
        text = EXCHANGE.replace("UTF-8", encoding).format(
            elements="<element identifier='id-1' xsi:type='Capability'><name>Été</name></element>",
            relationships="",
        )
        assert named(read_model(_write(tmp_path, text.encode(encoding))), "Été").kind == "Scope"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.98])
@pytest.mark.parametrize("name", ["shop.xml", "shop.archimate"])
def test_a_file_cut_short_is_malformed_at_its_end(tmp_path: Path, name: str, share: float) -> None:
    content = (SHOP / name).read_bytes()
    cut = content[: int(len(content) * share)]
    error = _refused(_write(tmp_path, cut, name))
    (diagnostic,) = error.diagnostics
    assert diagnostic.code == "AR150"  # type: ignore[attr-defined]
    assert error.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"hello", "not an XML document"),
        (b"\x00\x01\x02\xff", "not an XML document"),
        (b"<html><body/></html>", "not an ArchiMate exchange file: <html>"),
        (b"<?xml version='1.0' encoding='x-none'?><model/>", "malformed XML"),
        (b"<model xmlns='http://www.opengroup.org/xsd/archimate/2.0/'/>", "archimate/2.0"),
        (b"<view xmlns='http://www.opengroup.org/xsd/archimate/3.0/'/>", "<view>"),
    ],
)
def test_what_is_no_model_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    error = _refused(_write(tmp_path, content))
    assert said in error.message
    assert error.hint


def test_a_foreign_namespace_is_no_archi_model(tmp_path: Path) -> None:
    text = ARCHI.replace("archimatetool.com/archimate", "archimatetool.com/other")
    error = _refused(_write(tmp_path, text.format(content=""), "m.archimate"))
    assert "www.archimatetool.com/other" in error.message
    assert error.hint


def test_a_model_of_a_later_version_is_read_with_a_warning(tmp_path: Path) -> None:
    content = "<element xsi:type='archimate:Capability' name='Pricing' id='id-1'/>"
    text = ARCHI.replace('version="5.0.0"', 'version="10.0.0"').format(content=content)
    text = text.replace("</archimate:model>", "<novelty/></archimate:model>")
    reading = read_model(_write(tmp_path, text, "m.archimate"))
    assert named(reading, "Pricing").kind == "Scope"
    assert codes(reading) == ["AR155", "AR157"]
    assert reading.tally["novelty", "refused: unknown tag"] == 1


def test_names_of_older_versions_are_read_as_their_successors(tmp_path: Path) -> None:
    content = """
      <element xsi:type="archimate:InfrastructureService" name="Messaging" id="1"/>
      <element xsi:type="archimate:ApplicationComponent" name="CRM" id="2"/>
      <element xsi:type="archimate:UsedByRelationship" id="3" source="1" target="2"/>"""
    reading = read_model(_write(tmp_path, ARCHI.format(content=content), "m.archimate"))
    assert dict(reading.tally) == {
        ("TechnologyService", "Technology"): 1,
        ("ApplicationComponent", "Application"): 1,
        ("Serving", "USES_TECH"): 1,
    }
    assert named(reading, "CRM").values["external_ids"] == ["archimate=id-2"]


def test_exchange_files_of_version_2_are_read_with_a_note(tmp_path: Path) -> None:
    text = """<model xmlns="http://www.opengroup.org/xsd/archimate"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="id-m">
      <elements>
        <element identifier="id-1" xsi:type="ApplicationComponent"><label>CRM</label>
          <properties><property identifierref="p1"><value>blue</value></property></properties>
        </element>
        <element identifier="id-2" xsi:type="BusinessFunction"><label>Selling</label></element>
      </elements>
      <relationships>
        <relationship identifier="id-3" source="id-1" target="id-2" xsi:type="UsedByRelationship"/>
      </relationships>
      <propertydefs><propertydef identifier="p1" name="Colour" type="string"/></propertydefs>
    </model>"""
    reading = read_model(_write(tmp_path, text))
    assert codes(reading) == ["AR156"]
    assert reading.diagnostics[0].level is Level.NOTE
    assert named(reading, "CRM").values["properties"] == ["Colour=blue"]
    assert reading.tally["Serving", "COVERS"] == 1


def test_other_languages_and_undefined_properties_are_kept(tmp_path: Path) -> None:
    elements = """<element identifier="id-1" xsi:type="Capability">
      <name xml:lang="en">Pricing</name><name xml:lang="fr">Tarification</name>
      <properties><property propertyDefinitionRef="p9"><value>x</value></property></properties>
      </element>"""
    reading = read_model(_write(tmp_path, EXCHANGE.format(elements=elements, relationships="")))
    assert named(reading, "Pricing").values["properties"] == [
        "archimate:name@fr=Tarification",
        "p9=x",
    ]
    assert codes(reading) == ["AR165"]


def test_unknown_types_are_told_with_their_line_and_counted(tmp_path: Path) -> None:
    content = """
<element xsi:type="archimate:Thing" name="T" id="id-1"/>
<element xsi:type="archimate:Capability" name="Pricing" id="id-2"/>
<element xsi:type="archimate:LikesRelationship" id="id-3" source="id-1" target="id-2"/>
<element xsi:type="archimate:AssociationRelationship" id="id-4" source="id-1" target="id-2"/>"""
    reading = read_model(_write(tmp_path, ARCHI.format(content=content), "m.archimate"))
    assert dict(reading.tally) == {
        ("Thing", "properties"): 1,
        ("Capability", "Scope"): 1,
        ("Likes", "refused: unknown relationship type"): 1,
        ("Association", "properties"): 1,
    }
    assert named(reading, "Pricing").values["properties"] == ["archimate:Association<Thing=T"]
    assert [(d.code, d.place.row) for d in reading.diagnostics] == [("AR163", 5), ("AR163", 7)]


def test_dangling_and_duplicate_identifiers_are_errors_with_a_line(tmp_path: Path) -> None:
    path = exchange_file(
        tmp_path,
        "id-1 Capability A\nid-1 Capability B\nid-2 ApplicationComponent C",
        "id-3 Realization id-2 id-9\nid-4 Association id-2 id-3\nid-5 Realization id-2 id-1",
    )
    reading = read_model(path)
    assert sorted(codes(reading)) == ["AR160", "AR161", "AR161"]
    assert all(d.level is Level.ERROR and d.place.row and d.hint for d in reading.diagnostics)
    assert dict(reading.tally) == {
        ("Capability", "Scope"): 1,
        ("Capability", "refused: identifier used twice"): 1,
        ("ApplicationComponent", "Application"): 1,
        ("Realization", "refused: an end is missing"): 1,
        ("Association", "refused: an end is missing"): 1,
        ("Realization", "COVERS"): 1,
    }


def test_an_element_without_identifier_is_an_error(tmp_path: Path) -> None:
    elements = "<element xsi:type='Capability'><name>A</name></element>"
    reading = read_model(_write(tmp_path, EXCHANGE.format(elements=elements, relationships="")))
    assert codes(reading) == ["AR162"]
    assert dict(reading.tally) == {("Capability", "refused: no identifier"): 1}


def test_a_property_of_ours_with_an_unusable_name_is_told_and_kept(tmp_path: Path) -> None:
    content = """<element xsi:type="archimate:ApplicationComponent" name="CRM" id="id-1">
      <property key="archrepo:colour" value="blue"/><property key="archrepo:kind" value="App"/>
      </element>"""
    reading = read_model(_write(tmp_path, ARCHI.format(content=content), "m.archimate"))
    assert codes(reading) == ["AR174", "AR174"]
    assert named(reading, "CRM").values["properties"] == ["archrepo:colour=blue"]


def test_tags_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = "<item>" * 50_000
    assert (
        "deep"
        in _refused(_write(tmp_path, EXCHANGE.format(elements=deep, relationships=""))).message
    )


def test_more_tags_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archimate_xml, "MAX_TAGS", 50)
    text = EXCHANGE.format(elements="<element/>" * 100, relationships="")
    assert "more than 50 tags" in _refused(_write(tmp_path, text)).message


def test_a_model_zipped_with_images_says_what_it_says_plain(tmp_path: Path) -> None:
    content = (SHOP / "shop.archimate").read_bytes()
    packed = read_model(_write(tmp_path, zipped("model.xml", content), "shop.archimate"))
    plain = read_model(SHOP / "shop.archimate")
    assert [n.values for n in packed.nodes] == [n.values for n in plain.nodes]
    assert packed.tally == plain.tally
    place = packed.locate(packed.nodes[0].mark)
    assert place.file.endswith("shop.archimate/model.xml")
    assert place.row > 0


def test_a_zip_bomb_is_refused_unread(tmp_path: Path) -> None:
    bomb = zipped("model.xml", b" " * (archi_archive.MAX_RATIO * 100_000))
    error = _refused(_write(tmp_path, bomb, "m.archimate"))
    assert "unpacks to" in error.message


@pytest.mark.parametrize("cut", [10, 100, 2000])
def test_a_damaged_archive_is_refused(tmp_path: Path, cut: int) -> None:
    content = zipped("model.xml", (SHOP / "shop.archimate").read_bytes())
    _refused(_write(tmp_path, content[:cut] + content[cut + 5 :], "m.archimate"))


def test_an_archive_without_a_model_is_refused(tmp_path: Path) -> None:
    error = _refused(_write(tmp_path, zipped("other.xml", b"<a/>"), "m.archimate"))
    assert "holds no model.xml" in error.message


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    _refused(tmp_path / "nothing.archimate")


def test_services_that_all_serve_each_other_do_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archimate_paths, "MAX_STEPS", 20_000)
    count = 60
    elements = [f"id-{i} ApplicationService S{i}" for i in range(count)]
    every = [(i, j) for i in range(count) for j in range(count) if i != j]
    relationships = [f"id-r{i}x{j} Realization id-{i} id-{j}" for i, j in every]
    path = exchange_file(tmp_path, "\n".join(elements), "\n".join(relationships))
    assert "too entangled" in _refused(path).message


@pytest.mark.timeout(60)
def test_a_long_chain_of_components_is_followed_in_no_time(tmp_path: Path) -> None:
    count = 20_000
    elements = [f"id-{i} ApplicationComponent C{i}" for i in range(count)]
    relationships = [f"id-r{i} Composition id-{i} id-{i + 1}" for i in range(count - 1)]
    path = exchange_file(tmp_path, "\n".join(elements), "\n".join(relationships))
    reading = read_model(path)
    assert sum(n.kind == "Module" for n in reading.nodes) == count - 1
