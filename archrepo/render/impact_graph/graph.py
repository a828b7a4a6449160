"""Which nodes and edges a report's lines make up: only what is on a reported path."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.domain.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archrepo.analysis.impact.paths import Step
    from archrepo.analysis.impact.report import ImpactLine, ImpactReport
    from archrepo.render.registry import View


@dataclass
class Node:
    """A node of the graph.

    Attributes:
        id: Its id.
        name: Its name; its id where nothing says.
        lines: What happens to it, the worst first.
        is_target: Whether the event strikes it first.
        alike: Others that the same happens to, in one box with it.
    """

    id: str
    name: str
    lines: list[ImpactLine] = field(default_factory=list)
    is_target: bool = False
    alike: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its kind; empty where it only stands on the way."""
        return self.lines[0].kind if self.lines else ""

    @property
    def severity(self) -> Severity | None:
        """The worst that happens to it; None where it only stands on the way."""
        return self.lines[0].final if self.lines else None


@dataclass
class Edge:
    """One step on reported paths, with the rules that fired at its end.

    Attributes:
        step: The step; of several between two boxes, the first.
        rules: The rules.
        times: How many it stands for.
    """

    step: Step
    rules: set[str] = field(default_factory=set)
    times: int = 1


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id in the order they are met, and edges by their step."""

    nodes: dict[str, Node]
    edges: dict[Step, Edge]


def shown_lines(report: ImpactReport, view: View) -> list[ImpactLine]:
    """Return the lines to show: those for information only where all are asked for."""
    return [line for line in report.lines if view.unfold or line.final is not Severity.INFO]


def graph_of(report: ImpactReport, view: View) -> Graph:
    """Return the graph of the lines to show; with `all_paths`, of their other causes too."""
    nodes: dict[str, Node] = {}
    edges: dict[Step, Edge] = {}
    for event in (report.event, *getattr(report, "also", ())):
        nodes[event.target] = Node(event.target, event.name, is_target=True)
    for line in shown_lines(report, view):
        for rule, steps in ways_of(line, view):
            for step in steps:
                for end in (step.near, step.far):
                    nodes.setdefault(end, Node(end, report.names.get(end, end)))
                edges.setdefault(step, Edge(step))
            if steps:
                edges[steps[-1]].rules.add(rule)
        node = nodes.setdefault(line.node, Node(line.node, line.name))
        node.name = line.name
        node.lines.append(line)
    return Graph(nodes, edges)


def ways_of(line: ImpactLine, view: View) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Yield rule and steps of a line, and of its other causes where all paths are asked for."""
    yield line.rule, line.steps
    if view.all_paths:
        yield from ((cause.rule, cause.steps) for cause in line.causes)
