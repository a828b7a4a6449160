"""What may be drawn: by hypothesis, which shrinks what fails, or by a die, thirty times as fast.

It has the names of `hypothesis.strategies`, as far as the portfolios need them, so that what is
drawn reads as it does there.
"""

from __future__ import annotations

from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from hypothesis import assume as hypothesis_assume
from hypothesis import currently_in_test_context
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

T = TypeVar("T")
U = TypeVar("U")
P = ParamSpec("P")

_LONGEST = 6
"""Of a list without a limit."""


class UnsuitedError(Exception):
    """What was drawn is of no use: draw again."""


def assume(suits: object) -> None:
    """Give up what is drawn where it does not suit."""
    if not suits:
        if currently_in_test_context():
            hypothesis_assume(condition=False)
        raise UnsuitedError


class SearchStrategy(Generic[T]):
    """Something to draw, either way.

    Attributes:
        pick: Draws it with a die.
    """

    def __init__(
        self, pick: Callable[[Random], T], told: Callable[[], st.SearchStrategy[T]]
    ) -> None:
        self.pick = pick
        self._told = told

    @cached_property
    def strategy(self) -> st.SearchStrategy[T]:
        """What hypothesis draws it by."""
        return self._told()

    def map(self, turned: Callable[[T], U]) -> SearchStrategy[U]:
        """Return what turns each into something else."""
        return SearchStrategy(lambda die: turned(self.pick(die)), lambda: self.strategy.map(turned))

    def flatmap(self, then: Callable[[T], SearchStrategy[U]]) -> SearchStrategy[U]:
        """Return what draws on by what was drawn."""
        return SearchStrategy(
            lambda die: then(self.pick(die)).pick(die),
            lambda: self.strategy.flatmap(lambda drawn: then(drawn).strategy),
        )

    def __or__(self, other: SearchStrategy[U]) -> SearchStrategy[T | U]:
        """Return one or the other."""
        return SearchStrategy(
            lambda die: self.pick(die) if die.random() < 0.5 else other.pick(die),
            lambda: self.strategy | other.strategy,
        )


if TYPE_CHECKING:
    DrawFn = Callable[[SearchStrategy[Any]], Any]


def just(value: T) -> SearchStrategy[T]:
    """Return what always draws the same."""
    return SearchStrategy(lambda _: value, lambda: st.just(value))


def none() -> SearchStrategy[None]:
    """Return what draws None."""
    return just(None)


def sampled_from(among: Sequence[T]) -> SearchStrategy[T]:
    """Return what draws one of some."""
    return SearchStrategy(
        lambda die: among[int(die.random() * len(among))], lambda: st.sampled_from(among)
    )


def integers(least: int, most: int) -> SearchStrategy[int]:
    """Return what draws a number, both limits included."""
    return SearchStrategy(
        lambda die: least + int(die.random() * (most - least + 1)),
        lambda: st.integers(least, most),
    )


def booleans() -> SearchStrategy[bool]:
    """Return what draws yes or no."""
    return SearchStrategy(lambda die: die.random() < 0.5, st.booleans)


def tuples(*parts: SearchStrategy[Any]) -> SearchStrategy[tuple[Any, ...]]:
    """Return what draws one of each."""
    return SearchStrategy(
        lambda die: tuple(part.pick(die) for part in parts),
        lambda: st.tuples(*(part.strategy for part in parts)),
    )


def permutations(of: Sequence[T]) -> SearchStrategy[list[T]]:
    """Return what draws an order."""
    return SearchStrategy(lambda die: die.sample(of, len(of)), lambda: st.permutations(of))


def lists(
    of: SearchStrategy[T], *, min_size: int = 0, max_size: int = _LONGEST, unique: bool = False
) -> SearchStrategy[list[T]]:
    """Return what draws several."""

    def pick(die: Random) -> list[T]:
        drawn = [of.pick(die) for _ in range(die.randint(min_size, max_size))]
        return list(dict.fromkeys(drawn)) if unique else drawn

    return SearchStrategy(
        pick,
        lambda: st.lists(of.strategy, min_size=min_size, max_size=max_size, unique=unique),
    )


def sets(
    of: SearchStrategy[T], *, min_size: int = 0, max_size: int = _LONGEST
) -> SearchStrategy[set[T]]:
    """Return what draws several, none of them twice."""
    several = lists(of, min_size=min_size, max_size=max_size)
    return SearchStrategy(
        lambda die: set(several.pick(die)),
        lambda: st.sets(of.strategy, min_size=min_size, max_size=max_size),
    )


def composite(
    drawn_by: Callable[Concatenate[Any, P], T],
) -> Callable[P, SearchStrategy[T]]:
    """Return what draws whatever a function draws step by step."""

    @wraps(drawn_by)
    def drawing(*args: P.args, **kwargs: P.kwargs) -> SearchStrategy[T]:
        @st.composite
        def told(draw: st.DrawFn) -> T:
            return drawn_by(lambda one: draw(one.strategy), *args, **kwargs)

        return SearchStrategy(
            lambda die: drawn_by(lambda one: one.pick(die), *args, **kwargs), lambda: told()
        )

    return drawing
