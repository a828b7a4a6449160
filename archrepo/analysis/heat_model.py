"""What a heat of the capability map is: classes, and functions from facts to a class.

A heat says how a scope fares (`judge`) and what to mark on a covering application (`mark`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.coverage import Coverage, best_of, compared_level, judge
from archrepo.analysis.map_result import Cell, Tone
from archrepo.domain.relation_vocabulary import CoverageLevel

if TYPE_CHECKING:
    from archrepo.analysis.covered_portfolio import CoveredPortfolio, Covering

UNKNOWN = "UNKNOWN"
NONE = "NONE"
ASIDE = "ASIDE"
"""The class of scopes that are not meant to be covered, and are not."""


@dataclass(frozen=True, slots=True)
class HeatClass:
    """A class a scope may be of.

    Attributes:
        name: Its code.
        letter: The same in a letter or sign.
        tone: How it is coloured.
        good: Whether a scope of that class does well.
        known: Whether anything is known of it at all.
        counted: Whether a leaf of that class counts among those that should do well.
        label: What people read, where no vocabulary has a word for it.
        vocabulary: The enumeration whose word for `name` people read.
    """

    name: str
    letter: str
    tone: Tone
    good: bool
    known: bool = True
    counted: bool = True
    label: str = ""
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class ScopeView:
    """A scope on the map's day: all its coverages ever, those that count, and their verdict."""

    scope: str
    day: dt.date
    stated: Sequence[Covering]
    live: Sequence[Covering]
    coverage: Coverage
    portfolio: CoveredPortfolio


@dataclass(frozen=True, slots=True)
class ChipView:
    """An application in a scope on the map's day, with its coverages: live, else those to show."""

    application: str
    scope: str
    day: dt.date
    coverings: Sequence[Covering]
    portfolio: CoveredPortfolio


@dataclass(frozen=True, slots=True)
class Mark:
    """The class a function found, with what else to say; `value` is the exact amount behind it."""

    name: str
    figure: str = ""
    computed: bool = False
    value: float | None = None


NOT_STATED = HeatClass(UNKNOWN, "?", "unknown", good=False, known=False)
NOT_MEANT = HeatClass(ASIDE, "/", "aside", good=False, counted=False)


@dataclass(frozen=True, slots=True)
class Heat:
    """A way to colour the map; `classes` go from the worst to the best, the unknown last.

    Every heat has one more class, `NOT_MEANT`.

    Attributes:
        name: What the user asks for it by.
        classes: From the worst to the best.
        judge: Class of a scope.
        mark: Class of an application in a scope; None where the heat is about scopes alone.
        total: Makes the figure of a parent out of the values of its leaves, where there is one.
        ordered: Whether the worst class of its leaves stands on a parent; else the commonest.
        scale: The amounts that part its classes, where it has a scale and anything is on it.
    """

    name: str
    classes: tuple[HeatClass, ...]
    judge: Callable[[ScopeView], Mark]
    mark: Callable[[ChipView], Mark] | None
    total: Callable[[Sequence[float]], float] | None = None
    ordered: bool = True
    scale: tuple[float, ...] = ()

    def class_named(self, name: str) -> HeatClass:
        """Return the class of that name."""
        return next((c for c in self.classes if c.name == name), NOT_MEANT)

    def cell(self, mark: Mark) -> Cell:
        """Return `mark` with the letter of its class."""
        letter = self.class_named(mark.name).letter
        return Cell(
            name=mark.name,
            letter=letter,
            figure=mark.figure,
            computed=mark.computed,
            value=mark.value,
        )

    def marked(self, view: ChipView) -> Cell:
        """Return the class of an application in a scope; an empty one where it has none."""
        return Cell(name="", letter="") if self.mark is None else self.cell(self.mark(view))

    def summary(self, by_class: Mapping[str, int]) -> str:
        """Return the class that stands for leaves of so many classes."""
        if self.ordered:
            return self.worst(list(by_class))
        known = [n for n in by_class if self.class_named(n).known and self.class_named(n).counted]
        return min(known, key=lambda n: (-by_class[n], n), default=self.worst(list(by_class)))

    def worst(self, names: Sequence[str]) -> str:
        """Return the worst of the classes named; the unknown only where there is no other.

        What does not count decides only where there is nothing else.
        """
        ranked = [c.name for c in (*self.classes, NOT_MEANT)]
        counted = [n for n in names if self.class_named(n).counted]
        known = [n for n in counted if self.class_named(n).known]
        return min(known or counted or names, key=ranked.index, default=UNKNOWN)


def scope_view(portfolio: CoveredPortfolio, scope: str, day: dt.date) -> ScopeView:
    """Return a scope as it is on a day, judged by the coverages in force."""
    stated = portfolio.coverings.get(scope, ())
    live = [covering for covering in stated if covering.live(day)]
    verdict = judge(
        [c.stated for c in live], [c.stated for c in stated], portfolio.organisation_parents
    )
    return ScopeView(scope, day, stated, live, verdict, portfolio)


def soundest(view: ScopeView, of: Callable[[str], Mark], order: Sequence[str]) -> Mark:
    """Return the best mark among the applications that give the scope its level.

    What matters is whether the coverage stays when the weak ones go; an application of unknown
    state only counts where nothing is known of any.
    """
    marks = [of(application) for application in carriers(view)]
    known = [mark for mark in marks if mark.name in order]
    return max(known, key=lambda m: (order.index(m.name), not m.computed), default=Mark(UNKNOWN))


def weakest(view: ScopeView, of: Callable[[str], Mark], order: Sequence[str]) -> Mark:
    """Return the worst mark among the applications that give the scope its level."""
    marks = [of(application) for application in carriers(view)]
    known = [mark for mark in marks if mark.name in order]
    return min(known, key=lambda m: (order.index(m.name), m.computed), default=Mark(UNKNOWN))


def carriers(view: ScopeView) -> list[str]:
    """Return the applications that give the scope its level, by id."""
    best, _ = best_of(covering.stated for covering in view.live)
    return sorted({c.application for c in view.live if compared_level(c.stated.level) is best})


def carried(view: ScopeView) -> bool:
    """Return whether any application carries the scope today, for whichever segment."""
    return best_of(covering.stated for covering in view.live)[0].rank > CoverageLevel.PLANNED.rank
