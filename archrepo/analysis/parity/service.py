"""Service levels: where a successor promises less than what it replaces, or than its scopes ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archrepo.domain.vocabulary import DataLocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archrepo.analysis.impact.state import State

_AT_MOST = ("rto_h", "rpo_h")
_AT_LEAST = ("security_need_c", "security_need_i", "security_need_a", "security_need_t")
_FURTHER = [place.value for place in DataLocation]
"""Where data lies, the nearest first."""


def service_gaps(
    state: State, old: str, new: str, scopes: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield where the successor falls short, or does not say.

    Args:
        state: The day of the comparison.
        old: What is replaced: what it states is needed.
        new: The successor.
        scopes: What it takes over; each may bound how long it may be down.
    """
    profiles = state.facts.profiles("Application", [old, new])
    before, after = profiles[old].values, profiles[new].values
    for attribute in (*_AT_MOST, *_AT_LEAST, "hosting", "data_location"):
        needed, has = before.get(attribute), after.get(attribute)
        if needed is None or needed == has:
            continue
        how = "unknown" if has is None else _compared(attribute, needed, has)
        if how:
            yield _gap(how, "Application", new, attribute, needed, has)
    yield from _downtimes(state, after, scopes)


def _compared(attribute: str, needed: Any, has: Any) -> str | None:
    """Return how what the successor has falls short of what is needed; None where it does not."""
    if attribute in _AT_MOST:
        short = has > needed
    elif attribute in _AT_LEAST:
        short = has < needed
    elif attribute == "data_location":
        short = _FURTHER.index(has) > _FURTHER.index(needed)
    else:
        return "different"
    return "lower" if short else None


def _downtimes(
    state: State, after: Mapping[str, Any], scopes: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Yield the scopes that bear less downtime than the successor needs to come back."""
    has = after.get("rto_h")
    for scope, node in sorted(state.facts.nodes("Scope", scopes).items()):
        needed = node.values.get("max_tolerable_downtime_h")
        if needed is not None and (has is None or has > needed):
            how = "unknown" if has is None else "lower"
            yield _gap(how, "Scope", scope, "max_tolerable_downtime_h", needed, has)


def _gap(how: str, kind: str, node: str, attribute: str, needed: Any, has: Any) -> dict[str, Any]:
    return {
        "topic": "service",
        "state": how,
        "node": node,
        "kind": kind,
        "attribute": attribute,
        "needed": _text(needed),
        "has": None if has is None else _text(has),
    }


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
