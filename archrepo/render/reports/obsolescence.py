"""Obsolescence as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import listed, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.obsolescence import Obsolescence, ScopeAge, TechnologyAge
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "kind", "id", "name", "state", "vendor_support_end", "vendor_extended_end", "our_withdrawal",
    "late_days", "some_from", "all_from", "applications", "accepted",
)  # fmt: skip


def document(result: Obsolescence, words: Wording, most: int | None) -> Document:
    """Return technologies, then scopes, by the nearest end."""
    blocks: list[Block] = []
    blocks += section(
        words.said["technologies_in_use"],
        words.columns("technology", "vendor_until", "extended_until", "ours", "used_by"),
        [_technology(t, words) for t in result.technologies],
        words,
        most,
    )
    blocks += section(
        words.said["scopes"],
        words.columns("scope", "some_from", "all_from", "ours", "by"),
        [_scope(s, words) for s in result.scopes],
        words,
        most,
    )
    blocks += section(
        words.said["states"],
        words.columns("domain", "states"),
        [
            [
                d.name or words.said["no_domain"],
                ", ".join(f"{words.said[f'state_{s}']} {n}" for s, n in d.states.items()),
            ]
            for d in result.domains
            if d.states.keys() != {"UNKNOWN"}
        ],
        words,
    )
    for key, count in (("undated", result.undated), ("without", result.without)):
        if count:
            blocks.append(Paragraph(words.count(key, count), "note"))
    if not blocks:
        blocks.append(Paragraph(words.said["no_technologies"]))
    state = words.say("state", day=result.at, plan=words.plan(result.plan))
    return Document(
        words.titled("obsolescence_title", result.domain_name), state, words.lang, tuple(blocks)
    )


def _technology(item: TechnologyAge, words: Wording) -> list[str]:
    ours = words.day(item.our_withdrawal)
    if item.late:
        ours += f" ({words.count('late', item.late)})"
    accepted = {a.id for a in item.accepted}
    users = [
        words.say("accepted", name=a.name) if a.id in accepted else a.name
        for a in item.applications
    ]
    support = words.day(item.vendor_support_end)
    return [
        item.name,
        f"{support} {words.said[f'state_{item.vendor}']}".strip(),
        words.day(item.vendor_extended_end),
        ours,
        listed(users, 3),
    ]


def _scope(item: ScopeAge, words: Wording) -> list[str]:
    return [
        item.name,
        words.day(item.some_from),
        words.day(item.all_from),
        words.day(item.ours_first),
        listed((a.name for a in item.by), 3),
    ]


def rows(result: Obsolescence) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each technology, then for each scope."""
    found: list[Sequence[Any]] = [
        (
            "Technology", t.id, t.name, t.vendor, t.vendor_support_end, t.vendor_extended_end,
            t.our_withdrawal, t.late, None, None, [a.id for a in t.applications],
            [a.id for a in t.accepted],
        )
        for t in result.technologies
    ]  # fmt: skip
    found += [
        (
            "Scope", s.scope, s.name, s.vendor, None, None, s.ours_first, None, s.some_from,
            s.all_from, [a.id for a in s.by], None,
        )
        for s in result.scopes
    ]  # fmt: skip
    return _COLUMNS, found
