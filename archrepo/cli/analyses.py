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
