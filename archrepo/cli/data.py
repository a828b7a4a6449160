"""`data`: where data circulates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archrepo.cli._common import Output, at_option, complete_ids, format_options, plan_option
from archrepo.cli.groups import Command, Group, Sections
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


_MORE: Sections = {
    "Commands": {
        "show": "archrepo.cli.data_use:show",
        "trace": "archrepo.cli.data:trace",
        "matrix": "archrepo.cli.data_use:matrix",
        "register": "archrepo.cli.data_use:register",
        "circulation": "archrepo.cli.data_use:circulation",
    },
}


@click.group(
    "data",
    cls=Group,
    sections=_MORE,
    short_help="Follow data from where it is collected to its use.",
)
def data_group() -> None:
    """Follow data: who collects, transforms and uses it, and who answers for it."""


@click.command("trace", cls=Command)
@click.argument("data_object", metavar="OBJECT", shell_complete=complete_ids("DataObject"))
@at_option
@plan_option
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    metavar="N",
    help="Flows to follow; else strictly all, loosely 2.",
)
@format_options("Lineage", "table")
@pass_session
def trace(
    session: Session, data_object: str, at: dt.date, plan: str, depth: int | None, out: Output
) -> None:
    """Trace OBJECT both ways: where it comes from, where it goes, how sure that is.

    The trace starts from its master, else from who collects or creates it. Strictly, each flow
    carries the object itself or one it declares to transform; loosely, any flow counts.

    \b
    Examples:
      archrepo data trace product-sheet
      archrepo data trace customer --at 2027-06-30 --plan all --format markdown
      archrepo data trace customer --format csv -o hops.csv
      archrepo data trace customer -o customer.svg
    """
    out.emit(session, session.portfolio.trace(data_object, at=at, plan=plan, hops=depth))
