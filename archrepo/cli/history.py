"""`history` and `undo`: what changed the portfolio, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Day, Output, complete_ids, format_options
from archrepo.cli.agreeing import go_through
from archrepo.cli.groups import Command
from archrepo.cli.import_files import HAS_CHANGES
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


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


@click.command("diff", cls=Command, short_help="Tell what changed between two moments.")
@click.argument("after", required=False, metavar="[BATCH]")
@click.argument("upto", required=False, metavar="[BATCH]")
@click.option("--since", type=Day(), metavar="DATE", help="From that day on (UTC).")
@click.option(
    "--domain",
    metavar="ID",
    shell_complete=complete_ids("Domain", "Scope"),
    help="Only what touches that domain or scope.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if something changed.")
@format_options("Difference", "table")
@pass_session
@click.pass_context
def diff_command(
    ctx: click.Context,
    session: Session,
    after: str | None,
    upto: str | None,
    since: dt.date | None,
    domain: str | None,
    exit_code: bool,
    out: Output,
) -> None:
    """Tell what changed after one BATCH, until another BATCH or now; or since a day.

    What came and went in between is left out. What one batch did: archrepo history BATCH.

    \b
    Examples:
      archrepo diff 20261124-093000-1a2b3c
      archrepo diff --since 2026-11-01 --domain sales --format markdown -o note.md
    """
    if (after is None) == (since is None):
        raise click.UsageError("give a BATCH, or --since DATE")
    found = session.portfolio.diff(after, upto, since=since, domain=domain)
    out.emit(session, found)
    ctx.exit(HAS_CHANGES if exit_code and found.counts else 0)


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
    proposal = session.portfolio.undo(batch, leave_conflicts=leave_conflicts)
    go_through(session, proposal, out, yes=yes, dry_run=dry_run)
