"""`impact` on an application: it is retired, changed, or down."""

from __future__ import annotations

import click

from archrepo.cli._common import Words, complete_ids
from archrepo.cli.groups import Command
from archrepo.cli.impact_options import SEVERITIES, Asked, impact_options
from archrepo.cli.session import Session, pass_session

KINDS = ("functional", "interface", "data-model", "technical")


@click.command(cls=Command)
@click.argument("application", metavar="APPLICATION", shell_complete=complete_ids("Application"))
@click.option(
    "--earliest", is_flag=True, help="Find the first day from which the verdict stays low."
)
@click.option(
    "--below",
    type=Words(SEVERITIES[1:], case_sensitive=False),
    help="With --earliest, what the verdict must stay below; else MAJOR.",
)
@impact_options
@pass_session
def retire(
    session: Session, application: str, earliest: bool, below: str | None, asked: Asked
) -> None:
    """Show what happens, to whom and how badly, when APPLICATION is retired.

    \b
    Examples:
      archrepo impact retire pim1 --at 2026-12-31
      archrepo impact retire pim1 --at 2026-12-31 --plan all --all
      archrepo impact retire pim1 --fail-on MAJOR --format markdown -o impact.md
      archrepo impact retire pim1 --json | jq '.lines[].node'
      archrepo impact retire pim1 --earliest --below CRITICAL
    """
    if below and not earliest:
        raise click.UsageError("--below goes with --earliest")
    if earliest:
        asked.show_earliest(session, application, below or "MAJOR")
        return
    asked.show(session, asked.impacts(session).retire(application, **asked.when))


@click.command(cls=Command)
@click.argument("application", metavar="APPLICATION", shell_complete=complete_ids("Application"))
@click.option("--kind", type=Words(KINDS), required=True, help="What is changed about it.")
@click.option(
    "--flow",
    "flows",
    multiple=True,
    metavar="FLOW",
    shell_complete=complete_ids("Flow"),
    help="With --kind interface, a flow that changes; may be repeated. All where none is given.",
)
@click.option(
    "--breaking", is_flag=True, help="With --kind interface, the other ends must change too."
)
@impact_options
@pass_session
def change(
    session: Session,
    application: str,
    kind: str,
    flows: tuple[str, ...],
    breaking: bool,
    asked: Asked,
) -> None:
    """Show who must review, test or change with APPLICATION, one step around it.

    A functional change strikes the scopes it covers and their journeys; an interface change, the
    other ends of its flows; a data-model change, the users of the data it masters; a technical
    change, what runs on it or calls it. Projects that work on it then are to be told.

    \b
    Examples:
      archrepo impact change crm --kind functional --at 2027-01-15
      archrepo impact change pim1 --kind interface --flow f2 --breaking
    """
    report = asked.impacts(session).change(
        application, kind, flows=flows, breaking=breaking, **asked.when
    )
    asked.show(session, report)


@click.command(cls=Command)
@click.argument("application", metavar="APPLICATION", shell_complete=complete_ids("Application"))
@click.option(
    "--hours",
    type=click.FloatRange(min=0, min_open=True),
    required=True,
    metavar="H",
    help="For how long it is down.",
)
@impact_options
@pass_session
def outage(session: Session, application: str, hours: float, asked: Asked) -> None:
    """Show who stops, who limps and who waits while APPLICATION is down for H hours.

    Dependency decides, not data: who calls whom, how synchronously, how often it is refreshed,
    what stands in, and how long each scope may be down on that day.

    \b
    Examples:
      archrepo impact outage ecom --hours 4
      archrepo impact outage ecom --hours 48 --at 2026-11-27 --fail-on CRITICAL
    """
    asked.show(session, asked.impacts(session).outage(application, hours=hours, **asked.when))
