"""`query`: the user's own read-only Cypher."""

from __future__ import annotations

from typing import BinaryIO

import click

from archrepo.cli._common import Output, format_options, text_of
from archrepo.cli.groups import Command
from archrepo.cli.session import Session, pass_session


def _value(text: str) -> object:
    """Return a day, number, boolean, list or quoted text where the text is one, else the text."""
    import datetime as dt
    import json

    try:
        return dt.date.fromisoformat(text) if text[4:5] == "-" else json.loads(text)
    except ValueError:
        return text


def _parameters(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, object]:
    wrong = next((text for text in given if "=" not in text), None)
    if wrong is not None:
        raise click.BadParameter(f"'{wrong}' is not name=value", ctx, param)
    return {name: _value(value) for name, _, value in (text.partition("=") for text in given)}


@click.command(cls=Command)
@click.argument("cypher", required=False)
@click.option("--file", "file", type=click.File("rb"), help="Read it from a file, or -.")
@click.option(
    "--param",
    "parameters",
    multiple=True,
    callback=_parameters,
    metavar="NAME=VALUE",
    help="Value of $NAME: a day, a number, true, a JSON list, else text; may be repeated.",
)
@format_options("QueryAnswer", "table")
@pass_session
def query(
    session: Session,
    cypher: str | None,
    file: BinaryIO | None,
    parameters: dict[str, object],
    out: Output,
) -> None:
    """Run CYPHER, read-only: what would write, load files or change settings is refused.

    What 'archrepo explain' shows of a rule runs as it stands: $at is today, and the other
    parameters of rules are known too.

    \b
    Examples:
      archrepo query "MATCH (a:Application) RETURN a.id AS id, a.name AS name ORDER BY id"
      archrepo query --file coverage.cypher --param domain=sales --format csv
      archrepo explain CO-11 --json | jq -r .query | archrepo query --file -
    """
    if (cypher is None) == (file is None):
        raise click.UsageError("give either CYPHER or --file")
    text = cypher if file is None else text_of(file)
    out.emit(session, session.portfolio.query(str(text), parameters))
