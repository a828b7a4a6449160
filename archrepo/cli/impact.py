"""`impact`: what an event does, to whom, how badly, and who must be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import (
    Output,
    Words,
    at_option,
    complete_ids,
    format_options,
    plan_option,
)
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt

SEVERITIES = ("INFO", "MINOR", "MAJOR", "CRITICAL", "BLOCKER")
FINDINGS = 1


@click.group(cls=Group, short_help="Tell what an event breaks, and how badly.")
def impact() -> None:
    """Tell what an event does: to whom, how badly, why, and who must know."""


@impact.command()
@click.argument("application", metavar="APPLICATION", shell_complete=complete_ids("Application"))
@at_option
@plan_option
@click.option(
    "--fail-on",
    type=Words(SEVERITIES, case_sensitive=False),
    help="Exit with 1 when the verdict is that bad or worse.",
)
@click.option("--all", "unfold", is_flag=True, help="List every line, the informative ones too.")
@format_options("ImpactReport", "table")
@pass_session
@click.pass_context
def retire(
    ctx: click.Context,
    session: Session,
    application: str,
    at: dt.date,
    plan: str,
    fail_on: str | None,
    unfold: bool,
    out: Output,
) -> None:
    """Show what happens, to whom and how badly, when APPLICATION is retired.

    \b
    Examples:
      archrepo impact retire pim1 --at 2026-12-31
      archrepo impact retire pim1 --at 2026-12-31 --plan all --all
      archrepo impact retire pim1 --fail-on MAJOR --format markdown -o impact.md
      archrepo impact retire pim1 --json | jq '.lines[].node'
    """
    report = session.portfolio.impact.retire(application, at=at, plan=plan)
    out.emit(session, report, unfold=unfold)
    if fail_on and SEVERITIES.index(report.verdict) >= SEVERITIES.index(fail_on):
        ctx.exit(FINDINGS)
