"""`site`: the portfolio as pages to look at in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archrepo.cli._common import at_option, plan_option
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session

if TYPE_CHECKING:
    import datetime as dt


@click.command("site", cls=Command)
@at_option
@plan_option
@click.option("--split", is_flag=True, help="A folder that loads as it goes, for large portfolios.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="File to write, or folder with --split; else portfolio.html or portfolio-site.",
)
@pass_session
def site_command(
    session: Session, at: dt.date, plan: str, split: bool, output: Path | None
) -> None:
    """Write the portfolio as a site: map, inventory, a page for each node, impacts, roadmap.

    It asks for nothing outside itself: send the file, or put it on a shared drive.

    \b
    Examples:
      archrepo site
      archrepo site --lang fr -o portefeuille.html
      archrepo site --split -o site/ --at 2027-06-30
    """
    chosen = output or Path("portfolio-site" if split else "portfolio.html")
    opened = session.portfolio.site(chosen, split=split, at=at, plan=plan)
    session.pause_progress()
    session.say(f"Wrote {chosen}")
    session.tell_left_out()
    session.say(f"Next: open {opened} in a browser")
