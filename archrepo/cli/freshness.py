"""`freshness`: how mature and fresh records are, and whom to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archrepo.cli._analyses import all_option, analysis_options
from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Group
from archrepo.cli.session import Session, pass_session


@click.group(
    "freshness", cls=Group, short_help="Tell how mature records are, and have them confirmed."
)
def freshness_group() -> None:
    """Tell how complete and lately confirmed records are, and have owners confirm them."""


@freshness_group.command()
@analysis_options
@all_option
@format_options("Maturity", "table")
@pass_session
def report(session: Session, /, unfold: bool, out: Output, **wanted: Any) -> None:
    """Count records by maturity level, 1 to 3, per kind, per domain and per owner.

    \b
    Examples:
      archrepo freshness report
      archrepo freshness report --domain marketing --format markdown
      archrepo freshness report -o maturity.csv
    """
    out.emit(session, session.portfolio.freshness.report(**wanted), unfold=unfold)


@freshness_group.command()
@analysis_options
@click.option(
    "--output",
    "-o",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder to write the files into.",
)
@pass_session
def campaign(session: Session, /, folder: Path, **wanted: Any) -> None:
    """Write a CSV for each owner and kind: what was not confirmed lately, to confirm or correct.

    A day in confirmed_on confirms a row, any other cell corrects it; `import` reads the file back.

    \b
    Examples:
      archrepo freshness campaign --output to-confirm
      archrepo import to-confirm/crm-owner.applications.csv --dry-run
    """
    made = session.portfolio.freshness.campaign(folder, **wanted)
    Output("table", None).emit(session, made, unfold=True)
    if made.sheets:
        count = len(made.sheets)
        session.say(
            f"Wrote {count:,} files into {folder}" if count > 1 else f"Wrote 1 file into {folder}"
        )
        first = folder / made.sheets[0].file
        session.say(f"Next, once filled in: archrepo import {first} --dry-run")
