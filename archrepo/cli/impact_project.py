"""`impact` of a project: on time, late, or given up."""

from __future__ import annotations

import click

from archrepo.cli._common import complete_ids
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import Asked, impact_options
from archrepo.cli.session import Session, pass_session


@click.command(cls=Command, short_help="Tell what a project does, on time, late or given up.")
@click.argument("project", metavar="PROJECT", shell_complete=complete_ids("Project"))
@click.option(
    "--slip", type=click.IntRange(min=1), metavar="DAYS", help="By how many days it is late."
)
@click.option("--cancel", is_flag=True, help="It is given up.")
@impact_options
@pass_session
def project(session: Session, project: str, slip: int | None, cancel: bool, asked: Asked) -> None:
    """Show what PROJECT does: each of its actions on its day, and other projects around it.

    With --slip, its end, milestones and actions from --at on come that many days later; with
    --cancel, none of it comes.

    \b
    Examples:
      archrepo impact project catalogue-360
      archrepo impact project catalogue-360 --slip 60
      archrepo impact project catalogue-360 --cancel --fail-on CRITICAL
    """
    if slip and cancel:
        raise click.UsageError("--slip and --cancel exclude each other; give one")
    report = asked.impacts(session).project(project, slip=slip or 0, cancel=cancel, **asked.when)
    asked.show(session, report)
