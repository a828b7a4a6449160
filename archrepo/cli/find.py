"""`list`, `show` and `search`: what is in the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import (
    Output,
    at_option,
    complete_ids,
    complete_kinds,
    equalities,
    format_options,
)
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


@click.command("list", cls=Command)
@click.argument("kind", shell_complete=complete_kinds)
@click.option(
    "--where",
    multiple=True,
    callback=equalities,
    metavar="ATTRIBUTE=VALUE",
    help="Only nodes with that value; may be repeated.",
)
@click.option("--columns", metavar="A,B,…", help="Attributes to give; else those that are filled.")
@format_options("NodeList", "table")
@pass_session
def list_command(
    session: Session, kind: str, where: dict[str, str], columns: str | None, out: Output
) -> None:
    """List the nodes of KIND, by name.

    KIND is a kind's name or label, singular or plural: application, data-objects, projets.

    \b
    Examples:
      archrepo list application
      archrepo list scope --where criticality=MISSION_CRITICAL
      archrepo list applications --columns disposition,retired --format csv -o apps.csv
    """
    wanted = [name.strip() for name in (columns or "").split(",") if name.strip()]
    listed = session.portfolio.list(kind, where=where, columns=wanted)
    out.emit(session, listed, unfold=bool(wanted))


@click.command("show", cls=Command)
@click.argument("node_id", metavar="ID", shell_complete=complete_ids())
@at_option
@format_options("NodeSheet", "table")
@pass_session
def show_command(session: Session, node_id: str, at: dt.date, out: Output) -> None:
    """Show all that is known of the node ID: values, people, relations both ways, sources.

    \b
    Examples:
      archrepo show crm
      archrepo show crm --lang fr
      archrepo show product-sheet --json
    """
    out.emit(session, session.portfolio.show(node_id, at=at))


@click.command("search", cls=Command)
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", shell_complete=complete_kinds, help="Only nodes of this kind.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="How many to give, the closest first.",
)
@format_options("SearchHits", "table")
@pass_session
def search_command(
    session: Session, text: tuple[str, ...], kind: str | None, limit: int, out: Output
) -> None:
    """Search ids, names, aliases and external ids for TEXT; case and accents do not matter.

    \b
    Examples:
      archrepo search referentiel produit
      archrepo search dupont --kind person
    """
    out.emit(session, session.portfolio.search(" ".join(text), kind=kind, limit=limit))
