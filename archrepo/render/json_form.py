"""Any result as JSON: the published contract of scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.results import Result
    from archrepo.render.registry import View


def render(result: Result, view: View) -> str:  # noqa: ARG001 - codes are the same in every view
    """Return the result with its schema first; unset values are left out."""
    # By pydantic's own writer: Python's takes seconds, and a copy, for what is large and indented.
    body = result.model_dump_json(by_alias=True, exclude_none=True, indent=2)
    head = f'{{\n  "schema": {json.dumps(result.schema_name)}'
    return f"{head}{',' if len(body) > 2 else chr(10)}{body[1:]}\n"
