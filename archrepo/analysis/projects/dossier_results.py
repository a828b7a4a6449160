"""The dossier of a project, for somebody who joins it: what is stated of it, and what is around."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.checks.report import CheckReport
from archrepo.analysis.map_result import CapabilityMap
from archrepo.analysis.projects.results import ActionItem, ProjectSheet, Ref, Somebody
from archrepo.analysis.results import Part, Result
from archrepo.domain.vocabulary import Severity


class ScopeEntry(Part):
    """A scope the project works on.

    Attributes:
        place: Names of the domains and scopes above it, the outermost first.
        acted_on: Whether the project itself acts on it.
        covered_by: The applications that cover it, now or later.
        people: Who answers for it; else the managers of the nearest domain that has some.
    """

    id: str
    name: str
    place: tuple[str, ...] = ()
    criticality: str | None = None
    acted_on: bool
    covered_by: tuple[Ref, ...] = ()
    people: tuple[Somebody, ...] = ()


class ApplicationEntry(Part):
    """An application around the project.

    Attributes:
        place: `acted-on`, `covering` (it covers a scope of the project too) or `neighbour` (it
            exchanges flows with one acted on).
        actions: What the project does to it.
    """

    id: str
    name: str
    place: str
    actions: tuple[ActionItem, ...] = ()
    category: str | None = None
    criticality: str | None = None
    phase: str | None = None
    disposition: str | None = None
    retired: dt.date | None = None
    people: tuple[Somebody, ...] = ()


class FlowEntry(Part):
    """A flow of an application the project acts on."""

    id: str
    name: str
    sources: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    objects: tuple[Ref, ...] = ()
    mode: str | None = None
    frequency: str | None = None
    acted_on: bool = False


class DataEntry(Part):
    """A data object that those flows carry, or that the project acts on."""

    id: str
    name: str
    personal: str | None = None
    classification: str | None = None
    retention_months: int | None = None
    masters: tuple[Ref, ...] = ()
    people: tuple[Somebody, ...] = ()
    acted_on: bool = False


class NeighbourEntry(Part):
    """Another project that is not over and works nearby.

    Attributes:
        same_targets: What both act on.
        same_scopes: Scopes of this project on which the other works.
        by_flows: Applications at the other end of this project's flows on which it acts.
        waits: Whether one of the two waits for the other.
    """

    project: Ref
    status: str | None = None
    end: dt.date | None = None
    directors: tuple[Somebody, ...] = ()
    same_targets: tuple[Ref, ...] = ()
    same_scopes: tuple[Ref, ...] = ()
    by_flows: tuple[Ref, ...] = ()
    waits: bool = False


class DecisionEntry(Part):
    """A decision about something around the project."""

    id: str
    name: str
    status: str | None = None
    date: dt.date | None = None
    due: dt.date | None = None
    reason: str | None = None
    taken_by: tuple[Ref, ...] = ()
    about: tuple[Ref, ...] = ()


class LegacyReason(Part):
    """Why an application is legacy: a code, a date where there is one, and what it is about."""

    code: str
    on: dt.date | None = None
    about: str | None = None


class LegacyEntry(Part):
    """An application around the project that is on its way out."""

    application: Ref
    place: str
    reasons: tuple[LegacyReason, ...]


class ViolationEntry(Part):
    """Something around the project that does not hang together; `title` is by language."""

    node: Ref
    rule: str
    severity: Severity
    title: dict[str, str]


class Question(Part):
    """What to ask first, and whom; the words are those of `models/dossier_words.yaml`."""

    key: str
    filled: dict[str, str | int | dt.date]
    whom: tuple[Somebody, ...] = ()


class ProjectDossier(Result):
    """What somebody who joins a project must know on the first day.

    Attributes:
        project: What is stated of it.
        behind: Who stands behind it, the nearest first: sponsors, the director and sponsors of its
            programmes, who pays most.
        domains: The outermost domains of its scopes: those to draw.
        scopes: By place.
        applications: Those acted on first, then those that cover the same scopes, then neighbours.
        flows: By id.
        data: By name.
        neighbours: Other projects, those with the same targets first.
        decisions: Those to be taken first.
        legacy: What is on its way out.
        violations: What around it does not hang together, the worst first.
        questions: The first to ask, at most ten.
        maps: Maps of the domains, for pictures; no part of the JSON form.
        checked: The report those violations are of, to say them in full; no part of it either.
    """

    schema_name: ClassVar[str] = "archrepo/project-dossier/1"

    project: ProjectSheet
    behind: tuple[Somebody, ...] = ()
    domains: tuple[Ref, ...] = ()
    scopes: tuple[ScopeEntry, ...] = ()
    applications: tuple[ApplicationEntry, ...] = ()
    flows: tuple[FlowEntry, ...] = ()
    data: tuple[DataEntry, ...] = ()
    neighbours: tuple[NeighbourEntry, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    legacy: tuple[LegacyEntry, ...] = ()
    violations: tuple[ViolationEntry, ...] = ()
    questions: tuple[Question, ...] = ()
    maps: tuple[CapabilityMap, ...] = Field(default=(), exclude=True)
    checked: CheckReport | None = Field(default=None, exclude=True)
