"""`roadmap` and other answers about a whole portfolio that are commands of their own."""

from __future__ import annotations

from typing import Any

import click

from archrepo.cli._analyses import all_option, analysis_options
from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


@click.command("roadmap", cls=Command, short_help="Tell what comes and goes, and the gaps between.")
@analysis_options
@all_option
@format_options("Roadmap", "table")
@pass_session
def roadmap(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """Tell what comes and goes: lifecycles, replacements, projects, plateaus, milestones, gaps.

    A gap is days on which a scope that was covered is not.

    \b
    Examples:
      archrepo roadmap
      archrepo roadmap --domain marketing --plan all --format markdown
      archrepo roadmap --at 2027-01-01 -o roadmap.csv
    """
    out.emit(session, session.portfolio.roadmap(**wanted), unfold=unfold)


@click.command("legacy", cls=Command, short_help="Tell what is to go or has aged; the way out.")
@analysis_options
@all_option
@format_options("Legacy", "table")
@pass_session
def legacy(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """Tell what is to go or has aged, what it costs, what hangs on it, and the way out in order.

    Legacy is what is to be tolerated or eliminated, in phase-out or ending, or on technology out of
    support.

    \b
    Examples:
      archrepo legacy
      archrepo legacy --domain orders --at 2027-01-01 --format markdown
      archrepo legacy -o legacy.csv
    """
    out.emit(session, session.portfolio.legacy(**wanted), unfold=unfold)


@click.command("obsolescence", cls=Command, short_help="Tell which scopes rest on aged technology.")
@analysis_options
@all_option
@format_options("Obsolescence", "table")
@pass_session
def obsolescence(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """Tell when support ends, from technologies up to scopes; our own withdrawals stand apart.

    \b
    Examples:
      archrepo obsolescence
      archrepo obsolescence --domain channels --at 2028-01-01
      archrepo obsolescence -o obsolescence.csv
    """
    out.emit(session, session.portfolio.obsolescence(**wanted), unfold=unfold)
