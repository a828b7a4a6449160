"""`project`: what a project is, what it acts on, and what to know when joining it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, at_option, complete_ids, format_options
from archrepo.cli.groups import Group
from archrepo.cli.impact_options import Asked, impact_options
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


@click.group(cls=Group, short_help="List and show projects, and brief who joins one.")
def project() -> None:
    """List and show projects, and write the dossier for somebody who joins one."""


@project.command("list")
@at_option
@format_options("ProjectList", "table")
@pass_session
def list_command(session: Session, at: dt.date, out: Output) -> None:
    """List programmes and projects: status, method, dates, director, next milestone.

    \b
    Examples:
      archrepo project list
      archrepo project list --format csv -o projects.csv
    """
    out.emit(session, session.portfolio.projects.list(at=at))


@project.command("show")
@click.argument("project_id", metavar="PROJECT", shell_complete=complete_ids("Project"))
@at_option
@format_options("ProjectSheet", "table")
@pass_session
def show_command(session: Session, project_id: str, at: dt.date, out: Output) -> None:
    """Show PROJECT: people, milestones, what it waits for, what it does, needs it answers.

    \b
    Examples:
      archrepo project show catalogue-360
      archrepo project show "Catalogue 360" --format markdown
    """
    out.emit(session, session.portfolio.projects.show(project_id, at=at))


@project.command("slip")
@click.argument("project_id", metavar="PROJECT", shell_complete=complete_ids("Project"))
@click.argument("days", type=click.IntRange(min=1))
@impact_options
@pass_session
def slip_command(session: Session, project_id: str, days: int, asked: Asked) -> None:
    """Tell what happens if PROJECT is DAYS late: gaps, projects that stumble, contracts passed.

    \b
    Examples:
      archrepo project slip catalogue-360 60
      archrepo project slip catalogue-360 60 --fail-on CRITICAL
    """
    asked.show(session, asked.impacts(session).project(project_id, slip=days, **asked.when))


@project.command("collisions")
@click.argument(
    "project_id", metavar="[PROJECT]", required=False, shell_complete=complete_ids("Project")
)
@at_option
@format_options("CollisionList", "table")
@pass_session
def collisions_command(session: Session, project_id: str | None, at: dt.date, out: Output) -> None:
    """List projects that act on the same thing at the same time: around PROJECT, or all.

    \b
    Examples:
      archrepo project collisions
      archrepo project collisions catalogue-360 --format markdown
    """
    out.emit(session, session.portfolio.projects.collisions(project_id, at=at))


@project.command("onboard")
@click.argument("project_id", metavar="PROJECT", shell_complete=complete_ids("Project"))
@at_option
@format_options("ProjectDossier", "markdown")
@pass_session
def onboard_command(session: Session, project_id: str, at: dt.date, out: Output) -> None:
    """Write the dossier for whoever joins PROJECT: what to know, and whom to ask what first.

    \b
    Examples:
      archrepo project onboard catalogue-360 -o dossier.pdf
      archrepo project onboard catalogue-360 --lang fr -o dossier.html
      archrepo project onboard catalogue-360 --at 2027-01-04
    """
    out.emit(session, session.portfolio.projects.onboard(project_id, at=at))
