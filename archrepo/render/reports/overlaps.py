"""Overlaps as a report: what nobody planned first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import listed, section, whom
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.coverages.results import Overlap, OverlapGroup, Overlaps, OverlapSide
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "rank", "left", "left_name", "right", "right_name", "score", "scope_weight", "scopes",
    "objects", "organisations", "users", "cost", "currency", "left_only", "left_sole",
    "right_only", "right_sole", "relation",
)  # fmt: skip
_SHOWN = 3  # names in a cell


def document(result: Overlaps, words: Wording, most: int | None) -> Document:
    """Return pairs, then groups, each with what they share and what each alone covers."""
    blocks: list[Block] = []
    groups = [
        ({m.id for m in group.members}, {s.id for s in group.scopes}) for group in result.groups
    ]
    told = [pair for pair in result.pairs if not _in_a_group(pair, groups)]
    open_pairs = [pair for pair in told if pair.relation is None]
    meant = [pair for pair in told if pair.relation is not None]
    headings = words.columns("pair", "score", "shared", "data", "at_stake", "alone")
    for key, pairs in (("pairs", open_pairs), ("on_purpose", meant)):
        blocks += section(
            words.said[key],
            headings,
            [_pair(pair, result.segment_names, words) for pair in pairs],
            words,
            most,
        )
    if folded := len(result.pairs) - len(told):
        blocks.append(Paragraph(words.count("folded_pairs", folded), "note"))
    blocks += section(
        words.said["groups"],
        words.columns("members", "shared", "cost", "alone"),
        [_group(group, words) for group in result.groups],
        words,
        most,
    )
    if not result.pairs:
        blocks.append(Paragraph(words.said["no_overlaps"]))
    else:
        if beyond := result.total - len(result.pairs):
            blocks.append(Paragraph(words.count("more_pairs", beyond)))
        blocks.append(Paragraph(words.said["score_note"], "note"))
    subtitle = words.say("state", day=result.at, plan=words.plan(result.plan))
    return Document(
        words.titled("overlaps_title", result.domain_name), subtitle, words.lang, tuple(blocks)
    )


def _in_a_group(pair: Overlap, groups: Iterable[tuple[set[str], set[str]]]) -> bool:
    """Return whether a pair shares scopes only, and no more than a group that holds both."""
    if pair.relation or pair.objects or pair.organisations or pair.cost:
        return False
    both, scopes = {pair.left.id, pair.right.id}, {scope.id for scope in pair.scopes}
    return any(both <= members and scopes <= shared for members, shared in groups)


def _pair(pair: Overlap, called: Mapping[str, str], words: Wording) -> list[str]:
    names = f"{pair.left.name} / {pair.right.name}"
    if pair.relation is not None:
        key = "being_replaced" if pair.relation == "REPLACED_BY" else "stand_in"
        names += f" ({words.said[key]})"
    shared = listed(
        (
            scope.name + (f" ({whom(scope.segments, called, words)})" if scope.segments else "")
            for scope in pair.scopes
        ),
        _SHOWN,
    )
    return [
        names,
        f"{pair.score:.0f}",
        shared,
        str(len(pair.objects) or ""),
        words.amount(pair.cost, pair.currency),
        _alone((pair.left, pair.right), words),
    ]


def _group(group: OverlapGroup, words: Wording) -> list[str]:
    return [
        listed((member.name for member in group.members), 6),
        listed((scope.name for scope in group.scopes), _SHOWN),
        words.amount(group.cost, group.currency),
        _alone(group.members, words),
    ]


def _alone(sides: Iterable[OverlapSide], words: Wording) -> str:
    told = [
        words.say("alone_of", name=side.name, scopes=listed((s.name for s in side.sole), 2))
        for side in sides
        if side.sole
    ]
    return semicolon(words.lang).join(told) or words.said["nothing_alone"]


def rows(result: Overlaps) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each pair."""
    return _COLUMNS, [
        (
            rank, p.left.id, p.left.name, p.right.id, p.right.name, p.score, p.scope_weight,
            [s.id for s in p.scopes], p.objects, p.organisations, p.users, p.cost, p.currency,
            [s.id for s in p.left.only], [s.id for s in p.left.sole],
            [s.id for s in p.right.only], [s.id for s in p.right.sole], p.relation,
        )
        for rank, p in enumerate(result.pairs, 1)
    ]  # fmt: skip
