"""What else brings data objects to those who depend on a down one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archrepo.analysis.impact.dependency import mode_of
from archrepo.analysis.impact.exchanges import ends_of, frequency, received_by
from archrepo.analysis.impact.findings import Alternative
from archrepo.analysis.impact.objects import ObjectTree
from archrepo.analysis.impact.supplies import supplies_of
from archrepo.domain.vocabulary import FlowMode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.impact.facts import Exchange
    from archrepo.analysis.impact.state import State
    from archrepo.analysis.impact.supplies import ObjectSupply


class Feeds:
    """Knows what reaches whom, whoever is down."""

    def __init__(self, state: State) -> None:
        self.tree = ObjectTree(state.facts, state.day)
        self.unknown_origins: set[str] = set()
        self._state = state
        self._received: dict[str, list[Exchange]] = {}

    def learn(self, applications: Iterable[str]) -> None:
        """Read what these receive."""
        new = sorted(set(applications) - self._received.keys())
        if new:
            self._received.update((application, []) for application in new)
            for exchange in received_by(self._state, new):
                self._received[ends_of(self._state, exchange)[1]].append(exchange)

    def objects_of(self, exchanges: Iterable[Exchange]) -> set[str]:
        """Return what exchanges carry, with the parts of each."""
        carried = {e.data_object for e in exchanges if e.data_object}
        return {part for parts in self.tree.with_parts(carried).values() for part in parts}

    def others(
        self, dark: State, wanted: Iterable[tuple[str, str]], *, sync: bool
    ) -> dict[tuple[str, str], list[Alternative]]:
        """Return (application, object) → who else brings it; nobody where it is missing.

        Somebody brings it who is not down and to whom it is still supplied without the down ones.

        Args:
            dark: The state without the down ones.
            wanted: Applications, and the objects they are to have.
            sync: Whether only synchronous flows count.
        """
        pairs = set(wanted)
        self.learn(application for application, _ in pairs)
        bringing = defaultdict(list)
        for application in sorted({application for application, _ in pairs}):
            for exchange in self._received[application]:
                if dark.is_gone(exchange.source) or (sync and mode_of(exchange) != FlowMode.SYNC):
                    continue
                for part in self.objects_of([exchange]):
                    if (application, part) in pairs:
                        bringing[application, part].append(exchange)
        supplies = supplies_of(dark, self.tree, {part for _, part in bringing})
        self.unknown_origins |= {o for o, s in supplies.items() if s.supply.origin_unknown}
        found = {
            (application, part): _alternatives(dark, supplies[part], exchanges)
            for (application, part), exchanges in bringing.items()
        }
        return {pair: others for pair, others in found.items() if others}

    def copies(self, dark: State, application: str, data_object: str) -> list[Exchange]:
        """Return what brings an object otherwise than synchronously, from who is not down."""
        self.learn([application])
        return [
            exchange
            for exchange in self._received[application]
            if mode_of(exchange) != FlowMode.SYNC and not dark.is_gone(exchange.source)
            if data_object in self.objects_of([exchange])
        ]


def _alternatives(
    dark: State, supply: ObjectSupply, exchanges: Iterable[Exchange]
) -> list[Alternative]:
    found = set()
    for exchange in exchanges:
        source = dark.parties.application_of(exchange.source)
        if supply.supply.reaches(source):
            objects = (supply.data_object,)
            found.add(Alternative(source, exchange.flow.id, objects, False, frequency(exchange)))
    return sorted(found)
