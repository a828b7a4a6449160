"""`impact` on an application: it is retired."""

from __future__ import annotations

import click

from archrepo.cli._common import complete_ids
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import Asked, impact_options
from archrepo.cli.session import Session, pass_session


@click.command(cls=Command)
@click.argument("application", metavar="APPLICATION", shell_complete=complete_ids("Application"))
@impact_options
@pass_session
def retire(session: Session, application: str, asked: Asked) -> None:
    """Show what happens, to whom and how badly, when APPLICATION is retired.

    \b
    Examples:
      archrepo impact retire pim1 --at 2026-12-31
      archrepo impact retire pim1 --at 2026-12-31 --plan all --all
      archrepo impact retire pim1 --fail-on MAJOR --format markdown -o impact.md
      archrepo impact retire pim1 --json | jq '.lines[].node'
    """
    asked.show(session, session.portfolio.impact.retire(application, **asked.when))
