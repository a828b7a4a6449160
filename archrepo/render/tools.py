"""What pictures and documents are made with here: each is tried, not only looked for."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec

from archrepo.render.graphviz_backend import draw
from archrepo.render.picture.scene import FONT


def graphviz_tool(by: str = "auto") -> str:
    """Return what draws pictures, with its version, once it has drawn one.

    Raises:
        RenderUnavailableError: Nothing draws here.
    """
    draw("digraph { a }", "svg", by)
    if by != "dot" and find_spec("pygraphviz"):
        return f"pygraphviz {version('pygraphviz')}"
    import graphviz

    return f"dot {'.'.join(map(str, graphviz.version()))}"


def typst_tool() -> str:
    """Return what sets documents as PDF, with its version."""
    return f"typst {version('typst')}"


def font_found() -> str:
    """Return the font that text of pictures is set in: the first asked for that is here, or ''."""
    import typst

    here = set(typst.Fonts().families())
    return next((name for name in FONT.split(",") if name in here), "")
