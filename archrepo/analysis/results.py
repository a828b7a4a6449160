"""What every analysis returns: a frozen result with a published schema name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Result(BaseModel):
    """A frozen answer; its JSON form starts with `schema_name` under the key `schema`.

    What checks one is built when the first is made: not every result that is loaded is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    schema_name: ClassVar[str]
