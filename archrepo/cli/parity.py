"""`parity`: is the successor ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, at_option, complete_ids, format_options, plan_option
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


@click.command(cls=Command, short_help="List what a successor still lacks.")
@click.argument("old", metavar="OLD", shell_complete=complete_ids("Application"))
@click.option(
    "--by",
    "new",
    required=True,
    metavar="NEW",
    shell_complete=complete_ids("Application"),
    help="The application that is to replace OLD.",
)
@at_option
@plan_option
@format_options("ParityReport", "table")
@pass_session
def parity(session: Session, old: str, new: str, at: dt.date, plan: str, out: Output) -> None:
    """List what NEW still lacks of what OLD does, as things to do, with who answers for each.

    Coverage, flows, master data, users and service levels are compared; NEW inherits nothing.

    \b
    Examples:
      archrepo parity pim1 --by pim2 --at 2027-03-31
      archrepo parity pim1 --by pim2 --format csv -o todo.csv
      archrepo parity pim1 --by pim2 --format markdown --lang fr
    """
    out.emit(session, session.portfolio.parity(old, by=new, at=at, plan=plan))
