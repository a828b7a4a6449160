"""`map`: pictures of the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archrepo.cli._common import Output, at_option, format_options, plan_option
from archrepo.cli._pictures import depth_option, domain_option, picture_options, read_report
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    from typing import TextIO


@click.group("map", cls=Group, short_help="Draw the portfolio as a map.")
def map_group() -> None:
    """Draw the portfolio: text in the terminal, DOT, SVG, PNG, PDF or JSON."""


_HEATS = (
    "What colours it: coverage, redundancy, lifecycle, time, functional_fit, technical_fit, "
    "criticality, obsolescence, cost, users, owners, freshness, needs, payer, impact, "
    "or an attribute of scopes or applications, such as hosting or scope.differentiation."
)


@map_group.command()
@at_option
@plan_option
@click.option("--heat", default="coverage", show_default=True, metavar="METRIC", help=_HEATS)
@click.option(
    "--report",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Impact report in JSON, to lay over the map with --heat impact; '-' is stdin.",
)
@domain_option
@depth_option
@picture_options
@format_options("CapabilityMap", "text")
@pass_session
def capability(session: Session, /, report: TextIO | None, out: Output, **wanted: Any) -> None:
    """Draw domains, the scopes in them and the applications that cover them.

    The heat impact lays an impact report over the map, on the report's day and plan.

    \b
    Examples:
      archrepo map capability
      archrepo map capability --heat lifecycle --at 2027-06-30 -o map.svg
      archrepo map capability --domain marketing --depth 2 --lang fr -o marketing.pdf
      archrepo impact retire crm --json | archrepo map capability --heat impact --report -
    """
    out.emit(session, session.portfolio.capability_map(report=read_report(report), **wanted))
