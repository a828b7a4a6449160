"""What the nodes a report mentions by id are called, for those who read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.segments import EVERYONE_ELSE
from archrepo.analysis.segment_names import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.lacking import Parity
    from archrepo.analysis.impact.report import EventEcho, ImpactLine, Merger

_ON_THE_WAY = (
    "Application", "Module", "Scope", "DataObject", "Domain", "Organisation", "Flow",
    "Milestone", "Project", "Technology",
)  # fmt: skip
_OF_MERGERS = ("Scope", "DataObject", "Journey", "Organisation")


def names_of(
    facts: Facts,
    echoes: Sequence[EventEcho],
    lines: Sequence[ImpactLine],
    merger: Merger | None,
    parities: Sequence[Parity] = (),
) -> Mapping[str, str]:
    """Return id → name of what is struck, on a way to it, carried there, or in the question.

    A kind is only read while the name of an id is still wanted; of an id that several kinds use,
    the first that is struck, or else comes first here, names it.
    """
    known = {line.node: line.name for line in lines}
    known |= {echo.target: echo.name for echo in echoes}
    asked = {i for echo in echoes for i in (echo.into, echo.under, echo.by, echo.to) if i}
    lacking = (one for parity in parities for one in _lacking(parity))
    _add(known, facts, {*asked, *_on_the_way(lines), *lacking}, _ON_THE_WAY)
    _add(known, facts, parts_of(_segments(lines, parities)) - {EVERYONE_ELSE}, ("Organisation",))
    if merger:
        taken = {merger.into, *merger.needs, *merger.journeys, *merger.teams}
        taken |= {scope for one in merger.coverage for scope in one.covers}
        _add(known, facts, taken, _OF_MERGERS)
    return known


def _on_the_way(lines: Iterable[ImpactLine]) -> Iterator[str]:
    for line in lines:
        for steps in (line.steps, *(cause.steps for cause in line.causes)):
            for step in steps:
                yield step.near
                yield step.far
                yield from step.objects


def _segments(lines: Iterable[ImpactLine], parities: Iterable[Parity]) -> Iterator[str]:
    for line in lines:
        yield from line.segments
    for parity in parities:
        yield from (item.segment for item in parity.coverage if item.segment)


def _lacking(parity: Parity) -> Iterator[str]:
    yield from (*parity.replaces, *parity.masters, *parity.users)
    yield from (item.scope for item in parity.coverage)
    for flow in (*parity.feeds, *parity.fed_by):
        yield flow.application
        yield flow.data_object or ""


def _add(known: dict[str, str], facts: Facts, ids: Iterable[str], kinds: Sequence[str]) -> None:
    wanted = set(ids) - known.keys() - {""}
    for kind in kinds:
        if not wanted:
            return
        found = {node.id: node.name for node in facts.nodes(kind, sorted(wanted)).values()}
        known |= found
        wanted -= found.keys()
