"""Which function renders which result in which format; modules are loaded when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from archrepo.errors import ConfigError


@dataclass(frozen=True, slots=True)
class View:
    """How the reader sees things.

    Attributes:
        lang: `en` or `fr`, for everything people read; codes and ids stay.
        width: Columns of the terminal; 0 where nothing must be folded.
        color: Whether escape codes for colour may be used.
        unfold: Whether lines folded into counts are shown (`--all`).
        all_paths: Whether the other ways to what is struck are shown (`--all-paths`).
        graphviz: What draws pictures: `pygraphviz`, `dot`, or `auto` for the first there is.
        theme: Colours of pictures: `light` or `dark`.
        size: Page a picture is made for: `a4`, `a3`, `slide`; the smallest it reads on where empty.
    """

    lang: str = "en"
    width: int = 100
    color: bool = False
    unfold: bool = False
    all_paths: bool = False
    graphviz: str = "auto"
    theme: str = "light"
    size: str = ""


DRAWERS = {
    "CapabilityMap": "archrepo.render.capability_map.pictures:drawing",
    "MapComparison": "archrepo.render.comparison.pictures:drawing",
    "MapBoard": "archrepo.render.comparison.board:drawing",
    "FlowMap": "archrepo.render.flows.flow_picture:drawing",
    "Landscape": "archrepo.render.flows.landscape_picture:drawing",
    "JourneyMap": "archrepo.render.journey.pictures:drawing",
    "Lineage": "archrepo.render.flows.data_picture:drawing",
    "ImpactReport": "archrepo.render.impact_graph.drawing:drawing",
    "Roadmap": "archrepo.render.roadmap.pictures:drawing",
    "Scenario": "archrepo.render.scenarios.pictures:drawing",
}
"""Result class → `module:function`, a function of (result, view) to a picture."""

RENDERERS: dict[tuple[str, str], str] = {
    **{
        (name, fmt): f"archrepo.render.picture.forms:{fmt}"
        for name in DRAWERS
        for fmt in ("dot", "svg", "png", "pdf", "html")
    },
    ("*", "json"): "archrepo.render.json_form:render",
    ("CapabilityMap", "text"): "archrepo.render.capability_map.text:render",
    ("MapComparison", "text"): "archrepo.render.comparison.text:render",
    ("MapBoard", "text"): "archrepo.render.comparison.board_text:render",
    ("FlowMap", "text"): "archrepo.render.flows.text:render_flows",
    ("Landscape", "text"): "archrepo.render.flows.text:render_landscape",
    ("JourneyMap", "text"): "archrepo.render.journey.text:render",
    ("NodeList", "table"): "archrepo.render.inventory_table:render_list",
    ("NodeList", "csv"): "archrepo.render.inventory_rows:list_csv",
    ("NodeList", "markdown"): "archrepo.render.inventory_rows:list_markdown",
    ("NodeSheet", "table"): "archrepo.render.inventory_table:render_sheet",
    ("NodeSheet", "markdown"): "archrepo.render.inventory_rows:sheet_markdown",
    ("SearchHits", "table"): "archrepo.render.inventory_table:render_hits",
    ("SearchHits", "csv"): "archrepo.render.inventory_rows:hits_csv",
    ("QueryAnswer", "table"): "archrepo.render.inventory_table:render_answer",
    ("QueryAnswer", "csv"): "archrepo.render.inventory_rows:answer_csv",
    ("QueryAnswer", "markdown"): "archrepo.render.inventory_rows:answer_markdown",
    ("PlanReport", "table"): "archrepo.render.plan_text:render_table",
    ("PlanReport", "markdown"): "archrepo.render.plan_text:render_markdown",
    ("MappingGuess", "yaml"): "archrepo.render.mapping_text:render_yaml",
    ("MappingCheck", "table"): "archrepo.render.mapping_text:render_check",
    ("BatchList", "json"): "archrepo.render.history_text:batches_json",
    ("BatchList", "markdown"): "archrepo.render.history_text:batches_markdown",
    ("BatchList", "table"): "archrepo.render.history_text:batches_table",
    ("ChangeHistory", "json"): "archrepo.render.history_text:changes_json",
    ("ChangeHistory", "markdown"): "archrepo.render.history_text:changes_markdown",
    ("ChangeHistory", "table"): "archrepo.render.history_text:changes_table",
    ("Difference", "markdown"): "archrepo.render.difference_text:render_markdown",
    ("Difference", "table"): "archrepo.render.difference_text:render_table",
    ("StoreReport", "table"): "archrepo.render.store_table:render_store",
    ("SettingsReport", "table"): "archrepo.render.admin_text:render_settings",
    ("Diagnosis", "table"): "archrepo.render.admin_text:render_diagnosis",
    ("Explanation", "table"): "archrepo.render.explanation_text:render_table",
    ("Explanation", "markdown"): "archrepo.render.explanation_text:render_markdown",
    ("ImpactReport", "table"): "archrepo.render.impact_table:render",
    ("ImpactReport", "markdown"): "archrepo.render.impact_markdown:render",
    ("EarliestRetirement", "table"): "archrepo.render.earliest_text:render_table",
    ("EarliestRetirement", "markdown"): "archrepo.render.earliest_text:render_markdown",
    ("ParityReport", "table"): "archrepo.render.parity_text:render_table",
    ("ParityReport", "markdown"): "archrepo.render.parity_text:render_markdown",
    ("ParityReport", "csv"): "archrepo.render.parity_text:render_csv",
    ("Lineage", "table"): "archrepo.render.lineage_text:render_table",
    ("Lineage", "markdown"): "archrepo.render.lineage_text:render_markdown",
    ("Lineage", "csv"): "archrepo.render.lineage_text:render_csv",
    ("ImpactReport", "csv"): "archrepo.render.impact_csv:render",
    ("ImpactReport", "tree"): "archrepo.render.impact_graph.tree:render",
    ("ImpactReport", "html"): "archrepo.render.impact_document:html",
    ("ScenarioList", "table"): "archrepo.render.scenarios.scenario_text:list_table",
    ("ScenarioList", "csv"): "archrepo.render.scenarios.scenario_text:list_csv",
    ("ScenarioList", "markdown"): "archrepo.render.scenarios.scenario_text:list_markdown",
    ("Scenario", "table"): "archrepo.render.scenarios.scenario_text:scenario_table",
    ("Scenario", "markdown"): "archrepo.render.scenarios.scenario_text:scenario_markdown",
    ("ProjectList", "table"): "archrepo.render.projects.project_table:list_table",
    ("ProjectList", "csv"): "archrepo.render.projects.project_table:list_csv",
    ("ProjectList", "markdown"): "archrepo.render.projects.project_table:list_markdown",
    ("CollisionList", "table"): "archrepo.render.projects.collision_table:table_form",
    ("CollisionList", "csv"): "archrepo.render.projects.collision_table:csv_form",
    ("CollisionList", "markdown"): "archrepo.render.projects.collision_table:markdown_form",
    ("ProjectSheet", "table"): "archrepo.render.projects.project_table:sheet_table",
    ("ProjectSheet", "markdown"): "archrepo.render.projects.project_table:sheet_markdown",
    ("ProjectDossier", "markdown"): "archrepo.render.projects.dossier_forms:markdown",
    ("ProjectDossier", "html"): "archrepo.render.projects.dossier_forms:html",
    ("ProjectDossier", "pdf"): "archrepo.render.projects.dossier_forms:pdf",
    ("Roadmap", "table"): "archrepo.render.reports.forms:table",
    ("Roadmap", "markdown"): "archrepo.render.reports.forms:markdown",
    ("Roadmap", "html"): "archrepo.render.reports.forms:html",
    ("Roadmap", "csv"): "archrepo.render.reports.forms:csv",
    ("Roadmap", "text"): "archrepo.render.roadmap.text:render",
    ("CheckReport", "table"): "archrepo.render.check_table:render",
    ("CheckReport", "csv"): "archrepo.render.check_forms:render_csv",
    ("CheckReport", "markdown"): "archrepo.render.check_forms:render_markdown",
    ("CheckReport", "github"): "archrepo.render.check_forms:render_github",
    ("CheckReport", "sarif"): "archrepo.render.check_sarif:render",
    ("CoverageMatrix", "text"): "archrepo.render.grids.forms:text",
    ("CoverageMatrix", "xlsx"): "archrepo.render.grids.forms:xlsx",
    ("CoverageMatrix", "html"): "archrepo.render.grids.forms:html",
    ("CoverageMatrix", "csv"): "archrepo.render.grids.forms:csv",
    ("DataMatrix", "text"): "archrepo.render.grids.forms:text",
    ("DataMatrix", "xlsx"): "archrepo.render.grids.forms:xlsx",
    ("DataMatrix", "html"): "archrepo.render.grids.forms:html",
    ("DataMatrix", "csv"): "archrepo.render.grids.forms:csv",
    ("DataCirculation", "xlsx"): "archrepo.render.grids.forms:xlsx",
    ("DataCirculation", "html"): "archrepo.render.grids.forms:html",
    ("DataCirculation", "table"): "archrepo.render.reports.forms:table",
    ("DataCirculation", "markdown"): "archrepo.render.reports.forms:markdown",
    ("DataCirculation", "csv"): "archrepo.render.reports.forms:csv",
    ("DataSheet", "table"): "archrepo.render.reports.forms:table",
    ("DataSheet", "markdown"): "archrepo.render.reports.forms:markdown",
    ("DataSheet", "html"): "archrepo.render.reports.forms:html",
    ("DataSheet", "csv"): "archrepo.render.reports.forms:csv",
    ("DataRegister", "table"): "archrepo.render.reports.forms:table",
    ("DataRegister", "markdown"): "archrepo.render.reports.forms:markdown",
    ("DataRegister", "html"): "archrepo.render.reports.forms:html",
    ("DataRegister", "csv"): "archrepo.render.reports.forms:csv",
    ("Legacy", "table"): "archrepo.render.reports.forms:table",
    ("Legacy", "markdown"): "archrepo.render.reports.forms:markdown",
    ("Legacy", "html"): "archrepo.render.reports.forms:html",
    ("Legacy", "csv"): "archrepo.render.reports.forms:csv",
    ("Obsolescence", "table"): "archrepo.render.reports.forms:table",
    ("Obsolescence", "markdown"): "archrepo.render.reports.forms:markdown",
    ("Obsolescence", "html"): "archrepo.render.reports.forms:html",
    ("Obsolescence", "csv"): "archrepo.render.reports.forms:csv",
    ("TimeChart", "table"): "archrepo.render.reports.forms:table",
    ("TimeChart", "markdown"): "archrepo.render.reports.forms:markdown",
    ("TimeChart", "html"): "archrepo.render.reports.forms:html",
    ("TimeChart", "csv"): "archrepo.render.reports.forms:csv",
    ("TimeChart", "svg"): "archrepo.render.time_picture:svg",
    ("TimeChart", "png"): "archrepo.render.time_picture:png",
    ("TimeChart", "pdf"): "archrepo.render.time_picture:pdf",
    ("Maturity", "table"): "archrepo.render.reports.forms:table",
    ("Maturity", "markdown"): "archrepo.render.reports.forms:markdown",
    ("Maturity", "html"): "archrepo.render.reports.forms:html",
    ("Maturity", "csv"): "archrepo.render.reports.forms:csv",
    ("Campaign", "table"): "archrepo.render.reports.forms:table",
    ("Campaign", "markdown"): "archrepo.render.reports.forms:markdown",
    ("Campaign", "html"): "archrepo.render.reports.forms:html",
    ("Campaign", "csv"): "archrepo.render.reports.forms:csv",
    ("CoverageGaps", "table"): "archrepo.render.reports.forms:table",
    ("CoverageGaps", "markdown"): "archrepo.render.reports.forms:markdown",
    ("CoverageGaps", "html"): "archrepo.render.reports.forms:html",
    ("CoverageGaps", "csv"): "archrepo.render.reports.forms:csv",
    ("Overlaps", "table"): "archrepo.render.reports.forms:table",
    ("Overlaps", "markdown"): "archrepo.render.reports.forms:markdown",
    ("Overlaps", "html"): "archrepo.render.reports.forms:html",
    ("Overlaps", "csv"): "archrepo.render.reports.forms:csv",
    ("ResidualCoverage", "table"): "archrepo.render.reports.forms:table",
    ("ResidualCoverage", "markdown"): "archrepo.render.reports.forms:markdown",
    ("ResidualCoverage", "html"): "archrepo.render.reports.forms:html",
    ("ResidualCoverage", "csv"): "archrepo.render.reports.forms:csv",
}
"""(result class, format) → `module:function`, a function of (result, view) to text or bytes."""


def formats_of(result_class: str) -> list[str]:
    """Return the formats a result can be rendered in, sorted."""
    return sorted(fmt for owner, fmt in RENDERERS if owner in (result_class, "*"))


def render(result: object, fmt: str, view: View) -> str | bytes:
    """Return `result` in `fmt`.

    Raises:
        ConfigError: If there is no such format for this result.
    """
    name = type(result).__name__
    path = RENDERERS.get((name, fmt)) or RENDERERS.get(("*", fmt))
    if path is None:
        raise ConfigError(
            f"this answer has no format '{fmt}'", hint=f"one of {', '.join(formats_of(name))}"
        )
    rendered: Any = _loaded(path)(result, view)
    return rendered if isinstance(rendered, bytes) else str(rendered)


def drawer_of(result_class: str) -> Any:
    """Return the function that draws results of a class."""
    return _loaded(DRAWERS[result_class])


def _loaded(path: str) -> Any:
    module, function = path.split(":")
    return getattr(import_module(module), function)
