"""What a campaign asks of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.freshness.results import Campaign
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording


def document(result: Campaign, words: Wording, most: int | None) -> Document:
    """Return the files, with whom each is for."""
    state = words.say("state", day=result.at, months=result.months)
    rows = [
        [
            sheet.owner_name or words.said["nobody"],
            words.kind(sheet.kind, plural=True),
            words.number(len(sheet.rows)),
            sheet.file,
        ]
        for sheet in result.sheets
    ]
    headings = words.columns("owner", "kind", "records", "file")
    blocks: tuple[Block, ...] = (Paragraph(words.said["everything_fresh"]),)
    if rows:
        blocks = cut(headings, rows, words, most)
    return Document(words.titled("campaign_title", result.domain_name), state, words.lang, blocks)


def rows(result: Campaign) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each file."""
    return ("owner", "owner_name", "kind", "records", "file"), [
        (s.owner, s.owner_name, s.kind, len(s.rows), s.file) for s in result.sheets
    ]
