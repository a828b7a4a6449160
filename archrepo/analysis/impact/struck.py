"""Who an event strikes at once: its target with its modules, and when what they do is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact.paths import Path
from archrepo.domain.many_facts import unchanging
from archrepo.domain.validity import eve_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from archrepo.analysis.impact.facts import Facts
    from archrepo.analysis.impact.parties import Parties
    from archrepo.domain.validity import Interval


@unchanging
class StruckOne:
    """An application or module that an event strikes.

    Attributes:
        id: Its id.
        kind: Application or Module.
        application: The application it counts for.
        path: The way from the target to that application.
        days: The days on which what it does is read: its eve where the event ends it, else the day
            of the event. A target or module that had ended before is also read on the last day it
            was live, since what it did has usually been recorded as ending with it.
    """

    id: str
    kind: str
    application: str
    path: Path
    days: tuple[dt.date, ...]

    @property
    def own_path(self) -> Path:
        """The way from the target to itself, through its application where it is a module."""
        return self.path if self.kind == "Application" else self.path.inside(self.id)

    def did(self, holds: Interval) -> bool:
        """Return whether it still did, on the days it is read, what holds on those days."""
        return any(map(holds.holds, self.days))

    def had_done(self, holds: Interval) -> bool:
        """Return whether it did so before, and had ceased by then."""
        return not self.did(holds) and holds.end is not None and holds.end <= max(self.days)


def struck_target(parties: Parties, target: str, day: dt.date, *, eve: bool) -> StruckOne:
    """Return the application an event on `day` strikes, live until then whatever its record says.

    Args:
        parties: Who is live when.
        target: Its id.
        day: The day of the event.
        eve: Whether the event ends it: what it does is then read on the day before.
    """
    parties.meet("Application", [target])
    read_on = eve_of(day) if eve else day
    ends_on = parties.life(target).last_day_before(day)
    days = sorted({read_on, ends_on or read_on})
    if not eve and parties.life(target).holds(day):
        days = [day]
    return StruckOne(target, "Application", target, Path.at(target), tuple(days))


def struck_modules(
    facts: Facts, parties: Parties, hosts: Iterable[StruckOne], ends_on: dt.date | None
) -> dict[str, StruckOne]:
    """Return the modules of struck applications that are struck with them, by id.

    Args:
        facts: The portfolio.
        parties: Who is live when.
        hosts: The applications.
        ends_on: The day on which the event ends them, if it does: modules that had ended before
            are then read on their last day.
    """
    owners = {host.id: host for host in hosts}
    contained = [r for r in facts.leaving("Application", owners) if r.type == "CONTAINS"]
    parties.meet("Module", {r.to_id for r in contained})
    modules = {}
    for relation in contained:
        owner, module = owners[relation.from_id], relation.to_id
        own = parties.own_life(module)
        last = own.last_day_before(ends_on) if ends_on else None
        days = {d for d in (last, *owner.days) if d is not None and own.holds(d)}
        if days:
            modules[module] = StruckOne(module, "Module", owner.id, owner.path, tuple(sorted(days)))
    return modules
