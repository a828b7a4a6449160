"""A document as PDF, set by Typst; texts are given as data, never read as markup."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Picture
from archrepo.render.label_text import one_line
from archrepo.render.typesetter import typeset

if TYPE_CHECKING:
    from archrepo.render.document.blocks import Block, Document


def as_pdf(document: Document) -> bytes:
    """Return the document on A4 pages; the same document is the same bytes.

    Raises:
        RenderUnavailableError: The typesetter cannot be loaded, or refuses.
    """
    files: dict[str, bytes] = {}
    content = {
        "title": one_line(document.title),
        "subtitle": one_line(document.subtitle),
        "lang": document.lang,
        "blocks": [_data(block, n, files) for n, block in enumerate(document.blocks)],
    }
    return typeset("document.typ", content, files)


def _data(block: Block, number: int, files: dict[str, bytes]) -> dict[str, Any]:
    """Return a block for the template; a picture is put beside it as a file."""
    if isinstance(block, Picture):
        name = f"picture-{number}.svg"
        files[name] = block.svg.encode()
        return {"type": "Picture", "title": one_line(block.title), "file": name}
    return {"type": type(block).__name__, **_cleaned(asdict(block))}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, (list, tuple)) else value
