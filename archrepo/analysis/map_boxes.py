"""Builds the boxes of a capability map out of a portfolio, on one day, under one heat."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import Tally, best_of, role_of
from archrepo.analysis.covered_portfolio import CoveredPortfolio, Covering, Link
from archrepo.analysis.heat_model import (
    ASIDE,
    UNKNOWN,
    ChipView,
    Heat,
    Mark,
    ScopeView,
    scope_view,
)
from archrepo.analysis.heats import LEVEL_LETTERS
from archrepo.analysis.map_result import Box, Chip, Leaves
from archrepo.analysis.scale_heats import short
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import Interval
from archrepo.domain.vocabulary import Band, TargetCoverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

REST = "~rest"
"""Place of the panel that holds scopes of no domain; no id starts with `~`."""

_BANDS = [band.value for band in Band]


@dataclass
class MapMaker:
    """Makes the boxes; each method gives a box or what goes into one."""

    portfolio: CoveredPortfolio
    heat: Heat
    day: dt.date
    _taken: dict[str, int] = field(default_factory=dict)

    def panels(self) -> tuple[Box, ...]:
        """Return the top domains by band and name, then root scopes, then those left over."""
        facts = self.portfolio
        domains = [n for n in facts.domains if n not in facts.contained]
        roots = [n for n in facts.scopes if n not in facts.contained]
        grown = [n for n in roots if facts.children.get(n)]
        left = [n for n in roots if not facts.children.get(n)]
        domains.sort(key=lambda n: (self._row(n), by_name(facts.domains[n])))
        grown.sort(key=lambda n: by_name(facts.scopes[n]))
        panels = [self.panel(n) for n in (*domains, *grown)]
        if left:
            links = [Link(n, None, Interval()) for n in left]
            panels.append(self._parent("Rest", REST, "", links, (REST,), True))
        return tuple(panels)

    def panel(self, identifier: str) -> Box:
        """Return the box of a domain, or of a scope, with all there is in it."""
        return self._box(identifier, (), True)

    def _row(self, domain: str) -> int:
        band = self.portfolio.domains[domain].values.get("band")
        return _BANDS.index(str(band)) if band is not None else len(_BANDS)

    def _box(self, identifier: str, path: tuple[str, ...], present: bool) -> Box:
        facts = self.portfolio
        links = [link for link in facts.children.get(identifier, ()) if link.child not in path]
        path = (*path, identifier)
        if identifier in facts.domains:
            node = facts.domains[identifier]
            box = self._parent("Domain", identifier, node.name, links, path, present)
            band = node.values.get("band")
            return box.model_copy(update={"band": str(band)}) if band is not None else box
        present = present and facts.intervals[identifier].holds(self.day)
        if links:
            name = facts.scopes[identifier].name
            return self._parent("Scope", identifier, name, links, path, present)
        return self._leaf(identifier, present)

    def _place(self, identifier: str) -> str:
        """Return a name for the box that no other has: the id, numbered from the second place."""
        count = self._taken[identifier] = self._taken.get(identifier, 0) + 1
        return identifier if count == 1 else f"{identifier}~{count}"

    def _parent(
        self,
        kind: str,
        identifier: str,
        name: str,
        links: Sequence[Link],
        path: tuple[str, ...],
        present: bool,
    ) -> Box:
        place = self._place(identifier)
        children = tuple(
            self._box(link.child, path, present and link.interval.holds(self.day))
            for link in self.portfolio.in_order(links)
        )
        leaves = _tally(self.heat, children)
        mark = Mark(self.heat.summary(leaves.by_class))
        chips = self._chips(identifier, present) if kind == "Scope" else ()
        if chips and self._live(identifier):
            mark = self._verdict(identifier)
        if self.heat.total is not None:
            mark = _summed(self.heat.total, mark, children)
        return Box(
            place=place,
            kind=kind,
            id=identifier,
            name=name,
            present=present,
            cell=self.heat.cell(mark),
            leaves=_leaves_of(leaves),
            chips=chips,
            children=children,
        )

    def _leaf(self, identifier: str, present: bool) -> Box:
        scope = self.portfolio.scopes[identifier]
        view = scope_view(self.portfolio, identifier, self.day)
        mark, leaves = self._judged(view), None
        blocks = self.portfolio.realised_by.get(identifier, ())
        derived = bool(blocks) and not view.stated
        if derived:
            mark, leaves = self._blocks(blocks)
        weakest: tuple[str, ...] = ()
        if len(view.coverage.weakest) < len(view.coverage.segments):
            weakest = view.coverage.weakest
        return Box(
            place=self._place(identifier),
            kind="Scope",
            id=identifier,
            name=scope.name,
            present=present,
            cell=self.heat.cell(mark),
            leaves=_leaves_of(leaves) if leaves else None,
            derived=derived,
            weakest=weakest,
            chips=self._chips(identifier, present),
        )

    def _blocks(self, blocks: Iterable[str]) -> tuple[Mark, Tally]:
        """Return how the functional blocks that realise a capability fare, together and each.

        Their sum is told, and is no value of the capability: where they stand it is in the sums of
        their parents.
        """
        tally = Tally()
        verdicts = [self._verdict(block) for block in sorted(set(blocks))]
        for verdict in verdicts:
            _count(self.heat, verdict.name, tally)
        known = [verdict.value for verdict in verdicts if verdict.value is not None]
        figure = short(self.heat.total(known)) if self.heat.total and known else ""
        return Mark(self.heat.summary(tally.by_class), figure), tally

    def _live(self, scope: str) -> list[Covering]:
        return [c for c in self.portfolio.coverings.get(scope, ()) if c.live(self.day)]

    def _verdict(self, scope: str) -> Mark:
        return self._judged(scope_view(self.portfolio, scope, self.day))

    def _judged(self, view: ScopeView) -> Mark:
        """Return how a scope fares; one that nothing covers nor should is set aside."""
        target = self.portfolio.scopes[view.scope].values.get("target_coverage")
        if target == TargetCoverage.NONE and not view.live:
            return Mark(ASIDE)
        return self.heat.judge(view)

    def _chips(self, scope: str, present: bool) -> tuple[Chip, ...]:
        """Return a chip for every application that ever covers `scope`, by name."""
        by_application: dict[str, list[Covering]] = defaultdict(list)
        for covering in self.portfolio.coverings.get(scope, ()):
            by_application[covering.application].append(covering)
        chips = [self._chip(a, c, scope, present) for a, c in by_application.items()]
        return tuple(sorted(chips, key=lambda c: name_key(c.name, c.application)))

    def _chip(
        self, application: str, stated: Sequence[Covering], scope: str, present: bool
    ) -> Chip:
        live = [c for c in stated if c.live(self.day)]
        shown = live or stated
        level, unstated = best_of(c.stated for c in shown)
        everyone = any(not c.stated.segments for c in shown)
        segments = () if everyone else {s for c in shown for s in c.stated.segments}
        absent = None
        if not live or not present:
            absent = "LATER" if any(c.starts_after(self.day) for c in stated) else "ENDED"
        level_name = UNKNOWN if unstated else level.value
        view = ChipView(application, scope, self.day, shown, self.portfolio)
        interval = self.portfolio.intervals[application]
        return Chip(
            application=application,
            name=self.portfolio.carrier(application).name,
            cell=self.heat.marked(view),
            level=None if unstated else level.value,
            level_letter=LEVEL_LETTERS[level_name],
            role=self._role(application, scope, live),
            absent=absent,
            segments=tuple(sorted(segments)),
            modules=tuple(sorted({c.module for c in shown if c.module})),
            start=None if interval.start == dt.date.max else interval.start,
            end=None if interval.end == dt.date.min else interval.end,
        )

    def _role(self, application: str, scope: str, live: Sequence[Covering]) -> str | None:
        if not live:
            return None
        others = [c.stated for c in self._live(scope) if c.application != application]
        roles = {role_of(c.stated, others).value for c in live}
        return min(roles)  # PRIMARY before SECONDARY


def _summed(total: Callable[[Sequence[float]], float], mark: Mark, children: Iterable[Box]) -> Mark:
    """Return `mark` with the figure of a parent, made of its own and its children's values."""
    values = [child.cell.value for child in children if child.present]
    known = [value for value in (mark.value, *values) if value is not None]
    if not known:
        return mark
    return Mark(mark.name, short(total(known)), mark.computed, total(known))


def _tally(heat: Heat, children: Iterable[Box]) -> Tally:
    """Return how the leaves below fare; what is not there on the day does not count."""
    tally = Tally()
    for child in children:
        if child.children:
            tally.add(_tally(heat, child.children))
        elif child.kind == "Scope" and child.present:
            _count(heat, child.cell.name, tally)
    return tally


def _count(heat: Heat, name: str, tally: Tally) -> None:
    found = heat.class_named(name)
    tally.count(name, good=found.good, known=found.known, counted=found.counted)


def _leaves_of(tally: Tally) -> Leaves:
    return Leaves(
        total=tally.total,
        good=tally.good,
        unknown=tally.unknown,
        by_class=dict(sorted(tally.by_class.items())),
    )
