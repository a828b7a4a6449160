"""The graph of a report as DOT, SVG, PNG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import impact_words as told
from archrepo.render.impact_graph.drawing import written
from archrepo.render.picture import pages

if TYPE_CHECKING:
    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.render.registry import View


def dot(report: ImpactReport, view: View) -> str:
    """Return the graph as DOT."""
    return written(report, view)


def svg(report: ImpactReport, view: View) -> bytes:
    """Return the graph for the screen: text as text, a tooltip on every box."""
    return pages.svg(written(report, view), view)


def png(report: ImpactReport, view: View) -> bytes:
    """Return the graph for a slide."""
    return pages.png(pages.measured(written(report, view), view), view)


def pdf(report: ImpactReport, view: View) -> bytes:
    """Return the graph on one page."""
    page = pages.measured(written(report, view), view)
    return pages.pdf([page], view, told.title(report, view.lang))
