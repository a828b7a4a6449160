"""`coverage`: who covers what, what is missing, what is double, what would be lost."""

from __future__ import annotations

from typing import Any

import click

from archrepo.cli._analyses import all_option, analysis_options
from archrepo.cli._common import Output, complete_ids, format_options
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session


@click.group("coverage", cls=Group, short_help="Tell who covers what: gaps, overlaps, losses.")
def coverage_group() -> None:
    """Tell who covers what: the matrix, what is missing, double, or would be lost."""


@coverage_group.command()
@analysis_options
@format_options("CoverageMatrix", "text")
@pass_session
def matrix(session: Session, /, out: Output, **wanted: Any) -> None:
    """Show applications × scopes, with level and role in the cells.

    In the terminal only what fits is shown, domain by domain; the workbook holds it whole, with
    colours, frozen heads and filters.

    \b
    Examples:
      archrepo coverage matrix --domain marketing
      archrepo coverage matrix -o coverage.xlsx
      archrepo coverage matrix --at 2027-12-31 --plan all -o coverage.html
    """
    out.emit(session, session.portfolio.coverage.matrix(**wanted))


@coverage_group.command()
@analysis_options
@all_option
@format_options("CoverageGaps", "table")
@pass_session
def gaps(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """List the scopes less covered than they should be, now or soon.

    A scope falls short when nothing covers it, when a brand or country named by its coverage has
    none, when it is below its stated target, or when its coverage is known to end.

    \b
    Examples:
      archrepo coverage gaps
      archrepo coverage gaps --domain marketing --at 2027-12-31
      archrepo coverage gaps -o gaps.csv
    """
    out.emit(session, session.portfolio.coverage.gaps(**wanted), unfold=unfold)


@coverage_group.command()
@analysis_options
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    metavar="N",
    help="How many pairs and groups to tell; 0 for all.",
)
@all_option
@format_options("Overlaps", "table")
@pass_session
def overlaps(session: Session, /, top: int, unfold: bool, out: Output, **wanted: Any) -> None:
    """Rank pairs and groups of applications by what they share.

    Shared are scopes covered for the same people, data, users and cost; told beside it is what
    each alone covers, so that rationalisation starts from facts.

    \b
    Examples:
      archrepo coverage overlaps
      archrepo coverage overlaps --domain marketing --top 10
      archrepo coverage overlaps --top 0 -o overlaps.csv
    """
    found = session.portfolio.coverage.overlaps(most=top or None, **wanted)
    out.emit(session, found, unfold=unfold)


@coverage_group.command()
@click.argument(
    "applications",
    metavar="APP…",
    nargs=-1,
    required=True,
    shell_complete=complete_ids("Application"),
)
@analysis_options
@all_option
@format_options("ResidualCoverage", "table")
@pass_session
def without(
    session: Session, /, applications: tuple[str, ...], unfold: bool, out: Output, **wanted: Any
) -> None:
    """Tell the coverage that is left if all of APP… go.

    Partial coverages are never added; what they cover at the very most is told beside.

    \b
    Examples:
      archrepo coverage without crm
      archrepo coverage without crm loyalty coupons --at 2027-06-30
      archrepo coverage without "Campaign manager" --format markdown
    """
    found = session.portfolio.coverage.without(applications, **wanted)
    out.emit(session, found, unfold=unfold)
