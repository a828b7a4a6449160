"""Lists, sheets, search hits and query answers on a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from archrepo.analysis.inventory import columns_for_people
from archrepo.analysis.segment_names import segment_called
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.render.console import GAP, clean, left_out, printed, shown, styled, table
from archrepo.render.terminal_text import columns_of
from archrepo.resources.labels import load_labels
from archrepo.resources.typography import colon, is_plural, number_text
from archrepo.resources.words import screen_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.inventory_results import (
        NodeList,
        NodeSheet,
        QueryAnswer,
        SearchHits,
        SheetRelation,
    )
    from archrepo.render.registry import View

_READABLE = 24  # columns of a terminal that a long text wraps into without breaking up
_KEPT_BEHIND = ("batch_id", "date_notes", "properties", "sources")  # told last, or beside a date


def render_list(listed: NodeList, view: View) -> str:
    """Return the nodes as a table, with how many there are; `unfold` shows every column."""
    words, labels = screen_words(view.lang), load_labels()
    columns = listed.columns if view.unfold else _fitting(listed, view)
    kind = labels.kind(listed.kind, view.lang, plural=len(listed.nodes) != 1).lower()
    if not listed.nodes:
        return words["nothing_listed"].format(kind=kind) + "\n"
    rows = [
        [attribute_text(listed.kind, name, node.get(name), view.lang) for name in columns]
        for node in listed.nodes
    ]
    headings = [labels.attribute(name, view.lang) for name in columns]
    count, total = len(listed.nodes), listed.total
    key = "node_count" if count == total else "node_count_of"
    ending = words[key].format(
        count=number_text(count, view.lang), total=number_text(total, view.lang), kind=kind
    )
    gone = [n for n in columns_for_people(listed) if n not in columns]
    told = left_out([labels.attribute(name, view.lang) for name in gone], view)
    return table(headings, rows, view, folding=0) + told + ending + "\n"


def _fitting(listed: NodeList, view: View) -> tuple[str, ...]:
    """Return the columns for people that stay readable side by side, the first two always."""
    columns = columns_for_people(listed)
    if not view.width:
        return columns
    needed = 0
    for position, name in enumerate(columns):
        heading = load_labels().attribute(name, view.lang)
        cells = (attribute_text(listed.kind, name, n.get(name), view.lang) for n in listed.nodes)
        widest = max(map(columns_of, (heading, *cells)))
        needed += min(widest, _READABLE) + (len(GAP) if position else 0)
        if needed > view.width:
            return columns[: max(position, 2)]
    return columns


def render_sheet(sheet: NodeSheet, view: View) -> str:
    """Return all that is known of a node, section by section."""
    words, labels = screen_words(view.lang), load_labels()
    parts: list[Any] = [styled(f"{clean(sheet.name)}  ", "bold")]
    parts[0].append(f"{labels.kind(sheet.kind, view.lang)} {sheet.id}", style="dim")
    if sheet.path:
        parts.append(" / ".join(clean(node.name) for node in sheet.path))
    rows = [(labels.attribute(n, view.lang), v) for n, v in _told_values(sheet, view.lang)]
    if sheet.phase:
        phase = labels.value("Phase", sheet.phase, view.lang)
        rows.insert(0, (words["phase"].format(day=sheet.at), phase))
    if rows:
        parts += ["", _pairs(rows)]
    if sheet.people:
        parts += ["", styled(words["people"], "bold"), _pairs(_people(sheet, view.lang))]
    for heading, relations in _grouped(sheet.relations, view.lang):
        parts += ["", styled(heading, "bold"), _pairs(_ends(sheet, relations, view.lang))]
    kept = sheet.values.get("properties", ())
    if isinstance(kept, tuple) and kept:
        parts += ["", styled(words["properties"], "bold"), _pairs(_properties(kept))]
    told = [shown(sheet.values.get(name), view.lang) for name in ("sources", "batch_id")]
    if any(told):
        mark = colon(view.lang)
        parts += [
            "",
            styled(f"{words['sources']}{mark}{told[0]}   {words['batch']}{mark}{told[1]}", "dim"),
        ]
    return printed(parts, view)


def render_hits(found: SearchHits, view: View) -> str:
    """Return what was found as a table."""
    words, labels = screen_words(view.lang), load_labels()
    if not found.hits:
        return words["nothing_found"].format(text=clean(found.text)) + "\n"
    places = {"name": "", "id": words["in_id"], "external_id": words["in_external_id"]}
    rows = [
        [
            clean(hit.id),
            clean(hit.name),
            labels.kind(hit.kind, view.lang),
            colon(view.lang).join(
                (places.get(hit.matched_in, words["aliases_match"]), clean(hit.matched))
            )
            if hit.matched_in not in ("name", "id")
            else places[hit.matched_in],
        ]
        for hit in found.hits
    ]
    headings = [words["id"], words["name"], words["kind"], words["found_in"]]
    told = table(headings, rows, view, folding=0)
    if beyond := found.total - len(found.hits):
        told += words["beyond_limit"].format(count=number_text(beyond, view.lang)) + "\n"
    return told


def render_answer(answer: QueryAnswer, view: View) -> str:
    """Return a query's rows as a table."""
    rows = [[shown(value, view.lang) for value in row] for row in answer.rows]
    key = "rows" if is_plural(len(rows), view.lang) else "row"
    ending = screen_words(view.lang)[key].format(count=number_text(len(rows), view.lang))
    return table([clean(name) for name in answer.columns], rows, view) + ending + "\n"


def attribute_text(owner: str, name: str, value: Any, lang: str) -> str:
    """Return a value of an attribute of a kind or relation: words for codes, thousands parted."""
    metamodel = builtin_metamodel()
    declared = metamodel.kinds.get(owner) or metamodel.relations[owner]
    attribute = declared.attributes.get(name)
    if attribute and attribute.is_quantity and value is not None and float(value).is_integer():
        return number_text(value, lang)
    if value is None or attribute is None or attribute.enumeration is None:
        return shown(value, lang)
    many = value if isinstance(value, tuple) else (value,)
    known = {item: load_labels().value(attribute.enumeration, item, lang) for item in many}
    return ", ".join(known.values())


def relation_text(sheet: NodeSheet, relation: SheetRelation, name: str, lang: str) -> str:
    """Return an attribute of a relation and its value; segments as people call them."""
    value = relation.values[name]
    if name == "segments":
        text = clean(", ".join(segment_called(s, sheet.segment_names) for s in value))
    else:
        text = attribute_text(relation.type, name, value, lang)
    return f"{load_labels().attribute(name, lang).lower()} {text}"


def _told_values(sheet: NodeSheet, lang: str) -> list[tuple[str, str]]:
    notes = _notes(sheet.values)
    told = []
    for name, value in sheet.values.items():
        if name not in _KEPT_BEHIND:
            text = attribute_text(sheet.kind, name, value, lang)
            told.append((name, f"{text} ({notes[name]})" if name in notes else text))
    return told


def _notes(values: Mapping[str, Any]) -> dict[str, str]:
    """Return attribute → wording of an imprecise date."""
    pairs = (str(note).partition("=") for note in values.get("date_notes", ()))
    return {name: clean(wording) for name, _, wording in pairs}


def _people(sheet: NodeSheet, lang: str) -> list[tuple[str, str]]:
    labels, words = load_labels(), screen_words(lang)
    told = []
    for person in sheet.people:
        role = labels.value("Responsibility", person.role, lang) if person.role else words["unset"]
        more = [person.raci or "", words["deputy"] if person.deputy else ""]
        extra = ", ".join(filter(None, more))
        told.append((role, f"{clean(person.node.name)} ({person.node.id}){extra and f'  {extra}'}"))
    return told


def _grouped(
    relations: Iterable[SheetRelation], lang: str
) -> list[tuple[str, list[SheetRelation]]]:
    labels = load_labels()
    groups = groupby(relations, key=lambda r: (r.type, r.direction))
    return [
        (_sentence(labels.relation(name, lang, inverse=direction == "in")), list(members))
        for (name, direction), members in groups
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ends(sheet: NodeSheet, relations: Iterable[SheetRelation], lang: str) -> list[tuple[str, str]]:
    told = []
    for relation in relations:
        notes = _notes(relation.values)
        details = [
            relation_text(sheet, relation, name, lang)
            + (f" ({notes[name]})" if name in notes else "")
            for name in relation.values
            if name not in _KEPT_BEHIND
        ]
        end = f"{clean(relation.node.name)} ({relation.node.id})"
        told.append((end, ", ".join(details)))
    return told


def _properties(kept: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (clean(name), clean(value)) for name, _, value in (item.partition("=") for item in kept)
    ]


def _pairs(rows: Iterable[tuple[str, str]]) -> Any:
    from rich.padding import Padding
    from rich.table import Table

    grid = Table.grid(padding=(0, 3, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(styled(name, ""), styled(value, ""))
    return Padding(grid, (0, 0, 0, 2))
