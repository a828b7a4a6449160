"""A node as it is named in answers."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Named(BaseModel):
    """The id and name of a node whose kind goes without saying."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
