"""The oracle: RET-11 and RET-12, data that lost ones were master of, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.oracle.coverage import named
from tests.oracle.lines import CRITICAL, MAJOR, MINOR, Cause, Way
from tests.oracle.lost_supply import LostSupply

if TYPE_CHECKING:
    from tests.oracle.world import Access


class LostData(LostSupply):
    """What the lost ones held."""

    # RET-11, RET-12

    def masters(self) -> list[Cause]:
        found = []
        masters = [a for a in self.accesses if a.role == "MASTER"]
        for a in masters:
            judged = self.master_segments(a.data)
            gone = {
                s for s in judged if self.world.serves(a.items, s) and self.unmastered(a.data, s)
            }
            if a.lost and gone:
                gone = {
                    s
                    for m in masters
                    if m.lost and m.data == a.data
                    for s in judged
                    if self.world.serves(m.items, s) and self.unmastered(a.data, s)
                }
                found.append(
                    self.cause(
                        a.data,
                        "MASTER_LOST",
                        "RET-11",
                        CRITICAL,
                        self.way_to(a),
                        objects=frozenset({a.data}),
                        segments=named(gone, judged),
                    )
                )
        return found

    def archives(self) -> list[Cause]:
        found = []
        moved = self.world.with_parts(
            {
                a.target
                for a in self.world.actions()
                if a.action == "MIGRATE" and a.counted and a.day and a.day <= self.world.day
            }
        )
        for a in self.held():
            personal = self.world.value(a.data, "personal") in {"PERSONAL", "SENSITIVE"}
            kept = self.world.value(a.data, "retention_months") is not None
            if not (personal or kept) or a.data in moved:
                continue
            judged = self.archive_segments(a.data)
            mine = {s for s in judged if self.world.serves(a.items, s)}
            alone = {s for s in mine if self.unmastered(a.data, s)}
            theirs = {
                s
                for s in judged
                if any(self.world.serves(h.items, s) for h in self.held() if h.data == a.data)
                if not alone or self.unmastered(a.data, s)
            }
            found.append(
                self.cause(
                    a.data,
                    "ARCHIVE_DUTY",
                    "RET-12",
                    MAJOR if alone else MINOR,
                    self.way_to(a),
                    objects=frozenset({a.data}),
                    segments=named(theirs, judged),
                )
            )
        return found

    def held(self) -> list[Access]:
        """Return what the lost ones hold for good."""
        keeping = {"MASTER", "REPLICA_RW"}
        held = [a for a in self.accesses if a.role in keeping or {"C", "U"} & set(a.crud)]
        return [a for a in held if a.lost]

    def archive_segments(self, data: str) -> list[str]:
        """Return the segments for which the history of an object is judged."""
        held = [a.items for a in self.held() if a.data == data]
        masters = {s for s in self.master_segments(data) if s != "*"}
        items = masters | {item for items in held for item in items}
        return sorted(items | ({"*"} if () in held else set()))

    def way_to(self, access: Access) -> Way:
        """Return the way to an object, by the whole that is accessed."""
        return self.ways[access.app].to(access.part, access.stated, access.data)

    def master_segments(self, data: str) -> list[str]:
        """Return the segments in which the mastery of an object is judged."""
        wholes = self.world.above(data)
        stated = [
            r.values.get("segments", ())
            for r in self.world.all("ACCESSES")
            if r.to_id in wholes and r.values.get("role") == "MASTER"
        ]
        everyone = any(a.data == data and not a.items for a in self.accesses)
        items: set[Any] = {item for items in stated for item in items}  # type: ignore[union-attr]
        return sorted(items | ({"*"} if everyone else set()))

    def unmastered(self, data: str, segment: str) -> bool:
        """Return whether no live application is master of an object for a segment."""
        return not any(
            a.data == data and a.role == "MASTER" and not a.lost
            for a in self.accesses
            if self.world.serves(a.items, segment)
        )
