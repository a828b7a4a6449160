"""Reads ArchiMate files for tests and tells what they state, by names."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.readers.archi import read_archi
from archrepo.readers.archimate_exchange import read_archimate_exchange

if TYPE_CHECKING:
    from archrepo.domain.reading import RawNode, RawRelation, Reading

SHOP = Path(__file__).parent / "data_files" / "archimate"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"

EXCHANGE = """<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="id-m">
<name>M</name>
<elements>{elements}</elements>
<relationships>{relationships}</relationships>
</model>
"""
ARCHI = """<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:archimate="http://www.archimatetool.com/archimate" name="M" id="m" version="5.0.0">
<folder name="All" id="f" type="other">{content}</folder>
</archimate:model>
"""


def read_model(path: Path, mapping: Path | None = None) -> Reading:
    """Return the reading of an `.archimate` or exchange file."""
    reader = read_archi if path.suffix == ".archimate" else read_archimate_exchange
    return reader(path, builtin_metamodel(), mapping=mapping)


def exchange_file(folder: Path, elements: str, relationships: str = "") -> Path:
    """Write an exchange file. An element is `id Type Name…`, a relationship `id Type from to`."""
    path = folder / "model.xml"
    lines = [line.split(maxsplit=2) for line in elements.strip().splitlines()]
    rows = [line.split() for line in relationships.strip().splitlines()]
    content = EXCHANGE.format(
        elements="\n".join(
            f'<element identifier="{i}" xsi:type="{t}"><name>{"".join(n)}</name></element>'
            for i, t, *n in lines
        ),
        relationships="\n".join(
            f'<relationship identifier="{i}" xsi:type="{t}" source="{s}" target="{g}"/>'
            for i, t, s, g in rows
        ),
    )
    path.write_text(content, encoding="utf-8")
    return path


def zipped(member: str, content: bytes) -> bytes:
    """Return a ZIP archive with this member and an image, as Archi saves them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
        archive.writestr("images/logo.png", b"\x89PNG")
    return stream.getvalue()


def node_facts_of(reading: Reading) -> list[tuple[str, str, str]]:
    """Return (kind, name, everything else) of every node."""
    return sorted((n.kind, n.values["name"], _told(n, "name")) for n in reading.nodes)


def relation_facts_of(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return (type, from, to, values) of every relation, ends by name."""
    return sorted((r.type, *_ends(r), _told(r)) for r in reading.relations)


def joined(reading: Reading, relation_type: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return (from, to) by name → values, for one relation type."""
    return {_ends(r): r.values for r in reading.relations if r.type == relation_type}


def named(reading: Reading, name: str) -> RawNode:
    """Return the one node of this name."""
    (found,) = (n for n in reading.nodes if n.values["name"] == name)
    return found


def counted(reading: Reading) -> Counter[str]:
    """Return how many elements and relationships the tally speaks of, by type in the source."""
    total: Counter[str] = Counter()
    for (source_type, _), count in reading.tally.items():
        total[source_type] += count
    return total


def codes(reading: Reading) -> list[str]:
    """Return the codes of all diagnostics."""
    return [diagnostic.code for diagnostic in reading.diagnostics]


def _ends(relation: RawRelation) -> tuple[str, str]:
    source, target = relation.source.node, relation.target.node
    assert source is not None
    assert target is not None
    return source.values["name"], target.values["name"]


def _told(fact: RawNode | RawRelation, *without: str) -> str:
    return repr(sorted((k, v) for k, v in fact.values.items() if k not in without))
