"""Whatever the bytes of a model file, the outcome is a reading or an error of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.errors import InvalidDataError
from tests.archimate_models import SHOP, read_model, zipped
from tests.fuzz.fuzzing import fuzzing

if TYPE_CHECKING:
    from pathlib import Path

_MODELS = {
    "shop.xml": (SHOP / "shop.xml").read_bytes(),
    "shop.archimate": (SHOP / "shop.archimate").read_bytes(),
    "zipped.archimate": zipped("model.xml", (SHOP / "shop.archimate").read_bytes()),
}
_TOKENS = [
    b"<", b">", b"&", b"&#0;", b"&lt;", b"\x00", b"\xff\xfe", b'"', b"<![CDATA[", b"]]>", b"<!--",
    b"<!DOCTYPE a>", b"<folder>", b"</folder>", b"<element/>", b"<item>", b'id="id-crm"',
    b'source="id-r01"', b'target="id-j"', b"archimate:Junction", b'xsi:type="archimate:Grouping"',
    b'xsi:type=""', b"<property/>", b"PK\x05\x06", b"\xe9", b" xmlns='x'",
]  # fmt: skip


@st.composite
def _damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from(sorted(_MODELS)))
    content = _MODELS[name]
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 1, 5, 40, 400])))
        new = draw(
            st.sampled_from(_TOKENS) | st.binary(max_size=8) | st.just(content[start:end] * 2)
        )
        content = content[:start] + new + content[end:]
    return name, content


@fuzzing(250)
@given(_damaged())
def test_damaged_bytes_end_in_a_reading_or_an_error_of_ours(
    tmp_path: Path, damaged: tuple[str, bytes]
) -> None:
    name, content = damaged
    path = tmp_path / name
    path.write_bytes(content)
    try:
        reading = read_model(path)
    except InvalidDataError as error:
        told = [str(diagnostic) for diagnostic in error.diagnostics]
    else:
        told = [str(diagnostic) for diagnostic in reading.diagnostics]
        assert all(node.values["name"] for node in reading.nodes)
        assert all(reading.locate(node.mark).row for node in reading.nodes)
    assert all(line.startswith(str(path)) for line in told)


@pytest.mark.parametrize("name", sorted(_MODELS))
@fuzzing(40)
@given(st.data())
def test_identifiers_that_point_anywhere_are_borne(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    if name == "zipped.archimate":
        name = "shop.archimate"
    content = _MODELS[name].decode()
    ids = data.draw(st.lists(st.sampled_from(["id-j", "id-crm", "id-r01", "id-f1", "id-c1"])))
    for number, identifier in enumerate(ids):
        old = ("id-af-quote", "id-fun-ship", "id-as-route", "id-wms", "id-do-order")[number % 5]
        content = content.replace(f'"{old}"', f'"{identifier}"', data.draw(st.integers(1, 6)))
    path = tmp_path_factory.mktemp("ids") / name
    path.write_text(content, encoding="utf-8")
    reading = read_model(path)
    assert sum(reading.tally.values()) == 97
