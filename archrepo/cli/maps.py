"""`map`: pictures of the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, at_option, complete_ids, format_options, plan_option
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


@click.group("map", cls=Group, short_help="Draw the portfolio as a map.")
def map_group() -> None:
    """Draw the portfolio: text in the terminal, DOT, SVG, PNG, PDF or JSON."""


@map_group.command()
@at_option
@plan_option
@click.option(
    "--heat",
    default="coverage",
    show_default=True,
    metavar="METRIC",
    help="What colours it: coverage, lifecycle, time, redundancy, functional_fit or technical_fit.",
)
@click.option(
    "--domain",
    metavar="ID",
    shell_complete=complete_ids("Domain", "Scope"),
    help="Only this domain, or scope.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="Levels of scopes below the domains; deeper ones are folded.",
)
@format_options("CapabilityMap", "text")
@pass_session
def capability(
    session: Session,
    at: dt.date,
    plan: str,
    heat: str,
    domain: str | None,
    depth: int | None,
    out: Output,
) -> None:
    """Draw domains, the scopes in them and the applications that cover them.

    \b
    Examples:
      archrepo map capability
      archrepo map capability --heat lifecycle --at 2027-06-30 -o map.svg
      archrepo map capability --domain marketing --depth 2 --lang fr -o marketing.pdf
    """
    drawn = session.portfolio.capability_map(
        at=at, plan=plan, heat=heat, domain=domain, depth=depth
    )
    out.emit(session, drawn)
