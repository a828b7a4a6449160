"""When can an application be switched off: the first day from which it breaks little enough."""

from __future__ import annotations

from archrepo.analysis.impact.earliest.result import EarliestRetirement
from archrepo.analysis.impact.earliest.searching import earliest, earliest_of

__all__ = ["EarliestRetirement", "earliest", "earliest_of"]
