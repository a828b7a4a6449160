"""Legacy: what is to go or has aged, what it costs, what still hangs on it, the way out."""

from __future__ import annotations

from archrepo.analysis.legacy.making import legacy
from archrepo.analysis.legacy.results import Legacy

__all__ = ["Legacy", "legacy"]
