"""Findings to effects: one per node and effect, its causes in order, the worst first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.domain.many_facts import unchanging
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.findings import Cause, Findings
    from archrepo.analysis.impact.state import State
    from archrepo.domain.facts import NodeFact


@unchanging
class Effect:
    """What one node suffers; `lines` puts it in words.

    Attributes:
        node: Who is struck.
        causes: Why, the decisive one first.
        final: How bad it is, the node's criticality taken into account.
    """

    node: NodeFact
    causes: Sequence[Cause]
    final: Severity

    @property
    def name(self) -> str:
        """Name of the effect."""
        return self.causes[0].effect

    @property
    def criticality(self) -> str | None:
        """The node's; None where unknown."""
        return _criticality(self.node)


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


def effects_of(
    findings: Findings,
    nodes: Mapping[tuple[str, str], NodeFact],
    at_least: Severity = Severity.INFO,
) -> list[Effect]:
    """Return the effects in their order: the worst first, then by kind, name and effect.

    Args:
        findings: What the rules found.
        nodes: (kind, id) → node, of every struck one.
        at_least: The severity from which effects are wanted.
    """
    found = []
    for causes in findings:
        node = nodes[causes[0].kind, causes[0].node]
        criticality = _criticality(node)
        ordered = _ordered(causes, criticality)
        final = ordered[0].final(criticality)
        if final.rank >= at_least.rank:
            found.append(Effect(node, ordered, final))
    return sorted(found, key=lambda x: (-x.final.rank, x.node.kind, by_name(x.node), x.name))


def effects_alone(state: State, findings: Findings) -> list[Effect]:
    """Return the effects of an event without whom to tell: what its verdict rests on."""
    left = findings.under(state.settings.rules)
    return effects_of(left, struck_nodes(state.facts, left), state.at_least)


def _criticality(node: NodeFact) -> str | None:
    stated = node.values.get("criticality")
    return None if stated is None else str(stated)


def _ordered(causes: Sequence[Cause], criticality: str | None) -> Sequence[Cause]:
    """Return the causes of one effect: the highest base, then the highest final, then the path."""
    if len(causes) == 1:
        return causes
    return sorted(
        causes,
        key=lambda c: (
            -c.base.rank, -c.final(criticality).rank, c.path.sort_key, c.rule, c.objects,
        ),
    )  # fmt: skip
