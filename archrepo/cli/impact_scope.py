"""`impact` on a scope: it is retired, modified, split, merged or moved."""

from __future__ import annotations

import click

from archrepo.cli._common import Words, complete_ids
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import Asked, impact_options
from archrepo.cli.session import Session, pass_session

ACTIONS = ("retire", "modify", "split", "merge", "move")


@click.command(cls=Command, short_help="Tell what changing a scope does.")
@click.argument("scope", metavar="SCOPE", shell_complete=complete_ids("Scope"))
@click.argument("action", metavar="|".join(ACTIONS), type=Words(ACTIONS))
@click.option(
    "--into",
    metavar="SCOPE",
    shell_complete=complete_ids("Scope"),
    help="With merge: the scope it is merged into.",
)
@click.option(
    "--under",
    metavar="DOMAIN-OR-SCOPE",
    shell_complete=complete_ids("Domain", "Scope"),
    help="With move: where it goes.",
)
@impact_options
@pass_session
def scope(
    session: Session,
    scope: str,
    action: str,
    into: str | None,
    under: str | None,
    asked: Asked,
) -> None:
    """Show what retiring, modifying, splitting, merging or moving SCOPE does, and to whom.

    Retiring takes the scopes below along.

    \b
    Examples:
      archrepo impact scope loyalty retire --at 2027-01-01
      archrepo impact scope audience-building merge --into segmentation
      archrepo impact scope media-library move --under content-domain
    """
    report = asked.impacts(session).scope(scope, action, into=into, under=under, **asked.when)
    asked.show(session, report)
