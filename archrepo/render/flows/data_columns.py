"""Chooses whom the picture of a data object shows, in which columns, and the lines between.

Columns are the stages of its circulation; where none is stated, who sends, passes on and receives
it. Of too many holders those are taken that exchange with most of those taken, beginning with the
masters; of too many lines those that transform and those with the master, one to each box first.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from archrepo.analysis.lineage.result import Holder, Hop, Lineage

_STAGES = ("COLLECT", "TRANSFORM", "USE", "")
_ROLES = ("sends", "passes", "receives", "no_exchange")
_MOST_IN_COLUMN = 16  # boxes that fill a page
_MOST_BOXES, _MOST_LINES = 48, 60  # that a person can follow

_Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """Boxes below each other.

    Attributes:
        stage: What they do: a stage, empty where it is not stated; or what they do with it else.
        part: Which column of that stage it is, from 0.
        holders: Who stands in it.
        there: How many are at that stage, those without room included.
    """

    stage: str
    part: int
    holders: tuple[Holder, ...]
    there: int


@dataclass(frozen=True, slots=True)
class Circulated:
    """What is drawn of the circulation of an object.

    Attributes:
        columns: From left to right.
        lines: The flows of each line, by its two ends.
        hidden_holders: How many have no room.
        hidden_lines: How many lines there would be besides.
    """

    columns: tuple[Column, ...]
    lines: dict[_Ends, list[Hop]]
    hidden_holders: int
    hidden_lines: int


def staged(result: Lineage) -> bool:
    """Return whether anybody's stage is stated."""
    return any(holder.stages for holder in result.holders)


def circulated(result: Lineage) -> Circulated:
    """Return what is drawn."""
    holders = list({each.application: each for each in result.holders}.values())
    lines = _lines(result)
    balance: Counter[str] = Counter()  # the more it receives than it sends, the farther right
    for (source, target), hops in lines.items():
        balance[source] -= len(hops)
        balance[target] += len(hops)
    kept: list[Holder] = []
    columns: list[Column] = []
    for stage, there, shown in _shown(result, holders, lines):
        kept += shown
        if not shown:
            continue
        if len(shown) > _MOST_IN_COLUMN:
            shown.sort(key=lambda holder: balance[holder.application])
        each = math.ceil(len(shown) / math.ceil(len(shown) / _MOST_IN_COLUMN))
        columns += [
            Column(stage, part, tuple(shown[start : start + each]), there)
            for part, start in enumerate(range(0, len(shown), each))
        ]
    drawn = _drawn(lines, kept)
    return Circulated(tuple(columns), drawn, len(holders) - len(kept), len(lines) - len(drawn))


def _lines(result: Lineage) -> dict[_Ends, list[Hop]]:
    """Return the flows on a strict way, each once, by their two ends."""
    found: dict[_Ends, dict[str, Hop]] = defaultdict(dict)
    for hop in (*result.strict.upstream, *result.strict.downstream):
        if hop.source != hop.target:
            found[hop.source, hop.target].setdefault(hop.flow, hop)
    return {ends: list(found[ends].values()) for ends in sorted(found)}


def _shown(
    result: Lineage, holders: Sequence[Holder], lines: Collection[_Ends]
) -> list[tuple[str, int, list[Holder]]]:
    """Return each stage there is, how many are at it, and those that have room."""
    sends, receives = ({ends[n] for ends in lines} for n in range(2))
    any_stated = staged(result)

    def stage_of(holder: Holder) -> str:
        if any_stated:
            return next((stage for stage in _STAGES if stage in holder.stages), "")
        roles = holder.application in sends, holder.application in receives
        return _ROLES[{(True, False): 0, (True, True): 1, (False, True): 2}.get(roles, 3)]

    stages: dict[str, list[Holder]] = {stage: [] for stage in (*_STAGES[:3], *_ROLES, "")}
    for holder in holders:
        stages[stage_of(holder)].append(holder)
    there = {stage: members for stage, members in stages.items() if members}
    taken = _with_room(there, lines)
    return [
        (stage, len(members), [h for h in members if h.application in taken])
        for stage, members in there.items()
    ]


def _with_room(stages: Mapping[str, Sequence[Holder]], lines: Collection[_Ends]) -> set[str]:
    """Return who has room: masters, and again and again who exchanges with most of those taken.

    Who exchanges only with others that have no room gives way to some that exchange with those.
    """
    room = _rooms(stages)
    members = [(stage, holder) for stage, found in stages.items() for holder in found]
    stage_of = {holder.application: stage for stage, holder in members}
    others: dict[str, set[str]] = {each: set() for each in stage_of}
    for source, target in lines:
        if source in others and target in others:
            others[source].add(target)
            others[target].add(source)
    rank = {h.application: (-len(others[h.application]), n) for n, (_, h) in enumerate(members)}
    joins = Counter({h.application: len(members) if h.master else 0 for _, h in members})
    queue = [(-joins[each], *rank[each], each) for each in stage_of]
    heapq.heapify(queue)
    taken: set[str] = set()
    while queue:
        joined, _, _, each = heapq.heappop(queue)
        if each in taken or -joined != joins[each] or not room[stage_of[each]]:
            continue
        taken.add(each)
        room[stage_of[each]] -= 1
        for other in others[each] - taken:
            joins[other] += 1
            heapq.heappush(queue, (-joins[other], *rank[other], other))
    masters = {holder.application for _, holder in members if holder.master}
    taken -= {each for each in taken - masters if others[each] and taken.isdisjoint(others[each])}
    while len(taken) < _MOST_BOXES:
        left = [(-len(others[each] & taken), *rank[each], each) for each in stage_of.keys() - taken]
        joined, *_, each = min(left, default=(0, 0, 0, ""))
        if not joined:
            break
        taken.add(each)
    return taken


def _rooms(stages: Mapping[str, Sequence[Holder]]) -> dict[str, int]:
    """Return how many of each stage have room: small ones whole, the others alike."""
    rooms: dict[str, int] = {}
    left = _MOST_BOXES
    for n, stage in enumerate(sorted(stages, key=lambda each: len(stages[each]))):
        rooms[stage] = min(len(stages[stage]), left // (len(stages) - n))
        left -= rooms[stage]
    return rooms


def _drawn(lines: Mapping[_Ends, list[Hop]], shown: Sequence[Holder]) -> dict[_Ends, list[Hop]]:
    """Return the lines drawn between those shown."""
    there = {holder.application for holder in shown}
    masters = {holder.application for holder in shown if holder.master}
    between = [ends for ends in lines if there.issuperset(ends)]
    weights = Counter(end for ends in between for end in ends)

    def rank(ends: _Ends) -> tuple[bool, bool, int, _Ends]:
        changed = any(hop.transformation for hop in lines[ends])
        weight = weights[ends[0]] + weights[ends[1]]
        return not changed, masters.isdisjoint(ends), -weight, ends

    first: list[_Ends] = []
    others: list[_Ends] = []
    joined: set[str] = set()
    for ends in sorted(between, key=rank):
        (others if joined.issuperset(ends) else first).append(ends)
        joined.update(ends)
    return {ends: lines[ends] for ends in sorted((first + others)[:_MOST_LINES])}
