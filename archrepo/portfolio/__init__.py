"""A portfolio and what one can do with it: the Python API, and what the command line calls."""

from __future__ import annotations

from archrepo.portfolio.impacts import Impacts
from archrepo.portfolio.portfolio import Portfolio
from archrepo.portfolio.proposal import Proposal

__all__ = ["Impacts", "Portfolio", "Proposal"]
