"""CSV files whose quotes do not close are refused, with the line of the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.errors import InvalidDataError
from archrepo.readers.csv_file import csv_table

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a;b\n1;"x\n2;y\n', 2),
        ('a;b\n1;"x\n2;y', 2),
        ('a;b\r\n1;x\r\n2;"y\r\n', 3),
        ('a;b\n"one\ntwo";z\n"three\nfour";"x\n2;y\n', 5),
        ('a;b\n1;x\n2;"', 3),
        ('"a;b\n1;x\n2;y\n', 1),
        ('a;b\r1;"x\r2;y\r', 2),
    ],
)
def test_a_quote_that_is_never_closed_is_told_by_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "anything.csv"
    with pytest.raises(InvalidDataError) as refused:
        csv_table(path, text.encode(), [], delimiter=";")
    (diagnostic,) = refused.value.diagnostics
    assert str(diagnostic).startswith(
        f"{path}:{line}: error AR101 is not CSV: a quote opens here and is never closed"
    )


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_quotes_that_close_are_read_to_the_end(tmp_path: Path, end: str) -> None:
    text = 'a;b\n1;"x\ny"\n2;"z""\ue000"' + end
    table = csv_table(tmp_path / "a.csv", text.encode(), [], delimiter=";")
    assert table.rows == [(1, ["a", "b"]), (2, ["1", "x\ny"]), (4, ["2", 'z"\ue000'])]
    assert csv_table(tmp_path / "a.csv", b"", [], delimiter=";").rows == []
