"""The options every command takes, and the session they set up."""

from __future__ import annotations

import click

from archrepo.cli.session import Session


def everywhere_options() -> list[click.Option]:
    """Return new options that note what they are given in the session; commands never see them."""
    return [
        _option("--url", metavar="URL", help="The portfolio's store; else archrepo.toml says."),
        _option(
            "--lang",
            type=click.Choice(["en", "fr"]),
            help="Language of what is printed; codes and ids stay.",
        ),
        _option(
            "--color",
            type=click.Choice(["auto", "always", "never"]),
            help="Colours; auto looks at the terminal and NO_COLOR.",
        ),
        _option(
            "--wide", is_flag=True, default=None, help="Wrap, cut and fold nothing, as in a pipe."
        ),
        _option("--quiet", "-q", is_flag=True, default=None, help="No progress, no next steps."),
        _option("--verbose", "-v", count=True, default=None, help="Log to stderr; -vv logs more."),
        _option("--debug", is_flag=True, default=None, help="Show where an error comes from."),
    ]


def _option(*names: str, **settings: object) -> click.Option:
    return click.Option(names, expose_value=False, callback=_note, **settings)  # type: ignore[arg-type]


def _note(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Note the value; one given after the command wins over one given before."""
    if value is not None and value != 0:
        ctx.find_root().ensure_object(Session).note(ctx, str(param.name), value)
