"""What a part of an impact report leaves out."""

# Annotations as they stand, not as texts: pydantic would compile each.

from archrepo.analysis.results import Part
from archrepo.domain.vocabulary import Severity


class Hidden(Part):
    """What a part of a report leaves out, and why.

    Attributes:
        lines: How many lines.
        by_severity: How many of each severity.
        depth: Lines further away were left out.
        severity: Milder lines were.
        place: Lines elsewhere than in that domain or scope were.
    """

    lines: int
    by_severity: dict[Severity, int]
    depth: int | None = None
    severity: Severity | None = None
    place: str | None = None
