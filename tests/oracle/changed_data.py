"""Questions about changes of data objects, and what the oracle answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.analysis.impact import DataChange
from archrepo.analysis.impact.events import DataAction
from tests.oracle import chance as st
from tests.oracle.data import CLASSES, data_causes
from tests.oracle.enriching import add_around_data, add_chain, of_kind
from tests.oracle.lines import answer_of
from tests.oracle.portfolios import DAY, portfolio
from tests.oracle.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.domain.facts import NodeFact, RelationFact
    from tests.oracle.lines import Answer
    from tests.oracle.portfolios import Case


def changed_data(
    nodes: Iterable[NodeFact], relations: Iterable[RelationFact], event: DataChange
) -> Answer:
    """Return what changing a data object does, by the rules one after the other."""
    world = Standing(nodes, relations, event.target, event.at, event.plan)
    causes = data_causes(world, event.action.value, event.by, event.to, event.personal)
    return answer_of(world, causes, set())


@st.composite
def data_changes(draw: st.DrawFn) -> Case:
    """Draw a data object and what is done to it."""
    drawn = portfolio(draw)
    add_around_data(drawn.drawing)
    objects = of_kind(drawn.drawing, "DataObject")
    target = draw(st.sampled_from([*objects[:1] * 2, *objects]))
    action = draw(st.sampled_from(list(DataAction)))
    by = to = personal = None
    if action is DataAction.STOP_COLLECTING:
        by = drawn.application()
        add_chain(drawn.drawing, by, target, stage=st.just(("COLLECT",)))
    if action is DataAction.CHANGE_MASTER:
        to = drawn.application()
        add_chain(drawn.drawing, drawn.application(), target, role=st.just("MASTER"))
    if action is DataAction.RECLASSIFY:
        to = draw(st.sampled_from([None, *CLASSES]))
        kinds = ["PERSONAL", "SENSITIVE"]
        personal = draw(st.sampled_from(kinds if to is None else [None, *kinds]))
    return drawn.asked(DataChange(target, DAY, drawn.plan, action, by, to, personal))
