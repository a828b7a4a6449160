"""Asks every rule, and puts what they find together."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.analysis.checks.assessing import Filled
from archrepo.analysis.checks.baseline import Baseline
from archrepo.analysis.checks.belonging import places_of
from archrepo.analysis.checks.needs import may_find
from archrepo.analysis.checks.parameters import Thresholds, parameters
from archrepo.analysis.checks.report import CheckReport, NotAssessed, RuleText, Violation
from archrepo.analysis.checks.rules import COLUMNS, shipped_rules
from archrepo.analysis.named import called, domain_meant
from archrepo.domain.contents import columns, node_facts
from archrepo.domain.text import did_you_mean, name_key, nearest
from archrepo.domain.validity import PlanWord
from archrepo.domain.vocabulary import Severity
from archrepo.errors import ConfigError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archrepo.analysis.checks.rules import Rule
    from archrepo.domain.ports import GraphStore, Row

OFF = "OFF"
"""What a severity is set to where a rule is not to be asked."""


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is asked.

    Attributes:
        day: The day it is about.
        version: Version of archrepo, for the report.
        plan: Which projects' actions count.
        domain: Only what belongs to this domain or scope, by id or name; everything where None.
        only: Only these rules; all where empty.
        fail_on: From which severity on a check fails.
        users_rules: Id → rule, beside those that come with archrepo.
        severities: Rule → severity, or `OFF`.
        domain_severities: Domain → rule → severity, or `OFF`; the first domain by id wins.
        assess_from: Percentage of what a rule looks at that must be filled in.
        thresholds: Where rules draw the line.
        baseline: What is known and what is waived.
    """

    day: dt.date
    version: str = ""
    plan: PlanWord = PlanWord.COMMITTED
    domain: str | None = None
    only: tuple[str, ...] = ()
    fail_on: Severity = Severity.MAJOR
    users_rules: Mapping[str, Rule] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    domain_severities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    assess_from: int = 20
    thresholds: Thresholds = field(default_factory=Thresholds)
    baseline: Baseline = field(default_factory=Baseline)


def check(request: CheckRequest, store: GraphStore) -> CheckReport:
    """Return what the rules find in a portfolio.

    Raises:
        NotFoundError: A rule, or the domain or scope, is unknown; the hint names the nearest.
        ConfigError: An override names no rule, or a user's rule cannot be run.
    """
    rules = _asked(request)
    part = None
    if request.domain is not None:
        named = [called(node_facts(store, kind)) for kind in ("Domain", "Scope")]
        request = replace(request, domain=(meant := domain_meant(request.domain, *named)))
        part = next(family[meant][0] for family in named if meant in family)
    given = parameters(store, request.day, request.thresholds)
    filled = Filled(store)
    rows_of = _rows_of(rules, request.plan, given, store)
    found: list[Violation] = []
    not_assessed: list[NotAssessed] = []
    for rule in rules:
        rows = rows_of.pop(rule.id, [])
        doubt = _not_assessed(rule, len(rows), filled, request.assess_from)
        if doubt is None:
            found += [_violation(rule, row) for row in rows]
        else:
            not_assessed.append(doubt)
    kept = _in_their_domains(found, request, store)
    standing = sorted((request.baseline.standing(v, request.day) for v in kept), key=_order)
    report = _report(request, rules, standing, not_assessed)
    names = _names(rules, standing, store)
    return report.model_copy(update={"domain_name": part, "names": names})


def _asked(request: CheckRequest) -> list[Rule]:
    every = {**shipped_rules(), **request.users_rules}
    overridden = [request.severities, *request.domain_severities.values()]
    for name in (n for some in overridden for n in some if n not in every):
        hint = ", ".join(nearest(name, every)) or "'archrepo explain CO-01' tells of one"
        raise ConfigError(f"[check]: there is no rule '{name}'", hint=hint)
    wanted = [name.strip().upper() for name in request.only]
    by_name = {rule.name.upper(): rule.id for rule in every.values()}
    for name in wanted:
        if name not in every and name not in by_name:
            hint = did_you_mean(name, [*every, *(r.name for r in every.values())])
            hint = hint or "'archrepo explain CO-01' tells of one"
            raise NotFoundError(f"there is no rule '{name}'", hint=hint)
    chosen = {by_name.get(name, name) for name in wanted} or set(every)
    return [
        rule
        for rule_id, rule in sorted(every.items())
        if rule_id in chosen and request.severities.get(rule_id) != OFF
    ]


def _rows_of(
    rules: Sequence[Rule], plan: PlanWord, given: Mapping[str, Any], store: GraphStore
) -> dict[str, list[Row]]:
    """Return rule → what it finds; one that needs what the portfolio does not hold is left out."""
    values: dict[str, dict[str, Any]] = {}
    for rule in rules:
        if unknown := sorted(set(rule.params) - given.keys()):
            raise ConfigError(
                f"rule {rule.id} asks for ${unknown[0]}", hint=f"one of {', '.join(sorted(given))}"
            )
        values[rule.id] = {name: given[name] for name in rule.params}
        if rule.statement and rule.takes_plan:
            values[rule.id]["plan"] = plan
    holds = cache(lambda family: store.count(family) > 0)
    # Those that come with archrepo are written as `needs` reads them; a user's own need not be.
    shipped = [rule for rule in rules if rule.statement and may_find(rule.text, holds)]
    found = store.read_all([(rule.statement, values[rule.id]) for rule in shipped])
    own = [rule for rule in rules if not rule.statement]
    return {
        **{rule.id: rows for rule, rows in zip(shipped, found, strict=True)},
        **{rule.id: _users_rows(rule, plan, values[rule.id], store) for rule in own},
    }


def _users_rows(
    rule: Rule, plan: PlanWord, values: Mapping[str, Any], store: GraphStore
) -> list[Row]:
    try:
        answer = store.user_query(rule.query(plan), values)
    except ConfigError as error:
        raise ConfigError(f"rule {rule.id}: {error.message}", hint=error.hint) from error
    if "node" not in answer.columns or not set(answer.columns) <= COLUMNS.keys():
        raise ConfigError(
            f"rule {rule.id} returns {', '.join(answer.columns)}",
            hint=f"node, and if need be {', '.join(list(COLUMNS)[1:])}",
        )
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _violation(rule: Rule, row: Row) -> Violation:
    values = {name: value for name, value in row.items() if value is not None}
    values.setdefault("severity", rule.severity)
    if "detail" in values:
        values["detail"] = _told(values["detail"])
    if "date" in values and "until" in values:
        values["days"] = (values["until"] - values["date"]).days
    return Violation(rule=rule.id, rule_name=rule.name, **values)


def _told(detail: Any) -> str:
    if isinstance(detail, list):
        return ", ".join(sorted(str(item) for item in detail))
    return f"{detail:g}" if isinstance(detail, float) else str(detail)


def _not_assessed(
    rule: Rule, would_be: int, filled: Filled, assess_from: int
) -> NotAssessed | None:
    if not rule.assessed or not would_be:
        return None
    have, total = filled.share(rule.assessed)
    if have * 100 >= total * assess_from:
        return None
    told = {"what": rule.assessed, "filled": have, "total": total, "would_be": would_be}
    return NotAssessed(rule=rule.id, rule_name=rule.name, **told)


def _in_their_domains(
    found: Sequence[Violation], request: CheckRequest, store: GraphStore
) -> list[Violation]:
    """Return the violations of the domain or scope asked for, with the severities set for them."""
    asked = {request.domain} if request.domain is not None else set()
    among = asked | request.domain_severities.keys()
    places = places_of(store, (v.node for v in found), among) if among else {}
    kept = []
    for violation in found:
        mine = places.get(violation.node, frozenset())
        if not asked <= mine:
            continue
        stated = request.severities.get(violation.rule)
        for domain in sorted(mine & request.domain_severities.keys(), reverse=True):
            stated = request.domain_severities[domain].get(violation.rule, stated)
        if stated is None:
            kept.append(violation)
        elif stated != OFF:
            kept.append(violation.model_copy(update={"severity": Severity(stated)}))
    return kept


def _order(violation: Violation) -> tuple[Any, ...]:
    v = violation
    name = name_key(v.name or v.node, v.node)
    return (-v.severity.rank, v.rule, name, v.other or "", v.relation or "", v.detail or "")


def _report(
    request: CheckRequest,
    rules: Sequence[Rule],
    violations: Sequence[Violation],
    not_assessed: Sequence[NotAssessed],
) -> CheckReport:
    counting = [v for v in violations if v.counts]
    counted = Counter(v.severity for v in counting)
    told = {v.rule for v in violations} | {n.rule for n in not_assessed}
    baseline = request.baseline
    asked = {rule.id for rule in rules}
    return CheckReport(
        version=request.version,
        day=request.day,
        plan=request.plan.value,
        domain=request.domain,
        rules={rule.id: _text(rule) for rule in rules if rule.id in told},
        asked=len(rules),
        counts={s.value: counted[s] for s in reversed(Severity) if counted[s]},
        fail_on=request.fail_on,
        failed=any(v.severity.rank >= request.fail_on.rank for v in counting),
        violations=tuple(violations),
        not_assessed=tuple(not_assessed),
        fixed=baseline.fixed(violations, asked) if request.domain is None else (),
        has_baseline=baseline.known is not None,
    )


def _names(
    rules: Iterable[Rule], violations: Iterable[Violation], store: GraphStore
) -> dict[str, str]:
    """Return id → name of the nodes that details list."""
    kinds = {rule.id: rule.listed_kinds for rule in rules}
    wanted: dict[str, set[str]] = defaultdict(set)
    for violation in violations:
        if violation.detail:
            for kind in kinds[violation.rule]:
                wanted[kind].update(violation.detail.split(", "))
    names: dict[str, str] = {}
    for kind, ids in wanted.items():
        names.update((i, name) for i, name in columns(store, kind, ("id", "name")) if i in ids)
    return dict(sorted(names.items()))


def _text(rule: Rule) -> RuleText:
    words: Iterable[str] = ("title", "why", "remedy")
    return RuleText(
        name=rule.name,
        severity=rule.severity,
        detail=rule.detail,
        many_kinds=rule.many_kinds,
        **{word: dict(getattr(rule, word)) for word in words},
    )
