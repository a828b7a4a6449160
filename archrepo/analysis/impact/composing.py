"""What events do, as their rules found it, to one report: lines, people, what is not known."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.effects import effects_of, struck_nodes
from archrepo.analysis.impact.findings import Findings
from archrepo.analysis.impact.knowledge import knowledge_around
from archrepo.analysis.impact.lines import benefits_of, informed, lines_of
from archrepo.analysis.impact.names import names_of
from archrepo.analysis.impact.people import People
from archrepo.analysis.impact.report import ChangedRule, ImpactReport
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archrepo.analysis.impact.assessed import Assessed
    from archrepo.analysis.impact.changed_rules import ChangedRules
    from archrepo.analysis.impact.people import Contact


def compose(first: Assessed, *others: Assessed) -> ImpactReport:
    """Return the report of an event, or of several at once: the union of what each does.

    With several, each line and each other cause names the event it comes from.
    """
    several = (first, *others)
    facts = first.state.facts
    findings = first.findings
    if others:
        findings = Findings.together((one.echo.label, one.findings) for one in several)
    findings = findings.under(first.state.settings.rules)
    people = [People(one.state) for one in several]
    nodes = struck_nodes(facts, findings)
    contacts = _contacts(several, people)
    told_anyway = _told_anyway(several, people)
    for node, them in told_anyway.items():
        contacts[node] = sorted({*contacts.get(node, ()), *them}, key=lambda c: c.sort_key)
    lines = lines_of(effects_of(findings, nodes), contacts)

    def owned(applications: Collection[str]) -> set[str]:
        return {one for knows in people for one in knows.owned(applications)}

    parity = tuple(parity for one in several for parity in one.parity)
    merger = next((one.merger for one in several if one.merger), None)
    return ImpactReport(
        event=first.echo,
        verdict=max((line.final for line in lines), key=lambda s: s.rank, default=Severity.INFO),
        lines=lines,
        benefits=benefits_of(findings, nodes),
        parity=parity,
        knowledge=knowledge_around(
            several,
            owned,
            struck=findings.nodes("Application"),
            nobody_to_inform=sum(node not in contacts for _, node in nodes),
        ),
        inform=informed(facts, {*(line.node for line in lines), *told_anyway}, contacts),
        roles_unheld=_unheld(several, told_anyway),
        rules_changed=_changed(first.state.settings.rules),
        also=tuple(one.echo for one in others),
        merger=merger,
        names=names_of(facts, [one.echo for one in several], lines, merger, parity),
    )


def _changed(rules: ChangedRules) -> tuple[ChangedRule, ...]:
    return tuple(
        ChangedRule(rule=rule, base=change.base, off=True if change.off else None)
        for rule, change in rules.changes.items()
    )


def _told_anyway(several: Sequence[Assessed], people: Sequence[People]) -> dict[str, list[Contact]]:
    """Return target → the holders of the roles that are told of it in any case."""
    return {
        one.echo.target: knows.holders_of(one.also_told)
        for one, knows in zip(several, people, strict=True)
        if one.also_told
    }


def _unheld(several: Sequence[Assessed], told: Mapping[str, Sequence[Contact]]) -> tuple[str, ...]:
    """Return the roles that are to be told in any case and that nobody holds."""
    wanted = {role for one in several for role in one.also_told}
    held = {contact.role for them in told.values() for contact in them}
    return tuple(sorted(wanted - held))


def _contacts(several: Sequence[Assessed], people: Sequence[People]) -> dict[str, list[Contact]]:
    """Return node → whom to tell, each event asked on its own day; first those of the first."""
    found: dict[str, dict[Contact, None]] = defaultdict(dict)
    for one, knows in zip(several, people, strict=True):
        struck = {(causes[0].kind, causes[0].node) for causes in one.findings}
        for node, told in knows.to_inform(struck).items():
            found[node].update(dict.fromkeys(told))
    return {node: sorted(told, key=lambda c: c.sort_key) for node, told in found.items()}
