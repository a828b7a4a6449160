"""Holds the evaluators to their oracles on very many portfolios, drawn with a die: `make deep`.

    python -m tests.oracle.deep [EXAMPLES [QUESTION…]]

A line tells how many of each question agreed. The first that does not is made as small as it gets
and told.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Any

from archrepo.analysis.impact import assess
from archrepo.analysis.impact.memory import MemoryFacts
from archrepo.domain.facts import NodeFact, RelationFact
from tests.oracle.chance import UnsuitedError
from tests.oracle.comparison import differences
from tests.oracle.portfolios import Case
from tests.oracle.questions import QUESTIONS, oracle_answer
from tests.property import test_earliest_oracle, test_impact_together, test_lineage_oracle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.oracle.chance import SearchStrategy

    Asked = tuple[Any, ...]
    Question = tuple[tuple[SearchStrategy[Any], ...], Callable[..., None]]

EXAMPLES = 10_000

SLOW = {"earliest": 10}
"""Of these, one in so many examples is asked: each is itself asked day by day."""


def agree(case: Case) -> None:
    """Hold the evaluator to the oracle of the event."""
    report = assess(case.event, MemoryFacts(case.nodes, case.relations))
    found = differences(oracle_answer(case), report)
    assert not found, "\n".join(found)


def questions() -> dict[str, Question]:
    """Return what is asked: what to draw for it, and what must hold."""
    together, soonest = test_impact_together, test_earliest_oracle
    retired, out = together.pairs(), together.pairs_out()
    found: dict[str, Question] = {event: ((QUESTIONS[event](),), agree) for event in QUESTIONS}
    for name, drawn, test in (
        ("retired together", (retired,), together.test_retired_together_they_are_one_lost_set),
        ("out together", (out,), together.test_out_together_they_are_one_down_set),
        (
            "earliest",
            (soonest.retirements(), soonest.BELOW),
            soonest.test_asking_day_by_day_finds_the_same,
        ),
        (
            "lineage",
            (test_lineage_oracle.portfolios(),),
            test_lineage_oracle.test_trying_every_way_finds_the_same,
        ),
    ):
        found[name] = (drawn, test.hypothesis.inner_test)  # type: ignore[attr-defined]
    return found


def main(argv: Sequence[str]) -> int:
    """Ask every question so many times; return 1 where an answer is not the oracle's."""
    in_all = int(argv[0]) if argv else EXAMPLES
    known, agreed = questions(), True
    for name in argv[1:] or known:
        drawn, check = known[name]
        examples = -(-in_all // SLOW.get(name, 1))
        started = time.monotonic()
        wrong = first_wrong(drawn, check, examples)
        if wrong is not None:
            seed, asked = wrong
            print(f"{name}: wrong with seed {seed}")
            print(*smallest(asked, check), sep="\n", flush=True)
            agreed = False
            continue
        seconds = time.monotonic() - started
        print(f"{name}: {examples:,} agree, {seconds:.0f} s", flush=True)
    return 0 if agreed else 1


def first_wrong(
    drawn: Sequence[SearchStrategy[Any]], check: Callable[..., None], examples: int
) -> tuple[int, Asked] | None:
    """Return the first seed whose example does not hold, with that example."""
    seed = SystemRandom().randrange(10**12)
    asked = 0
    while asked < examples:
        seed += 1
        die = Random(seed)
        try:
            example = tuple(one.pick(die) for one in drawn)
        except UnsuitedError:
            continue
        asked += 1
        if fails(check, example):
            return seed, example
    return None


def fails(check: Callable[..., None], example: Asked) -> bool:
    """Return whether what must hold does not; an answer that breaks off does not either."""
    try:
        check(*example)
    except Exception:  # whatever it is, it is no answer
        return True
    return False


def smallest(example: Asked, check: Callable[..., None]) -> Asked:
    """Return the example without whatever it fails without, and why it fails."""
    why = _why(check, example)
    while True:
        less = next((one for one in _less(example) if _why(check, one)[0] == why[0]), None)
        if less is None:
            return (*example, *_why(check, example))
        example = less


def _why(check: Callable[..., None], example: Asked) -> tuple[str, str]:
    try:
        check(*example)
    except Exception as error:  # whatever it is
        return type(error).__name__, str(error)
    return "", ""


def _less(example: Asked) -> Iterator[Asked]:
    """Yield the example with one thing less."""
    for n, part in enumerate(example):
        smaller: Iterator[Any] = iter(())
        if isinstance(part, Case):
            smaller = (
                Case(_nodes(facts), _relations(facts), part.event)
                for facts in _facts_less([*part.nodes, *part.relations], part.event)
            )
        elif isinstance(part, list):
            smaller = _facts_less(part, None)
        elif isinstance(part, tuple):
            smaller = _less(part)
        yield from ((*example[:n], one, *example[n + 1 :]) for one in smaller)


def _facts_less(facts: list[Any], event: Any) -> Iterator[list[Any]]:
    asked = {str(value) for value in _named(event)}
    owners = [f for f in facts if isinstance(f, RelationFact) and f.to_kind == "Module"]
    asked |= {f.from_id for f in owners if f.type == "CONTAINS"}  # no module without its own
    for n, fact in enumerate(facts):
        others = [*facts[:n], *facts[n + 1 :]]
        if isinstance(fact, NodeFact) and fact.id not in asked:
            yield [
                f
                for f in others
                if not isinstance(f, RelationFact) or fact.id not in {f.from_id, f.to_id}
            ]
        if isinstance(fact, RelationFact) and fact not in owners:
            yield others
    for n, fact in enumerate(facts):
        for name in fact.values.keys() - {"name"}:
            left = {key: value for key, value in fact.values.items() if key != name}
            yield [*facts[:n], replace(fact, values=left), *facts[n + 1 :]]


def _named(event: Any) -> Iterator[Any]:
    """Yield the ids that an event names."""
    if event is None:
        yield "o0"  # the object whose lineage is asked
        return
    for name in ("target", "into", "under", "by", "to"):
        yield getattr(event, name, None)
    yield from getattr(event, "flows", ())
    yield from event.plan.projects


def _nodes(facts: list[Any]) -> tuple[NodeFact, ...]:
    return tuple(fact for fact in facts if isinstance(fact, NodeFact))


def _relations(facts: list[Any]) -> tuple[RelationFact, ...]:
    return tuple(fact for fact in facts if isinstance(fact, RelationFact))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
