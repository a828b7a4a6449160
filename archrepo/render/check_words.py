"""A check in words, as its table, Markdown, annotations and SARIF say them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archrepo.analysis.checks.report import Standing
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import Severity
from archrepo.render.capability_map.words import words_in
from archrepo.render.impact_words import so_many
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon, day_text, number_text, semicolon
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archrepo.analysis.checks.report import CheckReport, NotAssessed, Violation

_CODE = re.compile(r"\b[A-Z][A-Z_]+\b")


def words(lang: str) -> Mapping[str, str]:
    """Return what stands around what a check finds."""
    return topic_words("check", lang)


def severity_word(severity: Severity, lang: str) -> str:
    """Return what a severity is called."""
    return load_labels().value("Severity", severity.value, lang)


def title(report: CheckReport, lang: str) -> str:
    """Return what the report is about, and how much it found."""
    said = words(lang)
    text = said["title"].format(day=report.day, plan=words_in(lang).plan(report.plan))
    if report.domain:
        text += said["of_domain"].format(domain=report.domain_name or report.domain)
    counted = ", ".join(so_many(n, Severity(s), lang) for s, n in report.counts.items())
    return f"{text}{colon(lang)}{counted}" if counted else text


def verdict(report: CheckReport, lang: str) -> str:
    """Return whether it fails, and from which severity on."""
    said, fail_on = words(lang), severity_word(report.fail_on, lang)
    if not report.failed:
        return said["passes"].format(fail_on=fail_on)
    bad = [v for v in report.violations if v.counts and v.severity.rank >= report.fail_on.rank]
    return said["fails"].format(count=number_text(len(bad), lang), fail_on=fail_on)


def nothing(report: CheckReport, lang: str) -> str:
    """Return that no rule has anything to report."""
    key = "nothing_by_one" if report.asked == 1 else "nothing"
    return words(lang)[key].format(asked=report.asked)


def node_text(node: str, name: str | None) -> str:
    """Return `Name (id)`, or the id alone where there is no other name."""
    return f"{name} ({node})" if name and name != node else node


def about(report: CheckReport, violation: Violation, lang: str) -> str:
    """Return the node, with its kind where the rule is about any."""
    told = node_text(violation.node, violation.name)
    if violation.kind and report.rules[violation.rule].many_kinds:
        return f"{load_labels().kind(violation.kind, lang)} {told}"
    return told


def facts(report: CheckReport, violation: Violation, lang: str, *, ids: bool = True) -> str:
    """Return what goes with the node: other node, with its id or not, days, figures; may be empty.

    The relation is left out: the title of the rule says which one is meant.
    """
    said = words(lang)
    told = []
    if violation.other:
        called = violation.other_name if not ids and violation.other_name else ""
        told.append(called or node_text(violation.other, violation.other_name))
    if violation.date and violation.until:
        span = said["day" if abs(violation.days or 0) == 1 else "days"].format(count=violation.days)
        first, last = (day_text(d, lang) for d in (violation.date, violation.until))
        told.append(f"{first} → {last} ({span})")
    elif day := violation.date or violation.until:
        told.append(day_text(day, lang))
    if detail := _detail(report, violation, lang):
        told.append(detail)
    return ", ".join(told)


def _detail(report: CheckReport, violation: Violation, lang: str) -> str:
    """Return the detail as people read it: names for ids, labels for codes."""
    detail, holds, labels = (
        violation.detail or "",
        report.rules[violation.rule].detail,
        load_labels(),
    )
    if not detail or holds == "none":
        return ""
    if holds == "attributes":
        level, _, names = detail.partition(":")
        lacking = ", ".join(labels.attribute(name, lang) for name in names.split())
        return words(lang)["lacking"].format(level=level, names=lacking)
    if holds in labels.enumerations():
        return _CODE.sub(lambda code: labels.value_or(holds, code[0], lang), detail)
    if not holds:
        return detail
    ids = detail.split(", ")
    called = Counter(report.names.get(node) for node in ids)
    named = ((node, report.names.get(node, node)) for node in ids)
    told = (name if called[name] == 1 else node_text(node, name) for node, name in named)
    return ", ".join(sorted(told, key=name_key))


def standing(violation: Violation, lang: str) -> str:
    """Return how a violation stands to what was known; empty where it is new."""
    said, waiver = words(lang), violation.waiver
    if violation.standing is Standing.KNOWN:
        return said["is_known"]
    if waiver is None:
        return ""
    key = "is_waived" if violation.standing is Standing.WAIVED else "is_expired"
    return said[key].format(until=waiver.until, author=waiver.author, reason=waiver.reason)


def sentence(report: CheckReport, violation: Violation, lang: str) -> str:
    """Return a violation in one line, with the rule's title."""
    told = [
        f"{report.rules[violation.rule].title[lang]}{colon(lang)}{about(report, violation, lang)}",
        facts(report, violation, lang),
    ]
    return semicolon(lang).join(
        filter(None, [", ".join(filter(None, told)), standing(violation, lang)])
    )


def not_assessed(report: CheckReport, doubt: NotAssessed, lang: str) -> str:
    """Return a rule that was not asked node by node, and how little is recorded."""
    return words(lang)["not_assessed"].format(
        rule=doubt.rule,
        title=report.rules[doubt.rule].title[lang],
        filled=number_text(doubt.filled, lang),
        total=number_text(doubt.total, lang),
    )
