"""Coverage gaps as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.vocabulary import Criticality
from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import listed, section, whom
from archrepo.resources.typography import semicolon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.coverages.results import CoverageGap, CoverageGaps
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "scope", "name", "domain", "criticality", "level", "target", "reason", "segments",
    "applications", "since", "until", "by", "needs", "projects",
)  # fmt: skip

_KNOWN_FROM = 20  # percent of scopes with coverage, below which gaps say little; as for a check


def document(result: CoverageGaps, words: Wording, most: int | None) -> Document:
    """Return the gaps, the most critical first, then how each domain fares."""
    blocks: list[Block] = []
    covered, leaves = (sum(getattr(d, n) for d in result.domains) for n in ("covered", "leaves"))
    told = list(result.gaps)
    if covered * 100 < leaves * _KNOWN_FROM:
        figures = {"count": words.number(covered), "total": words.number(leaves)}
        blocks.append(Paragraph(words.say("hardly_known", **figures), "note"))
        told = told if most is None else [gap for gap in told if not _says_nothing(gap)]
    if folded := len(result.gaps) - len(told):
        blocks.append(Paragraph(words.count("folded_gaps", folded), "note"))
    blocks += section(
        words.said["gaps"],
        words.columns("scope", "criticality", "why", "now_by", "ahead"),
        [_gap(gap, result.segment_names, words) for gap in told],
        words,
        most,
        empty="" if result.gaps else words.said["no_gaps" if leaves else "no_scopes"],
    )
    blocks += section(
        words.said["domains"],
        words.columns("domain", "covered", "gaps", "levels"),
        [
            [
                d.name or words.said["no_domain"],
                words.say("k_of_n", count=words.number(d.covered), total=words.number(d.leaves)),
                words.number(d.gaps) if d.gaps else "",
                ", ".join(
                    f"{words.code('CoverageLevel', level)} {words.number(count)}"
                    for level, count in reversed(d.levels.items())
                ),
            ]
            for d in result.domains
        ],
        words,
        most,
    )
    if result.without_target:
        blocks.append(Paragraph(words.count("no_target", result.without_target), "note"))
    if result.unstated:
        blocks.append(Paragraph(words.count("unstated_levels", result.unstated), "note"))
    subtitle = words.say("state", day=result.at, plan=words.plan(result.plan))
    return Document(
        words.titled("gaps_title", result.domain_name), subtitle, words.lang, tuple(blocks)
    )


def _says_nothing(gap: CoverageGap) -> bool:
    """Return whether all that is known of a gap is that nobody recorded any coverage."""
    unknown = gap.criticality not in (Criticality.BUSINESS_CRITICAL, Criticality.MISSION_CRITICAL)
    known = gap.target or gap.since or gap.until or gap.needs or gap.projects
    return gap.reason == "UNCOVERED" and unknown and not known


def _gap(gap: CoverageGap, names: Mapping[str, str], words: Wording) -> list[str]:
    return [
        gap.name,
        words.code("Criticality", gap.criticality),
        _why(gap, names, words),
        listed((a.name for a in gap.applications), 3),
        _ahead(gap, words),
    ]


def _why(gap: CoverageGap, names: Mapping[str, str], words: Wording) -> str:
    for_whom = whom(gap.segments, names, words)
    told = words.say(f"reason_{gap.reason}", segments=for_whom, day=gap.since or "")
    if gap.reason == "BELOW_TARGET":
        level, target = (words.code("CoverageLevel", c) for c in (gap.level, gap.target))
        told += f" ({level} < {target})"
    if gap.reason == "ENDING" and gap.segments:
        told += f" ({for_whom})"
    if gap.since and gap.reason != "ENDING":
        told += f", {words.say('since', day=gap.since)}"
    return told


def _ahead(gap: CoverageGap, words: Wording) -> str:
    told = []
    if gap.until:
        told.append(words.say("again", day=gap.until, names=listed(a.name for a in gap.by)))
    if gap.needs:
        told.append(words.say("need", names=listed((n.name for n in gap.needs), 2)))
    if gap.projects:
        told.append(words.say("project", names=listed((p.name for p in gap.projects), 2)))
    return semicolon(words.lang).join(told) or words.said["nothing_ahead"]


def rows(result: CoverageGaps) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each gap."""
    return _COLUMNS, [
        (
            g.scope, g.name, g.domain, g.criticality, g.level, g.target, g.reason, g.segments,
            [a.id for a in g.applications], g.since, g.until, [a.id for a in g.by],
            [n.id for n in g.needs], [p.id for p in g.projects],
        )
        for g in result.gaps
    ]  # fmt: skip
