"""Annotated types that entities and relations share: bounded figures, dates that end something."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """Marks a date that ends an interval: an imprecise one is read to the day after its last."""


EndDate = Annotated[dt.date, PeriodEnd()]
SecurityNeed = Annotated[int, Field(ge=0, le=4)]
Percent = Annotated[float, Field(ge=0, le=100)]
Ratio = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Hours = Annotated[float, Field(ge=0)]
Amount = Annotated[float, Field(ge=0)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=200)]
