"""What is told of the data of a portfolio."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from typing import ClassVar, Literal

from pydantic import Field

from archrepo.analysis.named import Named
from archrepo.analysis.results import Part, Result

DataFinding = Literal[
    "NO_MASTER",
    "SEVERAL_MASTERS",
    "USED_NEVER_COLLECTED",
    "COLLECTED_NEVER_USED",
    "NO_OWNER",
    "NO_RETENTION",
    "UNUSED",
]


class Answerable(Part):
    """Who answers for an object, and as what."""

    id: str
    name: str
    role: str | None = None


class Access(Part):
    """What an application does with an object.

    Attributes:
        module: The module of it that does.
        module_name: Its name.
        role: MASTER, REPLICA_RW, REPLICA_RO or CONSUMER.
        crud: Of C, R, U, D, in this order.
        stages: Of COLLECT, TRANSFORM, USE, in this order.
        segments: For whom; everyone where empty.
        data_location: Where the application keeps data.
        via: The whole it is accessed with, where the object itself is not named.
    """

    application: str
    name: str
    module: str | None = None
    module_name: str | None = None
    role: str | None = None
    crud: str = ""
    stages: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    purpose: str | None = None
    legal_basis: str | None = None
    data_location: str | None = None
    via: str | None = None


class Carried(Part):
    """A live flow that carries an object."""

    flow: str
    name: str
    source: Named
    target: Named
    mode: str | None = None


class DataSheet(Result):
    """All that is known of a data object on a day.

    Attributes:
        wholes: What it is part of, the widest first.
        parts: What it is made of.
        people: Who answers for it.
        accesses: By role, the master first, then by application.
        needed_by: Scopes that need it.
        flows: Live flows that carry it.
        findings: What is wrong with it, in codes.
        segment_names: What the organisations in segments are called.
    """

    schema_name: ClassVar[str] = "archrepo/data-object/1"

    at: dt.date
    plan: str
    id: str
    name: str
    description: str | None = None
    category: str | None = None
    criticality: str | None = None
    classification: str | None = None
    personal: str | None = None
    subjects: tuple[str, ...] = ()
    retention_months: int | None = None
    quality_level: str | None = None
    wholes: tuple[Named, ...] = ()
    parts: tuple[Named, ...] = ()
    people: tuple[Answerable, ...] = ()
    accesses: tuple[Access, ...] = ()
    needed_by: tuple[Named, ...] = ()
    flows: tuple[Carried, ...] = ()
    findings: tuple[DataFinding, ...] = ()
    segment_names: dict[str, str] = Field(default_factory=dict)


class MatrixObject(Part):
    """A row of the matrix: an object, with what is wrong with it."""

    id: str
    name: str
    whole: str | None = None
    classification: str | None = None
    personal: str | None = None
    owner: str | None = None
    findings: tuple[DataFinding, ...] = ()


class DataCell(Part):
    """An application on an object."""

    object: str
    application: str
    role: str | None = None
    crud: str = ""
    stages: tuple[str, ...] = ()


class MatrixHolder(Part):
    """A column of the matrix: an application, and where it belongs."""

    id: str
    name: str
    domain: str | None = None
    domain_name: str = ""


class DataMatrix(Result):
    """Objects × applications on a day; objects that nobody accesses are rows too."""

    schema_name: ClassVar[str] = "archrepo/data-matrix/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    objects: tuple[MatrixObject, ...]
    applications: tuple[MatrixHolder, ...]
    cells: tuple[DataCell, ...]


class Processing(Part):
    """An entry of the register: what an application does with personal data for a purpose.

    Attributes:
        purpose: As stated; None where it is not.
        controller: Who owns the application.
        recipients: Who receives these data from it by live flows.
        processors: Providers that process them (sous-traitants).
        retention_months: The longest of its objects.
        missing: What the register needs and nobody stated, by attribute.
    """

    application: Named
    purpose: str | None = None
    legal_basis: tuple[str, ...] = ()
    objects: tuple[Named, ...]
    sensitive: bool
    subjects: tuple[str, ...] = ()
    controller: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    processors: tuple[Named, ...] = ()
    data_location: str | None = None
    retention_months: int | None = None
    missing: tuple[str, ...] = ()


class DataRegister(Result):
    """The record of processing activities (GDPR, article 30), as far as the portfolio knows."""

    schema_name: ClassVar[str] = "archrepo/data-register/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    entries: tuple[Processing, ...]


class DomainFlow(Part):
    """What goes from one domain to another; None is what belongs to no domain."""

    source: str | None = None
    target: str | None = None
    flows: int
    objects: tuple[Named, ...]


class Silo(Part):
    """An object that never leaves a domain, though several applications there have it."""

    object: str
    name: str
    domain: str | None = None
    applications: tuple[Named, ...]


class MasterOf(Part):
    """A master of an object: for whom, in which domain, owned by whom."""

    application: str
    name: str
    domain: str | None = None
    owners: tuple[Named, ...] = ()
    segments: tuple[str, ...] = ()


class DoubleMaster(Part):
    """An object mastered twice for the same people, in two domains or by two departments."""

    object: str
    name: str
    masters: tuple[MasterOf, ...]


class DataCirculation(Result):
    """What data goes from domain to domain.

    Attributes:
        domains: In the order of the map; the last one, without id, is what belongs to none.
        exchanges: By source and target, in that order; within a domain too.
        silos: Objects that stay within one domain.
        double_masters: Objects mastered twice.
        unlabelled: Live flows that carry no object.
        segment_names: What the organisations in segments are called.
    """

    schema_name: ClassVar[str] = "archrepo/data-circulation/1"

    at: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    domains: tuple[Named, ...]
    exchanges: tuple[DomainFlow, ...]
    silos: tuple[Silo, ...]
    double_masters: tuple[DoubleMaster, ...]
    unlabelled: int
    segment_names: dict[str, str] = Field(default_factory=dict)
