"""Flows between applications and between groups, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.text import by_name
from archrepo.render.flows.flow_picture import (
    MODE_SIGNS,
    modes_of,
    notes_of,
    subtitle_of,
    tells_modes,
    title_of,
)
from archrepo.render.flows.landscape_picture import heading_words, ungrouped
from archrepo.render.label_text import one_line
from archrepo.render.picture.words import picture_words
from archrepo.render.terminal_text import broken, columns_of
from archrepo.resources.typography import colon, semicolon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archrepo.analysis.flow_map import FlowLine, FlowMap, Party
    from archrepo.analysis.landscape import Landscape
    from archrepo.render.registry import View

_WIDTH, _LEAST = 80, 40
_SIGNS = {"LIVE": "", "LATER": " ›", "ENDED": " ‹"}
_MOST_OBJECTS = 4


def render_flows(result: FlowMap, view: View) -> str:
    """Return the flows around each application, nearest first."""
    return "\n".join(_flow_lines(result, view)) + "\n"


def _flow_lines(result: FlowMap, view: View) -> Iterator[str]:
    words, width = picture_words(view.lang), max(view.width or _WIDTH, _LEAST)
    yield from broken(title_of(result, words), width)
    yield from broken(subtitle_of(result, words), width)
    key = (words.say("flows_text_key"), modes_of(result, words), words.say("flows_text_states"))
    for said in (semicolon(words.lang).join(filter(None, key)), *notes_of(result, words)):
        yield from broken(said, width)
    parties = {party.id: party for party in result.parties}
    told: set[str] = set()
    for party in result.parties:
        if party.hops >= result.hops and party.id not in result.focus:
            continue
        around = [f for f in result.flows if party.id in (f.source, f.target)]
        around = [f for f in around if f.flow not in told]
        if not around:
            continue
        told |= {flow.flow for flow in around}
        yield ""
        yield from broken(f"{one_line(party.name)}{_SIGNS[party.state]}", width)
        incoming = [f for f in around if f.target == party.id]
        outgoing = [f for f in around if f.target != party.id]
        incoming.sort(key=lambda f: by_name(parties[f.source]))
        outgoing.sort(key=lambda f: by_name(parties[f.target]))
        for flow in (*incoming, *outgoing):
            mode = f"{MODE_SIGNS.get(flow.mode or '', '?')} " if tells_modes(result) else ""
            yield from _flow_line(flow, mode, party, parties, view.lang, width)
    for replaced in result.replacements:
        yield ""
        yield from broken(
            words.say(
                "replaced_by",
                old=one_line(parties[replaced.old].name),
                new=one_line(parties[replaced.new].name),
            ),
            width,
        )


def _flow_line(
    flow: FlowLine, mode: str, party: Party, parties: dict[str, Party], lang: str, width: int
) -> Iterator[str]:
    incoming = flow.target == party.id
    other = parties[flow.source if incoming else flow.target]
    depends = {"TARGET_ON_SOURCE": incoming, "SOURCE_ON_TARGET": not incoming}
    mark = "●" if flow.depends == "BOTH" or depends.get(flow.depends, False) else " "
    if flow.depends_assumed and mark == "●":
        mark = "○"
    head = f"  {'←' if incoming else '→'} {mark} {mode}"
    said = f"{one_line(other.name)}{_SIGNS[flow.state]}{_carried(flow.objects, lang)}"
    lines = broken(said, width - columns_of(head))
    yield head + lines[0]
    yield from (" " * columns_of(head) + line for line in lines[1:])


def _carried(objects: Sequence[str], lang: str) -> str:
    """Return what flows carry, after a colon; nothing where that is not known."""
    if not objects:
        return ""
    names = ", ".join(map(one_line, objects[:_MOST_OBJECTS]))
    left = len(objects) - _MOST_OBJECTS
    return f"{colon(lang)}{names}" + (f" + {left}" if left > 0 else "")


def render_landscape(result: Landscape, view: View) -> str:
    """Return the groups with their applications, then the flows between them."""
    return "\n".join(_landscape_lines(result, view)) + "\n"


def _landscape_lines(result: Landscape, view: View) -> Iterator[str]:
    words, width = picture_words(view.lang), max(view.width or _WIDTH, _LEAST)
    title, subtitle = heading_words(result, words)
    yield from broken(title, width)
    yield from broken(subtitle, width)
    for note in ungrouped(result, words):
        yield from broken(note, width)
    names = {g.id: one_line(g.name or words.say("landscape_nowhere")) for g in result.groups}
    for group in result.groups:
        names |= {member.id: one_line(member.name) for member in group.applications}
        yield ""
        counted = words.number("applications", len(group.applications))
        inner = words.number("inner_flows", group.inner_flows)
        yield from broken(f"{names[group.id]}{colon(view.lang)}{counted}, {inner}", width)
        for line in broken(", ".join(one_line(m.name) for m in group.applications), width - 2):
            yield f"  {line}"
    if result.flows:
        yield from ("", words.say("landscape_flows"))
    for flow in result.flows:
        head = f"{flow.flows:>4} "
        said = f"{names[flow.source]} → {names[flow.target]}{_carried(flow.objects, view.lang)}"
        lines = broken(said, width - len(head))
        yield head + lines[0]
        yield from (" " * len(head) + line for line in lines[1:])
