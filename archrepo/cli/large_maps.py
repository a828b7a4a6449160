"""Tells before a map is drawn that it is too large for a picture, and how to get one that reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archrepo.analysis.map_result import Box, CapabilityMap
    from archrepo.analysis.results import Result
    from archrepo.cli._common import Output
    from archrepo.cli.session import Session

_SCREENS = ("dot", "svg", "png", "html")
_AT_A_GLANCE = 500
"""Boxes that a person takes in on a sheet: so many are suggested at most."""


def emit_map(session: Session, out: Output, result: Result, drawn: CapabilityMap) -> None:
    """Render `result`, which shows the map `drawn`; what will not read is told before on stderr."""
    if out.fmt in (*_SCREENS, "pdf"):
        _tell(session, out.fmt, drawn)
    out.emit(session, result)


def _tell(session: Session, fmt: str, drawn: CapabilityMap) -> None:
    from archrepo.analysis.map_folding import size_of
    from archrepo.render.capability_map.dot import MOST_BOXES, reads_on

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
    elif fmt in _SCREENS and session.size and not reads_on(drawn, session.size):
        session.say(f"Warning: {boxes} boxes cannot be read on one page of the size {session.size}")
    else:
        return
    session.say(_hint(drawn.domains, fmt))


def _hint(boxes: Sequence[Box], fmt: str) -> str:
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
