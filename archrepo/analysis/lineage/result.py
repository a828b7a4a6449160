"""The lineage of a data object, as scripts get it: a published schema."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.results import Part, Result


class Steward(Part):
    """Somebody who answers for the object.

    Attributes:
        person: Id of a person or organisation.
        kind: Person or Organisation.
        name: Their name.
        role: What they answer for it as.
    """

    person: str
    kind: str
    name: str
    role: str


class Holder(Part):
    """An application that holds, meets or exchanges the object.

    Attributes:
        application: Its id; that of an organisation at a flow's end.
        name: Its name.
        master: Whether its copy is the master.
        roles: What its copies are worth, where stated.
        stages: COLLECT, TRANSFORM, USE, where stated; in the order of the circulation.
        crud: What it does with the object, where stated.
        segments: For whom, where not for everyone.
        linked: How it is linked with where the trace starts: `start`, `upstream`, `downstream`,
            `both`, or `apart` where no strict way leads there.
        confidence: How sure the surest strict way is.
    """

    application: str
    name: str
    master: bool
    roles: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    crud: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    linked: str
    confidence: float | None = None


class Hop(Part):
    """One flow on the way.

    Attributes:
        depth: Hops from where the trace starts, this one included.
        source: Id of who sends.
        source_name: Its name.
        flow: Id of the flow.
        flow_name: Its name.
        target: Id of who receives.
        target_name: Its name.
        objects: What travels over it; empty where that is not stated.
        transformation: What the flow declares to do to it; absent where nothing.
        certainty: What is stated of the hop's own confidence.
        confidence: How sure the whole way is, this hop included: what is stated, less 5 % a hop.
        surest: Whether this is the surest way to the application at its far end.
    """

    depth: int
    source: str
    source_name: str
    flow: str
    flow_name: str
    target: str
    target_name: str
    objects: tuple[str, ...] = ()
    transformation: str | None = None
    certainty: float
    confidence: float
    surest: bool


class Ways(Part):
    """Every hop both ways, by depth, then by confidence and ids.

    Attributes:
        upstream: Where it comes from.
        downstream: Where it goes.
    """

    upstream: tuple[Hop, ...]
    downstream: tuple[Hop, ...]


class Lineage(Result):
    """Where a data object comes from and where it goes, on a day.

    Attributes:
        object: Its id.
        name: Its name.
        at: The day.
        plan: Which projects' actions count.
        starts: Ids of the applications the trace starts from.
        started_from: Why there: `master`, `origin` (declared: they collect or create it),
            `assumed` (they only send it) or `nowhere`.
        wholes: Objects that contain it; what carries or holds them counts for it.
        parts: Objects it contains; each has a lineage of its own.
        stewards: Who answers for it.
        holders: Everyone who holds or exchanges it, by stage, then by name.
        segment_names: What the organisations in segments are called.
        object_names: What the objects it mentions are called.
        strict: The same object, or a declared transformation, at each hop.
        loose: Any flow at each hop.
        hops: How far the loose ways were followed.
        strict_hops: How far the strict ways were; absent where to their ends.
        flows: Live flows that carry it.
        stages_unstated: Holders that state no stage.
    """

    schema_name: ClassVar[str] = "archrepo/lineage/1"

    object: str
    name: str
    at: dt.date
    plan: str
    starts: tuple[str, ...]
    started_from: str
    wholes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    stewards: tuple[Steward, ...] = ()
    holders: tuple[Holder, ...] = ()
    segment_names: dict[str, str] = Field(default_factory=dict)
    object_names: dict[str, str] = Field(default_factory=dict)
    strict: Ways
    loose: Ways
    hops: int
    strict_hops: int | None = None
    flows: int
    stages_unstated: int
