"""One data object as a picture: collected, transformed, used, from left to right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from archrepo.render.flows.data_columns import circulated, staged
from archrepo.render.label_text import one_line
from archrepo.render.picture.boxes import box
from archrepo.render.picture.drawing import Drawing
from archrepo.render.picture.graph import Edge, Graph, Node
from archrepo.render.picture.heading import Heading, Key
from archrepo.render.picture.palette import THEMES
from archrepo.render.picture.tables import Letters, text
from archrepo.render.picture.words import SEPARATOR, picture_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.lineage.result import Holder, Hop, Lineage
    from archrepo.render.flows.data_columns import Column
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_COLUMN = 150
_RANK_GAP, _WIDE_RANK_GAP = 1.0, 1.5  # inches between columns; wide for lines of long ones


def title_of(result: Lineage, words: PictureWords) -> str:
    """Return what the picture shows."""
    return words.say("data_title" if staged(result) else "data_title_unstaged", name=result.name)


def drawing(result: Lineage, view: View) -> Drawing:
    """Return the picture."""
    title = title_of(result, picture_words(view.lang))
    return Drawing(title, lambda: _DataPicture(result, view).drawn().dot())


class _DataPicture:
    def __init__(self, result: Lineage, view: View) -> None:
        self._result = result
        self._words = picture_words(view.lang)
        self._p: Palette = THEMES[view.theme]
        self._drawn = circulated(result)
        self._shown = [holder for each in self._drawn.columns for holder in each.holders]
        self._column = {
            holder.application: number
            for number, each in enumerate(self._drawn.columns)
            for holder in each.holders
        }

    def drawn(self) -> Graph:
        columns = self._drawn.columns
        gap = _WIDE_RANK_GAP if any(column.part for column in columns) else _RANK_GAP
        drawn = Graph(self._heading(), self._p, rank_gap=gap, node_gap=0.14)
        for column in columns:
            self._add_column(drawn, column)
        for before, after in pairwise(rank[0] for rank in drawn.ranks):
            drawn.edges.append(self._unseen(f"order-{before}", before, after, weight=1000))
        drawn.edges += [self._edge(hops) for hops in self._drawn.lines.values()]
        return drawn

    def _add_column(self, drawn: Graph, column: Column) -> None:
        """Add boxes below the name of their stage, which stands above the first column of it."""
        said = self._stage(column)
        head = f"stage-{column.stage or 'none'}{f'-{column.part}' if column.part else ''}"
        letters = Letters(11, self._p.page.text, bold=True)
        piece = text(["" if column.part else said], letters, _COLUMN, 18, "CENTER")
        drawn.nodes.append(Node(head, said, piece))
        drawn.nodes += [self._node(holder) for holder in column.holders]
        boxes = [f"holder-{holder.application}" for holder in column.holders]
        drawn.edges += [self._unseen(f"under-{box[7:]}", head, box) for box in boxes]
        drawn.ranks.append([head, *boxes])

    def _stage(self, column: Column) -> str:
        """Return what a column is called, and where it has not all of the stage, how many."""
        words = self._words
        shown = sum(len(c.holders) for c in self._drawn.columns if c.stage == column.stage)
        if column.stage.isupper():
            said = words.value("Stage", column.stage)
        else:
            said = words.say(f"data_{column.stage or 'no_stage'}")
        if shown == column.there:
            return said
        return words.say("data_some", stage=said, shown=shown, there=column.there)

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
        others = {holder.linked == "apart" for holder in self._shown if not holder.master}
        keys = []
        if any(holder.master for holder in self._shown):
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
        if any(holder.crud for holder in self._shown):
            notes.append(words.say("data_crud"))
        if any(hop.transformation for hops in self._drawn.lines.values() for hop in hops):
            notes.append(words.say("data_transformed"))
        if not any(holder.master for holder in result.holders):
            notes.insert(0, words.say("data_no_master"))
        if not staged(result):
            notes.insert(0, words.say("data_unstaged"))
        if self._drawn.hidden_holders:
            notes.append(words.number("data_cut", self._drawn.hidden_holders))
        if self._drawn.hidden_lines:
            notes.append(words.number("landscape_hidden", self._drawn.hidden_lines))
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

    def _edge(self, hops: list[Hop]) -> Edge:
        first = hops[0]
        changed = any(hop.transformation for hop in hops)
        columns = self._column[first.source], self._column[first.target]
        said = [f"{hop.flow_name} ({hop.flow})" for hop in hops]
        title = f"{first.source_name} → {first.target_name} · {_listed(said)}"
        return Edge(
            f"hop-{first.source}--{first.target}",
            title,
            f"holder-{first.source}",
            f"holder-{first.target}",
            self._p.tones["hue7"].border if changed else self._p.line,
            width=1.6 if changed else 1.0,
            orders=columns[0] != columns[1],
            backwards=columns[0] > columns[1],
        )


def _listed(said: Iterable[str]) -> str:
    return ", ".join(map(one_line, said))
