"""What codes mean: the rules of impacts and checks, and the problems an import meets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from archrepo.analysis.checks.rules import shipped_rules
from archrepo.analysis.impact.changed_rules import ChangedRules, RuleChange
from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.results import Result
from archrepo.domain.text import nearest
from archrepo.errors import NotFoundError
from archrepo.resources import resource_yaml
from archrepo.resources.typography import in_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.checks.rules import Rule as CheckRule
    from archrepo.analysis.impact.rules import Outcome, Rule

LANGUAGES = ("en", "fr")


class ExplainedOutcome(Result):
    """One effect a rule can have.

    Attributes:
        effect: Its name.
        effect_words: Language → what it is called.
        strikes: Kind of node it strikes.
        base: Base severity; `cause` where it is that of the effect that led here.
        less: Steps taken off the base.
        per_hop: Steps taken off for each further flow.
        adjusted: How criticality moves it: `both`, `down`, `down-if-declared`, `no`.
        when: Language → in which case, where a rule has several outcomes.
    """

    schema_name: ClassVar[str] = "archrepo/explained-outcome/1"

    effect: str
    effect_words: dict[str, str]
    strikes: str
    base: str
    less: int
    per_hop: int
    adjusted: str
    when: dict[str, str]


class Explanation(Result):
    """A code in words, in English and French.

    Attributes:
        code: Such as `RET-06` or `ST-06`.
        category: `impact-rule`, `check-rule` or `diagnostic`.
        title: Language → what it is about; of an impact's rule, the condition.
        cause: Language → why it comes up, or why it matters; of diagnostics and checks.
        remedy: Language → what to do; of diagnostics and checks.
        name: Name of a check's rule.
        severity: Severity of a check's rule, where a violation states no other.
        query: What a check's rule asks, as `archrepo query` takes it.
        event: The event a rule belongs to.
        outcomes: What a rule leads to.
        propagates_to: The rules that go on from there.
        base_here: The base this portfolio gives it instead.
        off_here: Set where this portfolio switches it off.
    """

    schema_name: ClassVar[str] = "archrepo/explanation/1"

    code: str
    category: str
    title: dict[str, str]
    cause: dict[str, str] | None = None
    remedy: dict[str, str] | None = None
    name: str | None = None
    severity: str | None = None
    query: str | None = None
    event: str | None = None
    outcomes: tuple[ExplainedOutcome, ...] = ()
    propagates_to: tuple[str, ...] = ()
    base_here: str | None = None
    off_here: bool | None = None


def codes() -> list[str]:
    """Return every code that can be explained, sorted."""
    return sorted({*rule_table().rules, *shipped_rules(), *diagnostic_texts()})


def explanation(
    code: str,
    users_rules: Mapping[str, CheckRule] | None = None,
    changed: ChangedRules | None = None,
    engine: str = "ladybug",
) -> Explanation:
    """Return what `code` means.

    Args:
        code: Of a rule or a problem.
        users_rules: Rules of checks known beside those that come with archrepo.
        changed: The rules of impacts that the portfolio changes.
        engine: Whose text of a check's rule is told.

    Raises:
        NotFoundError: There is no such code; the hint names the nearest.
    """
    wanted = code.strip().upper()
    if rule := rule_table().rules.get(wanted):
        return _of_rule(rule, (changed or ChangedRules()).changes.get(wanted, RuleChange()))
    if check_rule := {**shipped_rules(engine), **(users_rules or {})}.get(wanted):
        return _of_check(check_rule)
    if texts := diagnostic_texts().get(wanted):
        return Explanation(
            code=wanted,
            category="diagnostic",
            title={lang: texts[lang]["title"] for lang in LANGUAGES},
            cause={lang: texts[lang]["cause"] for lang in LANGUAGES},
            remedy={lang: texts[lang]["remedy"] for lang in LANGUAGES},
        )
    alike = nearest(wanted, codes()) or [c for c in codes() if c[:2] == wanted[:2]][:3]
    hint = f"did you mean {', '.join(alike)}?" if alike else f"codes look like {codes()[0]}, RET-06"
    raise NotFoundError(f"no rule or problem has the code '{code}'", hint=hint)


@cache
def diagnostic_texts() -> dict[str, dict[str, dict[str, str]]]:
    """Return code → language → `title`, `cause` and `remedy`, from `models/diagnostics.yaml`."""
    texts: dict[str, dict[str, dict[str, str]]] = in_languages(resource_yaml("diagnostics.yaml"))
    return texts


def _of_check(rule: CheckRule) -> Explanation:
    return Explanation(
        code=rule.id,
        category="check-rule",
        title=dict(rule.title),
        cause=dict(rule.why) or None,
        remedy=dict(rule.remedy) or None,
        name=rule.name,
        severity=rule.severity.value,
        query=rule.query(),
    )


def _of_rule(rule: Rule, change: RuleChange) -> Explanation:
    return Explanation(
        code=rule.id,
        category="impact-rule",
        title=dict(rule.condition),
        event=rule.event,
        outcomes=tuple(_outcome(outcome) for outcome in rule.outcomes),
        base_here=change.base.value if change.base else None,
        off_here=True if change.off else None,
        propagates_to=rule.propagates_to,
    )


def _outcome(outcome: Outcome) -> ExplainedOutcome:
    return ExplainedOutcome(
        effect=outcome.effect,
        effect_words=dict(rule_table().effects[outcome.effect]),
        strikes=outcome.strikes,
        base=outcome.stated_base.value if outcome.stated_base else "cause",
        less=outcome.less,
        per_hop=outcome.per_hop,
        adjusted=outcome.adjusted.value,
        when=dict(outcome.words),
    )
