"""`history` and `undo`: what changed the portfolio, and taking it back."""

from __future__ import annotations

import click

from archrepo.cli._common import Output, complete_ids, format_options
from archrepo.cli.agreeing import check_can_ask, go_through
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


@click.command("history", cls=Command, short_help="List what changed the portfolio.")
@click.argument("about", required=False, metavar="[ID]", shell_complete=complete_ids())
@format_options("BatchList", "table")
@pass_session
def history_command(session: Session, about: str | None, out: Output) -> None:
    """List the batches, the newest first; with ID, what a batch did or became of a node.

    \b
    Examples:
      archrepo history
      archrepo history crm
      archrepo history 20261124-093000-1a2b3c --format markdown
    """
    out.emit(session, session.portfolio.history(about))


@click.command("undo", cls=Command, short_help="Take a batch back.")
@click.argument("batch", metavar="BATCH")
@click.option(
    "--leave-conflicts",
    is_flag=True,
    help="Leave what a later batch changed as it is, and take back the rest.",
)
@click.option("--dry-run", is_flag=True, help="Show the plan and stop.")
@click.option("--yes", "-y", is_flag=True, help="Apply without asking.")
@format_options("PlanReport", "table")
@pass_session
def undo_command(
    session: Session, batch: str, leave_conflicts: bool, dry_run: bool, yes: bool, out: Output
) -> None:
    """Take BATCH back: what it changed is as before, unless a later batch changed it again.

    This is a batch of its own, which can be undone in turn. Where a later batch stands against it,
    the conflicts are shown and nothing is changed (exit code 6).

    \b
    Examples:
      archrepo undo 20261124-093000-1a2b3c
      archrepo undo 20261124-093000-1a2b3c --dry-run
    """
    check_can_ask(out, yes=yes, dry_run=dry_run)
    proposal = session.portfolio.undo(batch, leave_conflicts=leave_conflicts)
    go_through(session, proposal, out, yes=yes, dry_run=dry_run)
