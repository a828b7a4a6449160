"""Any result as JSON: the published contract of scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archrepo.analysis.results import Result
    from archrepo.render.registry import View


def render(result: Result, view: View) -> str:  # noqa: ARG001 - codes are the same in every view
    """Return the result with its schema first; unset values are left out."""
    body = result.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps({"schema": result.schema_name, **body}, ensure_ascii=False, indent=2) + "\n"
