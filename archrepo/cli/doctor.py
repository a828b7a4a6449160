"""`doctor`: what archrepo works with here, and what is wrong."""

from __future__ import annotations

import click

from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


@click.command(cls=Command, short_help="Look at what archrepo works with, and tell what is wrong.")
@format_options("Diagnosis", "table")
@pass_session
@click.pass_context
def doctor(ctx: click.Context, session: Session, out: Output) -> None:
    """Look at versions, settings, the store, what draws and fonts; tell what is wrong.

    Exits with 1 where something stops work. Nothing is changed.

    \b
    Examples:
      archrepo doctor
      archrepo doctor --json > doctor.json
    """
    from archrepo.cli.impact_options import FINDINGS
    from archrepo.portfolio.doctor import diagnosis

    found = diagnosis(lambda: session.settings)
    session.do_without_settings()
    out.emit(session, found)
    ctx.exit(FINDINGS if found.failed else 0)
