"""The enumerations of nodes (those of relations: `relation_vocabulary`); labels in `models/`.

Values are stored and exchanged as written here. Members are strings, so that a value read back
from an engine compares with them. Where the order of the members means something, it is said.
"""

from __future__ import annotations

from enum import StrEnum


class OrderedEnum(StrEnum):
    """An enumeration whose members are written from the least to the greatest.

    Attributes:
        rank: Position from 0, the least.
    """

    rank: int

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)  # those before it: it is not among them yet


class Severity(OrderedEnum):
    """How bad an effect or a violation is; the five words of jQAssistant, in order."""

    INFO = "INFO"
    MINOR = "MINOR"
    MAJOR = "MAJOR"
    CRITICAL = "CRITICAL"
    BLOCKER = "BLOCKER"


class Criticality(OrderedEnum):
    """How much the company depends on something, from the least to the most (LeanIX's words)."""

    ADMINISTRATIVE = "ADMINISTRATIVE"
    BUSINESS_OPERATIONAL = "BUSINESS_OPERATIONAL"
    BUSINESS_CRITICAL = "BUSINESS_CRITICAL"
    MISSION_CRITICAL = "MISSION_CRITICAL"


class DomainLevel(StrEnum):
    """Urbanisation levels above the functional block."""

    ZONE = "ZONE"
    QUARTIER = "QUARTIER"


class Band(StrEnum):
    """The row of the capability map a domain stands in, from top to bottom."""

    FRONT = "FRONT"
    CORE = "CORE"
    REFERENCE = "REFERENCE"
    STEERING = "STEERING"
    SUPPORT = "SUPPORT"


class ScopeCategory(StrEnum):
    """What cut of the business a scope comes from."""

    FUNCTIONAL_BLOCK = "FUNCTIONAL_BLOCK"
    CAPABILITY = "CAPABILITY"
    FUNCTION = "FUNCTION"


class Differentiation(OrderedEnum):
    """What a scope is worth in competition, from the least to the most."""

    COMMODITY = "COMMODITY"
    PARITY = "PARITY"
    DIFFERENTIATING = "DIFFERENTIATING"


class TargetCoverage(OrderedEnum):
    """How far a scope is meant to be covered by applications."""

    NONE = "NONE"
    PARTIAL = "PARTIAL"
    FULL = "FULL"


class ApplicationCategory(StrEnum):
    """Where an application comes from."""

    PACKAGE = "PACKAGE"
    SAAS = "SAAS"
    CUSTOM = "CUSTOM"
    EUC = "EUC"
    PLATFORM = "PLATFORM"
    EXTERNAL = "EXTERNAL"


class Phase(OrderedEnum):
    """Lifecycle phases in the order they follow."""

    PLANNED = "PLANNED"
    PHASE_IN = "PHASE_IN"
    ACTIVE = "ACTIVE"
    PHASE_OUT = "PHASE_OUT"
    RETIRED = "RETIRED"


class Disposition(StrEnum):
    """What is meant to become of an application (Gartner's TIME)."""

    TOLERATE = "TOLERATE"
    INVEST = "INVEST"
    MIGRATE = "MIGRATE"
    ELIMINATE = "ELIMINATE"


class FunctionalFit(OrderedEnum):
    """How well the business is served, from the worst to the best (LeanIX's words)."""

    UNREASONABLE = "UNREASONABLE"
    INSUFFICIENT = "INSUFFICIENT"
    APPROPRIATE = "APPROPRIATE"
    PERFECT = "PERFECT"


class TechnicalFit(OrderedEnum):
    """How sound the technique is, from the worst to the best (LeanIX's words)."""

    INAPPROPRIATE = "INAPPROPRIATE"
    UNREASONABLE = "UNREASONABLE"
    ADEQUATE = "ADEQUATE"
    FULLY_APPROPRIATE = "FULLY_APPROPRIATE"


class Hosting(StrEnum):
    """Where an application runs."""

    ON_PREMISE = "ON_PREMISE"
    IAAS = "IAAS"
    PAAS = "PAAS"
    SAAS = "SAAS"
    HYBRID = "HYBRID"


class DataLocation(StrEnum):
    """Where data is kept, as European data protection sees it."""

    EEA = "EEA"
    ADEQUATE = "ADEQUATE"
    OUTSIDE = "OUTSIDE"


class FlowMode(StrEnum):
    """How a flow is carried out."""

    SYNC = "SYNC"
    ASYNC = "ASYNC"
    BATCH = "BATCH"
    FILE = "FILE"
    MANUAL = "MANUAL"


class FlowPattern(StrEnum):
    """The integration pattern of a flow."""

    API = "API"
    EVENT = "EVENT"
    ESB = "ESB"
    FILE = "FILE"
    ETL = "ETL"
    DB = "DB"
    FRONT = "FRONT"
    OTHER = "OTHER"


class Frequency(StrEnum):
    """How often a flow runs."""

    REALTIME = "REALTIME"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    ON_DEMAND = "ON_DEMAND"


class Dependency(StrEnum):
    """Which end of a flow stops when the other does."""

    TARGET_ON_SOURCE = "TARGET_ON_SOURCE"
    SOURCE_ON_TARGET = "SOURCE_ON_TARGET"
    BOTH = "BOTH"
    NONE = "NONE"


class Exposure(StrEnum):
    """Who can reach a flow."""

    INTERNAL = "INTERNAL"
    PARTNER = "PARTNER"
    INTERNET = "INTERNET"


class DataCategory(StrEnum):
    """Whether an object is the business's notion or its representation as data."""

    BUSINESS = "BUSINESS"
    DATA = "DATA"


class Classification(OrderedEnum):
    """How far data may be told, from the least to the most protected."""

    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"
    CONFIDENTIAL = "CONFIDENTIAL"
    RESTRICTED = "RESTRICTED"


class Personal(OrderedEnum):
    """Whether data is about persons."""

    NONE = "NONE"
    PERSONAL = "PERSONAL"
    SENSITIVE = "SENSITIVE"


class TechnologyCategory(StrEnum):
    """What kind of component a technology is."""

    SOFTWARE = "SOFTWARE"
    HARDWARE = "HARDWARE"
    DBMS = "DBMS"
    OS = "OS"
    SERVICE = "SERVICE"
    FRAMEWORK = "FRAMEWORK"


class Standard(StrEnum):
    """Where a technology stands in the company's standards."""

    STANDARD = "STANDARD"
    PHASE_IN = "PHASE_IN"
    TOLERATED = "TOLERATED"
    PHASE_OUT = "PHASE_OUT"
    BANNED = "BANNED"


class ProviderCategory(StrEnum):
    """What a provider brings."""

    VENDOR = "VENDOR"
    INTEGRATOR = "INTEGRATOR"
    INTERNAL = "INTERNAL"


class JourneyCategory(StrEnum):
    """Who travels a journey."""

    CUSTOMER = "CUSTOMER"
    VALUE_STREAM = "VALUE_STREAM"
    INTERNAL = "INTERNAL"


class OrganisationCategory(StrEnum):
    """What kind of entity an organisation is."""

    COMPANY = "COMPANY"
    BUSINESS_UNIT = "BUSINESS_UNIT"
    BRAND = "BRAND"
    COUNTRY = "COUNTRY"
    DEPARTMENT = "DEPARTMENT"
    TEAM = "TEAM"
    COMMITTEE = "COMMITTEE"
    PARTNER = "PARTNER"


class NeedStatus(StrEnum):
    """Where a business need stands."""

    RAISED = "RAISED"
    ACCEPTED = "ACCEPTED"
    PLANNED = "PLANNED"
    DONE = "DONE"
    REJECTED = "REJECTED"


class Priority(OrderedEnum):
    """How pressing a need is, from the least to the most."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    MUST = "MUST"


class PeriodCategory(StrEnum):
    """A time of high trade, or one in which nothing may change."""

    PEAK = "PEAK"
    FREEZE = "FREEZE"


class Method(StrEnum):
    """How a project is run."""

    AGILE = "AGILE"
    V_CYCLE = "V_CYCLE"
    HYBRID = "HYBRID"


class ProjectStatus(StrEnum):
    """Where a project stands."""

    IDEA = "IDEA"
    FRAMING = "FRAMING"
    BUILD = "BUILD"
    DEPLOYING = "DEPLOYING"
    DONE = "DONE"
    STOPPED = "STOPPED"


class PlateauCategory(StrEnum):
    """Which state of the architecture a plateau describes."""

    AS_IS = "AS_IS"
    INTERIM = "INTERIM"
    TARGET = "TARGET"
    ALTERNATIVE = "ALTERNATIVE"


class DecisionStatus(StrEnum):
    """Where an architecture decision stands."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    SUPERSEDED = "SUPERSEDED"
    REJECTED = "REJECTED"
