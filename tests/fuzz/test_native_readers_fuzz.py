"""Whatever the bytes, a reader gives a reading or an error of ours, and soon."""

from __future__ import annotations

import io
import random
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.domain.facts import NodeFact, RelationFact
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.reading import Reading
from archrepo.errors import ArchrepoError
from archrepo.readers.registry import read
from archrepo.writers.native_json import write_json
from archrepo.writers.workbook import write_workbook
from archrepo.writers.yaml_folder import write_yaml
from tests.fuzz.fuzzing import fuzzing
from tests.memory_store import MemoryStore
from tests.whole_portfolio import whole_portfolio

METAMODEL = builtin_metamodel()
MAPPING = """\
name: fuzz
rules:
- table: "*"
  node: Application
  id: "{id|slug}"
  columns: {name: name, criticality: {attribute: criticality, values: {a: b}}}
  rest: properties
"""
SUFFIXES = (".yaml", ".json", ".xlsx", ".ods", ".xls", ".csv", ".xml", ".archimate", ".bin")


def only_ours(content: bytes, suffix: str, mapping: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"applications{suffix}")
        path.write_bytes(content)
        given_mapping = None
        if mapping is not None:
            given_mapping = Path(folder, "mapping.yaml")
            given_mapping.write_text(mapping, encoding="utf-8")
        try:
            reading = read(path, METAMODEL, mapping=given_mapping)
        except ArchrepoError as error:
            assert error.message.startswith(folder)  # noqa: PT017
        else:
            assert_sound(reading)


def assert_sound(reading: Reading) -> None:
    marks = [raw.mark for raw in reading.nodes] + [raw.mark for raw in reading.relations]
    assert all(reading.locate(mark, "name").file for mark in marks)
    for diagnostic in reading.diagnostics:
        assert str(diagnostic)


@cache
def seeds() -> dict[str, bytes]:
    """Return a real file of each form, to damage."""
    facts = whole_portfolio()
    store = MemoryStore(
        METAMODEL,
        [fact for fact in facts if isinstance(fact, NodeFact)],
        [fact for fact in facts if isinstance(fact, RelationFact)],
    )
    out = io.StringIO()
    write_json(store, METAMODEL, out)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder, "portfolio.xlsx")
        write_workbook(store, METAMODEL, book)
        write_yaml(store, METAMODEL, Path(folder, "yaml"))
        yaml_file = max(Path(folder, "yaml").iterdir(), key=lambda path: path.stat().st_size)
        return {
            ".json": out.getvalue().encode(),
            ".xlsx": book.read_bytes(),
            ".yaml": yaml_file.read_bytes(),
            ".csv": 'id;name;criticality\r\na;Été;"x;y"\r\n'.encode("cp1252"),
        }


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return `content` cut, with bytes changed, doubled or taken out."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed) or 1)
        how = chance.randrange(4)
        if how == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif how == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 40)]
        else:
            changed[at:at] = chance.choice((b"[", b"{", b'"', b"\0", b"&a *a", b"\xff", b"\n- "))
    return bytes(changed[: chance.randint(0, len(changed))] if chance.random() < 0.2 else changed)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_random_bytes(suffix: str) -> None:
    @fuzzing(80)
    @given(st.binary(max_size=300))
    def holds(content: bytes) -> None:
        only_ours(content, suffix)

    holds()


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".csv"])
def test_random_text(suffix: str) -> None:
    @fuzzing(80)
    @given(st.text(alphabet="[]{}:,-\"'#&*!|>\n \tab1é;", max_size=200))
    def holds(text: str) -> None:
        only_ours(text.encode(), suffix)

    holds()


@pytest.mark.parametrize("mapping", [None, MAPPING], ids=["native", "mapped"])
@pytest.mark.parametrize("suffix", [".yaml", ".json", ".xlsx", ".csv"])
def test_damaged_files(suffix: str, mapping: str | None) -> None:
    @fuzzing(80)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        only_ours(damaged(seeds()[suffix], random.Random(seed)), suffix, mapping)

    holds()


@fuzzing(80)
@given(st.integers(0, 2**32))
def test_damaged_mappings(seed: int) -> None:
    mapping = damaged(MAPPING.encode(), random.Random(seed)).decode("utf-8", errors="replace")
    with tempfile.TemporaryDirectory() as folder:
        source, path = Path(folder, "a.csv"), Path(folder, "mapping.yaml")
        source.write_text("id,name\na,A\n")
        path.write_text(mapping, encoding="utf-8")
        try:
            assert_sound(read(source, METAMODEL, mapping=path))
        except ArchrepoError as error:
            assert folder in error.message  # noqa: PT017
