"""What every analysis returns: a frozen result with a published schema name."""

from __future__ import annotations

from typing import ClassVar

from archrepo.domain.deferred import Deferred


class Part(Deferred):
    """A frozen piece of an answer."""


class Result(Part):
    """A frozen answer; its JSON form starts with `schema_name` under the key `schema`."""

    schema_name: ClassVar[str]
