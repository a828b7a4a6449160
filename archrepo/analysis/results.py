"""What every analysis returns: a frozen result with a published schema name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Result(BaseModel):
    """A frozen answer; its JSON form starts with `schema_name` under the key `schema`."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    schema_name: ClassVar[str]
