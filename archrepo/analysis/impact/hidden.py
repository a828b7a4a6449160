"""What a part of an impact report leaves out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from archrepo.domain.vocabulary import Severity


class Hidden(BaseModel):
    """What a part of a report leaves out, and why.

    Attributes:
        lines: How many lines.
        by_severity: How many of each severity.
        depth: Lines further away were left out.
        severity: Milder lines were.
        place: Lines elsewhere than in that domain or scope were.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: int
    by_severity: dict[Severity, int]
    depth: int | None = None
    severity: Severity | None = None
    place: str | None = None
