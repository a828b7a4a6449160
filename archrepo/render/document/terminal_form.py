"""A document on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render.console import clean, printed, styled, table
from archrepo.render.document.blocks import Bullets, Heading, Paragraph, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from archrepo.render.document.blocks import Block, Document
    from archrepo.render.registry import View


def as_terminal(document: Document, view: View) -> str:
    """Return the document as text that fits the width."""
    parts: list[Any] = [styled(clean(document.title), "bold")]
    if document.subtitle:
        parts.append(styled(clean(document.subtitle), "dim"))
    return printed([*parts, *blocks_on_terminal(document.blocks, view)], view)


def blocks_on_terminal(blocks: Iterable[Block], view: View) -> Iterator[Any]:
    """Yield what to print of blocks, one after the other."""
    for block in blocks:
        yield from _block(block, view)


def _block(block: Block, view: View) -> Iterator[Any]:
    match block:
        case Heading():
            yield ""
            yield styled(clean(block.text), "bold")
        case Paragraph():
            yield clean(block.text)
        case Bullets():
            for number, (item, below) in enumerate(block.items, 1):
                yield f"{f'{number}.' if block.numbered else '-'} {clean(item)}"
                if below:
                    yield f"  {clean(below)}"
        case Table():
            rows = [[clean(cell) for cell in row] for row in block.rows]
            yield table(block.columns, rows, view).removeprefix("\n").rstrip("\n")
        case Picture():
            yield block.text.rstrip("\n")
