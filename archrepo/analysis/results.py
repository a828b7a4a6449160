"""What every analysis returns: a frozen result with a published schema name."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A frozen piece of an answer.

    What checks it is built when the first is made: not every one that is loaded is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Result(Part):
    """A frozen answer; its JSON form starts with `schema_name` under the key `schema`."""

    schema_name: ClassVar[str]
