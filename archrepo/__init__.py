"""The functional architect's repository: a portfolio as a graph, its impacts and its maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.portfolio import Portfolio

__version__ = "0.1.0"
__all__ = ["Portfolio", "__version__"]


def __getattr__(name: str) -> object:
    """Load `Portfolio` on first use, so that `archrepo --version` loads nothing."""
    if name == "Portfolio":
        from archrepo.portfolio import Portfolio

        return Portfolio
    raise AttributeError(f"module 'archrepo' has no attribute {name!r}")
