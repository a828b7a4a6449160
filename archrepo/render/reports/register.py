"""The register of processing as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import cut, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.data_use.results import DataRegister, Processing
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "purpose", "application", "application_name", "controller", "legal_basis", "subjects", "data",
    "sensitive", "recipients", "processors", "data_location", "retention_months", "missing",
)  # fmt: skip


def document(result: DataRegister, words: Wording, most: int | None) -> Document:
    """Return the entries by purpose, and how many of them are complete."""
    state = words.say("state", day=result.at, plan=words.plan(result.plan))
    title = words.titled("register_title", result.domain_name)
    if not result.entries:
        return Document(title, state, words.lang, (Paragraph(words.said["no_entries"]),))
    complete = sum(not entry.missing for entry in result.entries)
    blocks: tuple[Block, ...] = (
        Paragraph(words.say("complete", count=complete, total=len(result.entries))),
        *cut(
            words.columns("purpose", "application", "data", "basis", "recipients", "missing"),
            [_entry(entry, words) for entry in result.entries],
            words,
            most,
        ),
    )
    return Document(title, state, words.lang, blocks)


def _entry(entry: Processing, words: Wording) -> list[str]:
    data = listed((o.name for o in entry.objects), 3)
    return [
        entry.purpose or words.said["unstated_purpose"],
        entry.application.name,
        f"{data} ({words.said['sensitive']})" if entry.sensitive else data,
        listed(words.code("LegalBasis", basis) for basis in entry.legal_basis),
        listed((r.name for r in entry.recipients), 2),
        listed(words.said[f"missing_{name}"] for name in entry.missing),
    ]


def rows(result: DataRegister) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each entry, in words: it is read by people, and filed."""
    return _COLUMNS, [
        (
            e.purpose, e.application.id, e.application.name, [c.name for c in e.controller],
            e.legal_basis, e.subjects, [o.name for o in e.objects], e.sensitive,
            [r.name for r in e.recipients], [p.name for p in e.processors], e.data_location,
            e.retention_months, e.missing,
        )
        for e in result.entries
    ]  # fmt: skip
