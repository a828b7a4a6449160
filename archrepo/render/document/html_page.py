"""A document as one HTML page that asks for nothing outside itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Bullets, Heading, Paragraph, Picture, Table
from archrepo.render.label_text import one_line
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from archrepo.render.document.blocks import Document

_NAMES = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    Picture: "picture",
}
_WHOLE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|[A-Z]{2,3}-\d\d)\b")  # days and rules


def as_html(document: Document) -> str:
    """Return the page: every text escaped, pictures inside, readable in print and in the dark."""
    sections = [b for b in document.blocks if isinstance(b, Heading) and b.level == 2]
    numbers = {id(section): number for number, section in enumerate(sections, 1)}
    blocks = [(_NAMES[type(b)], b, numbers.get(id(b), 0)) for b in document.blocks]
    page: str = _template().render(
        document=document, blocks=blocks, sections=list(enumerate(sections, 1))
    )
    return page


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["line"] = one_line
    environment.filters["unbroken"] = _unbroken
    return environment.from_string(resource_text("models", "templates", "document.html"))


def _unbroken(text: str) -> Any:
    """Return a text escaped, with days and rules in it that no browser breaks at their hyphens."""
    import markupsafe

    escaped = str(markupsafe.escape(one_line(text)))
    return markupsafe.Markup(_WHOLE.sub(r'<span class="whole">\g<0></span>', escaped))  # noqa: S704 - escaped above
