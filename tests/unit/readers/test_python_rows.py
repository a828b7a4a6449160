"""Rows of a script, as a reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from archrepo.domain.entities import Application
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.domain.relations import Covers
from archrepo.errors import InvalidDataError
from archrepo.readers.python_rows import Row, read_rows


def read(*rows: Row | Mapping[str, Any]):
    return read_rows(rows, builtin_metamodel())


def test_entities_and_mappings_state_the_same() -> None:
    entities = read(
        Application(id="crm", name="CRM", active=dt.date(2016, 1, 1)),
        Covers(from_id="crm", to_id="s1", level="FULL"),
    )
    mappings = read(
        {"kind": "Application", "id": "crm", "name": "CRM", "active": dt.date(2016, 1, 1)},
        {"type": "COVERS", "from": "crm", "to": "s1", "level": "FULL"},
    )
    for reading in (entities, mappings):
        (node,) = reading.nodes
        assert (node.kind, node.values["active"]) == ("Application", dt.date(2016, 1, 1))
        (relation,) = reading.relations
        assert (relation.source.text, relation.target.text) == ("crm", "s1")
        assert relation.values == {"level": "FULL"}
    assert entities.sha256 == mappings.sha256


def test_what_is_unset_is_not_stated() -> None:
    (node,) = read({"kind": "Application", "id": "crm", "description": None}).nodes
    assert node.values == {"id": "crm"}


def test_a_place_is_the_number_of_the_row() -> None:
    reading = read({"kind": "Scope", "id": "a"}, {"kind": "Scope", "id": "b"})
    assert str(reading.locate(reading.nodes[1].mark)) == "python:2"


@pytest.mark.parametrize(
    ("row", "said", "hint"),
    [
        ({"kind": "Aplication", "id": "a"}, "unknown kind 'Aplication'", "'Application'"),
        ({"type": "COVER", "from": "a", "to": "b"}, "unknown type 'COVER'", "'COVERS'"),
        ({"id": "a"}, "neither 'kind' nor 'type'", "a kind"),
        ({"kind": "ChangeBatch", "id": "a"}, "unknown kind 'ChangeBatch'", ""),
        (42, "neither an entity nor a mapping", "int"),
    ],
)
def test_a_row_that_cannot_be_taken(row: Any, said: str, hint: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        read({"kind": "Scope", "id": "a"}, row)
    assert "row 2" in caught.value.message
    assert said in caught.value.message
    assert hint in (caught.value.hint or "")
