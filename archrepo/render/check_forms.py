"""A check as CSV, as Markdown, and as annotations of GitHub Actions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from archrepo.domain.vocabulary import Severity
from archrepo.render import check_words as told
from archrepo.render.console import clean
from archrepo.render.csv_form import csv_text
from archrepo.render.markdown import escaped, table
from archrepo.resources.typography import colon

if TYPE_CHECKING:
    from archrepo.analysis.checks.report import CheckReport
    from archrepo.render.registry import View

_COLUMNS = (
    "severity",
    "rule",
    "rule_name",
    "standing",
    "kind",
    "node",
    "name",
    "other",
    "other_name",
    "relation",
    "date",
    "until",
    "days",
    "detail",
)
_LEVELS = {Severity.BLOCKER: "error", Severity.CRITICAL: "error", Severity.MAJOR: "warning"}
_NOTED = 50  # annotations of each level: a run shows no more, and a page of them helps nobody


def render_csv(report: CheckReport, view: View) -> str:  # noqa: ARG001 - codes in every language
    """Return one row a violation: codes and ids."""
    return csv_text(_COLUMNS, ([getattr(v, c) for c in _COLUMNS] for v in report.violations))


def render_markdown(report: CheckReport, view: View) -> str:
    """Return the whole report: a table for each rule, with why it matters and what to do."""
    lang, said = view.lang, told.words(view.lang)
    parts = [f"## {escaped(told.title(report, lang))}", f"**{told.verdict(report, lang)}**"]
    for (severity, rule), group in groupby(report.violations, key=lambda v: (v.severity, v.rule)):
        words = report.rules[rule]
        heading = f"{told.severity_word(severity, lang)} {rule}{colon(lang)}{words.title[lang]}"
        parts.append(f"### {escaped(heading)}")
        notes = [(said["why"], words.why), (said["remedy"], words.remedy)]
        parts.append(
            "\n".join(f"- {name}{colon(lang)}{escaped(t[lang])}" for name, t in notes if t)
        )
        rows = [
            (told.about(report, v, lang), told.facts(report, v, lang), told.standing(v, lang))
            for v in group
        ]
        parts.append(table([said["node"], said["what"], said["standing"]], rows))
    doubts = [f"- {escaped(told.not_assessed(report, d, lang))}" for d in report.not_assessed]
    parts += [said["hardly_recorded"], "\n".join(doubts)] if doubts else []
    if not report.violations:
        parts.append(told.nothing(report, lang))
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def render_github(report: CheckReport, view: View) -> str:
    """Return workflow commands, `::error title=…::…`, for what counts; the worst first.

    See *Workflow commands for GitHub Actions* in GitHub's documentation for the escapes.
    """
    lines: list[str] = []
    noted = dict.fromkeys(("error", "warning", "notice"), 0)
    for violation in report.violations:
        level = _LEVELS.get(violation.severity, "notice")
        noted[level] += violation.counts
        if violation.counts and noted[level] <= _NOTED:
            heading = f"{violation.rule} {violation.rule_name} ({violation.severity})"
            text = clean(told.sentence(report, violation, view.lang))
            lines.append(f"::{level} title={_property(heading)}::{_data(text)}\n")
    summary = f"{told.title(report, view.lang)}. {told.verdict(report, view.lang)}"
    return "".join(lines) + f"::notice title=archrepo check::{_data(clean(summary))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
