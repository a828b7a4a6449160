"""A customer journey step by step: its scopes, what carries them, the data between, weak steps."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from archrepo.analysis.coverage import best_of
from archrepo.analysis.exchanges import Exchange, Exchanges, read_exchanges
from archrepo.analysis.heat_model import UNKNOWN, ScopeView, carriers, scope_view
from archrepo.analysis.heats import HEATS, LEVEL_LETTERS
from archrepo.analysis.map_result import Cell, LegendEntry
from archrepo.analysis.named import called, meant
from archrepo.analysis.results import Part, Result
from archrepo.analysis.segment_names import parts_of, segment_called
from archrepo.analysis.stated_values import as_text
from archrepo.domain.contents import node_facts, relation_facts
from archrepo.domain.text import by_name, name_key
from archrepo.domain.validity import phase_at, relation_interval
from archrepo.domain.vocabulary import Disposition, Phase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archrepo.domain.facts import NodeFact, RelationFact
    from archrepo.domain.ports import GraphStore
    from archrepo.domain.validity import PlanChoice

Weakness = Literal["UNCOVERED", "SEGMENTS", "AT_RISK", "ELIMINATED"]


class StepApplication(Part):
    """An application that covers a step's scope on the day.

    Attributes:
        id: Its id.
        name: Its name.
        level: How it covers it; None where nobody stated that.
        letter: The same in a letter.
        leaving: Whether it is phased out, to be eliminated, or to end.
        ends: When it ends, where that is known.
        segments: For whom, where not for everyone.
    """

    id: str
    name: str
    level: str | None = None
    letter: str
    leaving: bool = False
    ends: dt.date | None = None
    segments: tuple[str, ...] = ()


class Weak(Part):
    """Why a step is weak, and for whom or on what."""

    code: Weakness
    names: tuple[str, ...] = ()


class JourneyStep(Part):
    """A step of a journey.

    Attributes:
        order: Its place.
        step: Its name.
        channel: Where it takes place.
        essential: Whether the journey fails without it.
        scope: Id of the scope it passes through.
        scope_name: Its name.
        coverage: How that is covered.
        applications: What covers it, by name.
        data: Names of what flows between its applications and those of the next step.
        weak: Why it is weak; empty where it is not.
    """

    order: int | None
    step: str
    channel: str | None = None
    essential: bool
    scope: str
    scope_name: str
    coverage: Cell
    applications: tuple[StepApplication, ...] = ()
    data: tuple[str, ...] = ()
    weak: tuple[Weak, ...] = ()


class JourneyMap(Result):
    """A journey on a day.

    Attributes:
        journey: Its id.
        name: Its name.
        category: What sort of journey it is.
        persona: Who travels it.
        at: The day.
        plan: Whose projects count.
        steps: In their order.
        legend: The classes of coverage, with the steps of each.
        segment_names: What the organisations in segments are called.
    """

    schema_name: ClassVar[str] = "archrepo/journey-map/1"

    journey: str
    name: str
    category: str | None = None
    persona: str | None = None
    at: dt.date
    plan: str
    steps: tuple[JourneyStep, ...]
    legend: tuple[LegendEntry, ...]
    segment_names: dict[str, str] = Field(default_factory=dict)


def journey_map(store: GraphStore, journey: str, day: dt.date, plan: PlanChoice) -> JourneyMap:
    """Return the steps of a journey with what carries each on a day.

    Args:
        store: The portfolio.
        journey: Id or name of the journey.
        day: The day.
        plan: Whose projects count.

    Raises:
        NotFoundError: There is no such journey, or project in the plan.
    """
    node = _wanted(store, journey)
    found = read_exchanges(store, plan, day)
    passes = [
        r
        for r in relation_facts(store, "PASSES_THROUGH", [node.id])
        if relation_interval(r.values).holds(day) and r.to_id in found.portfolio.scopes
    ]
    passes.sort(key=lambda r: (r.values.get("order") is None, r.values.get("order") or 0, r.key))
    views = [scope_view(found.portfolio, r.to_id, day) for r in passes]
    flows = [flow for flow in found.flows if flow.state(day) == "LIVE"]
    steps = []
    for number, (passed, view) in enumerate(zip(passes, views, strict=True)):
        following = views[number + 1] if number + 1 < len(views) else None
        steps.append(_step(found, passed, view, following, flows))
    return JourneyMap(
        journey=node.id,
        name=str(node.values["name"]),
        category=as_text(node.values.get("category")),
        persona=as_text(node.values.get("persona")),
        at=day,
        plan=str(plan),
        steps=tuple(steps),
        legend=_legend(steps),
        segment_names=_segment_names(found, steps),
    )


def _segment_names(found: Exchanges, steps: Iterable[JourneyStep]) -> dict[str, str]:
    parts = parts_of(s for step in steps for a in step.applications for s in a.segments)
    known = sorted(parts & found.organisations.keys())
    return {part: str(found.organisations[part].values["name"]) for part in known}


def _wanted(store: GraphStore, text: str) -> NodeFact:
    journeys = {node.id: node for node in node_facts(store, "Journey")}
    known, hint = called(journeys.values()), "'archrepo list journey' names them"
    return journeys[meant(text, "journey", known, hint=hint)]


def _step(
    found: Exchanges,
    passed: RelationFact,
    view: ScopeView,
    following: ScopeView | None,
    flows: Collection[Exchange],
) -> JourneyStep:
    applications = _applications(found, view)
    heat = HEATS["coverage"]
    order = passed.values.get("order")
    return JourneyStep(
        order=order if isinstance(order, int) else None,
        step=as_text(passed.values.get("step")) or "",
        channel=as_text(passed.values.get("channel")),
        essential=passed.values.get("essential") is not False,
        scope=view.scope,
        scope_name=str(found.portfolio.scopes[view.scope].values["name"]),
        coverage=heat.cell(heat.judge(view)),
        applications=applications,
        data=_data(found, view, following, flows),
        weak=_weak(found, view, applications),
    )


def _applications(found: Exchanges, view: ScopeView) -> tuple[StepApplication, ...]:
    facts, made = found.portfolio, []
    for application in sorted({c.application for c in view.live}):
        stated = [c.stated for c in view.live if c.application == application]
        level, unstated = best_of(stated)
        everyone = any(not s.segments for s in stated)
        end = facts.intervals[application].end
        made.append(
            StepApplication(
                id=application,
                name=found.name(application),
                level=None if unstated else level.value,
                letter=LEVEL_LETTERS[UNKNOWN if unstated else level.value],
                leaving=_leaving(facts.carrier(application), view.day),
                ends=end if end != dt.date.min else None,
                segments=() if everyone else tuple(sorted({i for s in stated for i in s.segments})),
            )
        )
    return tuple(sorted(made, key=by_name))


def _leaving(node: NodeFact, day: dt.date) -> bool:
    eliminated = node.values.get("disposition") == Disposition.ELIMINATE
    return eliminated or phase_at(node.values, day) in (Phase.PHASE_OUT, Phase.RETIRED)


def _weak(
    found: Exchanges, view: ScopeView, applications: tuple[StepApplication, ...]
) -> tuple[Weak, ...]:
    """Return why a step is weak: nothing carries it, not for everyone, or only what leaves."""
    carrying = [a for a in applications if a.id in carriers(view) and a.level != "PLANNED"]
    if not carrying:
        return (Weak(code="UNCOVERED"),)
    weak = []
    if not view.coverage.covered:
        organisations = found.organisations
        called = {part: str(node.values["name"]) for part, node in organisations.items()}
        names = [segment_called(s, called) for s in view.coverage.weakest if s]
        weak.append(Weak(code="SEGMENTS", names=tuple(names)))
    if all(a.leaving for a in carrying):
        names = [a.name for a in carrying]
        nodes = [found.portfolio.carrier(a.id) for a in carrying]
        eliminated = all(n.values.get("disposition") == Disposition.ELIMINATE for n in nodes)
        weak.append(Weak(code="ELIMINATED" if eliminated else "AT_RISK", names=tuple(names)))
    return tuple(weak)


def _data(
    found: Exchanges,
    view: ScopeView,
    following: ScopeView | None,
    flows: Collection[Exchange],
) -> tuple[str, ...]:
    """Return what flows from the applications of a step to those of the next, or is shared."""
    if following is None:
        return ()
    here = {c.application for c in view.live}
    there = {c.application for c in following.live}
    carried = {o for f in flows if f.source in here and f.target in there for o in f.objects}
    return tuple(sorted((found.objects[o] for o in carried), key=name_key))


def _legend(steps: list[JourneyStep]) -> tuple[LegendEntry, ...]:
    names = [step.coverage.name for step in steps]
    best_first = HEATS["coverage"].classes[::-1]
    classes = sorted(best_first, key=lambda c: not c.known)
    return tuple(
        LegendEntry(name=c.name, letter=c.letter, tone=c.tone, leaves=names.count(c.name))
        for c in classes
    )
