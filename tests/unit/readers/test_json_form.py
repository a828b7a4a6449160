"""The native interchange form: what is read, what is shared, and where mistakes are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import InvalidDataError
from archrepo.readers.registry import read

if TYPE_CHECKING:
    from pathlib import Path

METAMODEL = builtin_metamodel()
HEAD = '{"schema": "archrepo/portfolio/1", '


def test_facts_are_read_with_a_pointer_to_each_value(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.json"
    nodes = [{"kind": "Application", "id": f"a{n}", "name": "A", "rto_h": 4.5} for n in range(3)]
    relations = [{"type": "RUNS_ON", "from": "a0", "to": "a1", "valid_to": None}]
    path.write_text(json.dumps({"nodes": nodes, "relations": relations}))
    reading = read(path, METAMODEL)
    assert reading.nodes[2].values == {"id": "a2", "name": "A", "rto_h": 4.5}
    [relation] = reading.relations
    assert (relation.type, relation.source.text, relation.target.text, relation.values) == (
        "RUNS_ON",
        "a0",
        "a1",
        {},
    )
    assert str(reading.locate(reading.nodes[2].mark, "rto_h")) == f"{path}#/nodes/2/rto_h"
    assert str(reading.locate(relation.mark)) == f"{path}#/relations/0"
    assert reading.tally["Application", "Application"] == 3


def test_a_document_larger_than_what_is_held_at_once(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.json"
    count = 60_000
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD + '"nodes": [')
        for number in range(count):
            node = {"kind": "Scope", "id": f"s{number}", "name": "œuvre " * 12}
            out.write((",\n" if number else "") + json.dumps(node, ensure_ascii=False))
        out.write("]}")
    reading = read(path, METAMODEL)
    assert len(reading.nodes) == count
    assert {node.values["name"] for node in reading.nodes} == {"œuvre " * 12}
    assert reading.nodes[-1].values["id"] == f"s{count - 1}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("[]", "1:1: an object is expected at the root"),
        ("{}", "1:3: neither 'nodes' nor 'relations': not archrepo/portfolio/1"),
        ('{"nodes": [\n{"kind": "Scope",\n "id" "x"}]}', "3:7: is not JSON: Expecting ':'"),
        ('{"nodes": [{"kind": NaN}]}', "1:12: is not JSON: NaN is not a number"),
        ('{"nodes": []', "1:13: a comma or the closing brace is expected"),
        ('{"schema": "other/1", "nodes": []}', "the schema is 'other/1'"),
        ('{"nodes": [], "nodes": []}', "'nodes' stands twice"),
        ('{"nodes": ' + "[" * 100_000, "nested too deep"),
        ('{"nodes": []} x', "1:15: text after the end of the document"),
    ],
)
def test_what_is_no_portfolio_is_refused_with_line_and_column(
    tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "portfolio.json"
    path.write_text(text)
    with pytest.raises(InvalidDataError) as refused:
        read(path, METAMODEL)
    assert told in refused.value.message
    assert refused.value.message.startswith(str(path))


def test_facts_of_the_wrong_shape_are_told_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "portfolio.json"
    facts = '{"id": "a"}, 3, {"kind": "Scope", "id": "b", "id": "c"}, {"kind": "Scope", "id": "d"}'
    path.write_text(f'{{"nodes": [{facts}], "relations": [{{"type": "COVERS", "from": "a"}}]}}')
    reading = read(path, METAMODEL)
    assert [node.values["id"] for node in reading.nodes] == ["c", "d"]
    assert [(d.code, d.place.path) for d in reading.diagnostics] == [
        ("AR109", "/nodes/0"),
        ("AR109", "/nodes/1"),
        ("AR106", "/nodes/2/id"),
        ("AR109", "/relations/0"),
    ]
    assert reading.tally["node", "refused: wrong shape"] == 2
