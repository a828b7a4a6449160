"""What comes and goes when: lifecycles, replacements, projects, and the days without coverage."""

from __future__ import annotations

from archrepo.analysis.roadmap.making import roadmap
from archrepo.analysis.roadmap.result import Roadmap

__all__ = ["Roadmap", "roadmap"]
