"""Data of a whole portfolio: who masters, copies and uses it, what for, and where it goes."""

from __future__ import annotations

from archrepo.analysis.data_use.circulation import data_circulation
from archrepo.analysis.data_use.matrix import data_matrix
from archrepo.analysis.data_use.register import data_register
from archrepo.analysis.data_use.sheet import data_sheet

__all__ = ["data_circulation", "data_matrix", "data_register", "data_sheet"]
