"""`impact` on a technology: its support ends."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from archrepo.cli._common import Day, complete_ids
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import Asked, impact_options
from archrepo.cli.session import Session, pass_session


def _support_end_option(command: Any) -> Any:
    return click.option(
        "--at",
        type=Day(),
        metavar="DATE",
        help="First day without support; its vendor_support_end where not given.",
    )(command)


@click.command(cls=Command)
@click.argument("technology", metavar="TECHNOLOGY", shell_complete=complete_ids("Technology"))
@partial(impact_options, at=_support_end_option)
@pass_session
def technology(session: Session, technology: str, asked: Asked) -> None:
    """Show which applications and scopes are left when the support of TECHNOLOGY ends.

    What it contains ends with it. Risks accepted, ends near, and projects that migrate or replace
    in time count.

    \b
    Examples:
      archrepo impact technology oracle-12c
      archrepo impact technology oracle-12c --at 2027-12-31 --plan all
    """
    asked.show(session, asked.impacts(session).technology(technology, **asked.when))
