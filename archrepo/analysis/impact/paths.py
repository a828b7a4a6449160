"""How an effect came about: the way from the target to the node it strikes, as proof."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact.severity import most_over
from archrepo.domain.many_facts import unchanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.domain.facts import RelationFact

_LOSS_PER_HOP = 0.95  # what remains of the confidence after each step (Waltz's idea)


@unchanging
class Evidence:
    """What states a step of a path: a relation by its key, or a flow by its id."""

    fact: str
    sources: tuple[str, ...] = ()
    batch: str | None = None
    confirmed_on: dt.date | None = None


PART = "/"
"""In a step: the far end is a part of the near one; backwards, the whole it is a part of."""

EVENT = "=>"
"""In a step: what the event itself does there."""


@unchanging
class Step:
    """One step of a path, to draw.

    Attributes:
        near: Where it starts.
        far: Where it leads.
        by: A flow's id, a relation type, `PART` or `EVENT`.
        carried: What the flow carries; empty for what is no flow.
        backwards: Whether it is gone against its direction.
    """

    near: str
    far: str
    by: str
    carried: str = ""
    backwards: bool = False

    @property
    def is_flow(self) -> bool:
        """Whether it goes over a flow."""
        return bool(self.carried)

    @property
    def objects(self) -> tuple[str, ...]:
        """Ids of the data objects the flow carries, where stated."""
        return () if self.carried in ("", "?") else tuple(self.carried.split(","))

    @property
    def relation(self) -> str:
        """The relation type it goes over; empty where it goes over none."""
        return "" if self.is_flow or self.by in (PART, EVENT) else self.by


@unchanging
class Path:
    """A way through the graph; steps are added at its end.

    Attributes:
        ids: Nodes from the target on, flows and modules included.
        text: The same, to read: `pim1-f2[product-sheet]->ecom-COVERS->s3`.
        hops: Flows, coverages and hostings on the way.
        certainty: Product of the confidences stated on the way.
        flow_criticalities: Those stated by the flows on the way.
        evidence: What states each step.
        steps: The steps, to draw.
    """

    ids: tuple[str, ...]
    text: str
    hops: int = 0
    certainty: float = 1.0
    flow_criticalities: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    steps: tuple[Step, ...] = ()

    @classmethod
    def at(cls, node: str) -> Path:
        """Return the path that has not left `node` yet."""
        return cls((node,), node)

    @property
    def end(self) -> str:
        """The node it leads to."""
        return self.ids[-1]

    @property
    def confidence(self) -> float:
        """How sure the whole way is: what is stated, less 5 % a hop, to 2 decimals."""
        return round(self.certainty * _LOSS_PER_HOP**self.hops, 2)

    def inside(self, module: str) -> Path:
        """Return the path gone on from an application into one of its modules."""
        return replace(
            self,
            ids=(*self.ids, module),
            text=f"{self.text}/{module}",
            steps=(*self.steps, Step(self.end, module, PART)),
        )

    def then(self, onward: Path) -> Path:
        """Return the path gone on along another, which starts where this one ends."""
        return Path(
            (*self.ids, *onward.ids[1:]),
            self.text + onward.text.removeprefix(onward.ids[0]),
            self.hops + onward.hops,
            self.certainty * onward.certainty,
            (*self.flow_criticalities, *onward.flow_criticalities),
            (*self.evidence, *onward.evidence),
            (*self.steps, *onward.steps),
        )

    def onto(self, node: str) -> Path:
        """Return the path gone on to a node by what the event does, not by a relation."""
        step = Step(self.end, node, EVENT)
        ids, text = (*self.ids, node), f"{self.text}=>{node}"
        return replace(self, ids=ids, text=text, steps=(*self.steps, step))

    def up_to(self, application: str) -> Path:
        """Return the path gone on from a module to its application; it may stand there already."""
        if application == self.end:
            return self
        text = f"{self.text.removesuffix(self.end)}{application}/{self.end}"
        step = Step(self.end, application, PART, backwards=True)
        return replace(self, ids=(*self.ids, application), text=text, steps=(*self.steps, step))

    def to_flow(self, exchange: Exchange) -> Path:
        """Return the path gone on from a data object to a flow that carries it."""
        flow = exchange.flow
        return Path(
            (*self.ids, flow.id),
            f"{self.text}<-CARRIES-{flow.id}",
            self.hops,
            *self._with_flow(exchange),
            (*self.steps, Step(self.end, flow.id, "CARRIES", backwards=True)),
        )

    def to_end(self, exchange: Exchange, party: str, application: str) -> Path:
        """Return the path gone on from a flow to the party at one of its ends."""
        fed = party == exchange.target
        arrow = "-FEEDS->" if fed else "<-EMITS-"
        step = Step(self.end, application, "FEEDS" if fed else "EMITS", backwards=not fed)
        through = (party,) if party != application else ()
        return replace(
            self,
            ids=(*self.ids, *through, application),
            text=f"{self.text}{arrow}{'/'.join((application, *through))}",
            hops=self.hops + 1,
            steps=(*self.steps, step),
        )

    def _with_flow(self, exchange: Exchange) -> tuple[float, tuple[str, ...], tuple[Evidence, ...]]:
        """Return certainty, criticalities and evidence with what a flow states."""
        values = exchange.flow.values
        stated = values.get("criticality")
        return (
            self.certainty * exchange.confidence,
            (*self.flow_criticalities, str(stated)) if stated else self.flow_criticalities,
            (*self.evidence, _stated_by(exchange.flow.id, values)),
        )

    def over(
        self,
        exchange: Exchange,
        application: str,
        objects: Iterable[str] = (),
        *,
        backwards: bool = False,
    ) -> Path:
        """Return the path gone on over a flow to the party at its other end.

        Args:
            exchange: The flow; the path stands at the application of its near end.
            application: What the far end counts for; a module on the way is shown.
            objects: What travels over it, for the text; what it carries where not said.
            backwards: Whether the flow is gone against its direction.
        """
        near, far = exchange.source, exchange.target
        if backwards:
            near, far = far, near
        here = self.inside(near) if near != self.end else self
        carried = ",".join(objects) or exchange.data_object or "?"
        arrow = f"-{exchange.flow.id}[{carried}]-"
        arrow = f"<{arrow}" if backwards else f"{arrow}>"
        through = (far,) if far != application else ()
        step = Step(here.end, application, exchange.flow.id, carried, backwards)
        return Path(
            (*here.ids, exchange.flow.id, *through, application),
            f"{here.text}{arrow}{'/'.join((application, *through))}",
            self.hops + 1,
            *self._with_flow(exchange),
            (*here.steps, step),
        )

    def along(self, relation: RelationFact, *, hop: bool = False) -> Path:
        """Return the path gone on along a relation, whichever way it points.

        Args:
            relation: One that starts or ends where the path stands.
            hop: Whether the step counts: a coverage or a hosting does.
        """
        backwards = relation.to_id == self.end
        far = relation.from_id if backwards else relation.to_id
        arrow = f"<-{relation.type}-" if backwards else f"-{relation.type}->"
        return Path(
            (*self.ids, far),
            f"{self.text}{arrow}{far}",
            self.hops + hop,
            self.certainty * float(str(relation.values.get("confidence", 1))),
            self.flow_criticalities,
            (*self.evidence, _stated_by(relation.key, relation.values)),
            (*self.steps, Step(self.end, far, relation.type, backwards=backwards)),
        )

    @property
    def most(self) -> int:
        """The highest adjustment that its flows leave to what it leads to."""
        return most_over(self.flow_criticalities)

    @property
    def sort_key(self) -> tuple[int, tuple[str, ...]]:
        """Fewest hops first, then the smallest sequence of ids."""
        return (self.hops, self.ids)


Reached = dict[tuple[str, int], Path]
"""Who is reached, with the adjustment that the flows on the way allow → the shortest path."""


def keep_shortest(reached: Reached, path: Path) -> None:
    """Take note of a path, unless a shorter one leads there and allows as much."""
    key = (path.end, path.most)
    if key not in reached or path.sort_key < reached[key].sort_key:
        reached[key] = path


def _stated_by(fact: str, values: Mapping[str, Any]) -> Evidence:
    return Evidence(
        fact,
        tuple(values.get("sources", ())),
        values.get("batch_id"),
        values.get("confirmed_on"),
    )
