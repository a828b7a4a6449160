"""Who else brings the same data, put together and in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from archrepo.analysis.impact.findings import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archrepo.analysis.impact.findings import Alternative
    from archrepo.analysis.impact.state import State

_NAMED_AT_MOST = 3  # alternatives told in words; the others are among `alternatives`


def merged(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Return the alternatives with the objects of each flow together, the declared ones first."""
    objects: dict[Alternative, set[str]] = defaultdict(set)
    for alternative in alternatives:
        objects[replace(alternative, objects=())].update(alternative.objects)
    declared_first = sorted(objects, key=lambda a: (not a.declared, a))
    return tuple(replace(a, objects=tuple(sorted(objects[a]))) for a in declared_first)


def in_words(state: State, alternatives: Sequence[Alternative]) -> tuple[Note, ...]:
    """Return the first of them as notes, and how many more there are."""
    notes = [note for a in alternatives[:_NAMED_AT_MOST] for note in _notes(state, a)]
    if len(alternatives) > _NAMED_AT_MOST:
        more = len(alternatives) - _NAMED_AT_MOST
        notes.append(Note("more_alternatives", {"count": more}))
    return tuple(notes)


def _notes(state: State, alternative: Alternative) -> Iterator[Note]:
    if not alternative.flow:
        yield Note("itself")
        return
    key = "switch_over" if alternative.declared else "alternative"
    name = state.parties.name(alternative.node)
    yield Note(key, {"flow": alternative.flow, "name": name})
    if alternative.frequency != alternative.instead_of:
        before, after = alternative.instead_of or "?", alternative.frequency or "?"
        yield Note("frequencies", {"before": before, "after": after})
