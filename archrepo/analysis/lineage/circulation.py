"""How data gets from one application to the next: by the same object, or by any flow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archrepo.analysis.impact.exchanges import (
    between_applications,
    ends_of,
    modules_of,
    received_by,
    sent_by,
)
from archrepo.analysis.lineage.walking import Move

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.objects import ObjectTree
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.lineage.transformations import Transformations
    from archrepo.analysis.lineage.walking import Spot

UNKNOWN = ""
"""In a spot: the object of a flow that states none; nothing is known of where it came from."""


@dataclass(frozen=True, slots=True)
class _Carrying:
    """The live exchanges of one object, by the applications at their ends."""

    by_source: Mapping[str, list[Exchange]]
    by_target: Mapping[str, list[Exchange]]


class Circulation:
    """Tells where data goes to, and comes from, on a day.

    Strictly, data is followed where a flow carries the same object (or one that contains it), or
    an object that the flow declares to be transformed: filtered, enriched, aggregated or masked.
    """

    def __init__(self, state: State, tree: ObjectTree, transformations: Transformations) -> None:
        self._state = state
        self._tree = tree
        self._transformations = transformations
        self._carrying: dict[str, _Carrying] = {}
        self._wholes: dict[str, tuple[str, ...]] = {}

    def carrying(self, data_object: str) -> list[Exchange]:
        """Return the live exchanges of an object, or of what contains it."""
        self._read([data_object])
        by_source = self._carrying[data_object].by_source
        return [exchange for source in sorted(by_source) for exchange in by_source[source]]

    def onward(self, spots: Collection[Spot]) -> Iterator[tuple[Spot, Move]]:
        """Yield where data strictly goes from `spots`."""
        self._read({o for _, o in spots if o})
        transformed = self._transformed_by(sorted({application for application, _ in spots}))
        for spot in spots:
            application, followed = spot
            for exchange in self._carried(followed).by_source.get(application, ()):
                done = self._done(exchange, transformed)
                yield spot, _move(self._state, exchange, followed, done, ahead=True)
            for exchange, done in transformed.get(application, ()):
                if exchange.data_object not in self._wholes.get(followed or "", ()):
                    far = exchange.data_object
                    yield spot, _move(self._state, exchange, far, done, ahead=True)

    def back(self, spots: Collection[Spot]) -> Iterator[tuple[Spot, Move]]:
        """Yield where data strictly comes from to `spots`.

        What is transformed may be made of anything that its sender receives.
        """
        self._read({o for _, o in spots if o})
        arriving: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in received_by(self._state, sorted({a for a, o in spots if o is None})):
            arriving[ends_of(self._state, exchange)[1]].append(exchange)
        found = [
            (spot, exchange)
            for spot in spots
            for exchange in (
                arriving[spot[0]]
                if spot[1] is None
                else self._carried(spot[1]).by_target.get(spot[0], ())
            )
        ]
        transformed = self._transformed_by(sorted({self._source(e) for _, e in found}))
        for spot, exchange in found:
            done = self._done(exchange, transformed)
            same = spot[1] or exchange.data_object or UNKNOWN
            far = None if done else same
            yield spot, _move(self._state, exchange, far, done, ahead=False)

    def anywhere(self, spots: Collection[Spot]) -> Iterator[tuple[Spot, Move]]:
        """Yield where anything goes from `spots`."""
        for exchange in sent_by(self._state, sorted({a for a, _ in spots})):
            move = _move(self._state, exchange, None, None, ahead=True)
            yield (move.source, None), move

    def from_anywhere(self, spots: Collection[Spot]) -> Iterator[tuple[Spot, Move]]:
        """Yield where anything comes from to `spots`."""
        for exchange in received_by(self._state, sorted({a for a, _ in spots})):
            move = _move(self._state, exchange, None, None, ahead=False)
            yield (move.target, None), move

    def _source(self, exchange: Exchange) -> str:
        return ends_of(self._state, exchange)[0]

    def _carried(self, data_object: str | None) -> _Carrying:
        return self._carrying.get(data_object or UNKNOWN, _Carrying({}, {}))

    def _read(self, objects: Iterable[str]) -> None:
        """Read the exchanges of these objects, and of what contains them."""
        new = sorted(o for o in set(objects) if o not in self._carrying)
        if not new:
            return
        self._wholes.update(self._tree.with_wholes(new))
        everything = sorted({whole for o in new for whole in self._wholes[o]})
        of: dict[str, list[Exchange]] = {o: [] for o in everything}
        exchanges = self._state.facts.exchanges_of(everything)
        for exchange in between_applications(self._state, exchanges):
            of[exchange.data_object or UNKNOWN].append(exchange)
        for o in new:
            by_source, by_target = defaultdict(list), defaultdict(list)
            for exchange in (e for whole in self._wholes[o] for e in of[whole]):
                source, target = ends_of(self._state, exchange)
                by_source[source].append(exchange)
                by_target[target].append(exchange)
            self._carrying[o] = _Carrying(by_source, by_target)

    def _transformed_by(self, applications: list[str]) -> dict[str, list[tuple[Exchange, str]]]:
        """Return application → what it hands on transformed, its modules' flows included."""
        modules = modules_of(self._state, applications)
        done: dict[tuple[str, str], str] = {}
        senders = set()
        for kind, ids in (("Application", applications), ("Module", modules)):
            for party, handed_on in self._transformations.by(kind, ids).items():
                senders.add(self._state.parties.application_of(party))
                done.update(handed_on)
        found: dict[str, list[tuple[Exchange, str]]] = defaultdict(list)
        for exchange in sent_by(self._state, sorted(senders)):
            how = done.get((exchange.flow.id, exchange.data_object or UNKNOWN))
            if how:
                found[self._source(exchange)].append((exchange, how))
        return found

    def _done(
        self, exchange: Exchange, transformed: Mapping[str, list[tuple[Exchange, str]]]
    ) -> str | None:
        """Return what a flow declares to do to the object it carries."""
        key = (exchange.flow.id, exchange.data_object)
        among = transformed.get(self._source(exchange), ())
        return next((done for e, done in among if (e.flow.id, e.data_object) == key), None)


def _move(
    state: State, exchange: Exchange, far: str | None, done: str | None, *, ahead: bool
) -> Move:
    source, target = ends_of(state, exchange)
    return Move(
        (target if ahead else source, far),
        source,
        exchange.flow.id,
        exchange.flow.name,
        target,
        exchange.data_object,
        done,
        exchange.confidence,
    )
