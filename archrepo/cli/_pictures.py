"""What commands that draw share: theme and page, the part to show, an impact report to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from archrepo.cli._common import Words, complete_ids, name_of, text_of
from archrepo.cli.session import Session
from archrepo.errors import ConfigError

if TYPE_CHECKING:
    from typing import BinaryIO


def picture_options(command: Any) -> Any:
    """Add `--theme` and `--size`; the session's view takes them."""
    for option in (
        click.option(
            "--size",
            type=Words(["a4", "a3", "slide"]),
            expose_value=False,
            callback=_noted,
            help="Page of a PDF or PNG; more pages where it would not be readable on one.",
        ),
        click.option(
            "--theme",
            type=Words(["light", "dark"]),
            expose_value=False,
            callback=_noted,
            help="Colours of pictures; light unless said.",
        ),
    ):
        command = option(command)
    return command


def _noted(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        setattr(ctx.ensure_object(Session), str(param.name), value)


domain_option = click.option(
    "--domain",
    metavar="ID",
    shell_complete=complete_ids("Domain", "Scope"),
    help="Only this domain, or scope.",
)

depth_option = click.option(
    "--depth",
    type=click.IntRange(min=0),
    metavar="N",
    help="Levels of scopes below the domains; deeper ones are folded.",
)


def read_report(file: BinaryIO | None) -> Any:
    """Return an impact report from its JSON form; None where no file is given.

    Raises:
        ConfigError: If it is not JSON.
        InvalidDataError: If it is no text.
    """
    if file is None:
        return None
    hint = "make one with 'archrepo impact retire APPLICATION --json'"
    try:
        return json.loads(text_of(file))
    except RecursionError:
        raise ConfigError(f"{name_of(file)}: is nested too deep", hint=hint) from None
    except json.JSONDecodeError as problem:
        raise ConfigError(
            f"{name_of(file)}: this is not JSON (line {problem.lineno}, column {problem.colno})",
            hint=hint,
        ) from problem
