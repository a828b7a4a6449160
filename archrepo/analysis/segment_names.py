"""What the segments that an answer tells of are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archrepo.domain.contents import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archrepo.analysis.situation import Situation
    from archrepo.domain.ports import GraphStore


def segment_names(situation: Situation, told: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return id → name of the organisations in segments such as `brand-a+belgium`.

    Args:
        situation: The portfolio on a day.
        told: Segments, answer by answer.
    """
    parts = parts_of(segment for segments in told for segment in segments)
    if not parts:
        return {}
    organisations = situation.nodes("Organisation")
    return {part: organisations[part].name for part in sorted(parts) if part in organisations}


def stored_segment_names(store: GraphStore, told: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return the same from the store: no more is read than these organisations."""
    parts = parts_of(segment for segments in told for segment in segments)
    if not parts:
        return {}
    return dict(sorted(columns(store, "Organisation", ("id", "name"), among=("id", parts))))


def parts_of(segments: Iterable[str]) -> set[str]:
    """Return the ids in segments such as `brand-a+belgium`."""
    return {part for segment in segments for part in segment.split("+")} - {""}


def segment_called(segment: str, names: Mapping[str, str]) -> str:
    """Return a segment as people call it; what has no name stands as it is."""
    return " + ".join(names.get(part, part) for part in segment.split("+"))
