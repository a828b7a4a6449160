"""Random batches of changes: a store holds what a dictionary would."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archrepo.domain.facts import NodeFact, RelationFact, relation_key
from archrepo.domain.metamodel import builtin_metamodel
from archrepo.errors import StoreUnavailableError
from tests.contract.contents import contents, name_of, of
from tests.contract.engines import on_newest_server
from tests.plans import PlanBuilder, batch
from tests.strategies import identifiers, values_of

if TYPE_CHECKING:
    from archrepo.domain.facts import Values
    from archrepo.domain.metamodel import Attribute
    from tests.contract.conftest import Engine

METAMODEL = builtin_metamodel()
KINDS = ("Application", "Scope", "Flow", "Person")
PAIRS = [
    (name, source, target)
    for name, relation in METAMODEL.relations.items()
    for source, target in relation.pairs
    if source in KINDS and target in KINDS
]
Facts = dict[str, NodeFact | RelationFact]
_NUMBERS = count()  # a server keeps the batches of the examples before


@on_newest_server
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking on real engines takes hours
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(data=st.data())
def test_a_store_holds_what_a_dictionary_would(engine: Engine, data: st.DataObject) -> None:
    engine.close()
    store = _emptied(engine)
    held: Facts = {}
    for _ in range(data.draw(st.integers(1, 4), label="batches")):
        changes, held = _draw_changes(data, held, store.revision())
        store.apply(changes.plan(), batch(f"batch-{next(_NUMBERS)}"))
        assert contents(store) == of(held.values())
    assert contents(engine.open()) == of(held.values())


def _emptied(engine: Engine) -> Any:
    """Return an empty store: the example before may have left something."""
    if engine.name == "ladybug":
        return engine.create()
    store = engine.stores[-1] if engine.stores else _opened(engine)
    changes = PlanBuilder(store.revision())
    for fact in contents(store).values():
        changes.remove(fact)
    store.apply(changes.plan(), batch(f"emptied-{next(_NUMBERS)}"))
    return store


def _opened(engine: Engine) -> Any:
    try:
        return engine.open()
    except StoreUnavailableError:
        return engine.create()


def _draw_changes(data: st.DataObject, held: Facts, revision: str) -> tuple[PlanBuilder, Facts]:
    changes, after = PlanBuilder(revision), dict(held)
    leaving = [fact for fact in held.values() if data.draw(st.integers(0, 4)) == 0]
    gone = {fact.id for fact in leaving if isinstance(fact, NodeFact)}
    for fact in held.values():
        joined = isinstance(fact, RelationFact) and gone & {fact.from_id, fact.to_id}
        if fact in leaving or joined:
            changes.remove(fact)
            del after[name_of(fact)]
        elif data.draw(st.integers(0, 2)) == 0:
            after[name_of(fact)] = _draw_update(data, fact, changes)
    taken = {fact.id for fact in held.values() if isinstance(fact, NodeFact)}
    for _ in range(data.draw(st.integers(0, 4), label="new nodes")):
        kind, name = data.draw(st.sampled_from(KINDS)), data.draw(identifiers())
        if name not in taken:
            taken.add(name)
            values = _draw_values(data, METAMODEL.kinds[kind].attributes.values())
            _add(NodeFact(kind, name, {**values, "name": name}), changes, after)
    _draw_relations(data, changes, after)
    return changes, after


def _draw_relations(data: st.DataObject, changes: PlanBuilder, after: Facts) -> None:
    by_kind = {
        kind: [f.id for f in after.values() if isinstance(f, NodeFact) and f.kind == kind]
        for kind in KINDS
    }
    possible = [pair for pair in PAIRS if by_kind[pair[1]] and by_kind[pair[2]]]
    for _ in range(data.draw(st.integers(0, 5), label="new relations") if possible else 0):
        name, source, target = data.draw(st.sampled_from(possible))
        declared = METAMODEL.relations[name]
        ends = (
            data.draw(st.sampled_from(by_kind[source])),
            data.draw(st.sampled_from(by_kind[target])),
        )
        values = _draw_values(data, declared.attributes.values())
        key = relation_key(declared, *ends, values)
        if key not in after and key not in {change.key for change in changes.relations}:
            _add(RelationFact(name, key, source, ends[0], target, ends[1], values), changes, after)


def _draw_values(data: st.DataObject, attributes: Any) -> Values:
    chosen: list[Attribute] = [a for a in attributes if a.name not in ("id", "name", "batch_id")]
    names = data.draw(st.lists(st.sampled_from(chosen), max_size=5, unique_by=lambda a: a.name))
    return {attribute.name: data.draw(values_of(attribute)) for attribute in names}


def _draw_update(
    data: st.DataObject, fact: NodeFact | RelationFact, changes: PlanBuilder
) -> NodeFact | RelationFact:
    if isinstance(fact, NodeFact):
        declared: Any = METAMODEL.kinds[fact.kind]
        fixed: set[str] = set()
    else:
        declared = METAMODEL.relations[fact.type]
        fixed = set(declared.identity)
    drawn = _draw_values(data, [a for a in declared.attributes.values() if a.name not in fixed])
    unset = {
        name: None
        for name in fact.values
        if name not in fixed and name not in ("name", *drawn) and data.draw(st.booleans())
    }
    changes.update(fact, **drawn, **unset)
    values = {k: v for k, v in {**fact.values, **drawn, **unset}.items() if v is not None}
    if isinstance(fact, NodeFact):
        return NodeFact(fact.kind, fact.id, values)
    ends = (fact.from_kind, fact.from_id, fact.to_kind, fact.to_id)
    return RelationFact(fact.type, fact.key, *ends, values)


def _add(fact: NodeFact | RelationFact, changes: PlanBuilder, after: Facts) -> None:
    changes.add(fact)
    after[name_of(fact)] = fact
