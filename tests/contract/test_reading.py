"""What is read together, as one transaction where the engine is a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archrepo.domain.facts import NodeFact
from archrepo.errors import NotFoundError, QueryError
from tests.whole_portfolio import whole_portfolio

if TYPE_CHECKING:
    from archrepo.domain.ports import GraphStore

APPLICATIONS = sum(
    isinstance(fact, NodeFact) and fact.kind == "Application" for fact in whole_portfolio()
)


def test_what_is_read_together_is_what_is_read_alone(whole_store: GraphStore) -> None:
    def counted() -> tuple[str, int, int]:
        scanned = whole_store.scan("Application").num_rows
        return whole_store.revision(), whole_store.count("Application"), scanned

    alone = counted()
    assert alone[1:] == (APPLICATIONS, APPLICATIONS)
    assert whole_store.reading(counted) == alone
    assert whole_store.reading(lambda: (whole_store.reading(counted), counted())) == (alone, alone)


def test_a_failure_while_reading_leaves_the_store_as_it_was(whole_store: GraphStore) -> None:
    def fails() -> None:
        whole_store.revision()
        raise NotFoundError("no such node")

    def asks_for_nothing_known() -> None:
        whole_store.revision()
        whole_store.read("no.such.statement")

    with pytest.raises(NotFoundError):
        whole_store.reading(fails)
    with pytest.raises(QueryError):
        whole_store.reading(asks_for_nothing_known)
    assert whole_store.count("Application") == APPLICATIONS
    assert whole_store.reading(whole_store.revision) == whole_store.revision()
