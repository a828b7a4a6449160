"""The matrix of data objects and applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.data_use.holdings import Holdings
from archrepo.analysis.data_use.results import DataCell, DataMatrix, MatrixHolder, MatrixObject
from archrepo.analysis.stated_values import as_text
from archrepo.domain.relation_vocabulary import AccessRole, Crud, Responsibility, Stage
from archrepo.domain.text import by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.data_use.results import Access
    from archrepo.analysis.situation import Situation


def data_matrix(situation: Situation) -> DataMatrix:
    """Return objects × applications; with a domain, its applications and what they access."""
    holdings = Holdings(situation)
    objects = situation.nodes("DataObject")
    cells: dict[tuple[str, str], list[Access]] = {}
    for data_object in objects:
        for access in holdings.of(data_object):
            if situation.concerns(access.application):
                cells.setdefault((data_object, access.application), []).append(access)
    told = {o for o, _ in cells} if situation.domain else set(objects)
    rows = sorted(told, key=lambda o: _place(holdings, o))
    columns = [
        a
        for _, found in situation.by_domain({a for _, a in cells})
        for a in sorted(found, key=situation.application_key)
    ]
    at_row = {o: n for n, o in enumerate(rows)}
    at_column = {a: n for n, a in enumerate(columns)}
    ordered = sorted(cells, key=lambda cell: (at_row[cell[0]], at_column[cell[1]]))
    return DataMatrix(
        at=situation.day,
        plan=str(situation.portfolio.plan),
        domain=situation.domain,
        domain_name=situation.domain_asked,
        objects=tuple(_row(situation, holdings, o) for o in rows),
        applications=tuple(
            MatrixHolder(
                id=a,
                name=situation.application_name(a),
                domain=situation.homes.get(a),
                domain_name=situation.domain_name(situation.homes.get(a)),
            )
            for a in columns
        ),
        cells=tuple(_cell(cell, cells[cell]) for cell in ordered),
    )


def _place(holdings: Holdings, data_object: str) -> tuple[tuple[str, str], ...]:
    """Return what sorts objects by name, parts below their whole."""
    nodes = holdings.situation.nodes("DataObject")
    way = [*reversed(holdings.above(data_object)), data_object]
    return tuple(by_name(nodes[o]) for o in way)


def _row(situation: Situation, holdings: Holdings, data_object: str) -> MatrixObject:
    node = situation.nodes("DataObject")[data_object]
    whole = holdings.wholes.get(data_object)
    owners = [
        p.name for p in holdings.people.get(data_object, ()) if p.role == Responsibility.DATA_OWNER
    ]
    return MatrixObject(
        id=data_object,
        name=node.name,
        whole=whole,
        classification=as_text(node.values.get("classification")),
        personal=as_text(node.values.get("personal")),
        owner=owners[0] if owners else None,
        findings=holdings.findings(data_object),
    )


def _cell(place: tuple[str, str], accesses: Sequence[Access]) -> DataCell:
    """Return all an application does with an object; the strongest role counts."""
    letters = {letter for access in accesses for letter in access.crud}
    stages = {stage for access in accesses for stage in access.stages}
    roles = {access.role for access in accesses}
    return DataCell(
        object=place[0],
        application=place[1],
        role=next((role.value for role in AccessRole if role in roles), None),
        crud="".join(letter for letter in Crud if letter in letters),
        stages=tuple(stage.value for stage in Stage if stage in stages),
    )
