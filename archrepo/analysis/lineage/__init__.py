"""Where a data object comes from and where it goes: who collects, transforms and uses it."""

from __future__ import annotations

from archrepo.analysis.lineage.answer import LineageRequest, lineage, lineage_of
from archrepo.analysis.lineage.result import Lineage
from archrepo.analysis.lineage.transformations import MemoryTransformations

__all__ = ["Lineage", "LineageRequest", "MemoryTransformations", "lineage", "lineage_of"]
