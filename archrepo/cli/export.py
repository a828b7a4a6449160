"""`export` and `template`: the portfolio, or an empty one, as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli.groups import Command, Group
from archrepo.cli.session import Session, pass_session
from archrepo.cli.streams import stdout_for_tools

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO


def _file_option(command: Any) -> Any:
    """Add `--output`: a file, else stdout."""
    return click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Else stdout; '-' is stdout.",
    )(command)


def _folder(ctx: click.Context, param: click.Parameter, given: Path) -> Path:
    """Return a folder to write; stdout takes one file only."""
    if given == Path("-"):
        raise click.BadParameter("this export is a folder of files: name it", ctx, param)
    return given


def _folder_options(default: str) -> Callable[[Any], Any]:
    """Return what adds `--output`, a folder, and `--replace`."""

    def add(command: Any) -> Any:
        command = click.option(
            "--replace", is_flag=True, help="Replace the export that stands in FOLDER."
        )(command)
        return click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, file_okay=False),
            default=default,
            show_default=True,
            callback=_folder,
            metavar="FOLDER",
            help="Folder to write.",
        )(command)

    return add


def _to_text(session: Session, output: Path | None, export: Callable[[Path | TextIO], Any]) -> Any:
    """Run an export into a file, and say so, or to stdout; return what it returns."""
    if output is None or output == Path("-"):
        with stdout_for_tools() as stream:
            return export(stream)
    result = export(output)
    session.say(f"Wrote {output}")
    return result


@click.group(cls=Group)
def export() -> None:
    """Export the whole portfolio: to edit, to exchange with other tools, to query elsewhere."""


@export.result_callback()
@pass_session
def _exported(session: Session, *_: Any, **__: Any) -> None:
    if click.get_current_context().invoked_subcommand is not None:
        session.tell_left_out()


@export.command("json")
@_file_option
@pass_session
def export_json(session: Session, output: Path | None) -> None:
    """Write the native form: one document, sorted, the same bytes for the same portfolio.

    \b
    Examples:
      archrepo export json -o portfolio.json
      archrepo export json | jq '.nodes | length'
    """
    _to_text(session, output, session.portfolio.export_json)


@export.command("yaml")
@_folder_options("portfolio")
@pass_session
def export_yaml(session: Session, output: Path, replace: bool) -> None:
    """Write a folder of YAML files, one a kind: the form people edit and review.

    \b
    Examples:
      archrepo export yaml -o portfolio/
      archrepo export yaml -o portfolio/ --replace && git diff portfolio/
    """
    session.portfolio.export_yaml(output, replace=replace)
    session.say(f"Wrote {output}")


@export.command("csv")
@_folder_options("portfolio-csv")
@pass_session
def export_csv(session: Session, output: Path, replace: bool) -> None:
    """Write a folder of CSV files, one a kind and relation: spreadsheets open them as they are.

    With --lang fr, cells are parted by ';' and decimals by ',' as Excel expects in France; else by
    ',' and '.'. Text that looks like a formula has an apostrophe before it, which import takes off.

    \b
    Examples:
      archrepo export csv -o portfolio-csv/
      archrepo export csv --lang fr --replace
    """
    session.portfolio.export_csv(output, lang=session.language, replace=replace)
    session.say(f"Wrote {output}")


@export.command("xlsx")
@_file_option
@pass_session
def export_xlsx(session: Session, output: Path | None) -> None:
    """Write a workbook to change and give back: the template, with the portfolio in it.

    \b
    Examples:
      archrepo export xlsx -o portfolio.xlsx
      archrepo export xlsx -o portefeuille.xlsx --lang fr
    """
    if output is None or output == Path("-"):
        _to_pipe(session)
        return
    session.portfolio.export_xlsx(output, lang=session.language)
    session.say(f"Wrote {output}")
    session.say(f"Next: change it, then archrepo import {output} --dry-run")


def _to_pipe(session: Session) -> None:
    """Write the workbook to stdout, which must not be a terminal."""
    from tempfile import TemporaryDirectory

    if sys.stdout.isatty():
        raise click.UsageError("a workbook is not for a terminal; add --output FILE")
    with TemporaryDirectory() as scratch:
        book = Path(scratch, "portfolio.xlsx")
        session.portfolio.export_xlsx(book, lang=session.language)
        click.echo(book.read_bytes(), nl=False)


@export.command("archimate")
@_file_option
@pass_session
def export_archimate(session: Session, output: Path | None) -> None:
    """Write an ArchiMate exchange file (3.1), which Archi and other modelling tools import.

    What ArchiMate has no word for is kept in properties, so that 'archrepo import' makes the same
    portfolio of it; the command says what that is.

    \b
    Examples:
      archrepo export archimate -o portfolio.xml
    """
    losses = _to_text(session, output, session.portfolio.export_archimate)
    for line in losses.told():
        session.say(line)


@export.command("parquet")
@_folder_options("portfolio-parquet")
@pass_session
def export_parquet(session: Session, output: Path, replace: bool) -> None:
    """Write a folder of Parquet files, a typed table a kind and relation: for data platforms.

    \b
    Examples:
      archrepo export parquet -o portfolio-parquet/
      duckdb -c "select name from 'portfolio-parquet/nodes.applications.parquet'"
    """
    session.portfolio.export_parquet(output, replace=replace)
    session.say(f"Wrote {output}")


@export.command("cypher")
@_file_option
@pass_session
def export_cypher(session: Session, output: Path | None) -> None:
    """Write a script that rebuilds the portfolio in an empty Neo4j database.

    \b
    Examples:
      archrepo export cypher -o portfolio.cypher
      archrepo export cypher | cypher-shell -u neo4j
    """
    _to_text(session, output, session.portfolio.export_cypher)


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
