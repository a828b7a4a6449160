"""`mapping`: what the columns of a spreadsheet mean, guessed and checked."""

from __future__ import annotations

import click

from archrepo.cli._common import Output, format_options
from archrepo.cli.groups import Group
from archrepo.cli.import_files import HAS_CHANGES
from archrepo.cli.session import Session, pass_session


@click.group("mapping", cls=Group, short_help="Say what the columns of a spreadsheet mean.")
def mapping_group() -> None:
    """Write and check mapping files, which say what the columns of a spreadsheet mean."""


@mapping_group.command("guess")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@format_options("MappingGuess", "yaml")
@pass_session
def guess(session: Session, files: tuple[str, ...], out: Output) -> None:
    """Write a mapping for FILEs: every guess with its reason and how sure it is.

    Headers are found under titles and recognised in English, French and German; cells are looked at
    to choose between candidates; what a value seems to mean is proposed.

    \b
    Examples:
      archrepo mapping guess applications.xlsx -o applications.mapping.yaml
      archrepo mapping guess apps.csv scopes.csv
    """
    from archrepo.portfolio.mappings import guessed_mapping

    found = guessed_mapping(files, session.metamodel, session.progress(), session.spoken)
    session.pause_progress()
    out.emit(session, found)
    asked = [question for table in found.tables for question in table.questions]
    asked = asked or [f"{table.table}: {table.reason}" for table in found.tables]
    if found.certain:
        session.say(f"Certain: archrepo import {' '.join(files)}   needs no mapping file.")
    else:
        told = [f"  {session.in_words(question)}" for question in asked]
        session.say("\n".join([session.in_words("To look at:"), *told]))


@mapping_group.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option(
    "--mapping", required=True, type=click.Path(), metavar="FILE", help="The mapping to check."
)
@format_options("MappingCheck", "table")
@pass_session
@click.pass_context
def check(
    ctx: click.Context, session: Session, files: tuple[str, ...], mapping: str, out: Output
) -> None:
    """Tell what FILEs state through a mapping, and every problem (exit code 1 if errors).

    The portfolio is not looked at: whether references lead somewhere, 'archrepo import --dry-run'
    tells.

    \b
    Examples:
      archrepo mapping check applications.xlsx --mapping applications.mapping.yaml
      archrepo mapping check sill-2019.csv --mapping sill --json
    """
    from archrepo.portfolio.mappings import checked_mapping

    found = checked_mapping(files, mapping, session.metamodel, session.progress())
    session.pause_progress()
    out.emit(session, found)
    ctx.exit(HAS_CHANGES if found.errors else 0)
