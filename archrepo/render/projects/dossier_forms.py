"""The dossier of a project as Markdown, as an HTML page and as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.document.blocks import Picture
from archrepo.render.document.html_page import as_html
from archrepo.render.document.markdown_form import as_markdown
from archrepo.render.document.pdf_form import as_pdf
from archrepo.render.picture.forms import svg
from archrepo.render.picture.pages import inline
from archrepo.render.projects.dossier_document import dossier_document
from archrepo.render.projects.project_words import ProjectWords
from archrepo.render.registry import View
from archrepo.render.registry import render as rendered

if TYPE_CHECKING:
    from collections.abc import Callable

    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.projects.dossier_results import ProjectDossier

_TEXT_WIDTH = 90  # columns of a map in a code block


def markdown(dossier: ProjectDossier, view: View) -> str:
    """Return the dossier as Markdown; maps stand in it as text."""
    plain = View(lang=view.lang, width=_TEXT_WIDTH, graphviz=view.graphviz)

    def drawn(each: CapabilityMap) -> Picture:
        return Picture(_title(each, view.lang), text=str(rendered(each, "text", plain)))

    return as_markdown(dossier_document(dossier, view.lang, drawn))


def html(dossier: ProjectDossier, view: View) -> str:
    """Return the dossier as one page."""
    return as_html(dossier_document(dossier, view.lang, _drawn(view)))


def pdf(dossier: ProjectDossier, view: View) -> bytes:
    """Return the dossier on A4 pages."""
    return as_pdf(dossier_document(dossier, view.lang, _drawn(view)))


def _drawn(view: View) -> Callable[[CapabilityMap], Picture]:
    def drawn(each: CapabilityMap) -> Picture:
        return Picture(_title(each, view.lang), svg=inline(svg(each, view)))

    return drawn


def _title(each: CapabilityMap, lang: str) -> str:
    names = ", ".join(box.name for box in each.domains)
    return ProjectWords(lang).say("map_of", name=names, day=each.at)
