"""`scenario`: plateaus, as they are to be."""

from __future__ import annotations

from typing import Any

import click

from archrepo.cli._common import Output, complete_ids, format_options
from archrepo.cli._pictures import domain_option, picture_options
from archrepo.cli.groups import Group
from archrepo.cli.large_maps import emit_map
from archrepo.cli.session import Session, pass_session


@click.group(cls=Group, short_help="Show what the architecture is to become.")
def scenario() -> None:
    """Show plateaus: as-is, interim, target and alternatives, each under what leads to it."""


@scenario.command("list")
@format_options("ScenarioList", "table")
@pass_session
def list_command(session: Session, out: Output) -> None:
    """List plateaus by date: scopes covered, applications live, projects that lead there.

    \b
    Examples:
      archrepo scenario list
      archrepo scenario list --format markdown --lang fr
    """
    out.emit(session, session.portfolio.scenarios.list())


@scenario.command("show")
@click.argument("plateau", shell_complete=complete_ids("Plateau"))
@click.option(
    "--plan",
    metavar="committed|all|none|PROJECT,…",
    help="Which projects' actions count; else those of the projects that lead to it.",
)
@picture_options
@format_options("Scenario", "table")
@pass_session
def show_command(session: Session, plateau: str, plan: str | None, out: Output) -> None:
    """Show PLATEAU on its day: what is covered, what starts and stops on the way, or its map.

    \b
    Examples:
      archrepo scenario show target-2028
      archrepo scenario show target-2028 -o target.svg
    """
    found = session.portfolio.scenarios.show(plateau, plan=plan)
    emit_map(session, out, found, found.map)


@scenario.command("diff")
@click.argument("first", metavar="PLATEAU", shell_complete=complete_ids("Plateau"))
@click.argument("second", metavar="PLATEAU", shell_complete=complete_ids("Plateau"))
@click.option(
    "--heat", default="coverage", show_default=True, metavar="METRIC", help="What is compared."
)
@domain_option
@click.option("--side-by-side", is_flag=True, help="Draw both maps instead of the differences.")
@picture_options
@format_options("MapComparison", "text")
@pass_session
def diff_command(session: Session, /, first: str, second: str, out: Output, **wanted: Any) -> None:
    """Tell what differs between two plateaus: scopes and coverages added, lost, better, worse.

    \b
    Examples:
      archrepo scenario diff as-is-2026 target-2028
      archrepo scenario diff target-2028 keep-as400 --side-by-side -o two-targets.svg
    """
    found = session.portfolio.scenarios.diff(first, second, **wanted)
    emit_map(session, out, found, found.merged)
