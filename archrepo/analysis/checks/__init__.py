"""Coherence rules: what keeps a portfolio from hanging together, rule by rule."""

from __future__ import annotations

from archrepo.analysis.checks.checking import CheckRequest, check
from archrepo.analysis.checks.report import CheckReport, Violation

__all__ = ["CheckReport", "CheckRequest", "Violation", "check"]
