"""The content of a site: every fact, the map under every heat, what retiring each application does.

Everything is read once and computed in memory, so that a site costs one pass over the portfolio.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archrepo.analysis.capability_map import MapRequest, capability_maps
from archrepo.analysis.checks.report import Standing
from archrepo.analysis.heats import HEAT_NAMES
from archrepo.analysis.site.site_impacts import SiteImpact, site_impacts
from archrepo.domain.contents import node_facts, relation_facts

if TYPE_CHECKING:
    import datetime as dt

    from archrepo.analysis.checks import CheckReport
    from archrepo.analysis.impact import ImpactSettings
    from archrepo.analysis.map_result import CapabilityMap
    from archrepo.analysis.roadmap import Roadmap
    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.metamodel import Metamodel
    from archrepo.domain.ports import GraphStore, Report
    from archrepo.domain.validity import PlanChoice
    from archrepo.domain.vocabulary import Severity

_HEATS = tuple(name for name in HEAT_NAMES if name != "impact")  # each application has its own


@dataclass(frozen=True, slots=True)
class SiteContent:
    """A portfolio on a day.

    Attributes:
        at: The day.
        plan: Which projects' actions count.
        title: What the site is called.
        nodes: Kind → its nodes, by id.
        relations: Type → its relations, by key.
        maps: The capability map under each heat, on one grid.
        impacts: Application → what retiring it on that day does, its worst lines first.
        checked: What does not hang together; what is waived left out.
        roadmap: What comes and goes from that day on.
    """

    at: dt.date
    plan: PlanChoice
    title: str
    nodes: dict[str, list[NodeFact]]
    relations: dict[str, list[RelationFact]]
    maps: tuple[CapabilityMap, ...]
    impacts: dict[str, SiteImpact]
    checked: CheckReport
    roadmap: Roadmap


def site_content(
    store: GraphStore,
    metamodel: Metamodel,
    request: MapRequest,
    settings: ImpactSettings,
    told: tuple[CheckReport, Roadmap],
    progress: Report | None = None,
) -> SiteContent:
    """Return what the site shows on the day and under the plan of `request`.

    Args:
        store: The portfolio's.
        metamodel: The portfolio's.
        request: Day and plan.
        settings: What impacts take for granted.
        told: What does not hang together on that day, and what comes and goes from it on.
        progress: Told of what takes long.

    Raises:
        NotFoundError: A project the plan names does not exist.
    """
    checked, planned = told
    nodes = {
        kind: list(node_facts(store, kind, ordered=True)) for kind in metamodel.portfolio_kinds
    }
    relations = {
        name: list(relation_facts(store, name, ordered=True)) for name in metamodel.relations
    }
    severities: dict[str, list[Severity]] = defaultdict(list)
    for violation in checked.violations:
        severities[violation.node].append(violation.severity)
    asked = replace(request, violations=severities)
    counting = tuple(v for v in checked.violations if v.standing is not Standing.WAIVED)
    companies = [o.name for o in nodes["Organisation"] if o.values.get("category") == "COMPANY"]
    return SiteContent(
        at=request.at,
        plan=request.plan,
        title=companies[0] if len(companies) == 1 else "",
        nodes=nodes,
        relations=relations,
        maps=tuple(capability_maps(store, metamodel, [replace(asked, heat=h) for h in _HEATS])),
        impacts=dict(site_impacts(nodes, relations, request, settings, progress)),
        checked=checked.model_copy(update={"violations": counting}),
        roadmap=planned,
    )
