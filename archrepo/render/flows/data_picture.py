"""One data object as a picture: collected, transformed, used, from left to right."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from archrepo.render.label_text import one_line
from archrepo.render.picture.boxes import box
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.graph import Edge, Graph, Node
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.tables import Letters, text
from archrepo.render.picture.words import SEPARATOR, picture_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archrepo.analysis.lineage.result import Holder, Hop, Lineage
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_STAGES = ("COLLECT", "TRANSFORM", "USE", "")
_COLUMN = 150
_RANK_GAP, _WIDE_RANK_GAP = 1.0, 1.5  # inches between columns; wide for lines of long ones
_MOST_IN_ONE, _MOST_IN_TWO = 16, 48  # boxes of a stage in one column, in two: what fills a page


def title_of(result: Lineage, words: PictureWords) -> str:
    """Return what the picture shows."""
    return words.say("data_title", name=result.name)


def drawing(result: Lineage, view: View) -> Drawing:
    """Return the picture."""
    title = title_of(result, picture_words(view.lang))
    return Drawing(title, lambda: _DataPicture(result, view).drawn().dot())


class _DataPicture:
    def __init__(self, result: Lineage, view: View) -> None:
        self._result = result
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._stages = shown_of(result)
        shown = [holder for found in self._stages.values() for holder in found]
        self._known = {holder.application for holder in shown}
        self._cut = left_out(result)

    def drawn(self) -> Graph:
        in_two = any(len(members) > _MOST_IN_ONE for members in self._stages.values())
        gap = _WIDE_RANK_GAP if in_two else _RANK_GAP
        drawn = Graph(self._heading(), self._p, rank_gap=gap, node_gap=0.14)
        for stage, members in self._stages.items():
            each = len(members) if len(members) <= _MOST_IN_ONE else math.ceil(len(members) / 2)
            for start in range(0, len(members), each):
                self._add_column(drawn, stage, start, members[start : start + each])
        for before, after in pairwise(rank[0] for rank in drawn.ranks):
            drawn.edges.append(self._unseen(f"order-{before}", before, after, weight=10))
        drawn.edges += self._edges()
        return drawn

    def _add_column(self, drawn: Graph, stage: str, start: int, members: Sequence[Holder]) -> None:
        """Add boxes below the name of their stage, which stands above the first column of it."""
        words = self._words
        said = words.value("Stage", stage) if stage else words.say("data_no_stage")
        head = f"stage-{stage or 'none'}{f'-{start}' if start else ''}"
        letters = Letters(11, self._p.page.text, bold=True)
        piece = text(["" if start else said], letters, _COLUMN, 18, "CENTER")
        drawn.nodes.append(Node(head, said, piece))
        drawn.nodes += [self._node(holder) for holder in members]
        boxes = [f"holder-{holder.application}" for holder in members]
        drawn.edges += [self._unseen(f"under-{box[7:]}", head, box) for box in boxes]
        drawn.ranks.append([head, *boxes])

    def _unseen(self, identifier: str, source: str, target: str, weight: int = 1) -> Edge:
        """Return what only keeps boxes in their places."""
        page = self._p.page.fill
        return Edge(identifier, "", source, target, page, style="invis", weight=weight)

    def _heading(self) -> Heading:
        words, result = self._words, self._result
        subtitle = words.subtitle(
            result.at,
            result.plan,
            words.number("data_holders", len(result.holders)),
            words.number("flows", result.flows),
        )
        shown = [holder for found in self._stages.values() for holder in found]
        others = {holder.linked == "apart" for holder in shown if not holder.master}
        keys = []
        if any(holder.master for holder in shown):
            keys.append(Key("M", self._p.tones["best"], words.say("data_master")))
        if False in others:
            mastered = any(holder.master for holder in result.holders)
            said = words.say("data_linked" if mastered else "data_exchanged")
            keys.append(Key("", self._p.group, said))
        if True in others:
            keys.append(Key("", self._p.ghost, words.say("data_apart")))
        people = [
            f"{words.value('Responsibility', s.role)}{words.say('colon')}{s.name}"
            for s in result.stewards
        ]
        notes = people or [words.say("data_no_steward")]
        if any(holder.crud for holder in shown):
            notes.append(words.say("data_crud"))
        if any(hop.transformation for hop in _hops(self._result)):
            notes.append(words.say("data_transformed"))
        if not any(holder.master for holder in result.holders):
            notes.insert(0, words.say("data_no_master"))
        if self._cut:
            notes.append(words.number("data_cut", self._cut))
        return Heading(title_of(result, words), subtitle, keys, notes)

    def _node(self, holder: Holder) -> Node:
        words = self._words
        stages = ", ".join(words.value("Stage", stage) for stage in holder.stages)
        roles = [words.value("AccessRole", role) for role in holder.roles]
        below = [SEPARATOR.join(part for part in (*roles, "".join(holder.crud)) if part)]
        if len(holder.stages) > 1:
            below.append(stages)
        if holder.master:
            paint = self._p.tones["best"]
        else:
            apart = holder.linked == "apart"
            paint = self._p.ghost if apart else self._p.group
        name = f"M  {holder.name}" if holder.master else holder.name
        said = [f"{holder.name} ({holder.application})", stages, *below[:1]]
        title = SEPARATOR.join(dict.fromkeys(part for part in said if part))
        piece = box(name, paint, width=_COLUMN, below=[line for line in below if line])
        return Node(f"holder-{holder.application}", title, piece)

    def _edges(self) -> list[Edge]:
        """Return the flows on a strict way, each once, between those shown."""
        hops: dict[tuple[str, str], list[Hop]] = {}
        known = self._known
        for hop in _hops(self._result):
            if hop.source in known and hop.target in known and hop.source != hop.target:
                found = hops.setdefault((hop.source, hop.target), [])
                if all(other.flow != hop.flow for other in found):
                    found.append(hop)
        return [self._edge(flows) for _, flows in sorted(hops.items())]

    def _edge(self, hops: list[Hop]) -> Edge:
        first = hops[0]
        changed = any(hop.transformation for hop in hops)
        said = [f"{hop.flow_name} ({hop.flow})" for hop in hops]
        title = f"{first.source_name} → {first.target_name} · {_listed(said)}"
        return Edge(
            f"hop-{first.source}--{first.target}",
            title,
            f"holder-{first.source}",
            f"holder-{first.target}",
            self._p.tones["hue7"].border if changed else self._p.line,
            width=1.6 if changed else 1.0,
            orders=False,
        )


def _listed(said: Iterable[str]) -> str:
    return ", ".join(map(one_line, said))


def shown_of(result: Lineage) -> dict[str, list[Holder]]:
    """Return stage → who holds the object there first, of too many those on most ways of it.

    Those of a stage that takes two columns stand from who sends to who receives.
    """
    sent = Counter(hop.source for hop in _hops(result))
    received = Counter(hop.target for hop in _hops(result))
    stages: dict[str, list[Holder]] = {stage: [] for stage in _STAGES}
    for holder in {each.application: each for each in result.holders}.values():
        stages[_first_stage(holder)].append(holder)

    def ways(holder: Holder) -> tuple[bool, int]:
        return not holder.master, -sent[holder.application] - received[holder.application]

    for stage, found in stages.items():
        if len(found) > _MOST_IN_ONE:
            kept = sorted(found, key=ways)[:_MOST_IN_TWO]
            kept.sort(key=lambda h: received[h.application] - sent[h.application])
            stages[stage] = kept
    return {stage: found for stage, found in stages.items() if found}


def left_out(result: Lineage) -> int:
    """Return how many holders have no room."""
    shown = sum(map(len, shown_of(result).values()))
    return len({holder.application for holder in result.holders}) - shown


def _hops(result: Lineage) -> tuple[Hop, ...]:
    return (*result.strict.upstream, *result.strict.downstream)


def _first_stage(holder: Holder) -> str:
    return next((stage for stage in _STAGES if stage in holder.stages), "")
