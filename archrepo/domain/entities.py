"""The nodes of a portfolio, one class a kind: the one place where kinds and attributes stand.

Schemas of both engines, file templates, JSON Schemas, labels and reference pages derive from these
classes through `metamodel`. A class's name is its label; None means unset, never a value.
"""

# No `from __future__ import annotations`: pydantic would compile each text, for every class anew.

import datetime as dt
from typing import ClassVar

from pydantic import ConfigDict

from archrepo.domain import types as t
from archrepo.domain import vocabulary as v
from archrepo.domain.deferred import Deferred


class Node(Deferred):
    """What every node has."""

    model_config = ConfigDict(
        use_enum_values=True,
        str_strip_whitespace=True,
    )
    internal: ClassVar[bool] = False

    id: t.Identifier
    name: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    tags: tuple[str, ...] = ()
    external_ids: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    date_notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    batch_id: str | None = None
    confirmed_on: dt.date | None = None
    confirmed_by: str | None = None


class Lifecycle(Node):
    """Five optional dates in their order, or a phase as stated on a day."""

    planned: dt.date | None = None
    phase_in: dt.date | None = None
    active: dt.date | None = None
    phase_out: dt.date | None = None
    retired: t.EndDate | None = None
    phase: v.Phase | None = None
    phase_on: dt.date | None = None


class Domain(Node):
    """A business domain: the cut of the information system by which it is governed."""

    level: v.DomainLevel | None = None
    band: v.Band | None = None


class Scope(Node):
    """A functional scope: what the business does, to be covered by applications."""

    category: v.ScopeCategory | None = None
    criticality: v.Criticality | None = None
    max_tolerable_downtime_h: t.Hours | None = None
    differentiation: v.Differentiation | None = None
    target_coverage: v.TargetCoverage | None = None


class ApplicationPart(Lifecycle):
    """What applications and their modules have in common."""

    category: v.ApplicationCategory | None = None
    disposition: v.Disposition | None = None
    functional_fit: v.FunctionalFit | None = None
    technical_fit: v.TechnicalFit | None = None
    criticality: v.Criticality | None = None
    hosting: v.Hosting | None = None
    security_need_c: t.SecurityNeed | None = None
    security_need_i: t.SecurityNeed | None = None
    security_need_a: t.SecurityNeed | None = None
    security_need_t: t.SecurityNeed | None = None
    rto_h: t.Hours | None = None
    rpo_h: t.Hours | None = None
    users_count: t.Count | None = None
    contract_end: t.EndDate | None = None
    data_location: v.DataLocation | None = None


class Application(ApplicationPart):
    """A software application as its users know it."""

    run_cost: t.Amount | None = None
    build_cost: t.Amount | None = None
    currency: str | None = None


class Module(ApplicationPart):
    """A part of an application that covers scopes or exchanges data by itself."""


class Flow(Lifecycle):
    """An exchange of data between applications."""

    mode: v.FlowMode | None = None
    pattern: v.FlowPattern | None = None
    frequency: v.Frequency | None = None
    depends: v.Dependency | None = None
    criticality: v.Criticality | None = None
    protocol: str | None = None
    port: str | None = None
    exposure: v.Exposure | None = None
    encrypted: bool | None = None
    contract_url: str | None = None


class DataObject(Node):
    """A business object, or the data that stands for it."""

    category: v.DataCategory | None = None
    criticality: v.Criticality | None = None
    classification: v.Classification | None = None
    personal: v.Personal | None = None
    subjects: tuple[str, ...] = ()
    retention_months: t.Count | None = None
    quality_level: str | None = None


class Technology(Node):
    """A technical component; the vendor's dates and the company's own stand apart."""

    category: v.TechnologyCategory | None = None
    version: str | None = None
    vendor_support_end: t.EndDate | None = None
    vendor_extended_end: t.EndDate | None = None
    our_withdrawal: t.EndDate | None = None
    standard: v.Standard | None = None


class Provider(Node):
    """Who supplies applications or technologies."""

    category: v.ProviderCategory | None = None


class Journey(Node):
    """A customer journey or value stream, travelled through scopes."""

    category: v.JourneyCategory | None = None
    criticality: v.Criticality | None = None
    persona: str | None = None


class Organisation(Node):
    """A company, brand, country, department, team or committee."""

    category: v.OrganisationCategory | None = None
    objective: str | None = None
    external: bool | None = None


class Need(Node):
    """What the business asks for."""

    status: v.NeedStatus | None = None
    priority: v.Priority | None = None
    raised_on: dt.date | None = None
    expected_by: t.EndDate | None = None


class Period(Node):
    """A sales period or a freeze; a yearly one recurs on the same days."""

    category: v.PeriodCategory | None = None
    starts_on: dt.date | None = None
    ends_on: t.EndDate | None = None
    yearly: bool | None = None
    max_tolerable_downtime_h: t.Hours | None = None


class Person(Node):
    """Somebody in a role; known by e-mail, else external id, else name in either order."""

    email: str | None = None
    external: bool | None = None
    left_on: t.EndDate | None = None


class Project(Node):
    """A project or programme."""

    method: v.Method | None = None
    status: v.ProjectStatus | None = None
    start: dt.date | None = None
    end: t.EndDate | None = None
    objective: str | None = None
    budget: t.Amount | None = None
    currency: str | None = None


class Milestone(Node):
    """A dated point of a project."""

    date: dt.date | None = None


class Plateau(Node):
    """A state of the architecture, now or to come."""

    category: v.PlateauCategory | None = None
    date: dt.date | None = None


class Decision(Node):
    """An architecture decision."""

    status: v.DecisionStatus | None = None
    date: dt.date | None = None
    due: t.EndDate | None = None
    reason: str | None = None


class ChangeBatch(Node):
    """One applied plan: who, when, from what file, and the values it replaced."""

    internal: ClassVar[bool] = True

    actor: str | None = None
    applied_at: str | None = None
    source: str | None = None
    file: str | None = None
    sha256: str | None = None
    mapping: str | None = None
    counts: str | None = None
    changes: str | None = None
    undone_at: str | None = None


NODE_CLASSES: tuple[type[Node], ...] = (
    Domain,
    Scope,
    Application,
    Module,
    Flow,
    DataObject,
    Technology,
    Provider,
    Journey,
    Organisation,
    Need,
    Period,
    Person,
    Project,
    Milestone,
    Plateau,
    Decision,
    ChangeBatch,
)
