"""JSON Schemas of what commands answer with `--json`: the contract of scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archrepo.analysis.checks import CheckReport
from archrepo.analysis.flow_map import FlowMap
from archrepo.analysis.impact import ImpactReport
from archrepo.analysis.impact.earliest import EarliestRetirement
from archrepo.analysis.journey_map import JourneyMap
from archrepo.analysis.landscape import Landscape
from archrepo.analysis.lineage import Lineage
from archrepo.analysis.map_board import MapBoard
from archrepo.analysis.map_comparison import MapComparison
from archrepo.analysis.map_result import CapabilityMap
from archrepo.analysis.parity import ParityReport
from archrepo.analysis.projects.dossier_results import ProjectDossier
from archrepo.analysis.projects.results import CollisionList, ProjectList, ProjectSheet
from archrepo.analysis.roadmap.result import Roadmap
from archrepo.analysis.scenarios.results import Scenario, ScenarioList
from archrepo.analysis.time_chart import TimeChart

if TYPE_CHECKING:
    from archrepo.analysis.results import Result

FOLDER = Path(__file__).resolve().parent / "schemas"
RESULTS: tuple[tuple[type[Result], tuple[str, ...]], ...] = (
    (ImpactReport, ("impact retire", "impact outage")),
    (EarliestRetirement, ("impact retire --earliest",)),
    (ParityReport, ("parity",)),
    (Lineage, ("data trace",)),
    (CheckReport, ("check",)),
    (CapabilityMap, ("map capability",)),
    (MapComparison, ("map compare", "scenario diff")),
    (MapBoard, ("map board",)),
    (FlowMap, ("map flows",)),
    (Landscape, ("map landscape",)),
    (JourneyMap, ("map journey",)),
    (Roadmap, ("map roadmap", "roadmap")),
    (TimeChart, ("map time",)),
    (ProjectList, ("project list",)),
    (ProjectSheet, ("project show",)),
    (CollisionList, ("project collisions",)),
    (ProjectDossier, ("project onboard",)),
    (ScenarioList, ("scenario list",)),
    (Scenario, ("scenario show",)),
)
"""Every result with a schema here, and the commands that answer with it."""


def schema_of(result: type[Result]) -> dict[str, Any]:
    """Return the schema of a result's JSON form, in which what is unset is left out."""
    schema = result.model_json_schema(mode="serialization")
    for part in (schema, *schema.get("$defs", {}).values()):
        properties = part.get("properties", {})
        for name, asked in properties.items():
            if {"type": "null"} in asked.get("anyOf", ()):
                part["required"] = [n for n in part.get("required", ()) if n != name]
                _without_null(asked)
    schema["properties"] = {"schema": {"const": result.schema_name}, **schema["properties"]}
    schema["required"] = ["schema", *schema.get("required", ())]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _without_null(asked: dict[str, Any]) -> None:
    left = [choice for choice in asked.pop("anyOf") if choice != {"type": "null"}]
    asked.pop("default", None)
    asked.update(left[0] if len(left) == 1 else {"anyOf": left})


def file_of(result: type[Result]) -> str:
    """Return the name of the file that holds a result's schema."""
    return result.schema_name.split("/")[1] + ".schema.json"


def schema_text(result: type[Result]) -> str:
    """Return the schema as its file holds it."""
    return json.dumps(schema_of(result), indent=1, ensure_ascii=False) + "\n"


def write_schemas() -> None:
    """Write every schema file that is not as it should be."""
    FOLDER.mkdir(exist_ok=True)
    for result, _ in RESULTS:
        path, text = FOLDER / file_of(result), schema_text(result)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
