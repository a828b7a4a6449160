"""A check as SARIF 2.1.0 (OASIS), which code hosts and editors show."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from archrepo.analysis.checks.report import Standing
from archrepo.domain.vocabulary import Severity
from archrepo.render import check_words as told
from archrepo.render.console import clean

if TYPE_CHECKING:
    from archrepo.analysis.checks.report import CheckReport, RuleText, Violation
    from archrepo.render.registry import View

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {
    Severity.BLOCKER: "error",
    Severity.CRITICAL: "error",
    Severity.MAJOR: "warning",
    Severity.MINOR: "note",
    Severity.INFO: "note",
}
_PLACE = "archrepo.toml"  # a violation is in the portfolio, whose file this is; hosts ask for one


def render(report: CheckReport, view: View) -> str:
    """Return a log with one run: every rule violated, every violation with how it stands."""
    ids = list(report.rules)
    driver = {
        "name": "archrepo",
        "version": report.version,
        "rules": [_rule(rule, report.rules[rule], view.lang) for rule in ids],
    }
    results = [_result(report, v, ids.index(v.rule), view.lang) for v in report.violations]
    run = {
        "tool": {"driver": driver},
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, words: RuleText, lang: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": rule,
        "name": words.name,
        "shortDescription": {"text": words.title[lang]},
        "defaultConfiguration": {"level": _LEVELS[words.severity]},
        "properties": {"severity": words.severity.value},
    }
    if words.why:
        made["fullDescription"] = {"text": words.why[lang]}
    if words.remedy:
        made["help"] = {"text": words.remedy[lang]}
    return made


def _result(report: CheckReport, violation: Violation, index: int, lang: str) -> dict[str, Any]:
    named = violation.model_dump(
        mode="json",
        exclude_none=True,
        include={"severity", "kind", "node", "other", "relation", "date", "until", "detail"},
    )
    at = {"kind": "member", "name": violation.node, "fullyQualifiedName": _path(violation)}
    made: dict[str, Any] = {
        "ruleId": violation.rule,
        "ruleIndex": index,
        "level": _LEVELS[violation.severity],
        "message": {"text": clean(told.sentence(report, violation, lang))},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _PLACE}},
                "logicalLocations": [at],
            }
        ],
        "partialFingerprints": {"violation/v1": _fingerprint(violation)},
        "properties": named,
    }
    if report.has_baseline:
        is_known = violation.standing is Standing.KNOWN
        made["baselineState"] = "unchanged" if is_known else "new"
    if violation.standing is Standing.WAIVED and violation.waiver is not None:
        reason = f"{violation.waiver.reason} ({violation.waiver.author})"
        made["suppressions"] = [{"kind": "external", "justification": clean(reason)}]
    return made


def _path(violation: Violation) -> str:
    return f"{violation.kind}/{violation.node}" if violation.kind else violation.node


def _fingerprint(violation: Violation) -> str:
    named = f"{violation.rule}|{violation.node}|{violation.other or ''}"
    return hashlib.sha256(named.encode()).hexdigest()[:32]
