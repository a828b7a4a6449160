"""`impact` on a data object: its schema, its source, its class or its master changes."""

from __future__ import annotations

import click

from archrepo.cli._common import Words, complete_ids
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import Asked, impact_options
from archrepo.cli.session import Session, pass_session

ACTIONS = ("schema", "stop-collecting", "reclassify", "change-master")


@click.command(cls=Command, short_help="Tell what changing a data object does.")
@click.argument("data_object", metavar="OBJECT", shell_complete=complete_ids("DataObject"))
@click.argument("action", metavar="|".join(ACTIONS), type=Words(ACTIONS))
@click.option(
    "--by",
    metavar="APPLICATION",
    shell_complete=complete_ids("Application"),
    help="With stop-collecting: the application that stops.",
)
@click.option(
    "--to",
    metavar="CLASS|APPLICATION",
    shell_complete=complete_ids("Application"),
    help="With reclassify: PUBLIC, INTERNAL, CONFIDENTIAL or RESTRICTED; with change-master: the"
    " new master.",
)
@click.option(
    "--personal",
    type=Words(("PERSONAL", "SENSITIVE"), case_sensitive=False),
    help="With reclassify: what it becomes.",
)
@impact_options
@pass_session
def data(
    session: Session,
    data_object: str,
    action: str,
    by: str | None,
    to: str | None,
    personal: str | None,
    asked: Asked,
) -> None:
    """Show what changing OBJECT does, and to whom: the objects it contains change with it.

    \b
    Examples:
      archrepo impact data customer schema --at 2027-03-01
      archrepo impact data consent stop-collecting --by web-shop
      archrepo impact data browsing reclassify --personal PERSONAL --to RESTRICTED
      archrepo impact data product-sheet change-master --to pim
    """
    report = asked.impacts(session).data(
        data_object, action, by=by, to=to, personal=personal, **asked.when
    )
    asked.show(session, report)
