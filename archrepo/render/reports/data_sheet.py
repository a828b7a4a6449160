"""A data object as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Bullets, Document, Heading, Table
from archrepo.render.reports.parts import listed, section, whom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.data_use.results import Access, Carried, DataSheet
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "object", "application", "name", "module", "role", "crud", "stages", "segments", "purpose",
    "legal_basis", "data_location", "via",
)  # fmt: skip


def document(result: DataSheet, words: Wording, most: int | None) -> Document:
    """Return what it is, what is wrong with it, who has it and what carries it."""
    blocks: list[Block] = [Table(words.columns("attribute", "value"), _identity(result, words))]
    if result.findings:
        told = tuple((words.said[f"finding_{finding}"], "") for finding in result.findings)
        blocks += [Heading(words.said["findings"]), Bullets(told)]
    blocks += section(
        words.said["holders"],
        words.columns("application", "role", "crud", "stages", "purpose"),
        [_access(access, result, words) for access in result.accesses],
        words,
        most,
    )
    blocks += section(
        words.said["flows"],
        words.columns("from", "to", "flow", "mode"),
        [
            [f.source.name, f.target.name, _flow_name(f), words.code("FlowMode", f.mode)]
            for f in result.flows
        ],
        words,
        most,
    )
    if result.needed_by:
        scopes = tuple((scope.name, "") for scope in result.needed_by)
        blocks += [Heading(words.said["needed_by"]), Bullets(scopes)]
    state = words.say("sheet_state", id=result.id, day=result.at, plan=words.plan(result.plan))
    return Document(result.name, state, words.lang, tuple(blocks))


def _identity(result: DataSheet, words: Wording) -> tuple[tuple[str, str], ...]:
    people = [
        f"{p.name} ({words.code('Responsibility', p.role)})" if p.role else p.name
        for p in result.people
    ]
    months = result.retention_months
    told = {
        "category": words.code("DataCategory", result.category),
        "criticality": words.code("Criticality", result.criticality),
        "classification": words.code("Classification", result.classification),
        "personal": words.code("Personal", result.personal),
        "subjects": listed(result.subjects),
        "retention": "" if months is None else words.say("months", count=months),
        "quality": result.quality_level or "",
        "part_of": " / ".join(whole.name for whole in result.wholes),
        "made_of": listed(part.name for part in result.parts),
        "answerable": listed(people) or words.said["nobody"],
    }
    return tuple((words.said[key], value) for key, value in told.items() if value)


def _flow_name(flow: Carried) -> str:
    """Return what a flow is called, unless that only tells where it goes."""
    ends = f"{flow.source.name} → {flow.target.name}"
    return "" if flow.name == ends else flow.name.removesuffix(f": {ends}").rstrip()


def _access(access: Access, result: DataSheet, words: Wording) -> list[str]:
    wholes = {whole.id: whole.name for whole in result.wholes}
    name = access.name + (f" / {access.module_name or access.module}" if access.module else "")
    name += f" ({whom(access.segments, result.segment_names, words)})" if access.segments else ""
    name += f" ({words.say('via', name=wholes.get(access.via, access.via))})" if access.via else ""
    purpose = [access.purpose or "", words.code("LegalBasis", access.legal_basis)]
    return [
        name,
        words.code("AccessRole", access.role),
        access.crud,
        listed(words.code("Stage", stage) for stage in access.stages),
        ", ".join(part for part in purpose if part),
    ]


def rows(result: DataSheet) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each access."""
    return _COLUMNS, [
        (
            result.id, a.application, a.name, a.module, a.role, a.crud, a.stages, a.segments,
            a.purpose, a.legal_basis, a.data_location, a.via,
        )
        for a in result.accesses
    ]  # fmt: skip
