"""A portfolio around an event that strikes an application and ends nothing: it is live anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.oracle.living import ONE_DAY, valid
from tests.oracle.standing import Standing

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True)
class Dependence:
    """One application depends on another; by `flow` for one object, or by running on it (None).

    `ids` is the way from the other to the dependent, both included; `calls` that the flow goes
    from the dependent to the other.
    """

    who: str
    on: str
    flow: str | None
    mode: str
    stated: str | None
    data: str | None
    calls: bool
    ids: tuple[str, ...]


class Touched(Standing):
    """Facts on a day, the target being live whatever its record says."""

    def live(self, node: str, day: dt.date) -> bool:
        if self.application(node) in self.targets and day == self.day:
            return bool(self.days(node))
        return super().live(node, day)

    def days(self, part: str) -> list[dt.date]:
        """Return the days on which what `part` does is read: the day, or a target's last."""
        owner = self.application(part)
        if owner is None or owner not in self.targets:
            return super().days(part)
        if self.nodes[part].kind == "Module":
            return [day for day in self.days(owner) if self.by_itself(part, day)]
        if self.by_itself(part, self.day):
            return [self.day]
        changes = [day - ONE_DAY for day in self.days_of_change() if day < self.day]
        earlier = sorted({*changes, self.day - ONE_DAY})
        return sorted({*[d for d in earlier if self.by_itself(part, d)][-1:], self.day})

    def read_at(self, source: str, target: str) -> str:
        """Return at which end of a flow its days are read: at the target of the event."""
        return source if self.application(source) in self.targets else target

    def dependences(self) -> list[Dependence]:
        """Return who depends on whom, once for each object."""
        found = []
        for r in self.all("RUNS_ON"):
            if self.days(r.from_id) and any(valid(r, d) for d in self.days(r.to_id)):
                ids = (r.to_id, r.from_id)
                found.append(Dependence(r.from_id, r.to_id, None, "SYNC", "", None, False, ids))
        for x in self.exchanges():
            mode = str(self.value(x.flow, "mode") or "")
            stated = self.value(x.flow, "depends")
            there = (x.source, x.source_part, x.flow, x.target_part, x.target)
            if stated in {None, "TARGET_ON_SOURCE", "BOTH"}:
                found.append(
                    Dependence(x.target, x.source, x.flow, mode, stated, x.data, False, there)
                )
            if stated in {"SOURCE_ON_TARGET", "BOTH"}:
                back = tuple(reversed(there))
                found.append(
                    Dependence(x.source, x.target, x.flow, mode, stated, x.data, True, back)
                )
        return found
