"""Tells before a picture is drawn that it is much to read, and how to get one that reads.

Pictures themselves name no options: who looks at them may never have seen a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.flow_map import FlowMap
    from archrepo.analysis.impact.report import ImpactReport
    from archrepo.analysis.landscape import Landscape
    from archrepo.analysis.lineage.result import Lineage
    from archrepo.analysis.map_result import Box, CapabilityMap
    from archrepo.analysis.results import Result
    from archrepo.analysis.roadmap import Roadmap
    from archrepo.cli._common import Output
    from archrepo.cli.session import Session

_SCREENS = ("dot", "svg", "png", "html")
_PICTURES = (*_SCREENS, "pdf")
_GRAPHS = ("dot", "svg", "png", "pdf")  # of an impact, whose page is a report in words
_AT_A_GLANCE = 500
"""Boxes that a person takes in on a sheet: so many are suggested at most."""
_MOST_ONE_BY_ONE = 25


def emit_map(session: Session, out: Output, result: Result, drawn: CapabilityMap) -> None:
    """Render `result`, which shows the map `drawn`; what will not read is told before on stderr."""
    if out.fmt in _PICTURES:
        _tell(session, out.fmt, result, drawn)
    out.emit(session, result)


def _tell(session: Session, fmt: str, result: Result, drawn: CapabilityMap) -> None:
    from archrepo.analysis.map_folding import size_of
    from archrepo.render.capability_map.dot import MOST_BOXES, reads_on, shortened_on

    maps = 2 if getattr(result, "sides", None) else 1
    boxes = size_of(drawn.domains)
    if boxes > MOST_BOXES and fmt == "pdf":
        session.say(
            f"Note: {boxes} boxes do not read on one page; "
            "an overview comes first, then the map part by part"
        )
    elif boxes > MOST_BOXES:
        session.say(
            f"Warning: {boxes} boxes are too many for one picture, which has {MOST_BOXES} at most; "
            "applications are counted, and deep scopes folded into their parents"
        )
    elif fmt in _SCREENS and session.size and not reads_on(drawn, session.size, maps):
        session.say(f"Warning: {boxes} boxes cannot be read on one page of the size {session.size}")
    elif fmt in _SCREENS and session.size and shortened_on(drawn, session.size, maps):
        session.say(
            f"Note: names may be shortened to be read on one page of the size {session.size}; "
            "without --size, or with --domain, they are whole"
        )
        return
    else:
        return
    if maps > 1:
        session.say("Hint: --domain ID draws a part of both, 'archrepo map board' both on a slide")
    else:
        session.say(_hint(drawn.domains if result is drawn else (), fmt))


def emit_flows(session: Session, out: Output, found: FlowMap) -> None:
    """Render flows; of many parties it is told before how to see all of them."""
    from archrepo.render.flows.flow_columns import placed

    if out.fmt in _PICTURES and any(each.others for each in placed(found)):
        parties = len(found.parties) + found.hidden
        session.say(
            f"Note: {parties} applications and partners are much for one picture; "
            "the nearest with the most flows have a box of their own"
        )
        fewer = max(party.hops for party in found.parties) - 1
        if fewer > 0:
            session.say(f"Hint: --hops {fewer} draws fewer, --format text tells of all")
        else:
            session.say("Hint: --format text tells of all")
    out.emit(session, found)


def emit_landscape(session: Session, out: Output, found: Landscape) -> None:
    """Render a landscape; of many applications one by one it is told before how to get fewer."""
    from archrepo.render.flows.landscape_lines import MOST_BOXES, ends_of

    drawn = sum(len(group.applications) for group in found.groups if group.expanded)
    boxes = len(ends_of(found))
    if out.fmt in _PICTURES and (drawn > _MOST_ONE_BY_ONE or boxes > MOST_BOXES):
        session.say(
            f"Note: {boxes} applications and groups are much for one picture; "
            f"the {MOST_BOXES} with the most flows are drawn one by one, and not every exchange"
            if boxes > MOST_BOXES
            else f"Note: {drawn} applications one by one are much for one picture; "
            "not every exchange is drawn"
        )
        session.say(
            "Hint: 'archrepo map flows APPLICATION' draws one with all its flows, "
            "--format text tells every exchange"
        )
    out.emit(session, found)


def emit_data(session: Session, out: Output, found: Lineage) -> None:
    """Render how an object circulates; what has no room is told before."""
    from archrepo.render.flows.data_columns import circulated

    if out.fmt in _PICTURES:
        drawn = circulated(found)
        shown = sum(len(column.holders) for column in drawn.columns)
        if drawn.hidden_holders:
            session.say(
                f"Note: {shown} of {shown + drawn.hidden_holders} holders have room "
                "in one picture: those that exchange it most"
            )
        if drawn.hidden_lines:
            lines = len(drawn.lines)
            session.say(f"Note: {lines} of {lines + drawn.hidden_lines} exchanges are drawn")
        if drawn.hidden_holders or drawn.hidden_lines:
            session.say("Hint: 'archrepo data trace OBJECT' tells all")
    out.emit(session, found)


def emit_impact(
    session: Session, out: Output, found: ImpactReport, *, unfold: bool, all_paths: bool
) -> None:
    """Render an impact; of many nodes it is told before how to draw fewer, each by itself."""
    from archrepo.render.impact_graph.bundles import readable
    from archrepo.render.impact_graph.graph import graph_of

    if out.fmt in _GRAPHS:
        graph = graph_of(found, session.view(unfold=unfold))
        if len(readable(graph).nodes) < len(graph.nodes):
            session.say(
                f"Note: {len(graph.nodes)} boxes are much for one picture; "
                "what is struck alike stands in one box"
            )
            session.say("Hint: --severity, --depth or --domain draws a part, each by itself")
    out.emit(session, found, unfold=unfold, all_paths=all_paths)


def emit_roadmap(session: Session, out: Output, found: Roadmap) -> None:
    """Render a roadmap; what has no room is told before."""
    from archrepo.render.roadmap.chart import count_of
    from archrepo.render.roadmap.folding import MOST_ROWS

    if out.fmt in _PICTURES:
        lines = count_of(found)
        if lines > MOST_ROWS:
            session.say(
                f"Note: {MOST_ROWS:,} of {lines:,} lines have room in one picture; "
                "the others are counted in the bars of their domains"
            )
            session.say("Hint: --domain ID draws a part of it, 'archrepo roadmap' tells all")
    out.emit(session, found)


def _hint(boxes: Sequence[Box], fmt: str) -> str:
    """Return how to get a map that reads; `boxes` are those that an option can fold."""
    from archrepo.analysis.map_folding import depth_of, fold_below, size_of, without_chips

    bare = [without_chips(box) for box in boxes]
    depths = [
        depth
        for depth in range(depth_of(bare) - 1)
        if size_of([fold_below(box, depth) for box in bare]) <= _AT_A_GLANCE
    ]
    part = f"--depth {depths[-1]} or --domain ID" if depths else "--domain ID"
    if fmt == "pdf":
        return f"Hint: {part} draws one that reads at a glance, 'archrepo site' one to drill into"
    return (
        f"Hint: {part} draws one that reads at a glance, --format pdf all of it page by page, "
        "'archrepo site' one to drill into"
    )
