"""One data object as a picture: collected, transformed, used, from left to right."""

from __future__ import annotations

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
    from collections.abc import Iterable

    from archrepo.analysis.lineage.result import Holder, Hop, Lineage
    from archrepo.render.picture.palette import Palette
    from archrepo.render.picture.words import PictureWords
    from archrepo.render.registry import View

_STAGES = ("COLLECT", "TRANSFORM", "USE", "")
_COLUMN = 150
_MOST_IN_COLUMN = 40


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
        holders = {holder.application: holder for holder in result.holders}
        self._columns: dict[str, list[Holder]] = {
            stage: [h for h in holders.values() if _first_stage(h) == stage] for stage in _STAGES
        }
        self._cut = 0
        for stage, found in self._columns.items():
            self._cut += len(found[_MOST_IN_COLUMN:])
            self._columns[stage] = found[:_MOST_IN_COLUMN]

    def drawn(self) -> Graph:
        words = self._words
        shown = [h for found in self._columns.values() for h in found]
        drawn = Graph(self._heading(), self._p, rank_gap=1.0, node_gap=0.14)
        page = self._p.page.fill
        stages = [stage for stage in _STAGES if self._columns[stage]]
        for stage in stages:
            head = f"stage-{stage or 'none'}"
            said = words.value("Stage", stage) if stage else words.say("data_no_stage")
            letters = Letters(11, self._p.page.text, bold=True)
            piece = text([said], letters, _COLUMN, 18, "CENTER")
            drawn.nodes.append(Node(head, said, piece))
            members = self._columns[stage]
            drawn.nodes += [self._node(holder) for holder in members]
            drawn.edges += [
                Edge(
                    f"under-{h.application}",
                    "",
                    head,
                    f"holder-{h.application}",
                    page,
                    style="invis",
                )
                for h in members
            ]
            drawn.ranks.append([head, *(f"holder-{h.application}" for h in members)])
        for before, after in pairwise(stages):
            drawn.edges.append(
                Edge(
                    f"order-{before or 'none'}",
                    "",
                    f"stage-{before or 'none'}",
                    f"stage-{after or 'none'}",
                    page,
                    style="invis",
                    weight=10,
                )
            )
        known = {holder.application for holder in shown}
        drawn.edges += self._edges(known)
        return drawn

    def _heading(self) -> Heading:
        words, result = self._words, self._result
        subtitle = words.subtitle(
            result.at,
            result.plan,
            words.number("data_holders", len(result.holders)),
            words.number("flows", result.flows),
        )
        shown = [holder for found in self._columns.values() for holder in found]
        others = {holder.linked == "apart" for holder in shown if not holder.master}
        keys = []
        if any(holder.master for holder in shown):
            keys.append(Key("M", self._p.tones["best"], words.say("data_master")))
        if False in others:
            keys.append(Key("", self._p.group, words.say("data_linked")))
        if True in others:
            keys.append(Key("", self._p.ghost, words.say("data_apart")))
        people = [
            f"{words.value('Responsibility', s.role)}{words.say('colon')}{s.name}"
            for s in result.stewards
        ]
        notes = people or [words.say("data_no_steward")]
        if any(holder.crud for holder in shown):
            notes.append(words.say("data_crud"))
        if any(hop.transformation for hop in self._hops()):
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

    def _hops(self) -> tuple[Hop, ...]:
        strict = self._result.strict
        return (*strict.upstream, *strict.downstream)

    def _edges(self, known: set[str]) -> list[Edge]:
        """Return the flows on a strict way, each once, between those shown."""
        hops: dict[tuple[str, str], list[Hop]] = {}
        for hop in self._hops():
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


def _first_stage(holder: Holder) -> str:
    return next((stage for stage in _STAGES if stage in holder.stages), "")
