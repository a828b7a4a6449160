"""Residual coverage as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.document.blocks import Document, Paragraph
from archrepo.render.reports.parts import listed, section, whom
from archrepo.resources.typography import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.coverages.results import ResidualCoverage, ResidualScope
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "scope", "name", "domain", "criticality", "effect", "before", "after", "at_most", "segments",
    "lost", "remaining", "again",
)  # fmt: skip
_SOUND = ("PRIMARY_LOST", "REDUNDANCY_REDUCED")


def document(result: ResidualCoverage, words: Wording, most: int | None) -> Document:
    """Return what is lost, then what others still cover, then the domains that lose."""
    blocks: list[Block] = []
    lost = [scope for scope in result.scopes if scope.effect not in _SOUND]
    kept = [scope for scope in result.scopes if scope.effect in _SOUND]
    headings = words.columns("scope", "criticality", "effect", "before", "after", "remaining")
    remaining = [r for scope in result.scopes for r in scope.remaining]
    levels = any(r.level for r in remaining)
    for key, scopes in (("losses", lost), ("kept", kept)):
        blocks += section(
            words.said[key],
            headings,
            [_scope(s, result, words, levels=levels) for s in scopes],
            words,
            most,
        )
    if unstated := sum(scope.unstated for scope in result.scopes):
        blocks.append(Paragraph(words.count("unstated_levels", unstated), "note"))
    blocks += section(
        words.said["domains"],
        words.columns("domain", "before", "after"),
        [
            [
                domain.name or words.said["no_domain"],
                words.say("k_of_n", count=domain.before, total=domain.leaves),
                words.say("k_of_n", count=domain.after, total=domain.leaves),
            ]
            for domain in result.domains
        ],
        words,
        most,
    )
    title = words.say("residual_title", names=listed(a.name for a in result.without))
    title = about(title, result.domain_name)
    subtitle = words.say("state", day=result.at, plan=words.plan(result.plan))
    told = tuple(blocks) or (Paragraph(words.said["nothing_covered"]),)
    return Document(title, subtitle, words.lang, told)


def _scope(
    scope: ResidualScope, result: ResidualCoverage, words: Wording, *, levels: bool
) -> list[str]:
    """Return a row; levels of those that remain are told where any of them states one."""
    effect = words.say(f"effect_{scope.effect}", day=scope.again or "", percent=scope.at_most)
    if scope.segments:
        names = whom(scope.segments, result.segment_names, words)
        effect += f" {words.say('for_segments', names=names)}"
    remaining = [
        f"{r.name} ({words.code('CoverageLevel', r.level) or words.said['unstated']})"
        if levels
        else r.name
        for r in scope.remaining
    ]
    return [
        scope.name,
        words.code("Criticality", scope.criticality),
        effect,
        words.code("CoverageLevel", scope.before),
        words.code("CoverageLevel", scope.after),
        listed(remaining, 3),
    ]


def rows(result: ResidualCoverage) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each scope that one of them covers."""
    return _COLUMNS, [
        (
            s.scope, s.name, s.domain, s.criticality, s.effect, s.before, s.after, s.at_most,
            s.segments, [a.id for a in s.lost],
            [f"{r.id}={r.level or 'UNSTATED'}" for r in s.remaining], s.again,
        )
        for s in result.scopes
    ]  # fmt: skip
