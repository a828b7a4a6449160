"""A document as PDF, set by Typst; texts are given as data, never read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from archrepo.errors import RenderUnavailableError
from archrepo.render.document.blocks import Picture
from archrepo.render.label_text import one_line
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from archrepo.render.document.blocks import Block, Document


def as_pdf(document: Document) -> bytes:
    """Return the document on A4 pages; the same document is the same bytes.

    Raises:
        RenderUnavailableError: The typesetter cannot be loaded, or refuses.
    """
    try:
        import typst
    except ImportError as exc:
        raise RenderUnavailableError(
            "PDF needs Typst, which cannot be loaded here", hint="--format html can be printed"
        ) from exc
    with TemporaryDirectory(prefix="archrepo-") as folder:
        place = Path(folder)
        content = {
            "title": one_line(document.title),
            "subtitle": one_line(document.subtitle),
            "lang": document.lang,
            "blocks": [_data(block, n, place) for n, block in enumerate(document.blocks)],
        }
        (place / "content.json").write_text(json.dumps(content), encoding="utf-8")
        main = place / "document.typ"
        main.write_text(resource_text("models", "templates", "document.typ"), encoding="utf-8")
        try:
            made: Any = typst.compile(str(main), root=str(place), format="pdf")
        except RuntimeError as exc:
            raise RenderUnavailableError(f"the PDF cannot be set: {exc}") from exc
    return bytes(made)


def _data(block: Block, number: int, place: Path) -> dict[str, Any]:
    """Return a block for the template; a picture is put beside it as a file."""
    if isinstance(block, Picture):
        name = f"picture-{number}.pdf"
        (place / name).write_bytes(block.pdf)
        return {"type": "Picture", "title": one_line(block.title), "file": name}
    return {"type": type(block).__name__, **_cleaned(asdict(block))}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, (list, tuple)) else value
