"""Every picture in every form: a module draws it as DOT, the forms follow from that."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.render.label_text import one_line
from archrepo.render.picture import pages
from archrepo.render.picture.palette import THEMES
from archrepo.render.registry import drawer_of
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from archrepo.render.picture.drawing import Drawing
    from archrepo.render.registry import View


def dot(result: object, view: View) -> str:
    """Return the picture as DOT: the same bytes for the same picture, on every machine."""
    return _drawing(result, view).dot()


def svg(result: object, view: View) -> bytes:
    """Return the picture for the screen: text as text, a tooltip on every box."""
    return pages.svg(_drawing(result, view).dot(), view)


def png(result: object, view: View) -> bytes:
    """Return the picture for a slide, fine enough to be printed."""
    drawing = _drawing(result, view)
    return pages.png(pages.svg(drawing.dot(), view), view, view.size or drawing.size)


def pdf(result: object, view: View) -> bytes:
    """Return the picture as one landscape page, or as several where it would not be readable.

    Unless a size is asked for, the page is the smallest, from A4 to A0, on which it reads.
    """
    drawing = _drawing(result, view)
    parts = drawing.parts() if drawing.parts else [drawing.dot()]
    drawn = [pages.svg(part, view) for part in parts]
    return pages.pdf(drawn, view, drawing.title, view.size or drawing.size)


def html(result: object, view: View) -> str:
    """Return the picture as a page for a browser, which asks for nothing outside itself."""
    drawing = _drawing(result, view)
    drawn = pages.svg(drawing.dot(), view)
    page: str = _template().render(
        title=drawing.title,
        lang=view.lang,
        fill=THEMES[view.theme].page.fill,
        width=pages.size_of(drawn)[0],
        drawn=pages.inline(drawn),
    )
    return page


def _drawing(result: object, view: View) -> Drawing:
    found: Drawing = drawer_of(type(result).__name__)(result, view)
    return found


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["line"] = one_line
    return environment.from_string(resource_text("models", "templates", "picture.html"))
