"""`export` and `template`: the portfolio, or an empty one, as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archrepo.cli.groups import Command, Group
from archrepo.cli.session import Session, pass_session


@click.group(cls=Group)
def export() -> None:
    """Export the whole portfolio: what 'archrepo import' reads back to the same."""


@export.command("json")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Else stdout."
)
@pass_session
def export_json(session: Session, output: Path | None) -> None:
    """Write the native form: one document, sorted, the same bytes for the same portfolio.

    \b
    Examples:
      archrepo export json -o portfolio.json
      archrepo export json | jq '.nodes | length'
    """
    to_stdout = output in (None, Path("-"))
    session.portfolio.export_json(sys.stdout if to_stdout else output)
    if not to_stdout:
        session.say(f"Wrote {output}")


@export.command("yaml")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default="portfolio",
    show_default=True,
    metavar="FOLDER",
    help="Folder to write.",
)
@pass_session
def export_yaml(session: Session, output: Path) -> None:
    """Write a folder of YAML files, one a kind: the form people edit and review.

    \b
    Examples:
      archrepo export yaml -o portfolio/
    """
    session.portfolio.export_yaml(output)
    session.say(f"Wrote {output}")


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default="portfolio.xlsx")
@pass_session
def template(session: Session, file: Path) -> None:
    """Write an empty workbook to fill in: a sheet for each kind and relation, with drop-downs.

    \b
    Examples:
      archrepo template portfolio.xlsx
      archrepo template portefeuille.xlsx --lang fr
    """
    from archrepo.portfolio.stores import metamodel_of
    from archrepo.writers.workbook import write_template

    write_template(metamodel_of(session.settings), file, session.language)
    session.say(f"Wrote {file}")
    session.say(f"Next: fill it in, then archrepo import {file} --dry-run")
