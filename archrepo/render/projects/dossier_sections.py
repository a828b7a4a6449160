"""What is around a project, section by section of its dossier."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from archrepo.domain.relation_vocabulary import Responsibility
from archrepo.render.check_words import facts
from archrepo.render.document.blocks import Bullets, Heading, Paragraph, Table
from archrepo.resources import resource_yaml
from archrepo.resources.typography import colon, in_languages, semicolon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.checks.report import CheckReport
    from archrepo.analysis.projects.dossier_results import (
        DataEntry,
        DecisionEntry,
        LegacyReason,
        NeighbourEntry,
        ProjectDossier,
        Question,
    )
    from archrepo.render.document.blocks import Block
    from archrepo.render.projects.project_words import ProjectWords

_TEN = 10
_PLACES = ("acted-on", "covering", "neighbour")
_OF_DATA = {
    Responsibility.DATA_OWNER, Responsibility.DATA_STEWARD, Responsibility.DATA_MANAGER,
    Responsibility.DPO, Responsibility.CDO,
}  # fmt: skip


def _table(words: ProjectWords, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Block:
    if not rows:
        return Paragraph(words.said["none"], "note")
    return Table(tuple(words.said[c] for c in columns), tuple(rows))


def _starred(words: ProjectWords, name: str, acted_on: bool) -> str:
    return words.say("touched", name=name) if acted_on else name


def scope_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield the scopes, where they stand, what covers them and who answers for them."""
    yield Heading(words.said["scopes"])
    rows = [
        (
            " / ".join(s.place),
            _starred(words, s.name, s.acted_on),
            words.names(s.covered_by),
            words.code("Criticality", s.criticality),
            words.people(s.people),
        )
        for s in dossier.scopes
    ]
    yield _table(words, ("domain", "scope", "covered_by", "criticality", "answers"), rows)
    if any(scope.acted_on for scope in dossier.scopes):
        yield Paragraph(words.said["star"], "note")


def application_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield the applications, those acted on first, with who answers for them."""
    yield Heading(words.said["applications"])
    for place in _PLACES:
        rows = [
            (
                a.name,
                words.code("Phase", a.phase),
                words.code("Disposition", a.disposition),
                words.code("Criticality", a.criticality),
                words.people(a.people),
            )
            for a in dossier.applications
            if a.place == place
        ]
        if rows or place == _PLACES[0]:
            yield Heading(words.said[place], 3)
            columns = ("application", "phase", "disposition", "criticality", "people")
            yield _table(words, columns, rows)


def data_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield the flows, then the data they carry with its master and stewards."""
    yield Heading(words.said["flows"])
    rows = [
        (
            words.names(f.sources),
            words.names(f.targets),
            words.names(f.objects),
            words.code("FlowMode", f.mode),
            _starred(words, f.id, f.acted_on),
        )
        for f in dossier.flows
    ]
    yield _table(words, ("from", "to", "carries", "mode", "flow"), rows)
    if dossier.data:
        columns = ("data", "master", "personal", "retention", "stewards")
        yield _table(words, columns, [_data_row(d, words) for d in dossier.data])
    if any(f.acted_on for f in dossier.flows) or any(d.acted_on for d in dossier.data):
        yield Paragraph(words.said["star"], "note")


def _data_row(data: DataEntry, words: ProjectWords) -> tuple[str, ...]:
    months = data.retention_months
    return (
        _starred(words, data.name, data.acted_on),
        words.names(data.masters),
        words.code("Personal", data.personal),
        "" if months is None else words.say("months", n=months),
        words.people(p for p in data.people if p.role in _OF_DATA),
    )


def neighbour_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield the other projects nearby, and why they are."""
    yield Heading(words.said["neighbours"])
    rows = [
        (
            n.project.name,
            words.code("ProjectStatus", n.status),
            words.day(n.end),
            words.people(n.directors),
            semicolon(words.lang).join(_why(n, words)),
        )
        for n in dossier.neighbours
    ]
    yield _table(words, ("project", "status", "until", "director", "why"), rows)


def _why(neighbour: NeighbourEntry, words: ProjectWords) -> Iterator[str]:
    for key in ("same_targets", "same_scopes", "by_flows"):
        found = getattr(neighbour, key)
        if found:
            yield words.say(key, names=words.names(found))
    if neighbour.waits:
        yield words.said["waits"]


def decision_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield the decisions about what is around, those to be taken first."""
    yield Heading(words.said["decisions"])
    rows = [
        (
            d.name,
            words.code("DecisionStatus", d.status),
            _dated(d, words),
            words.names(d.taken_by),
            words.names(d.about),
            d.reason or "",
        )
        for d in dossier.decisions
    ]
    yield _table(words, ("decision", "status", "date", "by", "concerns", "reason"), rows)


def _dated(decision: DecisionEntry, words: ProjectWords) -> str:
    if decision.date is not None:
        return words.say("taken", day=decision.date)
    return words.say("due", day=decision.due) if decision.due is not None else ""


def violation_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield what around the project does not hang together."""
    yield Heading(words.said["violations"])
    rows = list(_violation_rows(dossier.checked, words)) if dossier.checked else []
    yield _table(words, ("severity", "name", "what", "details", "rule"), rows)


def _violation_rows(checked: CheckReport, words: ProjectWords) -> Iterator[tuple[str, ...]]:
    for violation in checked.violations:
        yield (
            words.code("Severity", violation.severity),
            violation.name or violation.node,
            checked.rules[violation.rule].title[words.lang],
            facts(checked, violation, words.lang, ids=False),
            violation.rule,
        )


def legacy_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield what is on its way out around the project."""
    yield Heading(words.said["legacy"])
    rows = [
        (entry.application.name, words.said[entry.place], _reasons(entry.reasons, words))
        for entry in dossier.legacy
    ]
    yield _table(words, ("application", "place", "why"), rows)


def _reasons(reasons: Sequence[LegacyReason], words: ProjectWords) -> str:
    told = []
    for reason in reasons:
        key = reason.code
        if key == "retired" and reason.on is None:
            key = "retired_undated"
        told.append(words.say(key, day=reason.on, name=reason.about))
    return semicolon(words.lang).join(told)


def question_blocks(dossier: ProjectDossier, words: ProjectWords) -> Iterator[Block]:
    """Yield the first questions, and whom to ask."""
    full = len(dossier.questions) == _TEN
    yield Heading(words.said["questions" if full else "questions_fewer"])
    items = [(words.say(f"q_{q.key}", **q.filled), _whom(q, words)) for q in dossier.questions]
    yield Bullets(tuple(items), numbered=True)


def _whom(question: Question, words: ProjectWords) -> str:
    if not question.whom:
        return words.said["whom_unknown"]
    return words.say("whom", names=words.people(question.whom))


def glossary_blocks(words: ProjectWords) -> Iterator[Block]:
    """Yield the words of the field in both languages."""
    other = "en" if words.lang == "fr" else "fr"
    rows = [
        (
            entry[words.lang][0],
            entry[other][0],
            entry[words.lang][1],
            semicolon(words.lang).join(
                f"{where}{colon(words.lang)}{term}"
                for where, term in entry.get("elsewhere", {}).items()
            ),
        )
        for entry in _glossary()
    ]
    yield Heading(words.said["glossary"])
    yield _table(words, ("term", "in_french", "meaning", "elsewhere"), rows)


@cache
def _glossary() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = in_languages(resource_yaml("glossary.yaml"))
    return found
