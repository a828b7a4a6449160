"""`data` and `parity`: what the commands answer and refuse."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("portfolio_folder")


def test_trace_for_people(run) -> None:
    done = run("data", "trace", "product-sheet", "--at", "2026-12-01")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "└─ ─f4[Product sheet]→ DMP (dmp) 0.90" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_trace_by_name_as_json(run) -> None:
    told = json.loads(run("data", "trace", "Product sheet", "--json").stdout)
    assert (told["schema"], told["object"]) == ("archrepo/lineage/1", "product-sheet")


@pytest.mark.parametrize(("wanted", "code"), [("product-shet", 3), ("crm", 2)])
def test_trace_of_something_else(run, wanted: str, code: int) -> None:
    done = run("data", "trace", wanted)
    assert (done.exit_code, done.stdout) == (code, "")
    assert wanted in done.stderr


def test_parity(run) -> None:
    done = run("parity", "pim1", "--by", "PIM2", "--at", "2026-12-31", "--lang", "fr")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "6 choses à faire" in done.stdout
    assert run("parity", "pim1", "--by", "pim1").exit_code == 2
    assert run("parity", "pim1", "--by", "nothing").exit_code == 3
