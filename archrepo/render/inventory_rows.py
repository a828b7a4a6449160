"""Lists, search hits and query answers as CSV, codes as stored, and as Markdown: all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.render import markdown
from archrepo.render.console import shown
from archrepo.render.csv_form import csv_text
from archrepo.render.inventory_table import attribute_text, relation_text
from archrepo.resources.labels import load_labels
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from archrepo.analysis.inventory_results import (
        NodeList,
        NodeSheet,
        QueryAnswer,
        SearchHits,
        SheetRelation,
    )
    from archrepo.render.registry import View

_HIT_COLUMNS = ("kind", "id", "name", "matched_in", "matched")


def list_csv(listed: NodeList, view: View) -> str:  # noqa: ARG001
    """Return the nodes as CSV, headed by attribute names."""
    return csv_text(listed.columns, ([n.get(c) for c in listed.columns] for n in listed.nodes))


def list_markdown(listed: NodeList, view: View) -> str:
    """Return the nodes as a Markdown table."""
    headings = [load_labels().attribute(name, view.lang) for name in listed.columns]
    rows = (
        [attribute_text(listed.kind, c, n.get(c), view.lang) for c in listed.columns]
        for n in listed.nodes
    )
    return markdown.table(headings, rows)


def hits_csv(found: SearchHits, view: View) -> str:  # noqa: ARG001
    """Return what was found as CSV."""
    return csv_text(_HIT_COLUMNS, ([getattr(h, c) for c in _HIT_COLUMNS] for h in found.hits))


def answer_csv(answer: QueryAnswer, view: View) -> str:  # noqa: ARG001
    """Return a query's rows as CSV."""
    return csv_text(answer.columns, answer.rows)


def answer_markdown(answer: QueryAnswer, view: View) -> str:
    """Return a query's rows as a Markdown table."""
    rows = ([shown(value, view.lang) for value in row] for row in answer.rows)
    return markdown.table([markdown.escaped(name) for name in answer.columns], rows)


def sheet_markdown(sheet: NodeSheet, view: View) -> str:
    """Return all that is known of a node, for a wiki or a merge request."""
    labels, words = load_labels(), screen_words(view.lang)
    heading = f"{markdown.escaped(sheet.name)} ({labels.kind(sheet.kind, view.lang)} `{sheet.id}`)"
    values = [
        [labels.attribute(name, view.lang), attribute_text(sheet.kind, name, value, view.lang)]
        for name, value in sheet.values.items()
    ]
    people = [
        [
            labels.value("Responsibility", p.role, view.lang) if p.role else "",
            p.node.name,
            p.raci or "",
        ]
        for p in sheet.people
    ]
    relations = [_relation_row(sheet, relation, view.lang) for relation in sheet.relations]
    parts = [f"# {heading}\n", markdown.table(["", ""], values)]
    if people:
        parts.append(markdown.table([words["role"], words["people"], "RACI"], people))
    if relations:
        parts.append(markdown.table(["", words["name"], words["id"], ""], relations))
    return "\n".join(parts)


def _relation_row(sheet: NodeSheet, relation: SheetRelation, lang: str) -> list[str]:
    details = [
        relation_text(sheet, relation, name, lang)
        for name in relation.values
        if name not in ("sources", "batch_id")
    ]
    verb = load_labels().relation(relation.type, lang, inverse=relation.direction == "in")
    return [verb, relation.node.name, relation.node.id, ", ".join(details)]
