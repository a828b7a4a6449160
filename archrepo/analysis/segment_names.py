"""What the segments that an answer tells of are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archrepo.analysis.situation import Situation


def segment_names(situation: Situation, told: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return id → name of the organisations in segments such as `brand-a+belgium`.

    Args:
        situation: The portfolio on a day.
        told: Segments, answer by answer.
    """
    parts = {part for segments in told for segment in segments for part in segment.split("+")}
    if not parts - {""}:
        return {}
    organisations = situation.nodes("Organisation")
    return {part: organisations[part].name for part in sorted(parts) if part in organisations}
