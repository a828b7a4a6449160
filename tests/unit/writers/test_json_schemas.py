"""The shipped schemas are those of the metamodel, and take what archrepo reads and writes."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from archrepo.domain.metamodel import builtin_metamodel, plural_snake_case
from archrepo.errors import ConfigError
from archrepo.readers.archimate_table import load_table
from archrepo.resources import resource_root
from archrepo.writers.json_schemas import schema_files, schema_text
from archrepo.writers.native_json import write_json
from tests.memory_store import MemoryStore
from tests.strategies import Portfolio, portfolios

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

METAMODEL = builtin_metamodel()
FILES = schema_files(METAMODEL)
MODELS = resource_root("models")


@pytest.mark.parametrize("name", sorted(FILES))
def test_shipped_schema_is_up_to_date(name: str) -> None:
    shipped = MODELS.joinpath(*name.split("/")).read_text(encoding="utf-8")
    assert shipped == schema_text(FILES[name]), "run python -m archrepo.writers.json_schemas"
    jsonschema.Draft202012Validator.check_schema(FILES[name])


@settings(max_examples=40, deadline=None)
@given(portfolios())
def test_portfolio_schema_takes_every_export(portfolio: Portfolio) -> None:
    out = io.StringIO()
    write_json(MemoryStore(METAMODEL, portfolio.nodes, portfolio.relations), METAMODEL, out)
    VALIDATORS["schemas/portfolio.schema.json"].validate(json.loads(out.getvalue()))


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "Application", "id": "crm"},
        {"kind": "Application", "id": "crm", "name": "CRM", "criticality": "VITAL"},
        {"kind": "Application", "id": "crm", "name": "CRM", "colour": "red"},
        {"kind": "App", "id": "crm", "name": "CRM"},
        {"kind": "Application", "id": "C R M", "name": "CRM"},
    ],
)
def test_portfolio_schema_refuses_what_is_wrong(fact: dict[str, Any]) -> None:
    wrong = {"schema": "archrepo/portfolio/1", "nodes": [fact], "relations": []}
    with pytest.raises(jsonschema.ValidationError):
        VALIDATORS["schemas/portfolio.schema.json"].validate(wrong)


def _sample_files() -> Iterator[Any]:
    samples = MODELS.joinpath("samples")
    plurals = {plural_snake_case(kind) for kind in METAMODEL.portfolio_kinds}
    for sample in sorted(samples.iterdir(), key=lambda s: s.name):
        for entry in sample.iterdir() if sample.is_dir() else ():
            stem = entry.name.removesuffix(".yaml")
            if stem != entry.name and stem in plurals:
                yield pytest.param(entry, stem, id=f"{sample.name}/{entry.name}")


@pytest.mark.parametrize(("entry", "stem"), list(_sample_files()))
def test_yaml_schema_takes_the_samples(entry: Traversable, stem: str) -> None:
    document = _without_dates(yaml.safe_load(entry.read_text(encoding="utf-8")))
    errors = VALIDATORS[f"schemas/{stem}.schema.json"].iter_errors(document)
    assert [f"{list(e.absolute_path)}: {e.message}"[:300] for e in errors] == []


def test_mapping_schema_takes_the_shipped_mappings() -> None:
    for entry in MODELS.joinpath("mappings").iterdir():
        document = yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        VALIDATORS["mapping.schema.json"].validate(document)


@pytest.mark.parametrize(
    ("part", "is_taken"),
    [
        ("{properties: {LifeCycle: {attribute: phase, values: {Live: ACTIVE}}}}", True),
        ("{properties: {EOL Date: retired}, nesting: views, domains: folders}", True),
        ("{properties: {Owner: {relation: RESPONSIBLE_FOR, kind: Person, role: IT_OWNER}}}", True),
        ("{elements: {BusinessProcess: {kind: Scope}}, flows: [Flow, Serving]}", True),
        ("{elements: {Bogus: {kind: Scope}}}", False),
        ("{properties: {Owner: {relation: OWNED}}}", False),
        ("{nesting: folders}", False),
    ],
)
def test_mapping_schema_knows_what_models_are_told_by(
    part: str, is_taken: bool, tmp_path: Path
) -> None:
    text = f"archimate: {part}\n"
    document = yaml.safe_load(text)
    assert VALIDATORS["mapping.schema.json"].is_valid(document) is is_taken
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    if is_taken:
        load_table(path)  # and so does the reader
    else:
        with pytest.raises(ConfigError):
            load_table(path)


def _without_dates(value: Any) -> Any:
    """Return dates as the text that editors see."""
    if isinstance(value, dict):
        return {key: _without_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_dates(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


VALIDATORS = {name: jsonschema.Draft202012Validator(schema) for name, schema in FILES.items()}
