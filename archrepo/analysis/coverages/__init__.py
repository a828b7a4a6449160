"""Coverage of a whole portfolio: the matrix, what is missing, what is double, what would be lost.

The arithmetic is that of `analysis.coverage`; every answer is for one day and one plan.
"""

from __future__ import annotations

from archrepo.analysis.coverages.gaps import coverage_gaps
from archrepo.analysis.coverages.matrix import coverage_matrix
from archrepo.analysis.coverages.overlaps import overlaps
from archrepo.analysis.coverages.residual import residual_coverage

__all__ = ["coverage_gaps", "coverage_matrix", "overlaps", "residual_coverage"]
