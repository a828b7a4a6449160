"""`map`: pictures of the portfolio."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli._common import (
    Day,
    Output,
    Words,
    at_option,
    complete_ids,
    format_options,
    plan_option,
)
from archrepo.cli._pictures import depth_option, domain_option, picture_options, read_report
from archrepo.cli.groups import Group
from archrepo.cli.impact_pictures import map_impact
from archrepo.cli.large_maps import emit_data, emit_flows, emit_landscape, emit_map, emit_roadmap
from archrepo.cli.map_time import time
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt
    from typing import BinaryIO


@click.group("map", cls=Group, short_help="Draw the portfolio as a map.")
def map_group() -> None:
    """Draw the portfolio: text in the terminal, DOT, SVG, PNG, PDF, HTML or JSON."""


map_group.add_command(time)


_HEATS = (
    "What colours it: coverage, redundancy, lifecycle, time, functional_fit, technical_fit, "
    "criticality, obsolescence, cost, users, owners, freshness, violations, needs, payer, impact, "
    "or an attribute of scopes or applications, such as hosting or scope.differentiation."
)


@map_group.command()
@at_option
@plan_option
@click.option("--heat", default="coverage", show_default=True, metavar="METRIC", help=_HEATS)
@click.option(
    "--report",
    type=click.File("rb"),
    metavar="FILE",
    help="Impact report in JSON, to lay over the map with --heat impact; '-' is stdin.",
)
@domain_option
@depth_option
@picture_options
@format_options("CapabilityMap", "text")
@pass_session
def capability(session: Session, /, report: BinaryIO | None, out: Output, **wanted: Any) -> None:
    """Draw domains, the scopes in them and the applications that cover them.

    The heat impact lays an impact report over the map, on the report's day and plan.

    \b
    Examples:
      archrepo map capability
      archrepo map capability --heat lifecycle --at 2027-06-30 -o map.svg
      archrepo map capability --domain marketing --depth 2 --lang fr -o marketing.pdf
      archrepo impact retire crm --json | archrepo map capability --heat impact --report -
    """
    found = session.portfolio.capability_map(report=read_report(report), **wanted)
    emit_map(session, out, found, found)


@map_group.command()
@at_option
@plan_option
@click.option("--to", type=Day(), metavar="DATE", help="Day of the second state; as --at if unset.")
@click.option("--to-plan", metavar="PLAN", help="Projects that count in it; as --plan if unset.")
@click.option("--batch", metavar="BATCH", help="Start from how it stood after this batch.")
@click.option(
    "--backup",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Start from a backup, or from another portfolio.",
)
@click.option(
    "--heat", default="coverage", show_default=True, metavar="METRIC", help="What is compared."
)
@domain_option
@click.option("--side-by-side", is_flag=True, help="Draw both maps instead of the differences.")
@picture_options
@format_options("MapComparison", "text")
@pass_session
def compare(session: Session, /, out: Output, **wanted: Any) -> None:
    """Compare two states of the map: what is added, removed, moved, better or worse.

    \b
    Examples:
      archrepo map compare --at 2026-12-31 --to 2028-06-30
      archrepo map compare --at 2028-06-30 --plan none --to-plan all -o plans.svg
      archrepo map compare --batch 20261124-093000-1a2b3c --lang fr
    """
    if not any(wanted[name] for name in ("to", "to_plan", "batch", "backup")):
        raise click.UsageError("give --to DATE, --to-plan PLAN, --batch BATCH or --backup FILE")
    found = session.portfolio.map_comparison(**wanted)
    emit_map(session, out, found, found.merged)


@map_group.command()
@at_option
@plan_option
@click.option(
    "--to", type=Day(), metavar="DATE", help="Day of the target; the target plateau's if unset."
)
@click.option("--to-plan", metavar="PLAN", help="Projects that count in it; as --plan if unset.")
@click.option("--heat", default="coverage", show_default=True, metavar="METRIC", help=_HEATS)
@domain_option
@picture_options
@format_options("MapBoard", "text")
@pass_session
def board(session: Session, /, out: Output, **wanted: Any) -> None:
    """Put as-is and target on one page for a management board, with a headline.

    \b
    Examples:
      archrepo map board --to 2028-06-30 -o board.pdf
      archrepo map board --to-plan all --lang fr -o comite.png
    """
    out.emit(session, session.portfolio.map_board(**wanted))


@map_group.command()
@click.argument(
    "applications",
    nargs=-1,
    required=True,
    metavar="APPLICATION…",
    shell_complete=complete_ids("Application", "Module"),
)
@click.option(
    "--hops",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="How many flows away from them.",
)
@at_option
@plan_option
@picture_options
@format_options("FlowMap", "text")
@pass_session
def flows(session: Session, /, applications: tuple[str, ...], out: Output, **wanted: Any) -> None:
    """Draw applications and the flows around them: what they carry, how, who depends on whom.

    \b
    Examples:
      archrepo map flows crm
      archrepo map flows pim-legacy pim --at 2027-03-31 -o catalogue.svg
      archrepo map flows crm --hops 2 --lang fr -o crm.pdf
    """
    emit_flows(session, out, session.portfolio.flow_map(*applications, **wanted))


@map_group.command()
@click.option(
    "--by",
    type=Words(["domain", "organisation"]),
    default="domain",
    show_default=True,
    help="What applications are grouped by.",
)
@click.option(
    "--expand",
    multiple=True,
    metavar="GROUP",
    shell_complete=complete_ids("Domain", "Organisation"),
    help="Draw the applications of this group one by one; may be repeated.",
)
@at_option
@plan_option
@picture_options
@format_options("Landscape", "text")
@pass_session
def landscape(session: Session, /, out: Output, **wanted: Any) -> None:
    """Draw applications in groups, and how much flows from group to group.

    \b
    Examples:
      archrepo map landscape -o landscape.svg
      archrepo map landscape --expand marketing --lang fr -o marketing.png
      archrepo map landscape --by organisation --format json
    """
    emit_landscape(session, out, session.portfolio.landscape(**wanted))


@map_group.command()
@click.argument("data_object", metavar="OBJECT", shell_complete=complete_ids("DataObject"))
@at_option
@plan_option
@picture_options
@format_options("Lineage", "table")
@pass_session
def data(session: Session, data_object: str, at: dt.date, plan: str, out: Output) -> None:
    """Draw OBJECT as it circulates: collected, transformed, used, from left to right.

    As text it is what 'archrepo data trace' tells.

    \b
    Examples:
      archrepo map data product-sheet
      archrepo map data customer --at 2027-06-30 -o customer.svg
      archrepo map data consent --lang fr --theme dark -o consentement.png
    """
    emit_data(session, out, session.portfolio.trace(data_object, at=at, plan=plan))


@map_group.command()
@click.argument("journey_id", metavar="JOURNEY", shell_complete=complete_ids("Journey"))
@at_option
@plan_option
@picture_options
@format_options("JourneyMap", "text")
@pass_session
def journey(session: Session, journey_id: str, at: dt.date, plan: str, out: Output) -> None:
    """Draw JOURNEY step by step: channel, scope, applications, data; weak steps are marked.

    \b
    Examples:
      archrepo map journey buy-online-collect
      archrepo map journey home-delivery --at 2028-03-01 -o delivery.svg
      archrepo map journey new-product --lang fr -o nouveau-produit.pdf
    """
    out.emit(session, session.portfolio.journey_map(journey_id, at=at, plan=plan))


@map_group.command("roadmap")
@at_option
@plan_option
@domain_option
@picture_options
@format_options("Roadmap", "text")
@pass_session
def roadmap_picture(session: Session, /, out: Output, **wanted: Any) -> None:
    """Draw what comes and goes on a time axis: lifecycles, replacements, projects, gaps.

    \b
    Examples:
      archrepo map roadmap -o roadmap.svg
      archrepo map roadmap --domain product --plan all --lang fr -o feuille-de-route.pdf
      archrepo map roadmap --size slide --theme dark -o roadmap.png
    """
    emit_roadmap(session, out, session.portfolio.roadmap(**wanted))


map_group.add_command(map_impact)
