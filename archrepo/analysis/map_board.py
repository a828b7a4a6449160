"""One page for a management board: as-is, target, and a headline worked out of the two."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from archrepo.analysis.covered_portfolio import CoveredPortfolio
from archrepo.analysis.heat_model import scope_view
from archrepo.analysis.map_comparison import SAME, MapComparison, MapState
from archrepo.analysis.map_result import Box, Cell, LegendEntry
from archrepo.analysis.results import Part, Result
from archrepo.analysis.stated_values import as_number, as_text
from archrepo.domain.text import by_name
from archrepo.domain.vocabulary import TargetCoverage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BOXES = 40
"""Boxes of both sides together: more, and nobody reads them from the end of a table."""
_MOST_DOMAINS = 10  # of a side: more, and none of what changes in them is told


class BoardBox(Part):
    """A domain, or a group of scopes in it, before and after.

    Attributes:
        id: Its id.
        name: Its name.
        before: How it fares before; None where it is not there yet.
        after: How it fares after; None where it is gone.
        before_leaves: How many of its leaves do well before, of how many.
        after_leaves: The same after.
        changed: How many of its leaves change.
    """

    id: str
    name: str
    before: Cell | None = None
    after: Cell | None = None
    before_leaves: tuple[int, int] = (0, 0)
    after_leaves: tuple[int, int] = (0, 0)
    changed: int = 0


class BoardPanel(Part):
    """A domain with the groups in it that change.

    Attributes:
        domain: The domain.
        boxes: The groups that change, as far as there is room.
        others: How many other groups there are.
        others_changed: How many of those change too.
    """

    domain: BoardBox
    boxes: tuple[BoardBox, ...] = ()
    others: int = 0
    others_changed: int = 0


class Uncovered(Part):
    """A scope without coverage from a day on, until another; for good where `until` is None."""

    id: str
    name: str
    start: dt.date
    until: dt.date | None = None


class Headline(Part):
    """What a board must know in one sentence.

    Attributes:
        scopes: How many leaves there are.
        changed: How many of them change.
        uncovered: Those that lose their coverage between the two days, by the last day.
        run_cost_before: Yearly run cost of the applications in service before.
        run_cost_after: The same after.
        currency: Of both; applications costed in another are left out.
    """

    scopes: int
    changed: int
    uncovered: tuple[Uncovered, ...] = ()
    run_cost_before: float | None = None
    run_cost_after: float | None = None
    currency: str | None = None


class MapBoard(Result):
    """As-is and target on one page.

    Attributes:
        before: The state now.
        after: The state to come.
        heat: What colours it.
        headline: What to say.
        panels: Domain by domain.
        hidden: Domains that are not shown, there being too many.
        legend: The classes of the heat, with the leaves after.
        source: What the portfolio is called.
    """

    schema_name: ClassVar[str] = "archrepo/map-board/1"

    before: MapState
    after: MapState
    heat: str
    headline: Headline
    panels: tuple[BoardPanel, ...]
    hidden: int = 0
    legend: tuple[LegendEntry, ...]
    source: str = ""


def board(
    comparison: MapComparison, portfolios: tuple[CoveredPortfolio, CoveredPortfolio], source: str
) -> MapBoard:
    """Return the page of a comparison made with both its sides.

    Args:
        comparison: The two maps, and what differs.
        portfolios: What they were made of.
        source: What the portfolio is called.
    """
    if comparison.sides is None:
        raise ValueError("a board needs both sides of the comparison")
    before, after = comparison.sides
    panels, hidden = _panels(before.domains, after.domains, comparison.merged.domains)
    return MapBoard(
        before=comparison.before,
        after=comparison.after,
        heat=comparison.heat,
        headline=_headline(comparison, portfolios),
        panels=panels,
        hidden=hidden,
        legend=after.legend,
        source=source,
    )


def _headline(
    comparison: MapComparison, portfolios: tuple[CoveredPortfolio, CoveredPortfolio]
) -> Headline:
    changed = sum(n for name, n in comparison.counts.items() if name != SAME)
    start, end = comparison.before.at, comparison.after.at
    costs = [
        _run_cost(portfolio, day) for portfolio, day in zip(portfolios, (start, end), strict=True)
    ]
    known = costs[0][1] > 0 and costs[0][0] == costs[1][0]
    shown = {box.id for box in _walk(comparison.merged.domains)}
    return Headline(
        scopes=sum(comparison.counts.values()),
        changed=changed,
        uncovered=tuple(u for u in _uncovered(portfolios[1], start, end) if u.id in shown),
        run_cost_before=costs[0][1] if known else None,
        run_cost_after=costs[1][1] if known else None,
        currency=costs[0][0] or None if known else None,
    )


def _run_cost(portfolio: CoveredPortfolio, day: dt.date) -> tuple[str, float]:
    """Return the currency most costs are in, and what the applications live on a day cost in it."""
    currencies: Counter[str] = Counter()
    amounts: dict[str, float] = {}
    for node in portfolio.applications.values():
        cost = as_number(node.values.get("run_cost"))
        if cost is not None:
            currency = as_text(node.values.get("currency")) or ""
            currencies[currency] += 1
            live = portfolio.intervals[node.id].holds(day)
            amounts[currency] = amounts.get(currency, 0.0) + (cost if live else 0.0)
    first = min(currencies, key=lambda c: (-currencies[c], c), default="")
    return first, amounts.get(first, 0.0)


def _uncovered(portfolio: CoveredPortfolio, start: dt.date, end: dt.date) -> list[Uncovered]:
    """Return the leaves covered on the first day that are not on some day up to the last."""
    found = []
    for scope in sorted(portfolio.scopes):
        wanted = portfolio.scopes[scope].values.get("target_coverage") != TargetCoverage.NONE
        inner = bool(portfolio.children.get(scope)) or not portfolio.intervals[scope].holds(end)
        if inner or not wanted or not scope_view(portfolio, scope, start).coverage.covered:
            continue
        gap = _first_gap(portfolio, scope, start, end)
        if gap is not None:
            found.append(gap)
    return sorted(found, key=lambda u: (u.until or dt.date.max, by_name(u)))


def _first_gap(
    portfolio: CoveredPortfolio, scope: str, start: dt.date, end: dt.date
) -> Uncovered | None:
    days = {
        day
        for covering in portfolio.coverings.get(scope, ())
        for interval in covering.intervals
        for day in (interval.start, interval.end)
        if day is not None and start < day
    }
    lost: dt.date | None = None
    for day in sorted(days):
        if day == dt.date.max:
            break
        covered = scope_view(portfolio, scope, day).coverage.covered
        if lost is None and not covered and day <= end:
            lost = day
        elif lost is not None and covered:
            return _gap(portfolio, scope, lost, day)
    return None if lost is None else _gap(portfolio, scope, lost, None)


def _gap(
    portfolio: CoveredPortfolio, scope: str, start: dt.date, until: dt.date | None
) -> Uncovered:
    name = str(portfolio.scopes[scope].values["name"])
    return Uncovered(id=scope, name=name, start=start, until=until)


def _panels(
    before: Sequence[Box], after: Sequence[Box], merged: Sequence[Box]
) -> tuple[tuple[BoardPanel, ...], int]:
    """Return domains, and in them the groups that change, as many as the page may have.

    Where nothing changes they are groups as they stand: a page of names alone tells nothing.
    """
    old = {box.place: box for box in _walk(before)}
    new = {box.place: box for box in _walk(after)}
    there = [box for box in merged if box.present and box.children]
    per_side = MOST_BOXES // 2
    shown = sorted(there, key=lambda box: -_changed(box))[:_MOST_DOMAINS]
    places = {box.place for box in shown}
    inside_all = [g for box in shown for g in box.children if g.present]
    groups = [g for g in inside_all if _changed(g)] or inside_all
    groups.sort(key=lambda box: -_changed(box))
    kept = {box.place for box in groups[: per_side - len(shown)]}
    panels = []
    for box in there:
        if box.place in places:
            inside = [g for g in box.children if g.place in kept]
            others = [g for g in box.children if g.present and g.place not in kept]
            panels.append(
                BoardPanel(
                    domain=_board_box(box, old, new),
                    boxes=tuple(_board_box(g, old, new) for g in inside),
                    others=len(others),
                    others_changed=sum(_changed(g) > 0 for g in others),
                )
            )
    return tuple(panels), len(there) - len(panels)


def _board_box(box: Box, old: dict[str, Box], new: dict[str, Box]) -> BoardBox:
    before, after = old.get(box.place), new.get(box.place)
    return BoardBox(
        id=box.id,
        name=box.name,
        before=before.cell if before and before.present else None,
        after=after.cell if after and after.present else None,
        before_leaves=_proportion(before),
        after_leaves=_proportion(after),
        changed=_changed(box),
    )


def _proportion(box: Box | None) -> tuple[int, int]:
    if box is None or not box.present:
        return (0, 0)
    if box.leaves is None:
        return (0, 0)
    return (box.leaves.good, box.leaves.total)


def _changed(box: Box) -> int:
    if box.leaves is not None:
        return box.leaves.good
    return int(box.cell.name != SAME)


def _walk(boxes: Sequence[Box]) -> Iterator[Box]:
    for box in boxes:
        yield box
        yield from _walk(box.children)
