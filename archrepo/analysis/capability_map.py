"""The capability map: domains, the scopes in them, the applications that cover them, at a date.

All that was ever stated stands on the map, so that maps of two dates, plans or heats lie on the
same grid; what does not hold on the day is marked absent and judged as if it were not there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archrepo.analysis.covered_portfolio import place_named, read_covered_portfolio
from archrepo.analysis.heat_facts import HeatFacts, StruckNodes
from archrepo.analysis.heat_model import ASIDE, NOT_MEANT, Heat
from archrepo.analysis.heats import checked_heat, heat_named
from archrepo.analysis.map_boxes import MapMaker
from archrepo.analysis.map_folding import fold_below
from archrepo.analysis.map_result import CapabilityMap, Counts, LegendEntry, Note
from archrepo.analysis.segment_names import stored_segment_names
from archrepo.domain.validity import PlanChoice
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.covered_portfolio import CoveredPortfolio
    from archrepo.analysis.map_result import Box
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class MapRequest:
    """What map is wanted.

    Attributes:
        at: The day whose state is shown.
        plan: Whose projects' actions count.
        heat: What colours it; see `heats.HEATS`.
        domain: Id or name of the one domain, or scope, to show.
        depth: Levels of scopes to show below the domains; deeper ones are folded into their parent.
        struck: Whom an event strikes, for the heat `impact`; its day and plan are the map's.
        violations: Node → the severities of the rules it violates, for the heat `violations`.
        scale: Where the classes of a scale part, as on a map to compare with; worked out if empty.
    """

    at: dt.date
    plan: PlanChoice = field(default_factory=PlanChoice)
    heat: str = "coverage"
    domain: str | None = None
    depth: int | None = None
    struck: StruckNodes | None = None
    violations: Mapping[str, Sequence[Severity]] | None = None
    scale: Sequence[float] = ()


def capability_map(
    store: GraphStore,
    metamodel: Metamodel,
    request: MapRequest,
) -> CapabilityMap:
    """Return the map of what covers what on a day, under a plan, judged by a heat.

    Raises:
        ConfigError: If there is no such heat, it lacks its report, or the depth is below zero.
        NotFoundError: If the domain, or a project the plan names, does not exist.
    """
    return next(capability_maps(store, metamodel, [request]))


def capability_maps(
    store: GraphStore, metamodel: Metamodel, requests: Sequence[MapRequest]
) -> Iterator[CapabilityMap]:
    """Yield maps under one plan, that of the first; what they show is read once.

    Raises:
        ConfigError: If there is no such heat, it lacks its report, or a depth is below zero.
        NotFoundError: If the domain, or a project the plan names, does not exist.
    """
    for request in requests:
        if request.depth is not None and request.depth < 0:
            raise ConfigError(f"depth {request.depth} is below 0", hint="0 shows the domains alone")
        checked_heat(request.heat, metamodel)
    portfolio = read_covered_portfolio(store, requests[0].plan)
    for request in requests:
        yield _map(portfolio, store, metamodel, request)


def _map(
    portfolio: CoveredPortfolio, store: GraphStore, metamodel: Metamodel, request: MapRequest
) -> CapabilityMap:
    facts = HeatFacts(
        store,
        metamodel,
        portfolio,
        request.at,
        request.struck,
        request.violations,
        request.scale,
    )
    heat = heat_named(request.heat, facts)
    top = None if request.domain is None else place_named(portfolio, request.domain)
    maker = MapMaker(portfolio, heat, request.at)
    panels = maker.panels() if top is None else (maker.panel(top),)
    shown = panels
    if request.depth is not None:
        shown = tuple(fold_below(panel, request.depth) for panel in panels)
    return CapabilityMap(
        at=request.at,
        plan=str(request.plan),
        heat=heat.name,
        domain=top,
        depth=request.depth,
        event=request.struck.event if request.struck and heat.name == "impact" else None,
        counts=_counts(panels),
        legend=_legend(heat, panels),
        scale=heat.scale,
        notes=_notes(portfolio, panels, shown),
        domains=shown,
        segment_names=stored_segment_names(store, _segments(shown)),
        module_names=_module_names(portfolio, shown),
    )


def _walk(boxes: Sequence[Box]) -> Iterator[Box]:
    for box in boxes:
        yield box
        yield from _walk(box.children)


def _segments(panels: Sequence[Box]) -> Iterator[Sequence[str]]:
    for box in _walk(panels):
        yield box.weakest
        yield from (chip.segments for chip in box.chips)


def _module_names(portfolio: CoveredPortfolio, panels: Sequence[Box]) -> dict[str, str]:
    modules = {m for box in _walk(panels) for chip in box.chips for m in chip.modules}
    return {m: str(portfolio.modules[m].values["name"]) for m in sorted(modules)}


def _leaves(panels: Sequence[Box]) -> Iterator[Box]:
    """Yield the leaves that count: those there on the day, no block counted a second time."""
    for box in _walk(panels):
        if box.kind == "Scope" and not box.children and box.present and not box.derived:
            yield box


def _counts(panels: Sequence[Box]) -> Counts:
    boxes = list(_walk(panels))
    scopes = [box for box in boxes if box.kind == "Scope"]
    here = [chip for box in scopes if box.present for chip in box.chips if chip.absent is None]
    total = sum(len(box.chips) for box in scopes)
    return Counts(
        domains=sum(box.kind == "Domain" for box in boxes),
        scopes=sum(box.present for box in scopes),
        leaves=sum(1 for _ in _leaves(panels)),
        applications=len({chip.application for chip in here}),
        coverages=len(here),
        absent_scopes=sum(not box.present for box in scopes),
        absent_coverages=total - len(here),
    )


def _legend(heat: Heat, panels: Sequence[Box]) -> tuple[LegendEntry, ...]:
    """Return the classes from the best to the worst, the unknown and those set aside last."""
    leaves = Counter(leaf.cell.name for leaf in _leaves(panels))
    best_first = heat.classes[::-1]
    ordered = [c for known in (True, False) for c in best_first if c.known is known]
    if any(box.cell.name == ASIDE for box in _walk(panels)):
        ordered.append(NOT_MEANT)
    return tuple(
        LegendEntry(
            name=c.name,
            letter=c.letter,
            tone=c.tone,
            leaves=leaves[c.name],
            label=c.label or None,
            vocabulary=c.vocabulary or None,
        )
        for c in ordered
    )


def _notes(
    portfolio: CoveredPortfolio, panels: Sequence[Box], shown: Sequence[Box]
) -> tuple[Note, ...]:
    """Return what to know: of all there is, and of signs that only stand on what is shown."""
    boxes = [box for box in _walk(panels) if box.present]
    here = [chip for box in boxes for chip in box.chips if chip.absent is None]
    drawn = [chip for box in _walk(shown) if box.present for chip in box.chips]
    absent = sum(not box.present for box in _walk(shown))
    absent += sum(chip.absent is not None for chip in drawn)
    counted = {
        "level-unstated": sum(chip.level is None for chip in here),
        "liveness-unknown": len({c.application for c in here} & portfolio.undated),
        "computed": len({chip.application for chip in drawn if chip.cell.computed}),
        "some-segments": sum(bool(c.segments) for c in drawn if c.absent is None),
        "absent": absent,
        "derived": sum(box.derived for box in boxes),
        "without-domain": sum(box.kind == "Scope" and box.present for box in _under_rest(panels)),
        "folded": sum(box.folded for box in _walk(shown)),
    }
    return tuple(Note(code=code, count=n) for code, n in counted.items() if n)


def _under_rest(panels: Sequence[Box]) -> Iterator[Box]:
    for panel in panels:
        if panel.kind == "Rest":
            yield from _walk(panel.children)
