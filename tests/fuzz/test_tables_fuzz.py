"""Whatever stands in the cells of a table: a guess that can be read, a reading, or our error.

Inputs are seeds of a random generator, so that each can be made again from its number.
"""

from __future__ import annotations

import csv
import io
import os
import random
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import ArchrepoError, InvalidDataError
from archrepo.importing.checking import check_values
from archrepo.readers.guessing import guess_mapping
from archrepo.readers.identity_file import read_decisions
from archrepo.readers.mapping import read_mapped
from archrepo.readers.mapping_file import parse_mapping
from archrepo.readers.registry import read
from tests.fuzz.fuzzing import fuzzing

METAMODEL = builtin_metamodel()
MANY = "ARCHREPO_FUZZ" in os.environ

HEADERS = [
    "Application", "Nom de l’application", "Code appli", "Criticité", "Statut", "Périmètre", "L0",
    "L1", "Domaine", "Responsable métier", "Éditeur", "Date de fin", "Mise en service", "Chemin",
    "Source", "Cible", "Données", "id", "type", "name", "lifecycle:active", "relation_type",
    "source_ref", "target_ref", "externalId", "parentExternalId", "ratingCode", "full.path",
    "application.name.1", "Type", "Parent", "N°", "tags:x", "subscriptions:A:B", "{x}", "a|b", "*",
    "[a-z]*", "'", '"', "#", ": -", "null", "yes", "- a", "&a *a", "!!python", "é\u0301", "\u202e",
    "\U0001f600", "%s{0}", "=1+1", "x" * 300,
]  # fmt: skip
CELLS = [
    "", "", "", "X", "1", "P", "S", "F", "M", "CRUD", "Oui", "N", "-", "∅", "CRM", "CRM # 3.1",
    "Vital", "Élevée", "En service", "31/12/2026", "T3 2027", "fin 2026", "02/30/2026", "1e309",
    "120 000,50", "Ventes / Offres", "Ventes > Offres > Prix", "    Offres", "\tPrix", "a; b;c",
    "DUPONT, Marie", "ann@example.org", "=HYPERLINK(\"x\")", "@SUM(A1)", "+1", "\u00a0", "{id}",
    "a\nb", "nan", "-1", "99999999999999999999", "0", "texte", "date", "\ud7ff", "\U0001f600",
    "'=1",
]  # fmt: skip


def grid(chance: random.Random) -> list[list[str]]:
    """Return a table, perhaps under titles, ragged, a matrix, or with odd headers."""
    width = chance.randint(0, 7)
    rows = [[chance.choice(CELLS)] for _ in range(chance.randint(0, 3))]
    rows.append([chance.choice(HEADERS) for _ in range(width)])
    marks = chance.choice([CELLS, CELLS[:12], ["X", "", "P", "S"], ["", "CR", "U"]])
    for _ in range(chance.randint(0, 9)):
        cells = [chance.choice(CELLS), *(chance.choice(marks) for _ in range(width))]
        rows.append(cells[: chance.randint(0, width + 1)])
    return rows


def written(chance: random.Random, folder: str) -> Path:
    """Write some tables as a CSV file or a workbook."""
    stem = chance.choice(["export", "applications", "périmètres", "couverture", "a[b]c", "flux"])
    if chance.random() < 0.7:
        path = Path(folder, f"{stem}.csv")
        out = io.StringIO()
        csv.writer(out, delimiter=chance.choice(";,\t|")).writerows(grid(chance))
        encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
        path.write_bytes(out.getvalue().encode(encoding, errors="replace"))
        return path
    path = Path(folder, f"{stem}.xlsx")
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for number in range(chance.randint(1, 3)):
            name = chance.choice(["Applications", "Couverture", "Feuil", "Capacités", "[x]"])
            sheet = book.add_worksheet(f"{name.strip('[]')} {number}")
            for row, cells in enumerate(grid(chance)):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell)
            if chance.random() < 0.3:
                first, left = chance.randint(0, 4), chance.randint(0, 4)
                last, right = first + chance.randint(0, 3), left + chance.randint(0, 3)
                if (first, left) != (last, right):
                    sheet.merge_range(first, left, last, right, chance.choice(CELLS))
    return path


@fuzzing(40)
@given(st.integers(0, 2**48))
@example(0)
def test_any_table_is_guessed_and_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = written(chance, folder)
        try:
            guess = guess_mapping([path], METAMODEL)
        except InvalidDataError as error:
            assert error.message.startswith(folder)  # noqa: PT017 (not the guess's own text)
            return
        parsed = parse_mapping(guess.text, "guess.yaml", METAMODEL) if guess.mapping else None
        assert parsed == guess.mapping
        for mapping in (guess.mapping, None):
            try:
                reading = read_mapped([path], mapping, METAMODEL) if mapping else None
                reading = reading or read(path, METAMODEL)
            except ArchrepoError as error:
                assert error.message.startswith(folder)  # noqa: PT017
                continue
            found = check_values(reading, METAMODEL)
            assert all(d.place.file.startswith(folder) for d in found)


WORDS = [
    "name: x", "rules:", "- table: a", "  node: Application", "  relation: COVERS", "  matrix:",
    "    cells: {X: {level: FULL}}", "    cells: {X: null, '*': {}}", "  tree:", "    levels: [a]",
    "    indent: a", "    path: a", "    kinds: [Domain, Scope]", "  columns: {a: name}",
    "  columns: {'*': {attribute: tags, separator: ','}}", "  from: '{a}'", "  to: '{column}'",
    "  id: ['{a}', '{b|slug}']", "  where: {a: {empty: false}}", "  relations:",
    "  - {relation: COVERS, each: 'b*', to: '{cell}', create: true}", "  drop: ['*']",
    "  rest: properties", "  optional: ['*']", "detect: [{columns: [a]}]", "headers: {a: [b]}",
    "  lookups: [{table: a, key: a, find: '{a}', take: {b: a}}]", "  merge: true", "nulls: ['-']",
    "&a [*a]", "!!python/object:os.system x", "? : :", "\t", "---", "  set: {tags: '{1}'}",
]  # fmt: skip


@fuzzing(40)
@given(st.integers(0, 2**48))
def test_any_mapping_is_understood_or_refused_with_its_line(seed: int) -> None:
    chance = random.Random(seed)
    head = [] if chance.random() < 0.1 else ["name: x", "rules:", "- table: a", "  node: Scope"]
    lines = head + [chance.choice(WORDS) for _ in range(chance.randint(0, 9))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_text("a;b;b1\nx;X;y\n  z;;>\n", encoding="utf-8")
        try:
            mapping = parse_mapping("\n".join(lines), f"{folder}/m.yaml", METAMODEL)
            read_mapped([path], mapping, METAMODEL)
        except ArchrepoError as error:
            assert error.message.startswith(folder)  # noqa: PT017


BOMB = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{b}, *{b}, *{b}]\n" for b, c in pairwise("abcdefghi")
)


def test_aliases_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as refused:
        parse_mapping(f"{BOMB}name: x\nrules: [*i]\n", "m.yaml", METAMODEL)
    assert "AR107" in {d.code for d in refused.value.diagnostics}  # type: ignore[attr-defined]
    file = tmp_path / "identity.yaml"
    file.write_text(f"{BOMB}same: *i\n")
    with pytest.raises(InvalidDataError):
        read_decisions(file, METAMODEL)


def packed(path: Path, sheet: Any, size: int) -> Path:
    """Write a workbook whose one sheet unpacks to `size` bytes."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Applications").write(0, 0, "id")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            if name.endswith("sheet1.xml"):
                with archive.open(name, "w") as out:
                    head, tail = content.split(b"</sheetData>")
                    out.write(head)
                    for number in range(size // len(sheet(0))):
                        out.write(sheet(number))
                    out.write(b"</sheetData>" + tail)
            else:
                archive.writestr(name, content)
    return path


@pytest.mark.parametrize("what", ["blank rows", "far cells"])
def test_a_sparse_sheet_of_a_gigabyte_is_refused_before_it_is_unpacked(
    tmp_path: Path, what: str
) -> None:
    size = 1024**3 if MANY else 60 * 1024**2
    block = b" " * 65_536
    sheet = {
        "blank rows": lambda _: block,
        "far cells": lambda n: b'<row r="%07d"><c r="XFD%07d"/></row>' % (n + 2, n + 2),
    }[what]
    path = packed(tmp_path / "sparse.xlsx", sheet, size if what == "blank rows" else 200_000)
    for reader in (read, lambda p, m: guess_mapping([p], m)):
        with pytest.raises(InvalidDataError) as refused:
            reader(path, METAMODEL)
        (diagnostic,) = refused.value.diagnostics
        assert diagnostic.code == "AR108"  # type: ignore[attr-defined]
        assert what != "far cells" or diagnostic.place.sheet == "Applications"  # type: ignore[attr-defined]
