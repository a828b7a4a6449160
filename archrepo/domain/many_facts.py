"""What handling millions of facts asks of the interpreter."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def unchanging(made: type[T]) -> type[T]:
    """Return a class of values as a dataclass that nothing may change, quick to make.

    The type checker lets nobody set a field. `dataclass(frozen=True)` would have Python watch as
    well, field by field: one that is made by the hundred thousand takes four times as long.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)


@contextmanager
def without_collection() -> Iterator[None]:
    """Pause the search for garbage: facts are many and in no cycle, and it would visit them all.

    Those still held at the end count as old ones at once, or the next search would.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            if not gc.get_freeze_count():  # who has frozen something wants it left there
                gc.freeze()
                gc.unfreeze()  # into the oldest generation, from whichever
            gc.enable()
