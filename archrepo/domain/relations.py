"""The relations of a portfolio, one class a type, with the ends they may join and their identity.

A class's name is the type in another case (`RunsOn` is RUNS_ON). `pairs` lists the allowed ends;
`identity` the attributes that, with type, ends and `valid_from`, make the `key` of a relation.
"""

# No `from __future__ import annotations`: pydantic would compile each text, for every class anew.

import datetime as dt
from typing import ClassVar

from pydantic import ConfigDict, Field

from archrepo.domain import relation_vocabulary as rv
from archrepo.domain import types as t
from archrepo.domain import vocabulary as v
from archrepo.domain.deferred import Deferred
from archrepo.domain.entities import NODE_CLASSES

Pairs = tuple[tuple[str, str], ...]

ANY = tuple(cls.__name__ for cls in NODE_CLASSES if not cls.internal)
PARTS = ("Application", "Module")


def _pairs(sources: tuple[str, ...], targets: tuple[str, ...]) -> Pairs:
    return tuple((source, target) for source in sources for target in targets)


class Relation(Deferred):
    """What every relation has; `from` and `to` are the ids of its ends."""

    model_config = ConfigDict(
        use_enum_values=True,
        populate_by_name=True,
        str_strip_whitespace=True,
    )
    pairs: ClassVar[Pairs] = ()
    identity: ClassVar[tuple[str, ...]] = ()

    from_id: str = Field(alias="from")
    to_id: str = Field(alias="to")
    valid_from: dt.date | None = None
    valid_to: t.EndDate | None = None
    confidence: t.Ratio | None = None
    properties: tuple[str, ...] = ()
    date_notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    batch_id: str | None = None


class Contains(Relation):
    """The tree: one parent only, no cycle."""

    pairs = (
        *_pairs(("Domain",), ("Domain", "Scope")),
        ("Scope", "Scope"),
        ("Application", "Module"),
        ("DataObject", "DataObject"),
        ("Organisation", "Organisation"),
        ("Technology", "Technology"),
        *_pairs(("Project",), ("Project", "Milestone")),
    )
    order: int | None = None


class Covers(Relation):
    """An application covers a scope."""

    pairs = _pairs(PARTS, ("Scope",))
    identity = ("segments",)
    level: rv.CoverageLevel | None = None
    role: rv.CoverageRole | None = None
    functional_fit: v.FunctionalFit | None = None
    share: t.Percent | None = None
    segments: tuple[str, ...] = ()
    evidence: rv.Evidence | None = None
    via: tuple[str, ...] = ()


class Realises(Relation):
    """A functional block realises a capability, so that two trees are never counted twice."""

    pairs = (("Scope", "Scope"),)


class Emits(Relation):
    """The source of a flow."""

    pairs = _pairs((*PARTS, "Organisation"), ("Flow",))


class Feeds(Relation):
    """The target of a flow, in the data's direction."""

    pairs = _pairs(("Flow",), (*PARTS, "Organisation"))


class Carries(Relation):
    """A flow carries a data object."""

    pairs = (("Flow", "DataObject"),)
    transformation: rv.Transformation | None = None


class Accesses(Relation):
    """An application keeps or handles a data object."""

    pairs = _pairs(PARTS, ("DataObject",))
    identity = ("segments",)
    crud: tuple[rv.Crud, ...] = ()
    role: rv.AccessRole | None = None
    stage: tuple[rv.Stage, ...] = ()
    segments: tuple[str, ...] = ()
    purpose: str | None = None
    legal_basis: rv.LegalBasis | None = None


class Needs(Relation):
    """A scope needs a data object to be carried out."""

    pairs = (("Scope", "DataObject"),)
    crud: tuple[rv.Crud, ...] = ()
    mandatory: bool | None = None


class UsesTech(Relation):
    """An application is built on a technology."""

    pairs = _pairs(PARTS, ("Technology",))
    essential: bool | None = None
    risk_accepted_until: t.EndDate | None = None


class RunsOn(Relation):
    """An application runs on a platform that is an application too."""

    pairs = (("Application", "Application"),)


class AlternativeOf(Relation):
    """Two applications stand in for each other within a redundancy group."""

    pairs = (("Application", "Application"),)
    identity = ("group",)
    group: str | None = None
    min_up: t.Count | None = None
    category: rv.AlternativeCategory | None = None


class ReplacedBy(Relation):
    """The old application is replaced by the new, for some scopes or all."""

    pairs = (("Application", "Application"),)
    scopes: tuple[str, ...] = ()
    share: t.Percent | None = None


class Supplies(Relation):
    """A provider supplies an application or a technology."""

    pairs = _pairs(("Provider",), ("Application", "Technology"))
    contract_end: t.EndDate | None = None
    processor: bool | None = None


class Owns(Relation):
    """An organisation owns an application."""

    pairs = (("Organisation", "Application"),)


class Uses(Relation):
    """An organisation uses an application."""

    pairs = (("Organisation", "Application"),)
    users_count: t.Count | None = None


class Operates(Relation):
    """An organisation operates an application."""

    pairs = (("Organisation", "Application"),)


class Pays(Relation):
    """An organisation pays for an application or a project."""

    pairs = _pairs(("Organisation",), ("Application", "Project"))
    share: t.Percent | None = None
    amount: t.Amount | None = None


class Raises(Relation):
    """Somebody raises a need."""

    pairs = _pairs(("Organisation", "Person"), ("Need",))


class Concerns(Relation):
    """What a need is about."""

    pairs = _pairs(("Need",), ("Scope", "Journey", "DataObject"))


class Answers(Relation):
    """A project answers a need."""

    pairs = (("Project", "Need"),)


class AppliesTo(Relation):
    """A period applies to a domain or scope; to none stated, it applies to all."""

    pairs = _pairs(("Period",), ("Domain", "Scope"))


class TakenBy(Relation):
    """A decision is taken by a committee or entity."""

    pairs = (("Decision", "Organisation"),)


class ResponsibleFor(Relation):
    """Somebody answers for something; an unstated RACI letter is the role's default."""

    pairs = _pairs(("Person", "Organisation"), ANY)
    identity = ("role",)
    role: rv.Responsibility | None = None
    raci: rv.Raci | None = None
    deputy: bool | None = None


class Impacts(Relation):
    """A project acts on something; unstated, it is committed from BUILD on."""

    pairs = _pairs(("Project",), ("Application", "Scope", "Flow", "DataObject", "Technology"))
    identity = ("action", "date")
    action: rv.Action | None = None
    date: dt.date | None = None
    committed: bool | None = None


class PassesThrough(Relation):
    """A step of a journey; unstated, it is essential."""

    pairs = (("Journey", "Scope"),)
    identity = ("order",)
    order: int | None = None
    step: str | None = None
    channel: str | None = None
    essential: bool | None = None


class MemberOf(Relation):
    """A person belongs to a team or entity."""

    pairs = (("Person", "Organisation"),)
    identity = ("role",)
    role: str | None = None
    allocation: t.Percent | None = None


class Delivers(Relation):
    """The team that delivers a project or a scope."""

    pairs = _pairs(("Organisation",), ("Project", "Scope"))


class DependsOn(Relation):
    """A project waits for another, or a scope needs another; the lag is in days."""

    pairs = (*_pairs(("Project",), ("Project", "Milestone")), ("Scope", "Scope"))
    lag_days: int | None = None


class At(Relation):
    """A project brings about a plateau."""

    pairs = (("Project", "Plateau"),)


class Decides(Relation):
    """What a decision is about."""

    pairs = _pairs(("Decision",), ANY)


RELATION_CLASSES: tuple[type[Relation], ...] = (
    Contains,
    Covers,
    Realises,
    Emits,
    Feeds,
    Carries,
    Accesses,
    Needs,
    UsesTech,
    RunsOn,
    AlternativeOf,
    ReplacedBy,
    Supplies,
    Owns,
    Uses,
    Operates,
    Pays,
    Raises,
    Concerns,
    Answers,
    AppliesTo,
    TakenBy,
    ResponsibleFor,
    Impacts,
    PassesThrough,
    MemberOf,
    Delivers,
    DependsOn,
    At,
    Decides,
)
