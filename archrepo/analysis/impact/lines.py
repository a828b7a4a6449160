"""Effects to lines: put in words, people and evidence added."""

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
from archrepo.domain.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.impact.effects import Effect
    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.findings import Alternative, Cause, Findings, Gap, Note
    from archrepo.analysis.impact.people import Contact
    from archrepo.domain.facts import NodeFact

_FREED = ("COST_FREED", "TECH_FREED")


def lines_of(
    effects: Iterable[Effect], contacts: Mapping[str, Sequence[Contact]]
) -> tuple[ImpactLine, ...]:
    """Return a line for each effect; `contacts`, node → whom to tell, may know of nobody."""
    return tuple(line_of(effect, contacts.get(effect.node.id, ())) for effect in effects)


def line_of(effect: Effect, contacts: Sequence[Contact] = ()) -> ImpactLine:
    """Return the line of an effect, by the first of its causes."""
    stated = effect.criticality
    first, *others = effect.causes
    return ImpactLine(
        node=first.node,
        kind=first.kind,
        name=effect.node.name,
        effect=first.effect,
        base=first.base,
        final=effect.final,
        rule=first.rule,
        path=first.path.ids,
        objects=tuple(sorted({o for cause in effect.causes for o in cause.objects})),
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
        causes=tuple(_cause(cause, stated) for cause in others),
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
    return tuple(sorted(found, key=lambda entry: (name_key(entry.name, entry.person), entry.kind)))
