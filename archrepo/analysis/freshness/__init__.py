"""Freshness and completeness: how mature records are, how lately confirmed, and by whom to ask."""

from __future__ import annotations

from archrepo.analysis.freshness.campaign import campaign
from archrepo.analysis.freshness.levels import Levels, levels_of
from archrepo.analysis.freshness.maturity import maturity

__all__ = ["Levels", "campaign", "levels_of", "maturity"]
