"""What a capability map says: boxes within boxes, chips in them, a class and a letter on each."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from archrepo.analysis.results import Part, Result

Tone = Literal[
    "best",
    "good",
    "poor",
    "worst",
    "fatal",
    "soon",
    "none",
    "unknown",
    "aside",
    "step1",
    "step2",
    "step3",
    "step4",
    "hue1",
    "hue2",
    "hue3",
    "hue4",
    "hue5",
    "hue6",
    "hue7",
    "mixed",
    "turned",
]
Absence = Literal["LATER", "ENDED"]


class Cell(Part):
    """How a box or a chip fares under the chosen heat.

    Attributes:
        name: Its class, one of the legend's.
        letter: The same in a letter or sign, for print without colour.
        figure: A number that says more; short, may be empty.
        computed: Whether the class was worked out, not stated.
        value: The exact amount behind a figure.
    """

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(alias="class")
    letter: str
    figure: str = ""
    computed: bool = False
    value: float | None = None


class Chip(Part):
    """An application in the scope it covers; `absent` where it does not on the map's day."""

    application: str
    name: str
    cell: Cell
    level: str | None = None
    level_letter: str
    role: str | None = None
    absent: Absence | None = None
    segments: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None


class Leaves(Part):
    """How the leaves under a box fare: how many of the total do well, of how many it is unknown.

    A leaf covered at a level nobody stated is covered, and unknown. One that is not meant to be
    covered, and is not, stands in `by_class` alone.
    """

    total: int
    good: int
    unknown: int
    by_class: dict[str, int]


class Box(Part):
    """A domain or a scope at one place of the map.

    Attributes:
        place: Id of the box, unique on the map: the node's, made longer where it stands twice.
        present: Whether it exists and stands here on the map's day; else it is drawn as a ghost.
        folded: How many scopes under it are not shown, by the depth asked for.
        hidden: How many applications cover it that are not shown, the map being too large.
        derived: Whether it was judged by the functional blocks that realise it.
        weakest: Segments that have no more than its level while others do.
    """

    place: str
    kind: Literal["Domain", "Scope", "Rest"]
    id: str
    name: str
    present: bool = True
    cell: Cell
    leaves: Leaves | None = None
    folded: int = 0
    hidden: int = 0
    derived: bool = False
    weakest: tuple[str, ...] = ()
    band: str | None = None
    chips: tuple[Chip, ...] = ()
    children: tuple["Box", ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, shown or not."""
        return not (self.children or self.chips or self.folded or self.hidden)


class LegendEntry(Part):
    """A class of the heat, how it is drawn, and how many leaves are of it.

    Attributes:
        name: Its code.
        letter: The letter or sign on boxes of that class.
        tone: How it is coloured.
        leaves: How many leaves are of it.
        label: What people read, where no vocabulary has a word for it.
        vocabulary: The enumeration whose word for `name` people read.
    """

    model_config = ConfigDict(populate_by_name=True)

    name: str = Field(alias="class")
    letter: str
    tone: Tone
    leaves: int
    label: str | None = None
    vocabulary: str | None = None


class Counts(Part):
    """How much there is on the map; scopes, applications and coverages as of its day."""

    domains: int
    scopes: int
    leaves: int
    applications: int
    coverages: int
    absent_scopes: int
    absent_coverages: int


class Note(Part):
    """Something the reader must know to trust the map: a code and how often it applies."""

    code: Literal[
        "level-unstated",
        "liveness-unknown",
        "computed",
        "some-segments",
        "absent",
        "without-domain",
        "derived",
        "folded",
        "hidden",
        "shortened",
        "counted",
    ]
    count: int


class MapEvent(Part):
    """The event whose impact is laid over the map."""

    type: str
    target: str
    name: str


class CapabilityMap(Result):
    """Domains as panels, scopes nested in them, covering applications inside as chips.

    `domains` stand in the order in which they are drawn, row by row of their bands; `scale` holds
    the amounts that part the classes of a heat on a scale, `segment_names` what the
    organisations in segments are called, and `module_names` the modules by which one covers.
    """

    schema_name: ClassVar[str] = "archrepo/capability-map/1"

    at: dt.date
    plan: str
    heat: str
    domain: str | None = None
    depth: int | None = None
    event: MapEvent | None = None
    counts: Counts
    legend: tuple[LegendEntry, ...]
    scale: tuple[float, ...] = ()
    notes: tuple[Note, ...] = ()
    domains: tuple[Box, ...] = ()
    segment_names: dict[str, str] = Field(default_factory=dict)
    module_names: dict[str, str] = Field(default_factory=dict)
