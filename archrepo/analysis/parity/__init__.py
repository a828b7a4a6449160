"""What a successor still lacks of what it is to replace, as a list of things to do with owners."""

from __future__ import annotations

from archrepo.analysis.parity.comparing import parity, parity_between
from archrepo.analysis.parity.result import ParityReport

__all__ = ["ParityReport", "parity", "parity_between"]
