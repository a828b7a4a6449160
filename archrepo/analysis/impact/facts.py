"""What the evaluator asks of a portfolio: the facts around nodes, a frontier at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.validity import Interval

LEAVING: Mapping[str, tuple[str, ...]] = {
    "Application": (
        "COVERS", "ACCESSES", "USES_TECH", "REPLACED_BY", "CONTAINS", "ALTERNATIVE_OF", "RUNS_ON",
    ),
    "Module": ("COVERS", "ACCESSES", "USES_TECH"),
    "Scope": ("CONTAINS", "NEEDS"),
    "DataObject": ("CONTAINS",),
    "Technology": ("CONTAINS",),
    "Project": ("IMPACTS", "CONTAINS", "DEPENDS_ON", "ANSWERS"),
}  # fmt: skip
"""Kind → the relation types an analysis reads where they start from a node of that kind."""

ENTERING: Mapping[str, tuple[str, ...]] = {
    "Application": (
        "RUNS_ON", "USES", "OWNS", "OPERATES", "RESPONSIBLE_FOR", "ALTERNATIVE_OF", "REPLACED_BY",
        "SUPPLIES",
    ),
    "Module": ("CONTAINS",),
    "Flow": ("EMITS", "RESPONSIBLE_FOR"),
    "Scope": (
        "COVERS", "CONTAINS", "PASSES_THROUGH", "APPLIES_TO", "DELIVERS", "RESPONSIBLE_FOR",
    ),
    "Domain": ("CONTAINS", "APPLIES_TO", "RESPONSIBLE_FOR"),
    "DataObject": ("ACCESSES", "CONTAINS", "NEEDS", "RESPONSIBLE_FOR"),
    "Technology": ("RESPONSIBLE_FOR", "SUPPLIES"),
    "Journey": ("RESPONSIBLE_FOR",),
    "Organisation": ("CONTAINS", "RESPONSIBLE_FOR"),
    "Project": ("CONTAINS", "RESPONSIBLE_FOR", "DEPENDS_ON"),
    "Milestone": ("CONTAINS", "DEPENDS_ON"),
    "Need": ("ANSWERS", "RAISES", "RESPONSIBLE_FOR"),
}  # fmt: skip
"""Kind → the relation types an analysis reads where they lead to a node of that kind."""

PARTIES = ("Application", "Module", "Organisation")
"""The kinds that stand at the ends of flows."""

ACTED_ON = ("Application", "Flow", "DataObject", "Scope", "Technology")
"""The kinds for which it matters what projects do to them."""

PROFILED = ("Application", "Module", "Project")
"""The kinds of which some rules ask more than the others do."""


@unchanging
class Exchange:
    """A flow from one source to one target with one of the objects it carries.

    Attributes:
        flow: The flow, with its lifecycle.
        source: Id of who emits it.
        source_kind: Application, Module or Organisation.
        target: Id of who is fed by it.
        target_kind: As `source_kind`.
        data_object: Id of what it carries; None where nothing is stated.
        holds: The days on which its relations all hold; the flow's own lifecycle is not in it.
        confidence: The product of its relations' confidences.
    """

    flow: NodeFact
    source: str
    source_kind: str
    target: str
    target_kind: str
    data_object: str | None
    holds: Interval
    confidence: float = 1.0


@unchanging
class Presence:
    """Whether anything is recorded of an application or module, whatever the dates."""

    exchanges: bool
    covers: bool


class Facts(Protocol):
    """The facts around nodes. Unknown ids are no error: nothing is known of them.

    An implementation keeps what it has read: asking twice costs once. The relations of one node
    come by key; no other order means anything.
    """

    def nodes(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """Return the nodes of that kind among `ids`, by id."""
        ...

    def profiles(self, kind: str, ids: Collection[str]) -> Mapping[str, NodeFact]:
        """Return the nodes of a kind in `PROFILED` among `ids`, with what only some rules ask."""
        ...

    def leaving(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """Return the relations of the types in `LEAVING` that start from nodes of that kind."""
        ...

    def modules(self, applications: Collection[str]) -> Sequence[RelationFact]:
        """Return which modules these applications contain, and nothing else of them."""
        ...

    def entering(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """Return the relations of the types in `ENTERING` that lead to nodes of that kind."""
        ...

    def actions_on(self, kind: str, ids: Collection[str]) -> Sequence[RelationFact]:
        """Return what projects do to nodes of a kind in `ACTED_ON` (IMPACTS)."""
        ...

    def exchanges_from(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """Return what the parties of that kind emit."""
        ...

    def exchanges_to(self, kind: str, ids: Collection[str]) -> Sequence[Exchange]:
        """Return what feeds the parties of that kind."""
        ...

    def exchanges_of(self, objects: Collection[str]) -> Sequence[Exchange]:
        """Return every exchange of these data objects; their parts are other objects."""
        ...

    def presence(self, kind: str, ids: Collection[str]) -> Mapping[str, Presence]:
        """Return whether each of these applications or modules has flows and coverage."""
        ...

    def users_of(self, technology: str, at_most: int | None = None) -> Sequence[RelationFact]:
        """Return the USES_TECH relations that lead to a technology, the first ones by user."""
        ...

    def holders_of(self, roles: Collection[str]) -> Sequence[RelationFact]:
        """Return the RESPONSIBLE_FOR relations by which anybody holds one of these roles."""
        ...

    def periods_of_everything(self) -> Sequence[NodeFact]:
        """Return the periods, freezes and peaks, that apply to no domain or scope: to all."""
        ...
