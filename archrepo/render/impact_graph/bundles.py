"""Makes a large graph of an impact one that a person can read: what is struck alike in one box."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.domain.vocabulary import Severity
from archrepo.render.impact_graph.graph import Edge, Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from archrepo.analysis.impact.paths import Step
    from archrepo.analysis.impact.report import ImpactLine
    from archrepo.render.impact_graph.graph import Node

    _Alike = Callable[[Node, Mapping[str, str]], Hashable]

MOST_BOXES = 60
"""Boxes whose lines a person can follow; with more, those struck alike are one."""
_MOST_IN_COLUMN = 16  # as many as fill a page
_MOST_BUNDLES = 30  # boxes with lists in them, the lines of which a person can follow
_MOST_BUNDLES_IN_COLUMN = 10
_MOST_TARGETS = 12  # each in a box of its own


def readable(graph: Graph) -> Graph:
    """Return the graph, of too many nodes those struck alike as one.

    Alike is who suffers the same effects after the same others; where that still is too much, the
    same effects as many steps away; at last, of the same severity. Of fewer, that only would make
    a column higher than a page, those from which nothing goes on are one first, the mildest.
    """
    depths = _depths(graph)
    if len(graph.nodes) <= MOST_BOXES and _highest(graph, depths) <= _MOST_IN_COLUMN:
        return graph
    before = _before(graph, depths)
    alone = _alone(graph)

    def after_the_same(node: Node, bundles: Mapping[str, str]) -> Hashable:
        return _effects(node), frozenset(bundles[one] for one in before[node.id])

    if len(graph.nodes) <= MOST_BOXES:
        found = graph
        for severity in Severity:
            kept = alone | _kept(graph, severity)
            found = _joined(graph, depths, kept, after_the_same)
            if _highest(found, depths) <= _MOST_IN_COLUMN:
                break
        return found
    ways: tuple[_Alike, ...] = (
        after_the_same,
        lambda node, _: _effects(node),
        lambda node, _: node.severity,
    )
    for alike in ways:
        found = _joined(graph, depths, alone, alike)
        highest = _highest(found, depths)
        if len(found.nodes) <= _MOST_BUNDLES and highest <= _MOST_BUNDLES_IN_COLUMN:
            break
    return found


def _highest(graph: Graph, depths: Mapping[str, int]) -> int:
    """Return how many boxes the column of most has."""
    return max(Counter(depths.get(node, 0) for node in graph.nodes).values(), default=0)


def _kept(graph: Graph, severity: Severity) -> frozenset[str]:
    """Return what is struck worse than that, or leads to others."""
    leading = {step.near for step in graph.edges}
    return frozenset(
        node.id
        for node in graph.nodes.values()
        if node.id in leading or node.severity is None or node.severity.rank > severity.rank
    )


def _alone(graph: Graph) -> frozenset[str]:
    """Return what the event strikes first; of very many the first, which all else goes from."""
    targets = [node.id for node in graph.nodes.values() if node.is_target]
    return frozenset(targets if len(targets) <= _MOST_TARGETS else targets[:1])


def _effects(node: Node) -> Hashable:
    return tuple((line.final, line.effect) for line in node.lines)


def _depths(graph: Graph) -> dict[str, int]:
    """Return node → steps from what the event strikes first."""
    onwards: dict[str, list[str]] = defaultdict(list)
    for step in graph.edges:
        onwards[step.near].append(step.far)
    depths = {node.id: 0 for node in graph.nodes.values() if node.is_target}
    edge = list(depths)
    while edge:
        reached = dict.fromkeys(far for near in edge for far in onwards[near] if far not in depths)
        depth = depths[edge[0]] + 1
        depths |= dict.fromkeys(reached, depth)
        edge = list(reached)
    return depths


def _before(graph: Graph, depths: Mapping[str, int]) -> dict[str, list[str]]:
    """Return node → those one step nearer that lead to it."""
    before: dict[str, list[str]] = defaultdict(list)
    for step in graph.edges:
        if step.near in depths and depths[step.near] < depths[step.far]:
            before[step.far].append(step.near)
    return before


def _joined(
    graph: Graph, depths: Mapping[str, int], alone: Collection[str], alike: _Alike
) -> Graph:
    """Return the graph with one node for all of a kind, as far away, that are `alike`."""
    bundles: dict[str, str] = {}  # node → the first of those alike
    firsts: dict[Hashable, str] = {}
    nodes: dict[str, Node] = {}
    for node in sorted(graph.nodes.values(), key=lambda n: depths.get(n.id, 0)):
        key: Hashable = (depths.get(node.id, -1), node.kind, alike(node, bundles))
        if node.id in alone:
            key = node.id
        first = firsts.setdefault(key, node.id)
        bundles[node.id] = first
        if first == node.id:
            nodes[first] = replace(node, lines=list(node.lines), alike=[])
        else:
            nodes[first].alike.append(node)
            nodes[first].lines += node.lines
    for node in nodes.values():
        node.lines = _distinct(node.lines)
    return Graph(nodes, _between(graph, bundles))


def _distinct(lines: Sequence[ImpactLine]) -> list[ImpactLine]:
    """Return one line for each effect, the worst first."""
    found: dict[str, ImpactLine] = {}
    for line in sorted(lines, key=lambda line: -line.final.rank):
        found.setdefault(line.effect, line)
    return list(found.values())


def _between(graph: Graph, bundles: Mapping[str, str]) -> dict[Step, Edge]:
    """Return one edge for all of one sort between the same two boxes."""
    alike: dict[Hashable, Edge] = {}
    for step, edge in graph.edges.items():
        near, far = bundles[step.near], bundles[step.far]
        if near == far:
            continue
        sort = "" if step.is_flow else step.by
        key = (near, far, sort, step.backwards)
        joined = alike.setdefault(key, Edge(replace(step, near=near, far=far), times=0))
        joined.times += edge.times
        joined.rules |= edge.rules
    return {edge.step: edge for edge in alike.values()}
