"""A plan on a terminal and in Markdown: `+ 3 to add, ~ 2 to change`, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render import markdown
from archrepo.render.console import clean, printed, styled
from archrepo.render.inventory_table import attribute_text
from archrepo.resources.labels import load_labels
from archrepo.resources.translation import translated
from archrepo.resources.typography import colon, number_text, semicolon
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from archrepo.analysis.plan_report import PlanReport, ReportedChange, ReportedField
    from archrepo.render.registry import View

SIGNS = {"NEW": "+", "UPDATE": "~", "REMOVE": "-", "RESTORE": "^", "CONFLICT": "!", "ERROR": "!"}
STYLES = {"+": "green", "~": "yellow", "-": "red", "^": "cyan", "!": "bold red"}
BY_FIELD = ("UPDATE", "CONFLICT")
_COUNTED = (
    ("NEW", "plan_add"),
    ("UPDATE", "plan_change"),
    ("REMOVE", "plan_remove"),
    ("RESTORE", "plan_restore"),
    ("CONFLICT", "plan_conflict"),
    ("UNCHANGED", "plan_confirm"),
)


def render_table(report: PlanReport, view: View) -> str:
    """Return changes one by one, then counts by kind, what was read, and the totals last."""
    words = screen_words(view.lang)
    parts: list[Any] = [styled(words["plan_of"].format(source=clean(report.source)), "bold")]
    for change in (*report.nodes, *report.relations):
        sign = SIGNS.get(change.status, " ")
        parts.append(styled(f"  {sign} {change_title(change, view.lang)}", STYLES.get(sign, "")))
        if change.status in BY_FIELD:
            parts += [f"      {line}" for line in change_fields(change, view.lang)]
    if hidden := _hidden(report):
        parts.append("  " + words["hidden_changes"].format(count=number_text(hidden, view.lang)))
    parts += _kind_lines(report, view.lang)
    parts += _tally_lines(report, view.lang)
    if report.dropped:
        parts.append(words["dropped"].format(count=report.dropped))
    parts.append(styled(totals(report, view.lang), "bold"))
    return printed(parts, view)


def render_markdown(report: PlanReport, view: View) -> str:
    """Return the plan for a merge request."""
    words = screen_words(view.lang)
    parts = [f"## {markdown.escaped(words['plan_of'].format(source=report.source))}\n"]
    parts.append(f"**{markdown.escaped(totals(report, view.lang))}**\n")
    for change in (*report.nodes, *report.relations):
        sign = SIGNS.get(change.status, " ")
        parts.append(f"- `{sign}` {markdown.escaped(change_title(change, view.lang))}")
        if change.status in BY_FIELD:
            parts += [f"  - {markdown.escaped(line)}" for line in change_fields(change, view.lang)]
    problems = [
        [translated(p.level, view.lang), p.code, p.place, translated(p.message, view.lang)]
        for p in (*report.problems, *report.rejected)
    ]
    if problems:
        parts += ["", markdown.table(["", "", words["file"], ""], problems)]
    return "\n".join(parts).rstrip("\n") + "\n"


def totals(report: PlanReport, lang: str) -> str:
    """Return `+ 3 to add, ~ 2 to change, 12 unchanged`."""
    words = screen_words(lang)
    if report.batch is None and not set(report.counts) - {"UNCHANGED"}:
        return words[_nothing(report)].format(
            count=number_text(report.counts.get("UNCHANGED", 0), lang)
        )
    told = []
    for status, key in _COUNTED:
        count = report.counts.get(status, 0)
        count -= report.sourced if status == "UPDATE" else 0
        if count:
            sign = SIGNS.get(status, "")
            told.append(f"{sign} {number_text(count, lang)} {words[key]}".strip())
    if report.sourced:
        told.append(words["plan_sourced"].format(count=number_text(report.sourced, lang)))
    line = ", ".join(told)
    return f"{line}. {words['applied'].format(batch=report.batch)}" if report.batch else line


def _nothing(report: PlanReport) -> str:
    """Return the key of what to say of a plan that changes nothing."""
    count = report.counts.get("UNCHANGED", 0)
    if not count and any(problem.level == "error" for problem in report.problems):
        return "nothing_for_errors"
    return {0: "nothing_stated", 1: "nothing_to_change_one"}.get(count, "nothing_to_change")


def change_title(change: ReportedChange, lang: str) -> str:
    """Return `Application CRM (crm)`, or a relation by its two ends, with its main value."""
    labels = load_labels()
    if change.source is None:
        found = screen_words(lang).get(f"found_by_{(change.identity or '').replace(' ', '_')}", "")
        return f"{labels.kind(change.kind, lang)} {clean(change.name or '')} ({change.id}){found}"
    details = [
        attribute_text(change.kind, field.name, field.new, lang)
        for field in change.fields
        if field.name in ("level", "role", "action", "date") and change.status == "NEW"
    ]
    more = f" ({', '.join(details)})" if details else ""
    start = _end(change.source, change.source_name)
    end = _end(change.target or "", change.target_name)
    return f"{start} {labels.related(change.kind, lang, end)}{more}"


def _end(node_id: str, name: str | None) -> str:
    return f"{clean(name)} ({clean(node_id)})" if name and name != node_id else clean(node_id)


def change_fields(change: ReportedChange, lang: str) -> list[str]:
    """Return a line for each attribute: old → new, and the place that states it."""
    where = f"   {clean(change.place)}" if change.place else ""
    return [
        f"{load_labels().attribute(field.name, lang)}{colon(lang)}"
        f"{_difference(change.kind, field, lang)}{where}"
        for field in change.fields
    ]


def _difference(kind: str, field: ReportedField, lang: str) -> str:
    """Return `old → new`; of two lists, only what came, went or, under its key, changed."""

    def told(value: Any) -> str:
        return attribute_text(kind, field.name, value, lang) or screen_words(lang)["unset"]

    old, new = field.old, field.new
    if not (isinstance(old, tuple) and isinstance(new, tuple)) or set(old) == set(new):
        return f"{told(old)} → {told(new)}"
    came = [item for item in new if item not in old]
    parts = []
    for item in (item for item in old if item not in new):
        start = f"{item.partition('=')[0]}="
        again = next((c for c in came if "=" in item and c.startswith(start)), None)
        parts.append(
            f"{told((item,))} → {again.removeprefix(start)}" if again else f"- {told((item,))}"
        )
        came = [c for c in came if c != again]
    parts += [f"+ {told((item,))}" for item in came]
    return semicolon(lang).join(parts)


def _hidden(report: PlanReport) -> int:
    total = sum(count for status, count in report.counts.items() if status != "UNCHANGED")
    return total - report.sourced - len(report.nodes) - len(report.relations)


def _kind_lines(report: PlanReport, lang: str) -> list[str]:
    labels, kinds = load_labels(), builtin_metamodel().kinds
    lines = []
    for name, counts in report.by_kind.items():
        changed = {status: count for status, count in counts.items() if status in SIGNS}
        if changed:
            label = labels.kind(name, lang, plural=True) if name in kinds else name
            told = [
                f"{SIGNS[status]}{number_text(count, lang)}" for status, count in changed.items()
            ]
            lines.append(f"  {label}{colon(lang)}{' '.join(told)}")
    return ["", *lines] if lines else []


def became_text(became: str, lang: str) -> str:
    """Return what became of something that was read: a kind or type by its code, else in words."""
    key = f"became_{became}"
    return screen_words(lang).get(key) or clean(translated(became, lang))


def _tally_lines(report: PlanReport, lang: str) -> list[str]:
    """Return what became of things that did not simply become what they were called.

    Columns that came to nothing are one line: a file of another tool has dozens of them.
    """
    told = [line for line in report.tally if line.read != line.became]
    columns = [line for line in told if "." in line.read and line.became.startswith("refused")]
    if not told:
        return []
    kept = [line for line in told if line not in columns]
    lines = [
        f"  {number_text(line.count, lang)} {clean(line.read)} → {became_text(line.became, lang)}"
        for line in kept
    ]
    words = screen_words(lang)
    if columns:
        lines.append("  " + words["columns_left_out"].format(count=len(columns)))
    return ["", words["read_as"], *lines]
