"""What the parts of an impact report have in common."""

# Annotations as they stand, not as texts: pydantic would compile each.

from pydantic import ConfigDict

from archrepo.analysis.results import Part


class ReportPart(Part):
    """A part of the report."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
