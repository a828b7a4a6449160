"""What `make deep` does: asks everything, and makes what is wrong as small as it gets."""

from __future__ import annotations

from random import Random

import pytest

from tests.oracle.deep import first_wrong, main, questions, smallest
from tests.oracle.portfolios import Case
from tests.oracle.questions import QUESTIONS


def test_every_question_is_asked_and_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["2"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told] == list(questions())
    assert all(" agree, " in line for line in told)


def test_what_is_wrong_is_made_small() -> None:
    def check(case: Case) -> None:
        assert not any(r.type == "COVERS" for r in case.relations)

    drawn = (QUESTIONS["retire"](),)
    wrong = first_wrong(drawn, check, 200)
    assert wrong is not None
    seed, example = wrong
    assert example == tuple(one.pick(Random(seed)) for one in drawn)
    case, why, _ = smallest(example, check)
    # What covers may be a module: then what holds the module cannot go either.
    (covers,) = [r for r in case.relations if r.type == "COVERS"]
    others = {(r.type, r.to_id) for r in case.relations if r != covers}
    assert why == "AssertionError"
    assert others <= {("CONTAINS", covers.from_id)}
    needed = {i for r in case.relations for i in (r.from_id, r.to_id)}
    assert needed <= {n.id for n in case.nodes}
    assert {n.id for n in case.nodes} - needed - {case.event.target} <= case.event.plan.projects
