"""Options that analyses of a whole portfolio share."""

from __future__ import annotations

from typing import Any

import click

from archrepo.cli._common import at_option, plan_option
from archrepo.cli._pictures import domain_option


def analysis_options(command: Any) -> Any:
    """Add `--at`, `--plan` and `--domain`."""
    return at_option(plan_option(domain_option(command)))


def all_option(command: Any) -> Any:
    """Add `--all`: every row of long tables."""
    return click.option("--all", "unfold", is_flag=True, help="Show every row on the terminal.")(
        command
    )
