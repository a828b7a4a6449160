"""The day before an event, when nothing that begins or ends on its day had done so yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.validity import eve_of

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.struck import StruckOne
    from archrepo.domain.validity import Interval


class Eve:
    """Knows what was done on the last day before an event.

    The target counts as live then, whatever its record says. What an event's struck ones do is read
    on the days it is read on for the event, those that come before it; everyone else is asked on
    the day before.

    Attributes:
        is_like_the_day: Whether all live then who do before the event, of those met, and what they
            do is read on the same days.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._day = eve_of(state.day)
        self._days: dict[str, tuple[dt.date, ...]] = {}
        self.is_like_the_day = self._is_like_the_day()

    def is_as_then(self, holds: Interval) -> bool:
        """Return whether all who do what holds on those days, before the event, did it then."""
        return self.is_like_the_day and self._state.day not in (holds.start, holds.end)

    def did(self, party: str, holds: Interval) -> bool:
        """Return whether the party, if it lived, did what holds on those days."""
        return any(map(holds.holds, self._days_of(party)))

    def flowed(self, exchange: Exchange) -> bool:
        """Return whether the exchange took place, between parties that lived."""
        ends = (exchange.source, exchange.target)
        if not all(map(self._days_of, ends)):
            return False
        span = self._state.parties.span(exchange)
        struck = [end for end in ends if self._state.struck_one(end) is not None]
        return all(self.did(end, span) for end in struck or ends)

    def _days_of(self, party: str) -> tuple[dt.date, ...]:
        known = self._days.get(party)
        if known is None:
            one = self._state.struck_one(party)
            if one is not None:
                known = self._days_of_struck(one)
            else:
                known = (self._day,) if self._state.parties.life(party).holds(self._day) else ()
            self._days[party] = known
        return known

    def _days_of_struck(self, one: StruckOne) -> tuple[dt.date, ...]:
        days = {day for day in one.days if day < self._state.day}
        if self._state.day in one.days and self._lived(one):
            days.add(self._day)
        return tuple(sorted(days))

    def _lived(self, one: StruckOne) -> bool:
        """Return whether a struck one that is read on the day itself was there the day before."""
        parties = self._state.parties
        if one.kind == "Module" and not parties.own_life(one.id).holds(self._day):
            return False
        return self._state.is_target(one.application) or (
            parties.life(one.application).holds(self._day)
        )

    def _is_like_the_day(self) -> bool:
        state = self._state
        struck = [*state.lost.ones.values(), *state.taken_as_live.values()]
        turning = state.parties.turning(state.day)
        return turning <= {one.id for one in struck} and all(
            day < state.day for one in struck for day in one.days
        )
