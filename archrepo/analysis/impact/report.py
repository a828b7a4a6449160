"""The answer to an impact question, as scripts get it: a published schema."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.impact.findings import Note
from archrepo.analysis.impact.hidden import Hidden
from archrepo.analysis.impact.lacking import Parity
from archrepo.analysis.impact.paths import Step
from archrepo.analysis.impact.report_part import ReportPart
from archrepo.analysis.results import Result
from archrepo.domain.vocabulary import Severity


class EventEcho(ReportPart):
    """What was asked.

    Attributes:
        type: Which event.
        target: Id of what it strikes.
        name: Name of the target.
        at: The day.
        plan: Which projects' actions count: `committed`, `all`, `none`, or ids.
        already_ended: When the target had ended before, by its dates or projects; it was taken as
            live until the event.
        stated_retired: Set where it is stated as retired, without a date.
        not_yet_live: Set where it was not live yet, by its dates or projects.
        kind: Of a change, what is changed.
        flows: Of an interface change, the flows changed, where some are named.
        breaking: Set where an interface change breaks its contracts.
        idle_flows: Those of `flows` that are not live on the day.
        hours: Of an outage, for how long.
        action: Of a scope or data object, what is done to it.
        into: Of a merged scope, the one it is merged into.
        under: Of a moved scope, where it is moved.
        by: Of data no longer collected, the application that collected them.
        to: Of a data object, its new class or master.
        personal: Of a data object, what it is reclassified as.
        slip: Of a project, by how many days it is late.
        cancel: Set where a project is given up.
    """

    type: str
    target: str
    name: str
    at: dt.date
    plan: str
    kind: str | None = None
    flows: tuple[str, ...] | None = None
    breaking: bool | None = None
    idle_flows: tuple[str, ...] | None = None
    hours: float | None = None
    action: str | None = None
    into: str | None = None
    under: str | None = None
    by: str | None = None
    to: str | None = None
    personal: str | None = None
    slip: int | None = None
    cancel: bool | None = None
    already_ended: dt.date | None = None
    stated_retired: bool | None = None
    not_yet_live: bool | None = None

    @property
    def label(self) -> str:
        """What names it among several events: `retire pim1 2026-12-31`."""
        return f"{self.type} {self.target} {self.at}"


class EvidenceItem(ReportPart):
    """What states a step of a path: a relation's key or a flow's id, and who says so."""

    fact: str
    sources: tuple[str, ...] = ()
    batch: str | None = None
    confirmed_on: dt.date | None = None


class AlternativeItem(ReportPart):
    """Who else brings the same data; `declared` as successor or alternative, else assumed."""

    node: str
    flow: str | None = None
    objects: tuple[str, ...] = ()
    declared: bool
    frequency: str | None = None
    instead_of: str | None = None


class GapItem(ReportPart):
    """Days without coverage, from the first to the day it is covered again."""

    start: dt.date
    end: dt.date
    days: int


class CauseItem(ReportPart):
    """Another reason for the same effect on the same node."""

    rule: str
    base: Severity
    final: Severity
    path: tuple[str, ...]
    objects: tuple[str, ...] = ()
    note: str = ""
    alternatives: tuple[AlternativeItem, ...] = ()
    confidence: float
    event: str | None = None
    trail: str = Field(exclude=True)
    steps: tuple[Step, ...] = Field(default=(), exclude=True)
    notes: tuple[Note, ...] = Field(default=(), exclude=True)


class ImpactLine(ReportPart):
    """What happens to one node, how badly, and by which rule and way.

    Attributes:
        node: Id of who is struck.
        kind: Its kind.
        name: Its name.
        effect: What happens to it.
        base: How bad by the rule.
        final: How bad once its criticality is taken into account.
        rule: The rule that fired.
        path: Ids from the target to the node, flows included.
        objects: The data objects concerned, by any of its causes.
        note: What else there is to know, in English.
        alternatives: Who else brings or does the same.
        segments: For whom it is, where not for everyone; `*` is everyone named nowhere.
        gap: Days without coverage.
        confidence: How sure the path is.
        hops: Flows, coverages and hostings on the path.
        criticality: The node's; absent where unknown.
        criticality_unknown: Set where its kind has a criticality and it has none stated.
        evidence: What states each step of the path.
        causes: The other causes of the same effect.
        inform: Ids of the people and organisations to tell.
        inherited: Set where they answer for something above, nobody being named for the node.
        event: Of several events at once, the one whose cause this is.
        adjustment: Steps from base to final, before clamping.
        trail: The path to read, with the objects on it.
        steps: The path to draw.
        notes: The note's parts, for other languages.
    """

    node: str
    kind: str
    name: str
    effect: str
    base: Severity
    final: Severity
    rule: str
    path: tuple[str, ...]
    objects: tuple[str, ...] = ()
    note: str = ""
    alternatives: tuple[AlternativeItem, ...] = ()
    segments: tuple[str, ...] = ()
    gap: GapItem | None = None
    confidence: float
    hops: int
    criticality: str | None = None
    criticality_unknown: bool | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    causes: tuple[CauseItem, ...] = ()
    inform: tuple[str, ...] = ()
    inherited: bool | None = None
    event: str | None = None
    adjustment: int = Field(exclude=True)
    trail: str = Field(exclude=True)
    steps: tuple[Step, ...] = Field(default=(), exclude=True)
    notes: tuple[Note, ...] = Field(default=(), exclude=True)


class Contender(ReportPart):
    """An application that covers a scope that is merged, or the one it is merged into.

    Attributes:
        application: Its id.
        name: Its name.
        covers: Which of the two it covers.
        level: How far, at best.
        primary: Whether it is the primary application of one of them.
        disposition: What is to become of it.
        functional_fit: How well it serves the business.
        technical_fit: How sound it is.
        run_cost: What it costs a year.
        currency: Of that cost.
    """

    application: str
    name: str
    covers: tuple[str, ...]
    level: str
    primary: bool
    disposition: str | None = None
    functional_fit: str | None = None
    technical_fit: str | None = None
    run_cost: float | None = None
    currency: str | None = None


class Merger(ReportPart):
    """What a scope is after another is merged into it (SCO-09).

    Attributes:
        into: The scope that stays.
        criticality: The higher of the two.
        max_tolerable_downtime_h: The shorter of the two.
        needs: The data objects that either needs.
        journeys: The journeys that pass through either.
        teams: The organisations that deliver either.
        coverage: The applications that cover either, to choose from.
    """

    into: str
    criticality: str | None = None
    max_tolerable_downtime_h: float | None = None
    needs: tuple[str, ...] = ()
    journeys: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    coverage: tuple[Contender, ...] = ()


class Benefit(ReportPart):
    """What the event frees; it is among the lines too."""

    node: str
    kind: str
    name: str
    effect: str
    note: str = ""
    amount: float | None = None
    currency: str | None = None
    since: dt.date | None = None
    notes: tuple[Note, ...] = Field(default=(), exclude=True)


class Knowledge(ReportPart):
    """What is not known around the event: where more is missing, more may happen.

    Attributes:
        lower_bound: Whether the answer is only a lower bound.
        applications: Applications impacted or adjacent, the lost ones among them.
        applications_without_flows: Those with no flow at all.
        applications_without_coverage: Those that cover nothing.
        applications_without_owner: Those nobody is accountable for.
        applications_of_unknown_criticality: Those whose criticality is not stated.
        applications_of_unknown_lifecycle: Those with neither date nor phase, taken as live.
        levels_unstated: Coverages around the event without a level, compared as FULL.
        objects_of_unknown_origin: Objects lost somewhere, of which an origin was assumed.
        flows_without_object: Lost flows that carry no stated object.
        facts_ended_earlier: What the lost ones did and had ceased to do before their eve.
        nobody_to_inform: Nodes struck that nobody answers for.
        dependences_assumed: Flows that do not say who depends on whom: the target was taken to
            depend on the source.
        modes_unstated: Flows of unknown mode, taken as not synchronous.
        flow_criticalities_unstated: Flows of unknown criticality, taken as no reason to stop.
        tolerances_unstated: Scopes that do not say how long they may be down.
        calls_to_confirm: Senders of which it is not known whether they wait for an answer.
    """

    lower_bound: bool
    applications: int
    applications_without_flows: int
    applications_without_coverage: int
    applications_without_owner: int
    applications_of_unknown_criticality: int
    applications_of_unknown_lifecycle: int
    levels_unstated: int
    objects_of_unknown_origin: int
    flows_without_object: int
    facts_ended_earlier: int
    nobody_to_inform: int
    dependences_assumed: int | None = None
    modes_unstated: int | None = None
    flow_criticalities_unstated: int | None = None
    tolerances_unstated: int | None = None
    calls_to_confirm: int | None = None


class Informed(ReportPart):
    """Somebody to tell, and about which nodes.

    Attributes:
        person: Id of a person or organisation.
        kind: Person or Organisation.
        name: Their name.
        roles: What they answer for them as.
        nodes: The struck nodes, sorted.
        inherited: Those of `nodes` for which they answer only from above.
    """

    person: str
    kind: str
    name: str
    roles: tuple[str, ...]
    nodes: tuple[str, ...]
    inherited: tuple[str, ...] = ()


class ChangedRule(ReportPart):
    """A rule that the portfolio rates otherwise, or has switched off."""

    rule: str
    base: Severity | None = None
    off: bool | None = None


class ImpactReport(Result):
    """What happens to whom, how badly, why and from when; who must be told; what is unknown.

    Attributes:
        event: What was asked.
        verdict: The worst final severity; INFO where nothing happens.
        lines: What happens, the worst first, then by kind, id and effect.
        benefits: What is freed.
        parity: What the successors still miss.
        knowledge: What is not known.
        inform: Everyone to tell, by name.
        hidden: What is left out, where only a part was asked for.
        rules_changed: The rules that are not as they are shipped.
        merger: What a scope is after another is merged into it.
        roles_unheld: Roles that are to be told in any case and that nobody holds.
        also: The other events it answers for; of a project, each of its actions.
        names: Names of the nodes it mentions by id, to read.
    """

    schema_name: ClassVar[str] = "archrepo/impact-report/1"

    event: EventEcho
    verdict: Severity
    lines: tuple[ImpactLine, ...]
    benefits: tuple[Benefit, ...] = ()
    parity: tuple[Parity, ...] = ()
    knowledge: Knowledge
    inform: tuple[Informed, ...] = ()
    hidden: Hidden | None = None
    rules_changed: tuple[ChangedRule, ...] = ()
    merger: Merger | None = None
    roles_unheld: tuple[str, ...] = ()
    also: tuple[EventEcho, ...] = ()
    names: Mapping[str, str] = Field(default={}, exclude=True)
