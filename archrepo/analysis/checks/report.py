"""What a check found, as scripts and renderers get it."""

# Annotations as they stand, not as texts: pydantic would compile each.

import datetime as dt
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from archrepo.analysis.results import Result
from archrepo.domain.vocabulary import Severity


class Standing(StrEnum):
    """How a violation stands to what was known before."""

    NEW = "NEW"
    KNOWN = "KNOWN"
    WAIVED = "WAIVED"
    EXPIRED = "EXPIRED"


class Waived(Result):
    """Why a violation does not count, who said so, and until when."""

    schema_name: ClassVar[str] = "archrepo/waived/1"

    reason: str
    author: str
    until: dt.date


class Violation(Result):
    """One rule violated by one node.

    Attributes:
        rule: Id of the rule.
        rule_name: Its name.
        severity: How bad it is, overrides taken into account.
        node: Id of the node at fault.
        kind: Its kind.
        name: What people call it.
        other: Id of the other node, where two do not go together.
        other_name: What people call that.
        relation: Key of the relation at fault, or the type of one that is missing.
        date: The day that matters, such as a retirement.
        until: The day with which it does not go together, such as a successor's first.
        days: Days from `date` to `until`.
        detail: Codes, ids and figures.
        parent: Id of the node under which violations are folded on screen.
        parent_name: What people call that.
        standing: NEW, KNOWN (in the baseline), WAIVED, or EXPIRED (its waiver is over).
        waiver: The waiver, also where it is over.
    """

    schema_name: ClassVar[str] = "archrepo/violation/1"

    rule: str
    rule_name: str
    severity: Severity
    node: str
    kind: str | None = None
    name: str | None = None
    other: str | None = None
    other_name: str | None = None
    relation: str | None = None
    date: dt.date | None = None
    until: dt.date | None = None
    days: int | None = None
    detail: str | None = None
    parent: str | None = None
    parent_name: str | None = None
    standing: Standing = Standing.NEW
    waiver: Waived | None = None

    @property
    def counts(self) -> bool:
        """Whether it can make a check fail."""
        return self.standing in (Standing.NEW, Standing.EXPIRED)


class NotAssessed(Result):
    """A rule that was not asked node by node: too little of what it looks at is filled in."""

    schema_name: ClassVar[str] = "archrepo/not-assessed/1"

    rule: str
    rule_name: str
    what: str
    filled: int
    total: int
    would_be: int


class Fixed(Result):
    """What the baseline knows and is not found any more."""

    schema_name: ClassVar[str] = "archrepo/fixed/1"

    rule: str
    node: str
    other: str | None = None


class RuleText(Result):
    """A rule that was violated, in words.

    Attributes:
        name: Its name.
        severity: Of a violation that states no other.
        title: Language → what it finds.
        why: Language → why it matters.
        remedy: Language → how to repair it.
        detail: What `detail` of its violations holds: kinds, an enumeration, attributes or none.
        many_kinds: Whether it is about nodes of whatever kind.
    """

    schema_name: ClassVar[str] = "archrepo/rule-text/1"

    name: str
    severity: Severity
    title: dict[str, str]
    why: dict[str, str]
    remedy: dict[str, str]
    detail: str = ""
    many_kinds: bool = False


class CheckReport(Result):
    """What a check found.

    Attributes:
        version: Version of archrepo.
        day: The day it is about.
        plan: Which projects' actions count.
        domain: The domain or scope it was restricted to.
        rules: Rule → its words, for those violated or not assessed.
        asked: How many rules were asked.
        counts: Severity → violations that count: new ones, and those whose waiver is over.
        fail_on: The severity from which it fails.
        failed: Whether it fails.
        violations: The worst first, then by rule, node and other node.
        not_assessed: Rules that could not be asked node by node.
        fixed: What the baseline knows and is not found any more.
        has_baseline: Whether there is a baseline.
        names: Id → name of the nodes that details list.
    """

    schema_name: ClassVar[str] = "archrepo/check-report/1"

    version: str
    day: dt.date
    plan: str
    domain: str | None = None
    domain_name: str | None = None
    rules: dict[str, RuleText]
    asked: int
    counts: dict[str, int]
    fail_on: Severity
    failed: bool
    violations: tuple[Violation, ...]
    not_assessed: tuple[NotAssessed, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    has_baseline: bool = False
    names: dict[str, str] = Field(default_factory=dict)
