"""Days and numbers written into a statement, so that others can be compiled beside it.

While the engine compiles a text with parameters it lets no other thread go on; of one without any,
compiling and running leave the interpreter free.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARAMETER = re.compile(r"\$(\w+)")


def with_days(text: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a text in which days and whole numbers stand, and the parameters that are left.

    Texts stay parameters, whatever they hold, and lists do.
    """
    written = {
        name: literal
        for name, value in parameters.items()
        if (literal := _literal(value)) is not None
    }
    left = {name: value for name, value in parameters.items() if name not in written}
    return _PARAMETER.sub(lambda found: written.get(found[1], found[0]), text), left


def _literal(value: object) -> str | None:
    """Return how a day or a whole number is written; nothing for anything else."""
    if type(value) is dt.date:
        return f"date('{value.isoformat()}')"
    if type(value) is int:
        return str(value)
    return None
