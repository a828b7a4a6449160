"""The dossier of a project as a document: section by section, in the order one reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.render.console import shown
from archrepo.render.document.blocks import Bullets, Document, Heading, Paragraph, Picture, Table
from archrepo.render.projects.dossier_sections import (
    application_blocks,
    data_blocks,
    decision_blocks,
    glossary_blocks,
    legacy_blocks,
    neighbour_blocks,
    question_blocks,
    scope_blocks,
    violation_blocks,
)
from archrepo.render.projects.project_words import ProjectWords
from archrepo.resources.typography import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archrepo.analysis.projects.dossier_results import ProjectDossier
    from archrepo.analysis.projects.results import DependencyItem, ProjectSheet
    from archrepo.render.document.blocks import Block

    Drawn = Callable[[Any], Picture]


def dossier_document(dossier: ProjectDossier, lang: str, drawn: Drawn) -> Document:
    """Return the dossier as a document.

    Args:
        dossier: What is known.
        lang: `en` or `fr`.
        drawn: Makes the picture of a map in the form the document is for.
    """
    words = ProjectWords(lang)
    project = dossier.project
    blocks = [
        *identity_blocks(project, words),
        *question_blocks(dossier, words),
        *method_blocks(project, words),
        *action_blocks(project, words),
        *scope_blocks(dossier, words),
        *(drawn(each) for each in dossier.maps),
        *application_blocks(dossier, words),
        *data_blocks(dossier, words),
        *neighbour_blocks(dossier, words),
        *decision_blocks(dossier, words),
        *violation_blocks(dossier, words),
        *legacy_blocks(dossier, words),
        *glossary_blocks(words),
    ]
    return Document(
        title=words.say("title", name=project.name),
        subtitle=words.say("subtitle", day=project.at),
        lang=lang,
        blocks=tuple(blocks),
    )


def identity_blocks(project: ProjectSheet, words: ProjectWords) -> Iterator[Block]:
    """Yield what the project is, in a sentence and a table."""
    yield Paragraph(project.objective or words.said["no_objective"], "lead")
    yield Heading(words.said["identity"])
    yield Table(("", ""), tuple(identity_rows(project, words)))


def identity_rows(project: ProjectSheet, words: ProjectWords) -> Iterator[tuple[str, str]]:
    """Yield what is stated of a project, heading and text."""
    said = words.said
    ends = words.say(
        "period",
        start=words.day(project.start) or "?",
        end=words.day(project.end) or said["open_end"],
    )
    payers = [
        f"{p.name} ({percent(p.share, words.lang)})" if p.share is not None else p.name
        for p in project.payers
    ]
    for key, text in (
        ("programme", project.programme.name if project.programme else ""),
        ("parts", words.names(project.parts)),
        ("status", words.code("ProjectStatus", project.status)),
        ("method_short", words.code("Method", project.method)),
        ("runs", ends),
        ("people", words.people(project.people)),
        ("teams", words.names(project.teams)),
        ("budget", words.amount(project.budget, project.currency)),
        ("payers", ", ".join(payers)),
        ("plateaus", ", ".join(p.name for p in project.plateaus)),
    ):
        if text:
            yield said[key], text


def method_blocks(project: ProjectSheet, words: ProjectWords) -> Iterator[Block]:
    """Yield how the project works, its milestones and what it waits for."""
    said = words.said
    yield Heading(said["method"])
    key = {"AGILE": "agile", "V_CYCLE": "v_cycle", "HYBRID": "hybrid"}.get(project.method or "")
    yield Paragraph(said[key or "method_unknown"])
    name = said["increment" if project.is_agile else "milestone"]
    rows = [(m.name, words.day(m.date), words.distance(m)) for m in project.milestones]
    yield Table((name, said["date"], said["when"]), tuple(rows)) if rows else _none(words)
    waits = [*_waiting(project.waits_for, words), *_awaited(project.awaited_by, words)]
    if waits:
        yield Bullets(tuple(waits))


def _waiting(items: tuple[DependencyItem, ...], words: ProjectWords) -> Iterator[tuple[str, str]]:
    for item in items:
        key = "waits_for" if item.ready_on else "waits_for_undated"
        text = words.say(key, name=item.waits_for.name, day=item.ready_on, lag=item.lag_days)
        yield text, _late(item, words)


def _awaited(items: tuple[DependencyItem, ...], words: ProjectWords) -> Iterator[tuple[str, str]]:
    for item in items:
        text = words.say("awaited_by", project=item.project.name, name=item.waits_for.name)
        yield text, _late(item, words)


def _late(item: DependencyItem, words: ProjectWords) -> str:
    return words.say("is_late", project=item.project.name, start=item.start) if item.is_late else ""


def action_blocks(project: ProjectSheet, words: ProjectWords) -> Iterator[Block]:
    """Yield what the project does, and the needs it answers."""
    said = words.said
    yield Heading(said["actions"])
    rows = [
        (
            words.action_day(a),
            words.code("Action", a.action),
            a.target.name,
            words.kind(a.target.kind),
            shown(a.committed, words.lang),
        )
        for a in project.actions
    ]
    columns = ("date", "action", "target", "kind", "committed")
    yield Table(tuple(said[c] for c in columns), tuple(rows)) if rows else _none(words)
    needs = [
        (
            n.name,
            words.names(n.concerns),
            words.code("Priority", n.priority),
            words.day(n.expected_by),
        )
        for n in project.needs
    ]
    if needs:
        yield Heading(said["needs"], 3)
        headings = ("need", "concerns", "priority", "expected_by")
        yield Table(tuple(said[c] for c in headings), tuple(needs))


def _none(words: ProjectWords) -> Paragraph:
    return Paragraph(words.said["none"], "note")
