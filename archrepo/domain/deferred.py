"""Models whose checks are built when the first is made: not every one that is loaded is."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Deferred(BaseModel):
    """A model that builds its checks late, from its own module alone.

    pydantic would also look for the names of types among the variables of whoever makes the first
    one. They are never there, and Python 3.13.0 crashes where that is a comprehension.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def model_rebuild(cls, **asked: Any) -> bool | None:
        """See `BaseModel.model_rebuild`."""
        return super().model_rebuild(**{**asked, "_parent_namespace_depth": 0})
