"""A document as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import markdown
from archrepo.render.document.blocks import Bullets, Heading, Paragraph, Picture, Table

if TYPE_CHECKING:
    from archrepo.render.document.blocks import Block, Document


def as_markdown(document: Document) -> str:
    """Return the document as Markdown; pictures stand in it as text."""
    parts = [
        f"# {markdown.escaped(document.title)}\n",
        f"*{markdown.escaped(document.subtitle)}*\n",
    ]
    parts += [_block(block) for block in document.blocks]
    return "\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {markdown.escaped(block.text)}\n"
        case Paragraph(role="note"):
            return f"> {markdown.escaped(block.text)}\n"
        case Paragraph():
            return f"{markdown.escaped(block.text)}\n"
        case Bullets():
            return _bullets(block)
        case Table():
            return markdown.table([markdown.escaped(c) for c in block.columns], block.rows)
        case Picture():
            fence = "`" * 4
            return f"**{markdown.escaped(block.title)}**\n\n{fence}text\n{block.text}{fence}\n"


def _bullets(block: Bullets) -> str:
    lines = []
    for number, (item, below) in enumerate(block.items, 1):
        sign = f"{number}." if block.numbered else "-"
        lines.append(f"{sign} {markdown.escaped(item)}")
        if below:
            lines.append(f"{' ' * len(sign)} *{markdown.escaped(below)}*")
    return "\n".join(lines) + "\n"
