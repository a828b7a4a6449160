"""Files of the tools that mappings ship for, with anything in their cells: a plan, or an error."""

from __future__ import annotations

import csv
import io
import json
import random
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.importing.mapping import Mapping, Rule
from archrepo.readers.mapping_file import load_mapping, shipped_mappings
from archrepo.readers.mapping_rules import columns_of
from tests.fuzz.fuzzing import fuzzing, only_plans_or_errors
from tests.fuzz.test_tables_fuzz import CELLS, HEADERS
from tests.workbook_files import xlsx_parts, zipped

METAMODEL = builtin_metamodel()
NAMES = ["CRM", "PIM", "Sales", "Sales / Offers", "Ann Smith", "a@b.org", "1", "2", "3", "17"]


@cache
def mapping_of(name: str) -> Mapping:
    """Return a shipped mapping."""
    return load_mapping(Path(name), METAMODEL)


def parsed_once(path: Path, _: object) -> Mapping:
    """Return a shipped mapping as its loader does."""
    return mapping_of(str(path))


def words(rule: Rule) -> dict[str, list[str]]:
    """Return column → values that a rule speaks of: they lead further in than any other."""
    found: dict[str, list[str]] = {}
    for column, condition in rule.where.items():
        found[column] = [*(condition.one_of or ()), *(condition.none_of or ())]
    for column, targets in rule.columns.items():
        found.setdefault(column, []).extend(v for t in targets for v in t.values if v != "*")
    return found


def table(rule: Rule, mapping: Mapping, chance: random.Random) -> list[list[str]]:
    """Return a table as a rule expects it, or nearly: headers lost, renamed or doubled."""
    known = words(rule)
    columns = list(dict.fromkeys([*columns_of(rule), *known, *rule.drop]))
    columns += [link.each for link in rule.relations if link.each]
    header = [name.replace("*", chance.choice(["A", "1", ""])) for name in columns]
    for position, name in enumerate(header):
        others = mapping.headers.get(name, ())
        if others and chance.random() < 0.5:
            header[position] = chance.choice(others)
        elif chance.random() < 0.03:
            header[position] = chance.choice([*HEADERS, *header])
    count = chance.randint(0, 6)
    return [header, *([cell(known.get(c, []), chance) for c in columns] for _ in range(count))]


def cell(known: list[str], chance: random.Random) -> str:
    """Return a value that the mapping knows, a name that may be stated elsewhere, or anything."""
    if known and chance.random() < 0.85:
        return chance.choice(known)
    return chance.choice(NAMES if chance.random() < 0.6 else CELLS)


def written(mapping: Mapping, folder: Path, chance: random.Random) -> list[Path]:
    """Write tables for some of the rules: a workbook, or a file each."""
    rules = chance.sample(mapping.rules, chance.randint(1, min(5, len(mapping.rules))))
    sheets: dict[str, list[list[str]]] = {}
    documents: dict[str, list[dict[str, str]]] = {}
    for number, rule in enumerate(rules):
        name = rule.table.replace("*", f"t{number}")
        name = "".join(c for c in name if c not in '[]:?/\\"<>|')[:60] or f"t{number}"
        rows = table(rule, mapping, chance)
        if rule.records:
            documents[name] = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        sheets[name] = rows
    if not documents and chance.random() < 0.5:
        path = folder / "export.xlsx"
        path.write_bytes(zipped(xlsx_parts(sheets)))
        return [path]
    paths: list[Path] = []
    for name, rows in sheets.items():
        suffix = ".json" if name in documents else ".csv"
        path = folder / f"{name}{suffix}"
        out = io.StringIO()
        if suffix == ".json":
            out.write(json.dumps({"data": documents[name]}))
        else:
            delimiter = mapping.delimiter or chance.choice(";,\t")
            csv.writer(out, delimiter=delimiter).writerows(rows)
        encoding = mapping.encoding or "utf-8"
        path.write_bytes(out.getvalue().encode(encoding, errors="replace"))
        paths.append(path)
    return paths


@pytest.mark.parametrize("name", shipped_mappings())
def test_any_file_of_a_known_tool(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in ("mapping", "known_formats"):  # parsed once: its text is not what is damaged
        monkeypatch.setattr(f"archrepo.readers.{reader}.load_mapping", parsed_once)

    @fuzzing(25)
    @given(st.integers(0, 2**48))
    def holds(seed: int) -> None:
        chance = random.Random(seed)
        with tempfile.TemporaryDirectory() as folder:
            paths = written(mapping_of(name), Path(folder), chance)
            named = chance.random() < 0.8  # else it must be known by its headers, or refused
            only_plans_or_errors(paths, Path(name) if named else None)

    holds()
