"""The published schemas are those of the results, and what is answered fits them."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archrepo.portfolio import Portfolio
from archrepo.render.registry import View, render

DOCS = Path(__file__).parents[2] / "docs"
DAY = dt.date(2026, 12, 31)
LATER = dt.date(2028, 6, 30)


def _module() -> Any:
    spec = importlib.util.spec_from_file_location("result_schemas", DOCS / "result_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("result_schemas", module)
    spec.loader.exec_module(module)
    return module


SCHEMAS = _module()
FILES = {SCHEMAS.file_of(result): result for result, _ in SCHEMAS.RESULTS}


def test_every_file_is_that_of_a_result_and_up_to_date() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.FOLDER.iterdir()}
    assert kept == {name: SCHEMAS.schema_text(result) for name, result in FILES.items()}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    folder = tmp_path_factory.mktemp("made") / "portfolio"
    with Portfolio.create(folder, sample="marketing") as portfolio:
        impact = portfolio.impact
        whole = impact.retire("pim-legacy", at=DAY)
        return [
            whole,
            impact.narrowed(whole, depth=1, severity="MAJOR", domain="product"),
            impact.outage("crm", hours=8, at=DAY),
            impact.earliest_retirement("pim-legacy", at=dt.date(2027, 2, 20)),
            portfolio.parity("pim-legacy", by="pim", at=DAY),
            portfolio.trace("customer", at=DAY),
            impact.project("catalogue-360", slip=60, at=DAY),
            impact.scope("audience-building", "merge", into="segmentation", at=DAY),
            portfolio.check(at=DAY),
            *_pictures(portfolio),
            *_programme(portfolio),
        ]


def _pictures(portfolio: Portfolio) -> list[Any]:
    return [
        portfolio.capability_map(at=DAY, heat="time"),
        portfolio.map_comparison(at=DAY, to=LATER),
        portfolio.map_board(at=DAY, to=LATER),
        portfolio.flow_map("pim-legacy", at=DAY),
        portfolio.landscape(at=DAY),
        portfolio.journey_map("buy-online-collect", at=DAY),
        portfolio.roadmap(at=DAY),
        portfolio.time(at=DAY),
    ]


def _programme(portfolio: Portfolio) -> list[Any]:
    scenarios = portfolio.scenarios.list()
    return [
        portfolio.projects.list(at=DAY),
        portfolio.projects.show("catalogue-360", at=DAY),
        portfolio.projects.collisions(at=DAY),
        portfolio.projects.onboard("catalogue-360", at=DAY),
        scenarios,
        portfolio.scenarios.show(scenarios.scenarios[0].id),
    ]


def fits(body: Any, schema: dict[str, Any]) -> None:
    """Raise where it does not; `validate` would check the schema anew each time."""
    jsonschema.Draft202012Validator(schema).validate(body)


def test_what_is_answered_fits_its_schema(answers: list[Any]) -> None:
    told = set()
    for answer in answers:
        name = SCHEMAS.file_of(type(answer))
        schema = json.loads((SCHEMAS.FOLDER / name).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        fits(json.loads(render(answer, "json", View())), schema)
        told.add(name)
    assert told == set(FILES)


def test_a_schema_refuses_what_is_no_answer(answers: list[Any]) -> None:
    for answer in answers:
        body = {**json.loads(render(answer, "json", View())), "more": 1}
        with pytest.raises(jsonschema.ValidationError, match="'more' was unexpected"):
            fits(body, SCHEMAS.schema_of(type(answer)))
