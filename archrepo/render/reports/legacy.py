"""Legacy as a report: sums, the way out, who pays, and demand without supply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from archrepo.domain.text import by_name
from archrepo.render.document.blocks import Bullets, Document, Heading, Paragraph
from archrepo.render.impact_words import effect_word
from archrepo.render.reports.parts import listed, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.legacy.results import Blocker, DomainLegacy, Legacy, LegacyApplication
    from archrepo.render.document.blocks import Block
    from archrepo.render.wording import Wording

_COLUMNS = (
    "application", "name", "domain", "disposition", "phase", "reasons", "run_cost", "currency",
    "leaving", "end", "ended_by", "contract_end", "technologies", "successors", "step", "together",
    "waits_for", "blockers",
)  # fmt: skip


def document(result: Legacy, words: Wording, most: int | None) -> Document:
    """Return the report."""
    blocks = tuple(_blocks(result, words, most))
    state = words.say("state", day=result.at, plan=words.plan(result.plan))
    return Document(words.titled("legacy_title", result.domain_name), state, words.lang, blocks)


def _blocks(result: Legacy, words: Wording, most: int | None) -> Iterator[Block]:
    if not result.applications:
        yield Paragraph(words.said["nothing"])
        yield from _demand(result, words, most)
        return
    sums = [*result.domains, result.total] if len(result.domains) > 1 else [result.total]
    yield from section(
        words.said["domains"],
        words.columns("domain", "legacy", "cost", "reasons", "blocked"),
        [_sum(s, result, words) for s in sums],
        words,
        None,
    )
    leaving = [a for a in result.applications if a.leaving]
    leaving.sort(key=lambda a: (a.step or 0, a.end is None, str(a.end), by_name(a)))
    yield from section(
        words.said["way_out"],
        words.columns("step", "application", "ends", "successor", "hangs"),
        [_leaving(a, words) for a in leaving],
        words,
        most,
    )
    if leaving:
        yield Paragraph(words.say("way_out_note", day=result.at), "note")
    staying = [a for a in result.applications if not a.leaving]
    staying.sort(key=lambda a: (-(a.run_cost or 0), by_name(a)))
    yield from section(
        words.said["staying"],
        words.columns("application", "reasons", "cost", "technologies"),
        [_staying(a, words) for a in staying],
        words,
        most,
    )
    yield from _money(result, words, most)
    yield from _demand(result, words, most)


def _sum(item: DomainLegacy, result: Legacy, words: Wording) -> list[str]:
    whole = item is result.total
    why = ", ".join(f"{words.said[f'reason_{r}']} {n}" for r, n in item.by_reason.items())
    return [
        words.said["total"] if whole else item.name or words.said["no_domain"],
        words.say("k_of_n", count=item.legacy, total=item.applications),
        words.say(
            "of_cost",
            part=words.number(item.legacy_cost),
            whole=words.amount(item.run_cost, result.currency),
        ),
        why,
        str(item.blocked or ""),
    ]


def _leaving(item: LegacyApplication, words: Wording) -> list[str]:
    step = str(item.step)
    step += f" {words.said['together']}" if item.together else ""
    end = words.day(item.end) or words.said["no_end"]
    end += f" ({item.ended_by_name})" if item.ended_by_name else ""
    successors = [s.name + (f" ({words.day(s.start)})" if s.start else "") for s in item.successors]
    return [step, item.name, end, listed(successors) or words.said["none"], _hanging(item, words)]


def _hanging(item: LegacyApplication, words: Wording) -> str:
    """Return what still hangs on an application: who must go before it, then the rest."""
    first = {a.id for a in item.waits_for}
    ordered = sorted(item.blockers, key=lambda b: b.node not in first)
    return listed((_blocker(b, words) for b in ordered), 3) or words.said["free"]


def _blocker(blocker: Blocker, words: Wording) -> str:
    effect = effect_word(blocker.effect, words.lang).lower()
    return words.say("hanging", name=blocker.name, effect=effect)


def _staying(item: LegacyApplication, words: Wording) -> list[str]:
    aged = [words.say("since", name=t.name, day=t.ended) for t in item.technologies]
    return [
        item.name,
        listed(words.said[f"reason_{reason}"] for reason in item.reasons),
        words.amount(item.run_cost, item.currency),
        listed(aged),
    ]


def _money(result: Legacy, words: Wording, most: int | None) -> Iterator[Block]:
    yield from section(
        words.said["payers"],
        words.columns("payer", "run", "of_legacy", "change"),
        [
            [
                p.name or words.said["nobody"],
                *(words.amount(a or None, result.currency) for a in (p.run, p.legacy, p.change)),
            ]
            for p in result.payers
        ],
        words,
        most,
    )
    if result.unstated:
        currency = result.currency or words.said["one_currency"]
        yield Paragraph(words.count("unstated", result.unstated, currency=currency), "note")


def _demand(result: Legacy, words: Wording, most: int | None) -> Iterator[Block]:
    yield from section(
        words.said["needs"],
        words.columns("need", "priority", "status", "expected_by"),
        [
            [
                need.name,
                words.code("Priority", need.priority),
                words.code("NeedStatus", need.status),
                words.day(need.expected_by),
            ]
            for need in result.needs
        ],
        words,
        most,
    )
    if result.projects:
        yield Heading(words.said["projects"])
        yield Bullets(tuple((project.name, "") for project in result.projects))


def rows(result: Legacy) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """Return a row for each legacy application."""
    return _COLUMNS, [
        (
            a.id, a.name, a.domain, a.disposition, a.phase, a.reasons, a.run_cost, a.currency,
            a.leaving, a.end, a.ended_by, a.contract_end,
            [f"{t.id} {t.ended}" for t in a.technologies], [s.id for s in a.successors], a.step,
            a.together, [w.id for w in a.waits_for],
            [f"{b.effect} {b.node}" for b in a.blockers],
        )
        for a in result.applications
    ]  # fmt: skip
