"""The dossier of a project as Markdown, as an HTML page and as PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archrepo.render.document.blocks import Picture
from archrepo.render.document.html_page import as_html
from archrepo.render.document.markdown_form import as_markdown
from archrepo.render.document.pdf_form import as_pdf
from archrepo.render.projects.dossier_document import dossier_document
from archrepo.render.projects.project_words import ProjectWords
from archrepo.render.registry import View
from archrepo.render.registry import render as rendered

if TYPE_CHECKING:
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.projects.dossier_results import ProjectDossier

_TEXT_WIDTH = 90  # columns of a map in a code block
_PROLOGUE = re.compile(r"\A.*?(?=<svg)", re.DOTALL)  # XML declaration and DOCTYPE


def markdown(dossier: ProjectDossier, view: View) -> str:
    """Return the dossier as Markdown; maps stand in it as text."""
    plain = View(lang=view.lang, width=_TEXT_WIDTH, graphviz=view.graphviz)

    def drawn(each: CapabilityMap) -> Picture:
        return Picture(_title(each, view.lang), text=str(rendered(each, "text", plain)))

    return as_markdown(dossier_document(dossier, view.lang, drawn))


def html(dossier: ProjectDossier, view: View) -> str:
    """Return the dossier as one page."""

    def drawn(each: CapabilityMap) -> Picture:
        svg = rendered(each, "svg", view)
        text = svg.decode("utf-8") if isinstance(svg, bytes) else svg
        return Picture(_title(each, view.lang), svg=_PROLOGUE.sub("", text))

    return as_html(dossier_document(dossier, view.lang, drawn))


def pdf(dossier: ProjectDossier, view: View) -> bytes:
    """Return the dossier on A4 pages."""

    def drawn(each: CapabilityMap) -> Picture:
        page = rendered(each, "pdf", view)
        return Picture(_title(each, view.lang), pdf=page if isinstance(page, bytes) else b"")

    return as_pdf(dossier_document(dossier, view.lang, drawn))


def _title(each: CapabilityMap, lang: str) -> str:
    names = ", ".join(box.name for box in each.domains)
    return ProjectWords(lang).say("map_of", name=names, day=each.at)
