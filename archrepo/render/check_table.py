"""A check on a terminal: by severity and rule, the nodes at fault; what is minor is folded."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from archrepo.analysis.checks.report import Standing
from archrepo.domain.vocabulary import Severity
from archrepo.render import check_words as told
from archrepo.render.console import clean, printed, styled
from archrepo.render.impact_table import SEVERITY_STYLES
from archrepo.render.impact_words import LETTERS
from archrepo.resources.typography import colon, number_text, semicolon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.checks.report import CheckReport, Violation
    from archrepo.render.registry import View

_SHOWN = {Severity.BLOCKER: 30, Severity.CRITICAL: 30, Severity.MAJOR: 20, Severity.MINOR: 5}
"""How many nodes of a rule are listed before the rest is counted; of INFO, none."""
_APART = ("", "")  # of a violation that is not folded
_NAMED = 6  # nodes named in a line about those under one parent


def render(report: CheckReport, view: View) -> str:
    """Return the report as text; everything is listed where `view.unfold`."""
    lang, said = view.lang, told.words(view.lang)
    parts: list[Any] = [styled(clean(told.title(report, lang)), "bold")]
    style = "bold red" if report.failed else "green"
    parts.append(styled(told.verdict(report, lang), style))
    listed = [v for v in report.violations if view.unfold or v.counts]
    folded: Counter[str] = Counter()
    for (severity, _), group in groupby(listed, key=lambda v: (v.severity, v.rule)):
        some = list(group)
        if severity is Severity.INFO and not view.unfold:
            folded[some[0].rule] += len(some)
            continue
        parts += _group(report, some, view)
    parts += ["", *_ending(report, folded, view)]
    if not report.violations and not report.not_assessed:
        parts.append(told.nothing(report, lang))
    worst = next((v.rule for v in listed), None)
    if worst:
        parts.append(styled(said["explain"].format(rule=worst), "dim"))
    return printed(parts, view)


def _group(report: CheckReport, some: Sequence[Violation], view: View) -> Iterator[Any]:
    from rich.text import Text

    first, lang = some[0], view.lang
    severity, rule = first.severity, report.rules[first.rule]
    word = f"{LETTERS[severity]} {told.severity_word(severity, lang)}"
    text = f" {first.rule} {clean(rule.title[lang])} ({number_text(len(some), lang)})"
    yield ""
    yield Text.assemble((word, SEVERITY_STYLES[severity]), (text, "bold"))
    lines = list(_lines(report, some, view))
    limit = len(lines) if view.unfold else _SHOWN.get(severity, 0)
    if len(lines) > limit:
        left = number_text(sum(n for n, _ in lines[limit:]), lang)
        left = told.words(lang)["more"].format(count=left)
        lines = [*lines[:limit], (0, left)]
    for _, line in lines:
        yield _indented(line)


def _indented(text: str, style: str = "") -> Any:
    from rich.padding import Padding

    return Padding(styled(clean(text), style), (0, 0, 0, 4))


def _lines(report: CheckReport, some: Sequence[Violation], view: View) -> Iterator[tuple[int, str]]:
    """Yield how many violations a line is about, and the line.

    Folded are those under one parent, and those that lack the same.
    """
    alike: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    keys = [_fold(report, violation, view) for violation in some]
    if all(lacking for _, lacking in keys):  # the lowest level first: it is what to begin with
        some = [
            violation for _, violation in sorted(zip(keys, some, strict=True), key=itemgetter(0))
        ]
        keys.sort()
    for key, violation in zip(keys, some, strict=True):
        alike[key].append(violation)
    for key, violation in zip(keys, some, strict=True):
        siblings = alike.get(key, [])
        if key == _APART or len(siblings) < 2:
            yield 1, _line(report, violation, view.lang)
        elif siblings[0] is violation:
            yield len(siblings), _folded(siblings, key[1], view.lang)


def _fold(report: CheckReport, violation: Violation, view: View) -> tuple[str, str]:
    """Return under what a violation is folded: its parent, or what it lacks; else `_APART`."""
    if view.unfold:
        return _APART
    if violation.parent:
        return violation.parent, ""
    if report.rules[violation.rule].detail == "attributes":
        return "", told.facts(report, violation, view.lang)
    return _APART


def _line(report: CheckReport, violation: Violation, lang: str) -> str:
    rest = filter(None, [told.facts(report, violation, lang), told.standing(violation, lang)])
    return semicolon(lang).join([told.about(report, violation, lang), *rest])


def _folded(siblings: Sequence[Violation], lacking: str, lang: str) -> str:
    names = [
        (v.other_name or v.other or "") if v.node == v.parent else v.name or v.node
        for v in siblings
    ]
    shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    count = number_text(len(siblings), lang)
    if lacking:
        return f"{lacking} ({count}){colon(lang)}{shown}"
    parent = told.node_text(str(siblings[0].parent), siblings[0].parent_name)
    return told.words(lang)["under"].format(parent=parent, count=count, nodes=shown)


def _ending(report: CheckReport, folded: Counter[str], view: View) -> Iterator[Any]:
    lang, said = view.lang, told.words(view.lang)
    if folded:
        rules = ", ".join(
            f"{rule} {report.rules[rule].title[lang]} ({number_text(count, lang)})"
            for rule, count in sorted(folded.items())
        )
        yield styled(
            clean(said["folded"].format(count=number_text(folded.total(), lang), rules=rules)),
            "dim",
        )
    if report.not_assessed:
        yield styled(said["hardly_recorded"], "dim")
    for doubt in report.not_assessed:
        yield _indented(told.not_assessed(report, doubt, lang), "dim")
    standing = Counter(v.standing for v in report.violations)
    if standing[Standing.KNOWN] and not view.unfold:
        yield said["known"].format(count=number_text(standing[Standing.KNOWN], lang))
    if standing[Standing.WAIVED] and not view.unfold:
        yield said["waived"].format(count=number_text(standing[Standing.WAIVED], lang))
    if report.fixed:
        some = ", ".join(f"{f.rule} {f.node}" for f in report.fixed[:3])
        more = ", …" if len(report.fixed) > 3 else ""
        yield clean(
            said["fixed"].format(count=number_text(len(report.fixed), lang), some=some + more)
        )
