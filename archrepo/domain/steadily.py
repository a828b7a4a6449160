"""Reading a portfolio that others may change meanwhile."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from archrepo.domain.many_facts import without_collection
from archrepo.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archrepo.domain.ports import GraphStore

T = TypeVar("T")
_ATTEMPTS = 5


def steadily(store: GraphStore, read: Callable[[], T]) -> T:
    """Return what `read` returns, run again if the portfolio changed while it was reading.

    A server gives no view that stands still across statements: the revision is read first and
    last, and both must be the same. On the embedded engine they always are.

    Raises:
        ConflictError: It changed every time.
    """

    def once() -> tuple[T, bool]:
        before = store.revision()
        with without_collection():  # for a third of the time of a large portfolio
            result = read()
        return result, store.revision() == before

    for _ in range(_ATTEMPTS):
        result, stood_still = store.reading(once)
        if stood_still:
            return result
    raise ConflictError(
        "the portfolio kept changing while it was read",
        hint="try again when whoever is importing is done",
    )


@contextmanager
def standing_still(store: GraphStore) -> Iterator[None]:
    """Hold what is written meanwhile to one state of the portfolio.

    Raises:
        ConflictError: It changed; what was written mixes two states.
    """
    before = store.revision()
    yield
    if store.revision() != before:
        raise ConflictError(
            "the portfolio changed while it was exported",
            hint="export again when whoever is importing is done",
        )
