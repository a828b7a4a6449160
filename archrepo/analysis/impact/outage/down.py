"""Who goes down with the targets, round after round until nobody more does: OUT-01, OUT-02."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.dependency import dependents_on
from archrepo.analysis.impact.outage.feeds import Feeds
from archrepo.analysis.impact.outage.redundancy import Redundancy
from archrepo.analysis.impact.paths import Path, keep_shortest
from archrepo.analysis.impact.struck import StruckOne

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archrepo.analysis.impact.dependency import Dependence
    from archrepo.analysis.impact.findings import Alternative
    from archrepo.analysis.impact.paths import Reached
    from archrepo.analysis.impact.state import State


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody has of a down one by one synchronous dependence.

    Attributes:
        dependence: By what.
        missing: The objects that nobody else brings; empty where none is stated too.
        otherwise: The objects that somebody else brings → who.
    """

    dependence: Dependence
    missing: tuple[str, ...]
    otherwise: Mapping[str, list[Alternative]]

    @property
    def is_missed(self) -> bool:
        """Whether the dependent lacks something."""
        return bool(self.missing) or not self.otherwise


class Outreach:
    """Everyone down, and by which ways the outage comes to them.

    Attributes:
        state: The day, nobody being down.
        targets: Ids of the applications that are out at once.
        feeds: What reaches whom.
        spared: Struck ones kept up by their group → the members that stand in.
        down: Everyone down.
        dark: The state without the down ones.
        needs: What others have of the down ones by synchronous dependences.
        copied: The dependences on down ones that are not synchronous.
        ways: Down application → the shortest path for each adjustment its flows allow.
    """

    def __init__(self, state: State, targets: Collection[str]) -> None:
        self.state = state
        self.targets = frozenset(targets)
        self.feeds = Feeds(state)
        self.spared: dict[str, list[str]] = {}
        self.down: set[str] = set()
        self.dark = state
        self.needs: list[Need] = []
        self._on: dict[str, list[Dependence]] = {}
        self._redundancy = Redundancy(state)
        self._grow()
        self.copied = [d for x in sorted(self.down) for d in self._on[x] if d.is_copy]
        self.ways = self._all_ways()

    def _grow(self) -> None:
        struck = set(self.targets)
        while True:
            self.spared = {
                x: up for x in sorted(struck) if (up := self._redundancy.standing_in(x, struck))
            }
            self.down = struck - self.spared.keys()
            self._learn()
            self.dark = self.state.losing(self._one(x) for x in sorted(self.down))
            self.needs = self._needs()
            stopped = {n.dependence.dependent for n in self.needs if self.strikes(n)}
            if stopped <= struck:
                return
            struck |= stopped

    def strikes(self, need: Need) -> bool:
        """Return whether the dependent stops for want of what it has of a down one."""
        return need.is_missed and need.dependence.stops(self.targets)

    def _one(self, application: str) -> StruckOne:
        if taken := self.state.taken_as_live.get(application):
            return taken
        kind = self.state.parties.node(application).kind
        days = (self.state.day,)
        return StruckOne(application, kind, application, Path.at(application), days)

    def _learn(self) -> None:
        """Read who depends on those that have just gone down."""
        new = sorted(self.down - self._on.keys())
        self._on.update((x, []) for x in new)
        for dependence in dependents_on(self.state, new):
            if dependence.dependent not in self.targets:
                self._on[dependence.on].append(dependence)

    def _needs(self) -> list[Need]:
        needed = [d for x in sorted(self.down) for d in self._on[x] if d.is_sync]
        objects = {id(d): set() if d.calls else self.feeds.objects_of(d.exchanges) for d in needed}
        wanted = {(d.dependent, part) for d in needed for part in objects[id(d)]}
        others = self.feeds.others(self.dark, wanted, sync=True)
        found = []
        for d in needed:
            kept = {
                part: others[d.dependent, part]
                for part in sorted(objects[id(d)])
                if (d.dependent, part) in others
            }
            missing = sorted(objects[id(d)] - kept.keys())
            if d.calls:  # what it sends, nobody brings it
                missing = sorted(self.feeds.objects_of(d.exchanges))
            found.append(Need(d, tuple(missing), kept))
        return found

    def _all_ways(self) -> dict[str, list[Path]]:
        """Return the ways to each down one: the nearest first, and longer ones that allow more."""
        after: dict[str, list[Need]] = {}
        for need in self.needs:
            if self.strikes(need) and need.dependence.dependent in self.down:
                after.setdefault(need.dependence.on, []).append(need)
        ways: dict[str, list[Path]] = {}
        level: Reached = {}
        for target in sorted(self.targets & self.down):
            keep_shortest(level, Path.at(target))
        while level:
            further: Reached = {}
            for path in level.values():
                ways.setdefault(path.end, []).append(path)
                for need in after.get(path.end, ()):
                    keep_shortest(further, need.dependence.path(path, need.missing))
            level = {key: path for key, path in further.items() if not _is_known(ways, path)}
        return ways


def _is_known(ways: Mapping[str, list[Path]], path: Path) -> bool:
    """Return whether a shorter way leads there and allows as much."""
    return any(known.most >= path.most for known in ways.get(path.end, ()))
