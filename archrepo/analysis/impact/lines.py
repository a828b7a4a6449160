"""Findings to lines: one per node and effect, its causes in order, people and evidence added."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.report import (
    AlternativeItem,
    Benefit,
    CauseItem,
    EvidenceItem,
    GapItem,
    ImpactLine,
    Informed,
)
from archrepo.analysis.impact.severity import WITH_CRITICALITY
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.findings import Alternative, Cause, Findings, Gap, Note
    from archrepo.analysis.impact.people import Contact
    from archrepo.domain.facts import NodeFact

_FREED = ("COST_FREED", "TECH_FREED")


def struck_nodes(facts: Facts, findings: Findings) -> dict[tuple[str, str], NodeFact]:
    """Return (kind, id) → node, for every node that suffers something."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for causes in findings:
        by_kind[causes[0].kind].add(causes[0].node)
    return {
        (kind, node_id): node
        for kind, ids in sorted(by_kind.items())
        for node_id, node in facts.nodes(kind, sorted(ids)).items()
    }


def lines_of(
    findings: Findings,
    nodes: Mapping[tuple[str, str], NodeFact],
    contacts: Mapping[str, Sequence[Contact]],
    at_least: Severity = Severity.INFO,
) -> tuple[ImpactLine, ...]:
    """Return the lines in their order: the worst first, then by kind, id and effect.

    Args:
        findings: What the rules found.
        nodes: (kind, id) → node, of every struck one.
        contacts: Node → whom to tell.
        at_least: The severity from which lines are wanted.
    """
    lines = []
    for causes in findings:
        node = nodes[causes[0].kind, causes[0].node]
        ordered = _ordered(causes, _criticality(node))
        if ordered[0].final(_criticality(node)).rank >= at_least.rank:
            lines.append(_line(ordered, node, contacts.get(node.id, ())))
    return tuple(sorted(lines, key=lambda x: (-x.final.rank, x.kind, x.node, x.effect)))


def _criticality(node: NodeFact) -> str | None:
    stated = node.values.get("criticality")
    return None if stated is None else str(stated)


def _ordered(causes: Sequence[Cause], criticality: str | None) -> list[Cause]:
    """Return the causes of one effect: the highest base, then the highest final, then the path."""
    if len(causes) == 1:
        return list(causes)
    return sorted(
        causes,
        key=lambda c: (
            -c.base.rank, -c.final(criticality).rank, c.path.sort_key, c.rule, c.objects,
        ),
    )  # fmt: skip


def _line(ordered: Sequence[Cause], node: NodeFact, contacts: Sequence[Contact]) -> ImpactLine:
    """Return the line of one effect, by the first of its causes."""
    stated = _criticality(node)
    first = ordered[0]
    return ImpactLine(
        node=first.node,
        kind=first.kind,
        name=node.name,
        effect=first.effect,
        base=first.base,
        final=first.final(stated),
        rule=first.rule,
        path=first.path.ids,
        objects=tuple(sorted({o for cause in ordered for o in cause.objects})),
        note=_in_words(first.notes),
        alternatives=_alternatives(first.alternatives),
        segments=first.segments,
        gap=_gap(first.gap),
        confidence=first.path.confidence,
        hops=first.path.hops,
        criticality=stated,
        criticality_unknown=True if _lacks_criticality(first.kind, stated) else None,
        evidence=tuple(
            EvidenceItem(fact=e.fact, sources=e.sources, batch=e.batch, confirmed_on=e.confirmed_on)
            for e in first.path.evidence
        ),
        causes=tuple(_cause(cause, stated) for cause in ordered[1:]),
        inform=tuple(dict.fromkeys(contact.id for contact in contacts)),
        inherited=True if contacts and contacts[0].inherited else None,
        event=first.event or None,
        adjustment=first.adjustment(stated),
        trail=first.path.text,
        steps=first.path.steps,
        notes=first.notes,
    )


def _lacks_criticality(kind: str, stated: str | None) -> bool:
    return stated is None and kind in WITH_CRITICALITY


def _cause(cause: Cause, criticality: str | None) -> CauseItem:
    return CauseItem(
        rule=cause.rule,
        base=cause.base,
        final=cause.final(criticality),
        path=cause.path.ids,
        objects=cause.objects,
        note=_in_words(cause.notes),
        alternatives=_alternatives(cause.alternatives),
        confidence=cause.path.confidence,
        event=cause.event or None,
        trail=cause.path.text,
        steps=cause.path.steps,
        notes=cause.notes,
    )


def _in_words(notes: Iterable[Note]) -> str:
    return "; ".join(note.text() for note in notes)


def _alternatives(alternatives: Iterable[Alternative]) -> tuple[AlternativeItem, ...]:
    return tuple(
        AlternativeItem(
            node=a.node,
            flow=a.flow or None,
            objects=a.objects,
            declared=a.declared,
            frequency=a.frequency or None,
            instead_of=a.instead_of or None,
        )
        for a in alternatives
    )


def _gap(gap: Gap | None) -> GapItem | None:
    return GapItem(start=gap.start, end=gap.end, days=gap.days) if gap else None


def benefits_of(
    findings: Findings, nodes: Mapping[tuple[str, str], NodeFact]
) -> tuple[Benefit, ...]:
    """Return what is freed, by kind and id."""
    found = []
    for causes in findings:
        first = causes[0]
        if first.effect in _FREED:
            amount, currency, since = first.amount or (None, None, None)
            found.append(
                Benefit(
                    node=first.node,
                    kind=first.kind,
                    name=nodes[first.kind, first.node].name,
                    effect=first.effect,
                    note=_in_words(first.notes),
                    amount=amount,
                    currency=currency or None,
                    since=since,
                    notes=first.notes,
                )
            )
    return tuple(found)


def informed(
    facts: Facts, struck: Iterable[str], contacts: Mapping[str, Sequence[Contact]]
) -> tuple[Informed, ...]:
    """Return everyone to tell with the struck nodes they answer for, by name then id."""
    of_person: dict[tuple[str, str], list[tuple[str, Contact]]] = defaultdict(list)
    for node in sorted(struck):
        for contact in contacts.get(node, ()):
            of_person[contact.kind, contact.id].append((node, contact))
    names = {
        (kind, node_id): node.name
        for kind in ("Organisation", "Person")
        for node_id, node in facts.nodes(kind, sorted(i for k, i in of_person if k == kind)).items()
    }
    found = [
        Informed(
            person=person,
            kind=kind,
            name=names.get((kind, person), person),
            roles=tuple(
                dict.fromkeys(
                    c.role for _, c in sorted(told, key=lambda pair: pair[1].sort_key) if c.role
                )
            ),
            nodes=tuple(dict.fromkeys(node for node, _ in told)),
            inherited=tuple(dict.fromkeys(node for node, c in told if c.inherited)),
        )
        for (kind, person), told in of_person.items()
    ]
    return tuple(sorted(found, key=lambda entry: (entry.name, entry.kind, entry.person)))
