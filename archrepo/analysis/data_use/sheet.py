"""All that is known of one data object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.data_use.holdings import Holdings
from archrepo.analysis.data_use.results import Carried, DataSheet
from archrepo.analysis.named import Named, called, meant, named
from archrepo.analysis.segment_names import segment_names
from archrepo.analysis.stated_values import as_number, as_text, as_texts
from archrepo.domain.text import by_name, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.situation import Situation


def data_sheet(situation: Situation, text: str) -> DataSheet:
    """Return what is known of the object that `text` means, by id, else by name.

    Raises:
        NotFoundError: None does; the hint names the nearest.
    """
    objects = situation.nodes("DataObject")
    identifier = object_named(situation, text)
    holdings, values = Holdings(situation), objects[identifier].values
    wholes = holdings.above(identifier)[::-1]
    needs = {r.from_id for r in situation.in_force("NEEDS") if r.to_id == identifier}
    scopes = situation.portfolio.scopes
    retention = as_number(values.get("retention_months"))
    return DataSheet(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        id=identifier,
        name=objects[identifier].name,
        description=as_text(values.get("description")),
        category=as_text(values.get("category")),
        criticality=as_text(values.get("criticality")),
        classification=as_text(values.get("classification")),
        personal=as_text(values.get("personal")),
        subjects=as_texts(values.get("subjects")),
        retention_months=None if retention is None else int(retention),
        quality_level=as_text(values.get("quality_level")),
        wholes=_named(situation, wholes),
        parts=_named(situation, holdings.parts.get(identifier, ())),
        people=tuple(holdings.people.get(identifier, ())),
        accesses=tuple(holdings.of(identifier)),
        needed_by=named(scopes[scope] for scope in needs & scopes.keys()),
        flows=tuple(sorted(_flows(situation, {identifier, *wholes}), key=_by_ends)),
        findings=holdings.findings(identifier),
        segment_names=segment_names(situation, (a.segments for a in holdings.of(identifier))),
    )


def object_named(situation: Situation, text: str) -> str:
    """Return the id of the data object that `text` means.

    Raises:
        NotFoundError: Nothing is called so, or several are; the hint names the nearest.
    """
    objects = called(situation.nodes("DataObject").values())
    return meant(text, "data object", objects, hint="'archrepo list data-object' names them")


def _named(situation: Situation, objects: Iterable[str]) -> tuple[Named, ...]:
    nodes = situation.nodes("DataObject")
    return tuple(Named(id=o, name=nodes[o].name) for o in objects)


def _flows(situation: Situation, objects: set[str]) -> Iterable[Carried]:
    for move in situation.exchanges:
        if objects.intersection(move.objects):
            yield Carried(
                flow=move.flow,
                name=move.name,
                source=Named(id=move.source, name=situation.application_name(move.source)),
                target=Named(id=move.target, name=situation.application_name(move.target)),
                mode=move.mode,
            )


def _by_ends(flow: Carried) -> tuple[tuple[str, str], ...]:
    return by_name(flow.source), by_name(flow.target), name_key(flow.name, flow.flow)
