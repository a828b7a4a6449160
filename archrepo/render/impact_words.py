"""An impact report in words, as tables and Markdown both say it, in English and French."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archrepo.analysis.impact.rules import rule_table
from archrepo.analysis.impact.segments import EVERYONE_ELSE
from archrepo.analysis.impact.severity import step
from archrepo.analysis.segment_names import segment_called
from archrepo.domain.text import name_key
from archrepo.domain.vocabulary import Severity
from archrepo.render.capability_map.words import words_in
from archrepo.render.impact_titles import asked
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon, number_text, semicolon
from archrepo.resources.words import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.impact.lacking import MissingFlow, Parity
    from archrepo.analysis.impact.paths import Step
    from archrepo.analysis.impact.report import ImpactLine, ImpactReport, Informed

LETTERS = {
    Severity.BLOCKER: "B",
    Severity.CRITICAL: "C",
    Severity.MAJOR: "M",
    Severity.MINOR: "m",
    Severity.INFO: "i",
}
"""One letter a severity, so that colour is never the only sign."""

_SHORT = {"BUSINESS_CRITICAL": "BUSINESS", "BUSINESS_OPERATIONAL": "OPERATIONAL"}
_NAMED_AT_MOST = 8


def words(lang: str) -> Mapping[str, str]:
    """Return what stands around the lines of a report."""
    return topic_words("impact", lang)


def severity_word(severity: Severity, lang: str) -> str:
    """Return a severity's label."""
    return load_labels().value(Severity, severity.value, lang)


def effect_word(effect: str, lang: str) -> str:
    """Return an effect's label."""
    return rule_table().effects[effect][lang]


def title(report: ImpactReport, lang: str) -> str:
    """Return what was asked."""
    said = words(lang)
    event = report.event
    others = report.also if event.type != "project" else ()
    told = semicolon(lang).join(asked(one, said, report.names, lang) for one in (event, *others))
    return f"{told} ({words_in(lang).plan(event.plan)})"


def verdict(report: ImpactReport, lang: str) -> str:
    """Return the verdict with the number of lines of each severity."""
    counts = Counter(line.final for line in report.lines)
    counts.update(report.hidden.by_severity if report.hidden else {})
    told = ", ".join(
        so_many(counts[severity], severity, lang)
        for severity in reversed(Severity)
        if counts[severity]
    )
    worst = severity_word(report.verdict, lang).upper()
    return words(lang)["verdict"].format(worst=worst) + (f" ({told})" if told else "")


def so_many(count: int, severity: Severity, lang: str) -> str:
    """Return a number of lines or violations of a severity."""
    word, number = severity_word(severity, lang).lower(), number_text(count, lang)
    return (
        words(lang)["some"].format(count=number, severity=word) if count > 1 else f"{number} {word}"
    )


def hidden(report: ImpactReport, lang: str) -> list[str]:
    """Return what is left out of the report, and which rules are not as shipped."""
    left_out, said = report.hidden, words(lang)
    if left_out is None:
        return _rules_changed(report, lang)
    reasons = []
    if left_out.depth is not None:
        reasons.append(said["hidden_depth"].format(count=left_out.depth))
    if left_out.severity is not None:
        severity = severity_word(left_out.severity, lang).lower()
        reasons.append(said["hidden_severity"].format(severity=severity))
    if left_out.place is not None:
        reasons.append(said["hidden_place"].format(place=left_out.place))
    counts = ", ".join(so_many(n, s, lang) for s, n in left_out.by_severity.items())
    total = left_out.lines + len(report.lines)
    told = said["hidden"].format(
        count=number_text(left_out.lines, lang),
        total=number_text(total, lang),
        why=", ".join(reasons),
        counts=counts or "0",
    )
    return [told, *_rules_changed(report, lang)]


def _rules_changed(report: ImpactReport, lang: str) -> list[str]:
    said = words(lang)
    told = [
        said["rule_off"].format(rule=change.rule)
        if change.off
        else said["rule_rated"].format(
            rule=change.rule, base=severity_word(change.base or Severity.INFO, lang)
        )
        for change in report.rules_changed
    ]
    return [said["rules_changed"].format(rules=", ".join(told))] if told else []


def other_ways(line: ImpactLine, names: Mapping[str, str], lang: str) -> list[str]:
    """Return the other ways by which a line's node is struck alike, each with its rule."""
    return [
        semicolon(lang).join(
            (
                f"{cause.rule}{colon(lang)}{way(cause.steps, names, lang)}",
                *(note.text(lang) for note in cause.notes),
            )
        )
        for cause in line.causes
    ]


def remarks(report: ImpactReport, lang: str) -> list[str]:
    """Return what was taken for granted about the target, and what was left out."""
    event, said = report.event, words(lang)
    told = []
    if event.already_ended:
        told.append(said["already_ended"].format(name=event.name, day=event.already_ended))
    elif event.stated_retired:
        told.append(said["stated_retired"].format(name=event.name))
    elif event.not_yet_live:
        told.append(said["not_yet_live"].format(name=event.name))
    if event.idle_flows:
        told.append(said["idle_flows"].format(names=", ".join(event.idle_flows)))
    return told


def node_text(line: ImpactLine) -> str:
    """Return a line's node by name, with its id where that says more."""
    return line.name if line.name == line.node else f"{line.name} ({line.node})"


def why(
    line: ImpactLine, report: ImpactReport, lang: str, *, all_paths: bool = False
) -> Iterator[str]:
    """Yield the way to a line's node, what moved its severity, and what else there is to know."""
    first = f"{way(line.steps, report.names, lang)}{adjustment(line, lang)}".strip()
    others = other_ways(line, report.names, lang) if all_paths else ()
    yield from filter(None, (first, *what_else(line, report, lang), *others))


def way(steps: Iterable[Step], names: Mapping[str, str], lang: str) -> str:
    """Return a way in words and names, from what is struck first."""
    return " → ".join(_step(step, names, lang) for step in steps)


def _step(step: Step, names: Mapping[str, str], lang: str) -> str:
    """Return a step in words, read on from where it starts."""
    far = names.get(step.far, step.far)
    if step.is_flow:
        said = words(lang)["way_from" if step.backwards else "way_to"]
        objects = ", ".join(names.get(one, one) for one in step.objects) or "?"
        return said.format(flow=step.by, objects=objects, far=far)
    if not step.relation:
        return far
    return load_labels().related(step.relation, lang, far, inverse=step.backwards)


def what_else(
    line: ImpactLine, report: ImpactReport | None, lang: str, names: Mapping[str, str] | None = None
) -> list[str]:
    """Return what else there is to know of a line; `report` names its event among several.

    Without a report, on a site, `names` says what segments are called.
    """
    said = words(lang)
    parts = [note.text(lang) for note in line.notes]
    if line.segments:
        known = report.names if report else names or {}
        named = [
            said["everyone_else"] if s == EVERYONE_ELSE else segment_called(s, known)
            for s in line.segments
        ]
        parts.insert(0, said["segments"].format(names=", ".join(named)))
    if report and line.event:
        event = next((one for one in report.also if one.label == line.event), report.event)
        if event.type != "project":
            parts.append(
                said["by_event"].format(event=asked(event, said, report.names, lang, inside=True))
            )
    if line.causes:
        parts.append(said["others"].format(count=len(line.causes)))
    return parts


def adjustment(line: ImpactLine, lang: str) -> str:
    """Return ` (MISSION +1)`, or what else moved a severity or could not."""
    said = words(lang)
    if line.base != line.final:
        by_node = line.criticality and step(line.criticality) == line.adjustment
        name = _short(line.criticality or "") if by_node else said["flow"]
        return f" ({name} {line.adjustment:+d})"
    return f" ({said['unknown_criticality']})" if line.criticality_unknown else ""


def _short(criticality: str) -> str:
    return _SHORT.get(criticality, criticality.partition("_")[0])


def folded(lines: Sequence[ImpactLine], lang: str, *, hint: bool = True) -> str:
    """Return the sentence that stands for the informative lines not shown, and how to see them."""
    said, effects = words(lang), Counter(line.effect for line in lines)
    told = [
        said["folded_effect"].format(
            count=number_text(count, lang), effect=effect_word(effect, lang)
        )
        for effect, count in sorted(effects.items())
    ]
    count = number_text(len(lines), lang)
    sentence = said["folded"].format(count=count, effects=", ".join(told))
    return f"{sentence} {said['folded_hint']}" if hint else sentence


def freed(report: ImpactReport, lang: str) -> list[str]:
    """Return what the event frees, one a line."""
    return [
        b.name + colon(lang) + semicolon(lang).join(note.text(lang) for note in b.notes)
        for b in report.benefits
    ]


def parity(parity: Parity, report: ImpactReport, lang: str) -> tuple[str, list[str]]:
    """Return a heading for a successor, and what it still lacks."""
    said = words(lang)
    replaced = ", ".join(report.names.get(node, node) for node in parity.replaces)
    missing = [
        said[key] + colon(lang) + ", ".join(names)
        for key, names in _missing(parity, report, lang)
        if names
    ]
    if not parity.live:
        day = parity.live_from
        missing.insert(0, said["live_from"].format(day=day) if day else said["not_live"])
    key = "parity" if missing else "parity_ready"
    return said[key].format(name=parity.name, replaced=replaced), missing


def _missing(parity: Parity, report: ImpactReport, lang: str) -> list[tuple[str, list[str]]]:
    said, labels = words(lang), load_labels()

    def named(node: str) -> str:
        return report.names.get(node, node)

    def flow(missing: MissingFlow) -> str:
        carried = missing.data_object
        return f"{named(missing.application)} ({named(carried) if carried else '?'})"

    coverage = []
    for item in parity.coverage:
        about = [labels.value("CoverageLevel", item.level, lang)]
        about += [segment_called(item.segment, report.names)] if item.segment else []
        if item.has:
            has = labels.value("CoverageLevel", item.has, lang)
            about.append(said["has"].format(has=has))
        if item.available:
            about.append(said["from_day"].format(day=item.available))
        coverage.append(f"{named(item.scope)} ({', '.join(about)})")
    return [
        ("coverage", coverage),
        ("feeds", [flow(one) for one in parity.feeds]),
        ("fed_by", [flow(one) for one in parity.fed_by]),
        ("masters", [named(one) for one in parity.masters]),
        ("users", [named(one) for one in parity.users]),
    ]


def person(entry: Informed, report: ImpactReport, lang: str) -> str:
    """Return somebody with their roles, and the nodes to tell them about, by name."""
    roles = ", ".join(_role(role, lang) for role in entry.roles)
    inherited = words(lang)["inherited"]
    named = sorted(
        ((report.names.get(node, node), node) for node in entry.nodes), key=lambda n: name_key(*n)
    )
    nodes = [f"{name} ({inherited})" if n in entry.inherited else name for name, n in named]
    who = f"{entry.name} ({roles})" if roles else entry.name
    return who + colon(lang) + _listed(nodes, lang)


def _role(role: str, lang: str) -> str:
    if role in ("OWNS", "OPERATES", "RAISES"):
        return load_labels().relation(role, lang)
    return load_labels().value("Responsibility", role, lang)


def unanswered(report: ImpactReport, lang: str) -> str:
    """Return the sentence on struck nodes that nobody answers for; empty where there are none."""
    names = list(dict.fromkeys(line.name for line in report.lines if not line.inform))
    said = words(lang)
    told = said["nobody"].format(names=_listed(names, lang)) if names else ""
    if report.roles_unheld:
        roles = ", ".join(_role(role, lang) for role in report.roles_unheld)
        told = f"{told} {said['unheld'].format(roles=roles)}".lstrip()
    return told


def _listed(names: Sequence[str], lang: str) -> str:
    shown, rest = names[:_NAMED_AT_MOST], len(names) - _NAMED_AT_MOST
    told = ", ".join(shown)
    return (
        words(lang)["more"].format(names=told, count=number_text(rest, lang)) if rest > 0 else told
    )


def knowledge(report: ImpactReport, lang: str) -> list[str]:
    """Return what is not known, what was assumed for it, and what was left out."""
    known, said = report.knowledge, words(lang)
    gaps = _counted(
        (
            ("without_flows", known.applications_without_flows),
            ("without_coverage", known.applications_without_coverage),
            ("without_owner", known.applications_without_owner),
            ("unknown_criticalities", known.applications_of_unknown_criticality),
        ),
        lang,
    )
    assumed = _counted(
        (
            ("unknown_lifecycles", known.applications_of_unknown_lifecycle),
            ("unstated_levels", known.levels_unstated),
            ("unknown_origins", known.objects_of_unknown_origin),
            ("flows_without_object", known.flows_without_object),
            ("dependences_assumed", known.dependences_assumed),
            ("modes_unstated", known.modes_unstated),
            ("flow_criticalities_unstated", known.flow_criticalities_unstated),
            ("tolerances_unstated", known.tolerances_unstated),
            ("calls_to_confirm", known.calls_to_confirm),
        ),
        lang,
    )
    key = "lower_bound" if known.lower_bound else "complete"
    key += "_one" if known.applications == 1 else ""
    total = number_text(known.applications, lang)
    sentences = [said[key].format(total=total, gaps=gaps)] if known.applications else []
    if assumed:
        sentences.append(said["assumed"].format(what=assumed))
    if known.facts_ended_earlier:
        ended = number_text(known.facts_ended_earlier, lang)
        sentences.append(said["ended_earlier"].format(count=ended))
    return sentences


def _counted(counts: Iterable[tuple[str, int | None]], lang: str) -> str:
    said = words(lang)
    return ", ".join(said[k].format(count=number_text(n, lang)) for k, n in counts if n)
