"""The enumerations that relations use, as `vocabulary` does for nodes."""

from __future__ import annotations

from enum import StrEnum

from archrepo.domain.vocabulary import OrderedEnum


class CoverageLevel(OrderedEnum):
    """How far an application covers a scope; NONE is never stated, it is the least."""

    NONE = "NONE"
    PLANNED = "PLANNED"
    MARGINAL = "MARGINAL"
    PARTIAL = "PARTIAL"
    FULL = "FULL"


class CoverageRole(StrEnum):
    """Whether an application is the one meant to carry a scope."""

    PRIMARY = "PRIMARY"
    SECONDARY = "SECONDARY"


class Evidence(StrEnum):
    """How a coverage is known."""

    STATED = "STATED"
    OBSERVED = "OBSERVED"
    DERIVED = "DERIVED"


class Transformation(StrEnum):
    """What a flow does to the object it carries."""

    NONE = "NONE"
    FILTER = "FILTER"
    ENRICH = "ENRICH"
    AGGREGATE = "AGGREGATE"
    MASK = "MASK"


class Crud(StrEnum):
    """What is done with data."""

    CREATE = "C"
    READ = "R"
    UPDATE = "U"
    DELETE = "D"


class AccessRole(StrEnum):
    """What an application's copy of an object is worth."""

    MASTER = "MASTER"
    REPLICA_RW = "REPLICA_RW"
    REPLICA_RO = "REPLICA_RO"
    CONSUMER = "CONSUMER"


class Stage(StrEnum):
    """Where in its circulation an application meets data."""

    COLLECT = "COLLECT"
    TRANSFORM = "TRANSFORM"
    USE = "USE"


class LegalBasis(StrEnum):
    """The lawfulness of a processing (GDPR, article 6(1))."""

    CONSENT = "CONSENT"
    CONTRACT = "CONTRACT"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    VITAL_INTERESTS = "VITAL_INTERESTS"
    PUBLIC_TASK = "PUBLIC_TASK"
    LEGITIMATE_INTERESTS = "LEGITIMATE_INTERESTS"


class AlternativeCategory(StrEnum):
    """How the members of a redundancy group share the work."""

    ACTIVE_ACTIVE = "ACTIVE_ACTIVE"
    FAILOVER = "FAILOVER"


class Responsibility(StrEnum):
    """What somebody answers for."""

    DOMAIN_MANAGER = "DOMAIN_MANAGER"
    BUSINESS_OWNER = "BUSINESS_OWNER"
    IT_OWNER = "IT_OWNER"
    APPLICATION_MANAGER = "APPLICATION_MANAGER"
    PRODUCT_OWNER = "PRODUCT_OWNER"
    ARCHITECT = "ARCHITECT"
    DATA_OWNER = "DATA_OWNER"
    DATA_MANAGER = "DATA_MANAGER"
    DATA_STEWARD = "DATA_STEWARD"
    DPO = "DPO"
    CDO = "CDO"
    CISO = "CISO"
    PROJECT_DIRECTOR = "PROJECT_DIRECTOR"
    SPONSOR = "SPONSOR"


class Raci(StrEnum):
    """The part taken in a responsibility: accountable, responsible, consulted, informed.

    Members stand in the order in which people are told.
    """

    ACCOUNTABLE = "A"
    RESPONSIBLE = "R"
    CONSULTED = "C"
    INFORMED = "I"


DEFAULT_RACI: dict[Responsibility, Raci] = {
    Responsibility.DOMAIN_MANAGER: Raci.ACCOUNTABLE,
    Responsibility.BUSINESS_OWNER: Raci.ACCOUNTABLE,
    Responsibility.IT_OWNER: Raci.ACCOUNTABLE,
    Responsibility.APPLICATION_MANAGER: Raci.RESPONSIBLE,
    Responsibility.PRODUCT_OWNER: Raci.RESPONSIBLE,
    Responsibility.ARCHITECT: Raci.CONSULTED,
    Responsibility.DATA_OWNER: Raci.ACCOUNTABLE,
    Responsibility.DATA_MANAGER: Raci.RESPONSIBLE,
    Responsibility.DATA_STEWARD: Raci.RESPONSIBLE,
    Responsibility.DPO: Raci.CONSULTED,
    Responsibility.CDO: Raci.ACCOUNTABLE,
    Responsibility.CISO: Raci.CONSULTED,
    Responsibility.PROJECT_DIRECTOR: Raci.RESPONSIBLE,
    Responsibility.SPONSOR: Raci.ACCOUNTABLE,
}


class Action(StrEnum):
    """What a project does to its target."""

    CREATE = "CREATE"
    MODIFY = "MODIFY"
    EXTEND = "EXTEND"
    REPLACE = "REPLACE"
    RETIRE = "RETIRE"
    MIGRATE = "MIGRATE"
    ROLL_OUT = "ROLL_OUT"
    WITHDRAW = "WITHDRAW"
