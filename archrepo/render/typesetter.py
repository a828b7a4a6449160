"""Typst: sets pages from a template of ours; what they show is given as data and files."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from archrepo.errors import RenderUnavailableError
from archrepo.resources import resource_text

if TYPE_CHECKING:
    from collections.abc import Mapping


def typeset(
    template: str, content: Mapping[str, Any], files: Mapping[str, bytes], ppi: float | None = None
) -> bytes:
    """Return the pages as PDF, or the first of them as PNG; the same content is the same bytes.

    Args:
        template: File of `models/templates`; it reads `content.json`.
        content: What that file holds: texts are data, never markup.
        files: What stands beside it, by name.
        ppi: Pixels per inch of a PNG; PDF where there are none.

    Raises:
        RenderUnavailableError: The typesetter cannot be loaded, or refuses.
    """
    try:
        import typst
    except ImportError as exc:
        raise RenderUnavailableError(
            "PDF and PNG need Typst, which cannot be loaded here",
            hint="--format svg or html can be printed",
        ) from exc
    with TemporaryDirectory(prefix="archrepo-") as folder:
        place = Path(folder)
        (place / "content.json").write_text(json.dumps(content), encoding="utf-8")
        for name, data in files.items():
            (place / name).write_bytes(data)
        main = place / template
        main.write_text(resource_text("models", "templates", template), encoding="utf-8")
        form: dict[str, Any] = {"format": "png", "ppi": ppi} if ppi else {"format": "pdf"}
        try:
            made: Any = typst.compile(str(main), root=str(place), **form)
        except RuntimeError as exc:
            raise RenderUnavailableError(f"the page cannot be set: {exc}") from exc
    return bytes(made)
